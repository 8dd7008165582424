"""Parts a text into sentences and lines, none of them long, so that work grows with the text only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_SIGN = re.compile(r"[\n\r!?;。！？；•●■▪✓✔►★|·–—.]")
_SPACED = frozenset("·–—")
_ABBREVIATION = re.compile(r"(?:\b(?:co|ltd|no|nr|cert|reg|inc|approx)|n°|[\s.]\w)$", re.IGNORECASE)
LONGEST = 500
"""A sentence is cut after so many characters."""


class Sentences:
    """Where the sentences of a text begin and end, and whether each is a question."""

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        start = 0
        for match in _SIGN.finditer(text):
            if _parts(text, match.start()):
                self._add(start, match.start())
                start = match.end()
        self._add(start, len(text))

    def _add(self, start: int, end: int) -> None:
        for piece in _pieces(start, end):
            self._starts.append(piece)
            self._ends.append(min(piece + LONGEST, end))

    def at(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence around a place."""
        number = max(0, bisect_right(self._starts, place) - 1)
        return self._starts[number], self._ends[number]

    def asks(self, end: int) -> bool:
        """Whether the sentence that ends here is a question."""
        return self._text[end : end + 1] in {"?", "？"}


def _parts(text: str, place: int) -> bool:
    """Whether the sign at this place ends a sentence: a full stop only before a space and no small letter."""
    sign = text[place]
    if sign in _SPACED:
        return text[place - 1 : place].isspace() and text[place + 1 : place + 2].isspace()
    if sign != ".":
        return True
    behind = text[place + 1 : place + 3]
    ends = not behind or (behind[0].isspace() and not behind[1:].islower())
    return ends and not _ABBREVIATION.search(text, max(0, place - 7), place)


def _pieces(start: int, end: int) -> Iterator[int]:
    return iter(range(start, max(end, start + 1), LONGEST))
