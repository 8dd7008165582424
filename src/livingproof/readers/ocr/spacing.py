"""Spaces that the recognition network left out, and lines that are really two: both told by the blank between letters.

The network drops some spaces between Latin words ("January20"). A space is put back only where the picture shows a
blank that is as wide as the other spaces of the line and several times as wide as the blanks between its letters.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from livingproof.readers.ocr.line import Picture
from livingproof.readers.ocr.recognition import Glyph, Reading

_CONTRAST = 0.35  # of the strongest print, from which a pixel is ink
_LIKE_A_SPACE = 0.7  # of the spaces of the same line
_LEAST = 0.15  # of the height of the strip: a space in a line that has no other
_BEYOND_LETTERS = 2.5  # times the blank between letters
_NEARLY = 0.25  # probability of a space
_SOMEWHAT = 1.2
_DOUBT = 0.003
_CUT = 0.95  # of the height of the strip: about one and a half times the height of capitals


class Piece(NamedTuple):
    """A part of a line between wide blanks: its text and its ends as shares of the line's length."""

    text: str
    start: float
    end: float
    score: float


class _Gap(NamedTuple):
    """The widest blank between two printed characters: its width as a share of the height, its middle of the length."""

    width: float
    middle: float
    spaced: bool


def pieces(reading: Reading) -> tuple[Piece, ...]:
    """The line with its missing spaces, cut at wide blanks."""
    printed = [glyph for glyph in reading.glyphs if glyph.text.strip()]
    if not printed:
        return ()
    gaps = _gaps(reading, printed)
    narrow, wide = _usual(gaps)
    parts: list[Piece] = []
    text, start, scores = printed[0].text, 0.0, [printed[0].score]
    for (before, after), gap in zip(pairwise(printed), gaps, strict=True):
        if gap.width > _CUT:
            parts.append(Piece(text, start, gap.middle, sum(scores) / len(scores)))
            text, start, scores = "", gap.middle, []
        elif gap.spaced or _parted(before.text, after, gap, narrow, wide):
            text += " "
        text += after.text
        scores.append(after.score)
    return (*parts, Piece(text, start, 1.0, sum(scores) / len(scores)))


def _usual(gaps: list[_Gap]) -> tuple[float, float]:
    """The usual blank between letters, and the least that counts as a space in this line."""
    letters = [gap.width for gap in gaps if not gap.spaced]
    spaces = [gap.width for gap in gaps if gap.spaced and gap.width <= _CUT]
    least = max(_LEAST, _LIKE_A_SPACE * median(spaces)) if spaces else _LEAST
    return (median(letters) if letters else 0.0), least


def _parted(before: str, after: Glyph, gap: _Gap, narrow: float, wide: float) -> bool:
    """Whether the blank before a character is a space that was left out.

    Between two letters the network must have had at least a doubt ("Fr iday" is print that broke); where it nearly read
    a space, a blank wider than the usual one is enough.
    """
    if not _may_part(before, after.text):
        return False
    if after.space > _NEARLY and gap.width > _SOMEWHAT * narrow:
        return True
    doubted = after.space > _DOUBT or not (before.isalpha() and after.text.isalpha())
    return doubted and gap.width > max(_BEYOND_LETTERS * narrow, wide)


def _may_part(before: str, after: str) -> bool:
    """Between letters, after a stop, and where letters meet digits; never inside a number or a script without spaces."""
    if not (before.isascii() or before.isalpha()) or before >= "\u2e80" or after >= "\u2e80":
        return False
    if before.isdigit():
        return after.isalpha()
    if before.isalpha() or before == ")":
        return after.isalnum() or after in "(/"
    return (before in ",.:;" and after.isalnum() and not after.isdigit()) or (before in ",;" and after.isdigit())


def _gaps(reading: Reading, printed: list[Glyph]) -> list[_Gap]:
    ink = _ink(reading.strip)
    length, height = len(ink), reading.strip.shape[0]
    spaced = _spaced(reading.glyphs)
    gaps = []
    for (before, after), space in zip(pairwise(printed), spaced, strict=True):
        first, last = int(before.place * length), max(int(before.place * length) + 1, int(after.place * length))
        width, middle = _widest_blank(ink, first, min(last, length))
        gaps.append(_Gap(width / height, middle / length, space))
    return gaps


def _spaced(glyphs: tuple[Glyph, ...]) -> list[bool]:
    """For every printed character but the first: whether the network read a space before it."""
    flags: list[bool] = []
    space = False
    for glyph in glyphs:
        if glyph.text.strip():
            flags.append(space)
        space = not glyph.text.strip()
    return flags[1:]


def _ink(strip: Picture) -> Any:
    """For every column whether it holds print; the outer rows, where neighbours reach in, do not count."""
    import numpy as np

    grey = strip.mean(axis=2)
    distance = np.abs(grey - np.median(grey))
    rows = slice(strip.shape[0] // 8, -(strip.shape[0] // 8))
    return distance[rows].max(axis=0) > _CONTRAST * np.percentile(distance, 98)


def _widest_blank(ink: Any, first: int, last: int) -> tuple[int, float]:
    widest, middle, since = 0, (first + last) / 2, first
    for column in range(first, last + 1):
        if column == last or ink[column]:
            if column - since > widest:
                widest, middle = column - since, (since + column) / 2
            since = column + 1
    return widest, middle
