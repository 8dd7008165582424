"""Finds the scope: what stands at its label or after its sentence, as a block, one language at a time."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.readers.fields.blocks import (
    answers_a_label,
    centred_value,
    column,
    joined,
    joined_texts,
    paragraphs,
    same_print,
)
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import address_likeness, has_legal_form, is_contact, is_heading, language_of

_ENDS = (
    Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.DECIDED, Role.TERM, Role.SURVEILLANCE, Role.BODY,
    Role.ACCREDITED, Role.ACCREDITATION_NUMBER, Role.NOTE, Role.SECTOR, Role.OFFICER, Role.STANDARD, Role.ADDRESS, Role.OTHER_ADDRESS,
    Role.OTHER_NUMBER, Role.OTHER_DATE, Role.CERTIFIES_ABOVE, Role.HOLDER_ID, Role.MEETS, Role.CERTIFIES, Role.PAGE, Role.HOLDER, Role.SITE,
)  # fmt: skip
_CODES = re.compile(r"^\(?(?:EA|IAF|NACE|EAC|SIC|ANZSIC)\b[\s:/a-z.\-–]*\d", re.IGNORECASE)
_NUMBERED = re.compile(r"[\s.:：#№-]*[A-Z]{0,4}[\s-]?\d")
_MOST_LINES = 26
_CAPTION = 45  # letters of a label
_POINTING = (
    ":",
    "below",
    "follows",
    "following",
    "folgt",
    "suivant",
    "suivantes",
    "siguiente",
    "siguientes",
    "seguente",
    "seguinte",
)
_Test = Callable[[Line], bool]
_EAST_ASIA = "\u2e80"
_STATEMENT = re.compile(
    r"[(（]\s*(?:适用性声明|適用性声明|適用宣言書|適用範囲外|적용성\s*보고서|statement of applicability|applicability statement|soa\b)[^)）]*[)）]?\s*[.。]?$",
    re.IGNORECASE,
)
_OWN_PAPER = re.compile(
    r"\s*(?:with\s+)?(?:the\s+|der\s+|la\s+|le\s+)?(?:current\s+|latest\s+)?(?:statement\b|soa\b|erklärung zur anwendbarkeit|dichiarazione di applic|"
    r"declaraci[oó]n de aplic|d[eé]claration d.applic)",
    re.IGNORECASE,
)
"""A paper of the holder that the scope goes by; to be in accordance with it is no conformity with a standard."""
_SENTENCE, _LABEL = 9, 14  # letters from which a label at the head of a line is none of the scope's own words


def find_scopes(sheet: Sheet, table: LabelTable, is_standard: Callable[[Line], bool]) -> list[Found[str]]:
    """Candidates for the scope on a sheet, likeliest first; a second language stands as its own candidate behind the first."""

    def ends(line: Line) -> bool:
        if is_standard(line) or (line.dates and not _dated_remark(line)):
            return True
        if _CODES.match(line.text) or is_contact(line.text) or _names_scope_again(line):
            return True
        if any(_conforms(line, hit) and hit.start < _LABEL and _unmistakable(hit.letters) for hit in line.hits):
            return True
        if answers_a_label(sheet, line) or (line.first(Role.OFFICER) and is_heading(line)):
            return True
        lead = line.hits[0] if line.hits else None
        if lead is None or not lead.leads or _is_place_inside(line, lead, table):
            return False
        least = _SENTENCE if lead.has(Role.MEETS, Role.CERTIFIES, Role.NOTE, Role.BODY) else _LABEL
        numbered = lead.has(Role.NUMBER) and len(lead.letters) >= _SENTENCE and _NUMBERED.match(line.text[lead.end :])
        strong = lead.closed or len(lead.letters) >= least or numbered
        return bool(strong) and lead.has(*_ENDS) and not _own_words(line, lead)

    found: list[Found[str]] = []
    for line in sheet.lines:
        for hit in line.hits:
            if hit.has(Role.SCOPE) and _is_label(line, hit):
                found.extend(_at(sheet, line, hit, ends, is_standard, table))
                break
    if not found:
        found.extend(_below_standard(sheet, ends, is_standard, table))
    return best(found)


def _below_standard(
    sheet: Sheet, ends: Callable[[Line], bool], is_standard: Callable[[Line], bool], table: LabelTable
) -> Iterator[Found[str]]:
    """A scope without a label: what stands directly below the standard, or below the word "system" under it."""
    for line in sheet.lines:
        if not is_standard(line) or line.middle > 0.8 * sheet.height:
            continue
        start = _below(sheet, line, ends, is_standard)
        if start is None or len(squeeze(start.text)) < 8 or _says_more([start]):  # a scrap
            continue
        yield from _blocks(
            column(sheet, start, ends, gap=2.3, limit=_MOST_LINES), None, 0.62, "below the standard", table
        )
        return


def _is_place_inside(line: Line, lead: Hit, table: LabelTable) -> bool:
    """Whether a word for a place is but a word of the scope: no colon, no address behind it ("production plant for ...")."""
    rest = line.text[lead.end :]
    place = not lead.roles.isdisjoint({Role.ADDRESS, Role.OTHER_ADDRESS, Role.SITE})
    return place and bool(squeeze(rest)) and not _colon_follows(line, lead) and address_likeness(rest, table) < 0.9


def _own_words(line: Line, lead: Hit) -> bool:
    """Whether the label is but a word of the line: something follows it without a colon."""
    rest = line.text[lead.end :].strip(" .")
    return bool(rest) and not rest.startswith((":", "：")) and len(lead.letters) < 9 and len(squeeze(rest)) > 3


def _names_scope_again(line: Line) -> bool:
    """Whether a second label of the scope begins here: the scope in another language follows it."""
    lead = line.hits[0] if line.hits else None
    return (
        lead is not None
        and lead.leads
        and lead.has(Role.SCOPE)
        and _colon_follows(line, line.hits[-1 if line.only_labels else 0])
    )


def _colon_follows(line: Line, hit: Hit) -> bool:
    return line.text[hit.end :].lstrip()[:1] in {":", "："}


def _dated_remark(line: Line) -> bool:
    """Whether the date stands in brackets after words of the scope: the version of a document that the scope goes by."""
    opened = max(line.text.rfind(mark, 0, line.dates[0].start) for mark in "(（")
    return opened > 3 and not any(hit.start < opened and hit.leads for hit in line.hits)


def _long(letters: str) -> bool:
    """Whether a label is long enough to be none by chance; a character of East Asia counts for a word."""
    return len(letters) >= 9 or (len(letters) >= 4 and letters[0] >= _EAST_ASIA)


def _is_label(line: Line, hit: Hit) -> bool:
    if hit.end >= len(line.text.rstrip(" :.：-")) and (
        len(hit.letters) >= 5 or _long(hit.letters)
    ):  # the line ends in the label
        return hit.leads or _long(hit.letters)
    if line.text[hit.end :].lstrip()[:1] in {":", "：", "-", "–"}:
        return hit.leads or _long(hit.letters)
    if line.text[hit.end :].lstrip()[:1] in {",", ";", "."}:
        return False
    return hit.certain or (hit.leads and len(line.hits) > 1 and hit.closed)


def _at(sheet: Sheet, line: Line, hit: Hit, ends: _Test, is_standard: _Test, table: LabelTable) -> Iterator[Found[str]]:
    following = [other for other in line.hits if other.start >= hit.end and other.has(Role.SCOPE)]
    if _colon_follows(line, hit) and following and len(squeeze(line.text[hit.end : following[0].start])) > 3:
        following = []  # "Scope: ... and related activities": a word of the scope, no label in a second language
    last = following[-1] if following and following[-1].closed else hit
    rest = trimmed(line.text[last.end : _said_from(line, last.end)])
    if rest[:1].islower() and line.text.rstrip().endswith(_POINTING):
        rest = ""
    evidence = _label_evidence(sheet, line, last)
    if len(squeeze(rest)) > 3:  # more than the end of the label
        block = column(sheet, line, ends, gap=2.3, limit=_MOST_LINES)
        yield from _blocks(block, rest, evidence, "after the label", table)
        return
    for other in sheet.right_of(line)[:1]:
        if len(squeeze(other.text)) > 5 and not other.leads_with(*_ENDS) and not other.dates and not other.only_labels:
            block = [*centred_value(sheet, other), *column(sheet, other, ends, gap=2.3, limit=_MOST_LINES)]
            yield from _blocks(block, None, evidence, "right of the label", table)
            return
    start = _below(sheet, line, ends, is_standard)
    if start and not _brings_label(start):
        block = column(sheet, start, ends, gap=3.2, limit=_MOST_LINES)
        yield from _blocks(block, None, evidence, "below the label", table)


def _brings_label(line: Line) -> bool:
    """Whether the line has a label of the scope of its own, so that it is read from there."""
    lead = line.hits[0] if line.hits else None
    return lead is not None and lead.leads and lead.has(Role.SCOPE) and lead.certain and _is_label(line, lead)


def _label_evidence(sheet: Sheet, line: Line, hit: Hit) -> float:
    evidence = (
        0.9
        if len(hit.letters) >= 8 or _long(hit.letters) or hit.letters.startswith(("scope", "kapsam", "alcance"))
        else 0.84
    )
    if line.middle > 0.82 * sheet.height:
        evidence -= 0.3
    if sheet.number > 1:
        evidence -= 0.04
    return evidence


def _below(sheet: Sheet, line: Line, ends: _Test, is_standard: _Test) -> Line | None:
    steps = 0
    for other in sheet.lines[line.index + 1 :]:
        beside = other.box[0] - line.box[2] > 0.12 * sheet.width or line.box[0] - other.box[2] > 0.12 * sheet.width
        if beside or other.middle - line.middle < 0.4 * line.size:
            continue
        if other.middle - line.middle > 9 * max(line.size, 6) or steps > 3:  # too far for this label
            return None
        steps += 1
        if _runs_on(sheet, other) and is_heading(other):
            return other
        scope_label = other.only_labels and other.first(Role.SCOPE, Role.TITLE)
        if scope_label or is_standard(other) or (is_heading(other) and not ends(other)):
            continue
        if len(squeeze(other.text)) < 3:  # a scrap
            continue
        return None if ends(other) else other
    return None


def _runs_on(sheet: Sheet, line: Line) -> bool:
    """Whether a heading is but the beginning of a sentence: the next line goes on in lower case."""
    following = sheet.next_line(line)
    return following is not None and following.text[:1].islower()


def _blocks(
    block: Sequence[Line], first: str | None, evidence: float, how: str, table: LabelTable
) -> Iterator[Found[str]]:
    if first is None:
        block = _without_caption(block)
    kept = _without_others(list(paragraphs(_own_sentences(_up_to_conformity(block)))))
    parts = _by_language([one for part in kept for one in _cut_at_language(part, table)], table)
    for position, lines in enumerate(parts):
        text = joined(lines)
        if position == 0 and first is not None:
            text = joined_texts(first, joined(lines[1:])).strip()
        text = _STATEMENT.sub("", text).strip(" :：-–")
        if len(squeeze(text)) < 4:
            continue
        likely = evidence + _text_evidence(text) - 0.06 * position
        yield from_lines(text, lines, likely, how, text)


def _without_caption(block: Sequence[Line]) -> Sequence[Line]:
    """The lines without a first one that is a label which no table knows: short, closed by a colon."""
    caption = len(block) > 1 and len(block[0].text) < _CAPTION and block[0].text.rstrip().endswith((":", "："))
    return block[1:] if caption else block


def _text_evidence(text: str) -> float:
    length = sum(map(_weight, text))
    evidence = 0.04 if length > 25 else -0.06 if length < 14 else 0.0
    if has_legal_form(text) and len(text) < 60:  # rather a name
        evidence -= 0.2
    return evidence


def _without_others(parts: list[list[Line]]) -> list[list[Line]]:
    """The paragraphs up to the first one that says something else or is set in other print."""
    kept: list[list[Line]] = []
    for part in parts:
        if kept and (_says_more(part) or not same_print(kept[-1][-1], part[0])):
            break
        kept.append(part)
    return kept


def _own_sentences(block: Sequence[Line]) -> Sequence[Line]:
    """The lines up to the sentence that says something else."""
    for at, (before, after) in enumerate(pairwise(block), start=1):
        if before.text.rstrip().endswith((".", "。")) and _says_more([after]):
            return block[:at]
    return block


def _up_to_conformity(block: Sequence[Line]) -> Sequence[Line]:
    """The lines up to the place in one of them where the sentence goes on to say that the holder conforms."""
    for at, line in enumerate(block):
        said = _said_from(line, 0)
        if said < len(line.text):
            return (*block[:at], replace(line, text=line.text[:said].rstrip(" ,;-–")))
    return block


def _said_from(line: Line, start: int) -> int:
    """Where words of conformity begin behind other words of the line; its end when there are none."""
    found = (
        hit.start
        for hit in line.hits
        if _conforms(line, hit) and hit.start >= max(start, _SENTENCE) and not hit.leads and _unmistakable(hit.letters)
    )
    return min(found, default=len(line.text))


def _conforms(line: Line, hit: Hit) -> bool:
    """Whether the words say that the holder conforms with a standard, and not with a paper of its own."""
    return hit.has(Role.MEETS) and not _OWN_PAPER.match(line.text[hit.end :])


def _unmistakable(letters: str) -> bool:
    return len(letters) >= 16 or (len(letters) >= 5 and letters[0] >= _EAST_ASIA)


def _says_more(part: Sequence[Line]) -> bool:
    return any(
        hit.has(*_ENDS) and len(hit.letters) >= 7  # shorter words are in scopes too
        for line in part
        if not any(hit.has(Role.MEETS) and not _conforms(line, hit) for hit in line.hits)
        for hit in line.hits
    )


def _by_language(parts: list[list[Line]], table: LabelTable) -> list[list[Line]]:
    """Paragraphs joined while they are in one language."""
    merged: list[list[Line]] = []
    languages: list[str] = []
    for part in parts:
        language = language_of(joined(part), table)
        if merged and (language == languages[-1] or not language or not languages[-1]):
            merged[-1].extend(part)
            languages[-1] = languages[-1] or language
        else:
            merged.append(list(part))
            languages.append(language)
    return merged


def _cut_at_language(part: list[Line], table: LabelTable) -> Iterator[list[Line]]:
    """A paragraph cut where a second language says it again, without a gap: both halves tell their language.

    A name in other letters within one language makes no half of its own.
    """
    for at in range(1, len(part)):
        one, other = joined(part[:at]), joined(part[at:])
        if (
            not part[at].text[:1].isalpha()
            or part[at].text[:1].islower()
            or one.rstrip().endswith((",", "、", "，", "-", "/"))
        ):
            continue
        before, after = language_of(one, table), language_of(other, table)
        if before and after and before != after and _half_as_long(one, other):
            yield part[:at]
            yield part[at:]
            return
    yield part


def _half_as_long(one: str, other: str) -> bool:
    """Whether two texts may say the same; characters of East Asia hold more than letters."""
    first, second = sum(map(_weight, one)), sum(map(_weight, other))
    return 0.45 < first / max(1, second) < 2.2


def _weight(character: str) -> int:
    return 3 if character >= _EAST_ASIA else 1
