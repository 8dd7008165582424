"""Chance from a seed: the one place of the benchmark where numbers are drawn."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from random import Random  # noqa: TID251 - made data, always from a seed
from typing import Generic, TypeVar

__all__ = ["Draw", "Pattern", "Wheel", "drawn", "pick"]

T = TypeVar("T")
Draw = Callable[[], float]
"""One number from 0 up to, not including, 1."""


def drawn(*seed: int) -> Draw:
    """The stream of numbers that belongs to a seed."""
    mixed = 0
    for part in seed:
        mixed = (mixed * 0x9E3779B97F4A7C15 + part + 1) & 0xFFFFFFFFFFFFFFFF
    return Random(mixed).random  # noqa: S311 - made data, nothing secret


def pick(values: Sequence[T], draw: Draw, lean: float = 1.0) -> T:
    """One of the values; the higher `lean` above 1, the oftener the first ones."""
    return values[int(len(values) * draw() ** lean)]


class Wheel(Generic[T]):
    """Values that come in proportion to their weights."""

    __slots__ = ("_ends", "_values")

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = tuple(weighted)
        self._values = tuple(value for value, _ in pairs)
        self._ends = tuple(accumulate(weight for _, weight in pairs))

    def spin(self, draw: Draw) -> T:
        """One of the values."""
        return self._values[bisect(self._ends, draw() * self._ends[-1], 0, len(self._values) - 1)]


_CAPITALS = "ABCDEFGHJKLMNPRSTUVWXYZ"


class Pattern:
    """The shape of a number: `#` a figure, `@` a capital, `{name}` a given part, all else as it stands."""

    __slots__ = ("_pieces",)

    def __init__(self, text: str) -> None:
        pieces: list[tuple[str, int]] = []
        for character in text:
            if character in "#@" and pieces and pieces[-1][0] == character:
                pieces[-1] = (character, pieces[-1][1] + 1)
            elif character in "#@":
                pieces.append((character, 1))
            elif pieces and not pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + character, 0)
            else:
                pieces.append((character, 0))
        self._pieces = tuple(pieces)

    def filled(self, draw: Draw) -> str:
        """The pattern with its figures and capitals drawn; given parts still stand in braces."""
        return "".join(
            text
            if not width
            else _figures(width, draw)
            if text == "#"
            else "".join(pick(_CAPITALS, draw) for _ in range(width))
            for text, width in self._pieces
        )


def _figures(width: int, draw: Draw) -> str:
    return f"{int(draw() * 10**width):0{width}d}"
