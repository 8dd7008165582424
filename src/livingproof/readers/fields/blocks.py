"""Blocks of lines: what follows a label or a sentence in its own column until something else begins."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from livingproof.catalogue.labels import Role
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import Line, Sheet, overlap

_EDGE = 7.0  # points that the edges of one column may differ
_CENTRES = 16.0  # and its centres
_WIDE_GAP = 3.6
_OF_DATES = (
    Role.ISSUED,
    Role.DECIDED,
    Role.VALID_FROM,
    Role.EXPIRES,
    Role.FIRST,
    Role.SURVEILLANCE,
    Role.OTHER_DATE,
    Role.TERM,
)
_USUAL_PITCH = 1.5  # from line to line, in heights of print


def column(
    sheet: Sheet, start: Line, stops: Callable[[Line], bool], *, gap: float = _WIDE_GAP, limit: int = 14
) -> list[Line]:
    """The lines from `start` downwards in its column, `start` included, until a stop or a wide gap.

    A column is kept by its left edge, its right edge or its centre, so that ragged, flush right and centred blocks hold
    together and a second column beside them stays out.
    """
    taken = [start]
    while len(taken) < limit:
        last = taken[-1]
        following = _continuation(sheet, taken)
        if following is None or following.middle - last.middle > gap * max(
            min(last.size, following.size), 0.6 * last.size
        ):
            break
        if stops(following):
            break
        taken.append(following)
    return taken


def _continuation(sheet: Sheet, taken: Sequence[Line]) -> Line | None:
    last = taken[-1]
    for other in sheet.below(last):
        if other in taken:
            continue
        if _aligned(taken[0], last, other):
            return other
        if overlap(other.box, last.box) > 0.6:  # something else stands in the way
            return other if _contained(other, last) else None
    return None


def _aligned(first: Line, last: Line, other: Line) -> bool:
    return any(
        abs(other.box[0] - line.box[0]) < _EDGE
        or abs(other.box[2] - line.box[2]) < _EDGE
        or abs(other.centre - line.centre) < _CENTRES
        for line in (last, first)
    )


def _contained(inner: Line, outer: Line) -> bool:
    return inner.box[0] > outer.box[0] - _EDGE and inner.box[2] < outer.box[2] + 0.25 * (outer.box[2] - outer.box[0])


def answers_a_label(sheet: Sheet, line: Line) -> bool:
    """Whether the line is the value of a label on its left."""
    left = next(iter(sheet.left_of(line)), None)
    if left is None or not (left.only_labels and left.hits[-1].closed and left.hits[0].certain):
        return False
    label = left.hits[-1]
    if label.has(*_OF_DATES):
        return bool(line.dates)
    return not label.has(Role.NUMBER, Role.OTHER_NUMBER) or any(character.isdigit() for character in line.text)


def same_print(one: Line, other: Line) -> bool:
    """Whether two lines are set alike; the heights that recognition gives vary by a third."""
    ratio = other.size / max(one.size, 1.0)
    if one.source is Source.OCR:
        return 0.7 < ratio < 1.4
    return 0.92 < ratio < 1.09 and one.bold == other.bold


def starts_with(*roles: Role) -> Callable[[Line], bool]:
    """A stop: the line begins with a label of these roles."""

    def stops(line: Line) -> bool:
        return line.leads_with(*roles)

    return stops


def joined(lines: Sequence[Line]) -> str:
    """The lines as one text; no space between scripts that have none, hyphenated words put together."""
    text = ""
    for line in lines:
        piece = line.text.strip()
        if not text:
            text = piece
        elif text.endswith("-") and not text.endswith((" -", "--")) and piece[:1].islower():
            text = text[:-1] + piece
        else:
            text += ("" if _wide(text[-1]) and _wide(piece[:1]) else " ") + piece
    return text


def _wide(character: str) -> bool:
    return bool(character) and ord(character) >= 0x2E80  # where the East Asian scripts begin


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines cut where the gap is clearly wider than the usual one between them."""
    if not lines:
        return
    pitches = [after.middle - before.middle for before, after in pairwise(lines)]
    usual = min([_USUAL_PITCH * lines[0].size, *pitches])
    part = [lines[0]]
    for before, after in pairwise(lines):
        if after.middle - before.middle > max(1.28 * usual, 1.1 * before.size):
            yield part
            part = []
        part.append(after)
    yield part
