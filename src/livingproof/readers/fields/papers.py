"""What the form of a document says beside its fields: page counts, annexes, draft marks, telling phrases."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Pages
from livingproof.core.terms import Mark
from livingproof.readers.fields.labelling import find_labels
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.page import Page

_PAGE_OF = re.compile(
    r"(\d{1,3})\s*(?:of|de|von|di|z|ze|sur|van|av|/|из|от|από|/\s*総|共)\s*(\d{1,3})(?!\d|[./-]\d)", re.IGNORECASE
)
_PAGE_CJK = re.compile(r"第?\s*(\d{1,3})\s*[页頁]\s*[/，,]?\s*共\s*(\d{1,3})\s*[页頁]")
_ANNEX_NUMBER = re.compile(r"\s*(?:n[o°º]\.?|nr\.?|№)?\s*[:.]?\s*([A-Z0-9][A-Z0-9./-]{0,18})", re.IGNORECASE)
_MARKS = ((Role.DRAFT, Mark.DRAFT), (Role.SPECIMEN, Mark.SPECIMEN), (Role.COPY, Mark.COPY))


def marks_of(sheets: Sequence[Sheet], pages: Iterable[Page], table: LabelTable) -> tuple[Mark, ...]:
    """Words that stand alone, across the page or on a line, and say that it is a draft, a specimen or a copy."""
    numbers = {sheet.number for sheet in sheets}
    across = [find_labels(segment.text, table) for page in pages if page.number in numbers for segment in page.oblique]
    alone = [line.hits for sheet in sheets for line in sheet.lines if line.only_labels and len(line.hits) == 1]
    found = {mark for hits in (*across, *alone) for hit in hits for role, mark in _MARKS if hit.has(role)}
    return tuple(sorted(found))


def pages_of(sheets: Sequence[Sheet], in_file: int, read: int) -> Pages:
    """Pages printed and seen, and the annex that the text refers to."""
    counted = [pair for sheet in sheets for line in sheet.lines if (pair := _printed(line))]
    named = next((found for sheet in sheets for line in sheet.lines if (found := _annex(line))), None)
    seen = any(_is_annex(sheet) for sheet in sheets)
    return Pages(
        in_file=in_file,
        read=read,
        printed=tuple(sorted({number for number, _ in counted})),
        printed_of=max((total for _, total in counted), default=None),
        annex_named=named[0] if named else None,
        annex_number=named[1] if named else None,
        annex_seen=seen,
    )


def _printed(line: Line) -> tuple[int, int] | None:
    match = _PAGE_CJK.search(line.text)
    hit = line.first(Role.PAGE)
    if match is None and hit is not None:
        match = _PAGE_OF.match(line.text[hit.end :].lstrip(" :.#"))
    if match is None and len(line.text) <= 7:  # "1 / 2" alone in a corner
        match = re.fullmatch(r"\s*(\d{1,2})\s*/\s*-?(\d{1,2})\s*", line.text)
    if match is None:
        return None
    number, total = int(match[1]), int(match[2])
    return (number, total) if 1 <= number <= total else None


def _annex(line: Line) -> tuple[str, str | None] | None:
    hit = line.first(Role.ANNEX)
    if hit is None or (hit.leads and line.size > 16):  # a heading is the annex itself
        return None
    match = _ANNEX_NUMBER.match(line.text[hit.end :])
    number = match[1] if match and any(character.isdigit() for character in match[1]) else None
    return line.text[hit.start : hit.end + (len(match.group()) if number and match else 0)].strip(), number


def _is_annex(sheet: Sheet) -> bool:
    """Whether the sheet is an annex: the word stands in its upper part as a heading."""
    return any(
        hit.has(Role.ANNEX) and hit.leads and (line.only_labels or len(line.text) < 60) and line.middle < 0.3 * sheet.height
        for line in sheet.lines
        for hit in line.hits[:1]
    )  # fmt: skip


def phrases_of(sheets: Sequence[Sheet], table: LabelTable) -> tuple[tuple[str, str], ...]:
    """Quotations that checks look at, as (topic, quote) pairs."""
    found: dict[tuple[str, str], None] = {}
    for sheet in sheets:
        for line in sheet.lines:
            letters = squeeze(line.text)
            for topic, phrase in table.phrases:
                if phrase in letters:
                    found[topic, line.text] = None
    return tuple(found)
