"""Finds a scope by what it says: a block of text with the words of activities, where no label leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from livingproof.catalogue.labels import NO_SPACES_FROM, Role, squeeze
from livingproof.core.facts import Facts
from livingproof.readers.fields.blocks import column, joined, paragraphs
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import has_legal_form, is_contact, is_heading

_EVIDENCE = 0.55
_UPPER, _LOWER = 0.12, 0.78  # shares of the sheet's height between which a scope stands
_SHORTEST = 12
_OTHER = (
    Role.MEETS, Role.CERTIFIES, Role.CERTIFIES_ABOVE, Role.NOTE, Role.BODY, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST,
    Role.VALID_FROM, Role.TERM, Role.HOLDER, Role.ADDRESS, Role.OTHER_ADDRESS, Role.OFFICER, Role.TITLE, Role.STANDARD, Role.SURVEILLANCE,
)  # fmt: skip


def activity_words(facts: Facts) -> re.Pattern[str]:
    """The forms of all activities of the catalogue as one pattern; a form that ends in * is the beginning of a word."""
    forms = sorted({form for known in facts.wording.activities.values() for form in known}, key=lambda form: -len(form))
    unspaced = [form for form in forms if form[:1] >= NO_SPACES_FROM]
    spaced = [form for form in forms if form[:1] < NO_SPACES_FROM]
    heads = [form.rstrip("*") for form in spaced if form.endswith("*")]
    words = [form for form in spaced if not form.endswith("*")]
    # one boundary before all of them: a search is over at once inside a word
    return re.compile(
        rf"(?<!\w)(?:(?:{_any_of(words)})(?!\w)|(?:{_any_of(heads)}))|(?:{_any_of(unspaced)})", re.IGNORECASE
    )


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, forms)) or "(?!)"


def described_scopes(
    sheets: Iterable[Sheet], words: re.Pattern[str], is_standard: Callable[[Line], bool]
) -> Iterator[Found[str]]:
    """Blocks that name activities, the first of each sheet; for certificates on which nothing else was found."""
    for sheet in sheets:
        start = next((line for line in sheet.lines if _may_begin(sheet, line, words) and not is_standard(line)), None)
        if start is None:
            continue
        block = column(sheet, start, lambda line: _is_other(line) or is_standard(line), gap=2.3, limit=12)
        lines = next(paragraphs(block))
        text = joined(lines).strip(" :：-–")
        yield from_lines(text, lines, _EVIDENCE, "names activities", text)


def _may_begin(sheet: Sheet, line: Line, words: re.Pattern[str]) -> bool:
    inside = _UPPER < line.middle / sheet.height < _LOWER
    long = len(squeeze(line.text)) >= (_SHORTEST if line.text[:1] < "\u0e00" else _SHORTEST // 2)
    return inside and long and bool(words.search(line.text)) and not _is_other(line) and not has_legal_form(line.text)


def _is_other(line: Line) -> bool:
    said = any(hit.has(*_OTHER) and (hit.certain or hit.closed) for hit in line.hits)
    return bool(line.dates) or said or is_heading(line) or is_contact(line.text)
