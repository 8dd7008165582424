"""What a page prints after a name of its own: the text behind a label, on its right or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from livingproof.catalogue.labels import NO_SPACES_FROM, squeeze, squeeze_with_places
from livingproof.readers.fields.labelling import is_boundary, openings
from livingproof.readers.fields.layout import Line, Sheet

_WORD = re.compile(r"[\s:：.,#°º()（）/\-–—]*([^\W\d_]+|№)")
_SEPARATORS = " \t:：.,#№°º()（）/-–—=|"
_FAR = 3.2


@dataclass(frozen=True, slots=True)
class Beside:
    """A label and the text that may be its value. `closed` when a colon stands between them or the value is in a cell of its own."""

    label: str
    text: str
    line: Line
    closed: bool


def after_labels(sheet: Sheet, labels: re.Pattern[str], fillers: frozenset[str] = frozenset()) -> Iterator[Beside]:
    """Each label of the sheet with the text behind it; where none is, with its neighbours on the right and below."""
    for line in sheet.lines:
        for label, start, end in labels_in(line.text, labels):
            offset = _behind(line.text, end, fillers)
            rest = line.text[offset:].strip(_SEPARATORS)
            if any(character.isalnum() for character in rest) and not labels.fullmatch(squeeze(rest)):
                between = line.text[end:offset]
                yield Beside(label, rest, line, ":" in between or "：" in between)
            elif not line.text[:start].strip(_SEPARATORS) or line.text[end:].strip() in {":", "："}:
                yield from (
                    Beside(label, other.text.strip(_SEPARATORS), other, closed=True)
                    for other in _neighbours(sheet, line)
                )


def labels_in(text: str, labels: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Squeezed labels of the text that stand as words of their own, with their places."""
    letters, places = squeeze_with_places(text)
    at = 0
    for start, opens in enumerate(openings(text)):
        if start < at or not (opens or letters[start] >= NO_SPACES_FROM):
            continue
        match = labels.match(letters, start)
        end = match.end() if match else start
        while end > start and not _closes(text, places[end - 1], letters[end - 1]):
            end -= 1
            while end > start and not labels.fullmatch(letters, start, end):
                end -= 1
        if end > start:
            yield letters[start:end], places[start], places[end - 1] + 1
            at = end


def _closes(text: str, last: int, letter: str) -> bool:
    return last + 1 >= len(text) or letter >= NO_SPACES_FROM or is_boundary(text[last], text[last + 1])


def _behind(text: str, end: int, fillers: frozenset[str]) -> int:
    """The place after the label and the words that belong to it: "No.", "code"."""
    while (match := _WORD.match(text, end)) and (squeeze(match[1]) in fillers or match[1] == "№"):
        end = match.end()
    while end < len(text) and text[end] in _SEPARATORS:
        end += 1
    return end


def _neighbours(sheet: Sheet, line: Line) -> Iterator[Line]:
    yield from sheet.right_of(line)[:1]
    below = next(sheet.below(line), None)
    if below is not None and below.middle - line.middle < _FAR * max(line.size, below.size):
        yield below
