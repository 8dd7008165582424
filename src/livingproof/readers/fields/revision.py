"""The issue or revision of the certificate itself: "Rev. 02", "Issue 3", "版本：2"; not that of the form that it is printed on."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from livingproof.catalogue.labels import Role, squeeze
from livingproof.catalogue.printed import printed_numbers
from livingproof.readers.fields.beside import Beside, after_labels, labels_in
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.numbers import normal_number

_MARK = re.compile(r"(?P<mark>[A-Z]?\d{1,3}(?:\.\d{1,2})?|[A-Z])(?![\w\-:]|[./]\d|\s*(?:MLA|st|nd|rd|th|th\.)\b)")
_FOOT = 0.93
_BESIDE, _IN_LINE, _AT_FOOT = 0.86, 0.88, 0.5


def find_revision(sheets: Sequence[Sheet], number: str | None) -> Found[str] | None:
    """The mark with its word as printed, likeliest first; `number` is the certificate number, beside which it often stands."""
    found = best(one for sheet in sheets[:2] for one in _marks(sheet, normal_number(number or "")))
    return found[0] if found else None


def revision_key(printed: str) -> str:
    """The mark alone, without leading zeros: "Rev. 02" is "2"."""
    marks = re.findall(r"[A-Z]?\d+(?:\.\d+)?|\b[A-Z]\b", printed)
    mark = str(marks[-1]) if marks else printed
    return mark.lstrip("0") or "0"


def _marks(sheet: Sheet, number: str) -> Iterator[Found[str]]:
    for beside in after_labels(sheet, printed_numbers().revision, printed_numbers().fillers):
        label = _label_line(sheet, beside)
        text = beside.text
        match = _MARK.match(text)
        if match is None or label is None or not _own(label, beside.label, number) or _begins_date(beside.line, text):
            continue
        in_line = label is beside.line
        if match["mark"].isalpha() and not (beside.closed and len(text) == 1):
            continue
        printed = _printed(label, beside.label, match["mark"])
        evidence = _AT_FOOT if label.middle > _FOOT * sheet.height else _IN_LINE if in_line else _BESIDE
        if beside.label in _ISSUES and not (
            beside.closed or len(text) < 4 or text[match.end() :].lstrip()[:1] in {".", ",", ";"}
        ):
            continue
        yield from_lines(printed, [label] if in_line else [label, beside.line], evidence, "revision", printed)


_ISSUES = frozenset(
    map(squeeze, ("issue", "version", "edición", "edition", "ausgabe", "revision", "revisão", "versión", "baskı no"))
)
"""Words that stand in sentences too: a mark must end the line, its sentence, or follow a colon."""


def _label_line(sheet: Sheet, beside: Beside) -> Line | None:
    """The line in which the label itself stands: the value's line, or one beside or above it."""
    near = [beside.line, *sheet.left_of(beside.line), *sheet.above(beside.line)[:2]]
    return next((line for line in near if any(found == beside.label for found, _, _ in _in(line))), None)


def _in(line: Line) -> Iterator[tuple[str, int, int]]:
    return labels_in(line.text, printed_numbers().revision)


def _own(line: Line, label: str, number: str) -> bool:
    """Whether the words before the label leave it to the certificate: none, or its own number, and no code of a form."""
    start = next(start for found, start, _ in _in(line) if found == label)
    before = line.text[:start].strip(" \t([/|,;:-–·")
    if not before:
        return True
    letters = normal_number(before)
    if len(number) > 3 and letters.endswith(number):
        return True
    hit = line.hits[0] if line.hits else None
    return hit is not None and hit.leads and hit.has(Role.NUMBER) and any(one.isdigit() for one in letters)


def _begins_date(line: Line, text: str) -> bool:
    """Whether the digits are the beginning of a day: "Issue 12 March 2024"."""
    start = line.text.find(text)
    return any(dated.start <= start < dated.end for dated in line.dates)


def _printed(line: Line, label: str, mark: str) -> str:
    start, end = next((start, end) for found, start, end in _in(line) if found == label)
    own = line.text[start:]
    at = own.find(mark, end - start)
    return own[: at + len(mark)] if at >= 0 else f"{line.text[start:end]} {mark}"
