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
_CELL_PITCH, _CELL_GAP, _CELL_LINES = 1.7, 1.3, 4  # between the lines of a cell; to the next cell; above its middle
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


def centred_value(sheet: Sheet, line: Line) -> list[Line]:
    """The lines above a value that belong to it, when its label stands in the middle of its row of the table.

    They share its left edge and its pitch and have nothing on their left; a wider gap parts them from the row above.
    """
    taken: list[Line] = []
    pitch: float | None = None
    last = line
    for other in sheet.above(line):
        if abs(other.box[0] - line.box[0]) > _EDGE:
            continue
        step = last.middle - other.middle
        if step > _CELL_PITCH * max(last.size, other.size) or (pitch is not None and step > _CELL_GAP * pitch):
            break
        if sheet.left_of(other) or other.leads_with(*Role) or len(taken) == _CELL_LINES:
            return []
        taken.insert(0, other)
        pitch, last = step if pitch is None else min(pitch, step), other
    return taken if _as_many_below(sheet, line, len(taken), pitch) else []


def _as_many_below(sheet: Sheet, line: Line, count: int, pitch: float | None) -> bool:
    """Whether about as many lines of the same cell stand below a line as above it."""
    below, last = 0, line
    for other in sheet.below(line):
        if abs(other.box[0] - line.box[0]) > _EDGE:
            continue
        if pitch is None or other.middle - last.middle > _CELL_GAP * pitch or sheet.left_of(other):
            break
        below, last = below + 1, other
    return count > 0 and abs(below - count) < 2


def same_print(one: Line, other: Line) -> bool:
    """Whether two lines are set alike; the heights that recognition gives vary by a third."""
    ratio = other.size / max(one.size, 1.0)
    if one.source is Source.OCR:
        return 0.7 < ratio < 1.4
    return 0.92 < ratio < 1.09 and one.bold == other.bold


def joined(lines: Sequence[Line]) -> str:
    """The lines as one text; no space between scripts that have none, hyphenated words put together."""
    text = ""
    for line in lines:
        text = joined_texts(text, line.text.strip())
    return text


def joined_texts(one: str, other: str) -> str:
    """A text and its next line as one."""
    if one.endswith("-") and not one.endswith((" -", "--")) and other[:1].islower():
        return one[:-1] + other
    return run_on(one, other)


def until_next_label(line: Line, start: int, known: frozenset[Role]) -> int:
    """Where the next label with a colon begins behind `start`, one that has none of the known roles; the line's end for none."""
    found = (
        hit.start
        for hit in line.hits
        if hit.start > start and line.text[hit.end :].lstrip()[:1] in {":", "："} and hit.roles.isdisjoint(known)
    )
    return min(found, default=len(line.text))


def run_on(one: str, other: str) -> str:
    """Two texts as one, a space between them except in scripts that have none."""
    return one + ("" if not one or not other or (_wide(one[-1]) and _wide(other[0])) else " ") + other


def joined_address(lines: Sequence[Line], first: str | None = None) -> str:
    """The lines of an address as one text, a comma where a line was ended on purpose; `first` stands for the first line.

    A line was ended on purpose when the next word would still have had room. Scripts without spaces run on.
    """
    text = first if first is not None else lines[0].text.strip() if lines else ""
    for before, line in pairwise(lines):
        piece = line.text.strip()
        on_purpose = text[-1:].isalnum() and not _wide(text[-1]) and not _wide(piece[:1]) and _room(before, line, lines)
        text = f"{text}, {piece}" if on_purpose else joined_texts(text, piece)
    return text


def _room(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the first word of a line would have fitted at the end of the line before."""
    width = max(other.box[2] - other.box[0] for other in lines)
    letter = (line.box[2] - line.box[0]) / max(1, len(line.text))
    word = len(line.text.split()[0]) + 2
    return (before.box[2] - before.box[0]) + word * letter < width


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
