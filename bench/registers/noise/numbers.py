"""A certificate number as claims write it."""

from __future__ import annotations

from collections.abc import Callable

from bench.registers.chance import Draw, Wheel, pick
from bench.registers.noise.letters import misread
from bench.registers.vocabulary import shares

_SEPARATORS = " -/._"
_SHORTEST = 5


def number_in_claim(number: str, draw: Draw) -> tuple[str, str]:
    """The number as it is claimed, and what befell it; the rest is exact."""
    kind = _kinds().spin(draw)
    return _DONE[kind](number, draw), kind


def _kinds() -> Wheel[str]:
    share = shares().number
    return Wheel((*share.items(), ("exact", 1 - sum(share.values()))))


def _reformatted(number: str, draw: Draw) -> str:
    """Separators left out, changed or put in, or the case changed."""
    kind = int(draw() * 4)
    if kind == 0:
        return "".join(character for character in number if character not in _SEPARATORS)
    if kind == 1:
        return "".join(pick(_SEPARATORS, draw) if character in _SEPARATORS else character for character in number)
    if kind == 2:  # noqa: PLR2004 - the third of the four
        return number.lower()
    at = 2 + int(draw() * (len(number) - 3))
    return f"{pick(('No. ', 'Cert. ', ''), draw)}{number[:at]}{pick(' -', draw)}{number[at:]}"


def _cut(number: str, draw: Draw) -> str:
    lost = 1 + int(draw() * 3)
    if len(number) - lost < _SHORTEST:
        return number
    return number[lost:] if draw() < 1 / 2 else number[:-lost]


def _late_figure(number: str, draw: Draw) -> str:
    """One of the last figures is another."""
    places = [at for at in range(len(number) // 2, len(number)) if number[at].isdigit()]
    return _changed(number, pick(places, draw), draw) if places else number


def _wrong(number: str, draw: Draw) -> str:
    """Every figure is another: no noise leads back."""
    for at in range(len(number)):
        if number[at].isdigit():
            number = _changed(number, at, draw)
    return number


def _changed(number: str, at: int, draw: Draw) -> str:
    other = (int(number[at]) + 1 + int(draw() * 9)) % 10
    return f"{number[:at]}{other}{number[at + 1 :]}"


_DONE: dict[str, Callable[[str, Draw], str]] = {
    "exact": lambda number, _: number,
    "reformatted": _reformatted,
    "misread": misread,
    "cut": _cut,
    "late_figure": _late_figure,
    "wrong": _wrong,
}
