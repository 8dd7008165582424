"""What the form of a document says beside its fields: page counts, annexes, draft marks, telling phrases."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from livingproof.catalogue.labels import LabelTable, Role, label_table, squeeze
from livingproof.core.claim import Pages
from livingproof.core.terms import Mark
from livingproof.readers.fields.labelling import Hit, find_labels
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.numbers import value_after
from livingproof.readers.page import Page

_OF = r"(?:of|de|von|di|z|ze|sur|van|av|af|din|su|dari|iz|od|из|от|з|από|共|中|من|จาก|của|/|\\|-|／|\()"
_PAGE_OF = re.compile(rf"\s*(\d{{1,3}})\s*\.?\s*{_OF}\s*(\d{{1,3}})(?!\d|[./-]\d)", re.IGNORECASE)
_ALONE = re.compile(
    r"\s*[(\[]?\s*(\d{1,2})\s*(?:/|／|\bof\b|\bvon\b|\bde\b|\bdi\b|\bsur\b|\biz\b|из)\s*-?(\d{1,2})\s*[)\]]?\s*",
    re.IGNORECASE,
)
_EAST_ASIA = (
    re.compile(r"第\s*(?P<n>\d{1,3})\s*[页頁張张]?\s*[/／，,、]?\s*(?:共|总|總|全)\s*(?P<m>\d{1,3})\s*[页頁張张]?"),
    re.compile(
        r"(?:共|总|總|全)\s*(?P<m>\d{1,3})\s*[页頁張张]?\s*[/／，,、之中]?\s*(?:的)?\s*第\s*(?P<n>\d{1,3})\s*[页頁張张]"
    ),
    re.compile(r"(?P<n>\d{1,3})\s*[/／]\s*(?P<m>\d{1,3})\s*(?:页|頁|ページ|페이지|쪽)"),
    re.compile(
        r"(?P<n>\d{1,3})\s*(?:页|頁|ページ|페이지|쪽)\s*[/／(（]\s*(?:全|共|총)?\s*(?P<m>\d{1,3})\s*(?:页|頁|ページ|페이지|쪽)?"
    ),
    re.compile(r"(?:页|頁|ページ|페이지|쪽)\s*[:：]?\s*(?P<n>\d{1,3})\s*[/／]\s*(?P<m>\d{1,3})"),
    re.compile(r"총\s*(?P<m>\d{1,3})\s*(?:페이지|쪽|매)\s*중\s*(?P<n>\d{1,3})"),
)
_ANNEX_NUMBER = re.compile(
    r"\s*(?:n[o°º]\.?|nr\.?|č\.?|№|号|番号)?\s*[:.：]?\s*([A-Z0-9][A-Z0-9./-]{0,18})", re.IGNORECASE
)
_MARKS = ((Role.DRAFT, Mark.DRAFT), (Role.SPECIMEN, Mark.SPECIMEN), (Role.COPY, Mark.COPY))
_OF_MARKS = tuple(role for role, _ in _MARKS)
_UPPER = 0.42  # of the height
_POINTERS = ("see", "siehe", "voir", "ver", "vedi", "refer", "asper", "patrz", "viz", "xem", "указан", "见", "详见")
_BIG = 1.35  # times the usual print: a mark is set larger than the text, or in capitals
_AGAIN = 3  # a short word that stands so often on one page is a watermark


def marks_of(sheets: Sequence[Sheet], pages: Iterable[Page], table: LabelTable) -> tuple[Mark, ...]:
    """Words that stand alone, across the page or on a line, and say that it is a draft, a specimen or a copy.

    Sentences about copies are none, nor are words set like the text around them.
    """
    numbers = {sheet.number for sheet in sheets}
    shown = [page for page in pages if page.number in numbers]
    across = [
        find_labels(one.text, table)
        for page in shown
        for one in page.oblique
        if _says_only(one.text, find_labels(one.text, table))
    ]
    tiled = [
        find_labels(text, table)
        for page in shown
        for text in _repeated(page)
        if _says_only(text, find_labels(text, table))
    ]
    alone = [line.hits for sheet in sheets for line in sheet.lines if _stands_out(line, sheet)]
    found = {mark for hits in (*across, *tiled, *alone) for hit in hits for role, mark in _MARKS if hit.has(role)}
    return tuple(sorted(found))


def _says_only(text: str, hits: Iterable[Hit]) -> bool:
    """Whether the words are marks and nothing else, however often."""
    rest, place = [], 0
    for hit in hits:
        if hit.has(*_OF_MARKS):
            rest.append(text[place : hit.start])
            place = hit.end
    rest.append(text[place:])
    return place > 0 and not squeeze("".join(rest))


def _repeated(page: Page) -> list[str]:
    texts = [segment.text.strip() for segment in page.segments]
    return sorted({text for text in texts if 1 < len(text) <= 30 and texts.count(text) >= _AGAIN})


def _stands_out(line: Line, sheet: Sheet) -> bool:
    """Whether a line is a mark and set so that it is meant as one: in capitals, large, or in a script without capitals."""
    if not _says_only(line.text, line.hits):
        return False
    cased = line.text.casefold() != line.text.upper()
    return not cased or line.text.isupper() or line.size > _BIG * sheet.usual_size


def pages_of(sheets: Sequence[Sheet], in_file: int, read: int, strange: Sequence[Sheet] = ()) -> Pages:
    """Pages printed and seen, and the annex that the text refers to.

    `strange` are annexes in the file that bear the number of another certificate: theirs is the number of the annex then.
    """
    counted = [pair for sheet in (*sheets, *strange) for line in sheet.lines if (pair := printed_page(line))]
    named = next((found for sheet in sheets for line in sheet.lines if (found := _annex(line))), None)
    seen = any(is_annex(sheet) for sheet in sheets)
    other = next((number for sheet in strange if (number := _number_of_annex(sheet, label_table()))), None)
    return Pages(
        in_file=in_file,
        read=read,
        printed=tuple(sorted({number for number, _ in counted})),
        printed_of=max((total for _, total in counted), default=None),
        annex_named=named[0] if named else None,
        annex_number=other or (named[1] if named else None),
        annex_seen=seen or bool(strange),
    )


def printed_page(line: Line) -> tuple[int, int] | None:
    """The n and m of "page n of m", in any of the usual forms; None for a line that counts no pages."""
    match = next((match for form in _EAST_ASIA if (match := form.search(line.text))), None)
    if match is not None:
        return _plausible(int(match["n"]), int(match["m"]))
    hit = line.first(Role.PAGE)
    if hit is not None:
        match = _PAGE_OF.match(line.text[hit.end :].lstrip(" :：.#№n°ºo"))
    if match is None and len(line.text) <= 10:  # "1 / 2" alone in a corner
        match = _ALONE.fullmatch(line.text)
    return _plausible(int(match[1]), int(match[2])) if match else None


def _plausible(number: int, total: int) -> tuple[int, int] | None:
    return (number, total) if 1 <= number <= total else None


def _annex(line: Line) -> tuple[str, str | None] | None:
    hit = line.first(Role.ANNEX)
    if hit is None or (hit.leads and line.size > 16):  # a heading is the annex itself
        return None
    match = _ANNEX_NUMBER.match(line.text[hit.end :])
    number = match[1] if match and any(character.isdigit() for character in match[1]) else None
    return line.text[hit.start : hit.end + (len(match.group()) if number and match else 0)].strip(), number


def _number_of_annex(sheet: Sheet, table: LabelTable) -> str | None:
    """The number of the certificate that an annex names: behind its heading, or at a label for numbers."""
    for line in sheet.lines:
        for hit in reversed(line.hits):
            if hit.has(Role.ANNEX, Role.NUMBER):
                beside = next(iter(sheet.right_of(line)), None)
                number = value_after(line.text[hit.end :], table) or (
                    value_after(beside.text, table) if beside else None
                )
                if number and len(squeeze(number)) >= 5:
                    return number
    return None


def is_annex(sheet: Sheet) -> bool:
    """Whether the sheet is an annex: the word stands in its upper part as a heading."""
    return any(
        hit.has(Role.ANNEX) and hit.leads and not hit.letters.startswith(_POINTERS)
        and (line.only_labels or len(line.text) < 60) and line.middle < _UPPER * sheet.height
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
