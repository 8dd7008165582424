"""What a page says a second time in another language or other letters: names, addresses and scopes beside the main ones."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from livingproof.catalogue.labels import LabelTable, Role, languages_of_labels, squeeze
from livingproof.core.claim import Box
from livingproof.readers.fields.blocks import joined, joined_address
from livingproof.readers.fields.found import Found, from_lines, union
from livingproof.readers.fields.holder import Party
from livingproof.readers.fields.labelling import find_labels, trimmed
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import (
    address_likeness,
    has_legal_form,
    is_contact,
    is_heading,
    is_sentence,
    language_of,
    scripts_of,
)

Texts = Found[tuple[str, ...]]

_BOUNDS = (Role.MEETS, Role.SCOPE, Role.STANDARD, Role.ISSUED, Role.EXPIRES, Role.TERM, Role.SITE, Role.OTHER_ADDRESS)
_NO_PART = (*_BOUNDS, Role.NUMBER, Role.CERTIFIES, Role.HOLDER_ID, Role.BODY, Role.TITLE, Role.NOTE, Role.OTHER_NUMBER)
_ABOVE, _BELOW = 3.0, 9.0  # heights of print around name and address
_EVIDENCE, _ON_ANOTHER_PAGE = 0.8, 0.7
_EAST_ASIA = "\u2e80"


@dataclass(frozen=True, slots=True)
class _Zone:
    """The place of the holder on its sheet: lines there that are neither its name nor its address."""

    lines: tuple[Line, ...]
    table: LabelTable


def other_names(party: Party, parties: Sequence[Party], sheets: Sequence[Sheet], table: LabelTable) -> Texts | None:
    """The holder's name in other letters, by a trading name, or in brackets, in the order of the page."""
    own = [text for text in (_bare(other, table) for other in party.others) if text and not _is_identifier(text, table)]
    zone = _zone(party, sheets, table)
    lines = [line for line in zone.lines if _is_name(line, party, table)]
    elsewhere = [
        other.name for other in parties if other.name.page != party.name.page and _other_letters(other.name, party.name)
    ]
    texts = [*own, *(_without_label(line, Role.HOLDER) for line in lines), *(found.value for found in elsewhere)]
    texts = list(_distinct(texts, party.name.value))
    if not texts:
        return None
    places = lines or (list(party.lines) if own else [])
    if places:
        return from_lines(tuple(texts), places, _EVIDENCE, "name in other letters", " / ".join(texts))
    return _elsewhere(elsewhere, tuple(texts))


def other_addresses(party: Party, parties: Sequence[Party], sheets: Sequence[Sheet], table: LabelTable) -> Texts | None:
    """The holder's address in other letters."""
    if party.address is None:
        return None
    zone = _zone(party, sheets, table)
    groups = [group for group in _groups(zone.lines, party, table) if _is_address(group, table)]
    elsewhere = [
        other.address
        for other in parties
        if other.address and other.name.page != party.name.page and _other_letters(other.address, party.address)
        if _as_long(other.address.value, party.address.value)
    ]
    texts = [*(_address_text(group) for group in groups), *(found.value for found in elsewhere)]
    texts = list(_distinct(texts, party.address.value))
    if not texts:
        return None
    if groups:
        lines = [line for group in groups for line in group]
        return from_lines(tuple(texts), lines, _EVIDENCE - 0.05, "address in other letters", " / ".join(texts))
    return _elsewhere(elsewhere, tuple(texts))


def _elsewhere(found: Sequence[Found[str]], texts: tuple[str, ...]) -> Texts:
    first = found[0]
    return Found(texts, " / ".join(texts), _ON_ANOTHER_PAGE, first.source, first.page, first.box, "on another page")


def other_scopes(scopes: Sequence[Found[str]], table: LabelTable) -> Texts | None:
    """The scope in further languages: candidates that tell another language and are about as long."""
    if not scopes:
        return None
    seen = {language_of(scopes[0].value, table)}
    kept: list[Found[str]] = []
    for one in scopes[1:]:
        language = language_of(one.value, table)
        if language and language not in seen and one.evidence > 0.55 and _as_long(one.value, scopes[0].value):
            seen.add(language)
            kept.append(one)
    if not kept or "" in seen:
        return None
    texts = tuple(one.value for one in kept)
    return Found(
        texts,
        " / ".join(texts),
        min(0.85, *(one.evidence for one in kept)),
        kept[0].source,
        kept[0].page,
        union(one.box for one in kept if one.box) if any(one.box for one in kept) else None,
        "scope in another language",
    )


def other_expiries(dates: Sequence[Found[date]], chosen: Found[date] | None) -> Found[tuple[date, ...]] | None:
    """The last days under labels of other languages, where that of the one chosen is of none of these: two versions of one day."""
    told = languages_of_labels()
    own = told.get(chosen.label, frozenset()) if chosen else frozenset()
    others = [
        found
        for found in dates
        if chosen and found.page == chosen.page and found.evidence > chosen.evidence - 0.06 and found.evidence > 0.9
        if own and (theirs := told.get(found.label, frozenset())) and own.isdisjoint(theirs)
    ]
    if not others:
        return None
    first = others[0]
    days = tuple(dict.fromkeys(found.value for found in others))
    evidence = min(found.evidence for found in others)
    return Found(days, first.printed, evidence, first.source, first.page, first.box, "label in another language")


def _as_long(one: str, other: str) -> bool:
    ratio = _weight(one) / max(1, _weight(other))
    return 0.35 < ratio < 2.8


def _weight(text: str) -> int:
    return sum(3 if character >= _EAST_ASIA else 1 for character in text)


def _other_letters(one: Found[str], other: Found[str]) -> bool:
    return scripts_of([one.value]).isdisjoint(scripts_of([other.value])) and one.evidence > 0.6


def _zone(party: Party, sheets: Sequence[Sheet], table: LabelTable) -> _Zone:
    sheet = next((sheet for sheet in sheets if sheet.number == party.name.page), None)
    if sheet is None or party.name.box is None:
        return _Zone((), table)
    taken = [party.name.box, *([party.address.box] if party.address and party.address.box else [])]
    size = max(8.0, min(24.0, sheet.usual_size))
    top = party.name.box[1] - _ABOVE * size
    bottom = min(max(box[3] for box in taken), party.name.box[3] + 14 * size) + _BELOW * size
    bounds = [line.middle for line in sheet.lines if line.middle > party.name.box[3] and _leads(line, _BOUNDS)]
    bottom = min([bottom, *bounds])
    letters = scripts_of([party.name.value])
    return _Zone(
        tuple(
            line
            for line in sheet.lines
            if top < line.middle < bottom
            and not any(_inside(line.box, box) for box in taken[:1])
            and (scripts_of([line.text]).isdisjoint(letters))
            and not is_contact(line.text)
        ),
        table,
    )


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1 and inner[1] >= outer[1] - 1 and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _leads(line: Line, roles: tuple[Role, ...]) -> bool:
    lead = line.hits[0] if line.hits else None
    return lead is not None and lead.leads and lead.has(*roles) and (lead.certain or lead.closed)


def _is_name(line: Line, party: Party, table: LabelTable) -> bool:
    letters = squeeze(line.text)
    if len(letters) < 4 or _leads(line, _NO_PART) or is_heading(line) or line.dates or table.has(letters):
        return False
    if address_likeness(line.text, table) > 0.9 or is_sentence(line.text) or line.text.rstrip().endswith((":", "：")):
        return False
    if line.confidence < 0.6 or _is_identifier(line.text, table):
        return False
    beside = party.name.box is not None and abs(line.middle - (party.name.box[1] + party.name.box[3]) / 2) < line.size
    return has_legal_form(line.text) or (beside and not any(character.isdigit() for character in line.text))


def _groups(lines: Sequence[Line], party: Party, table: LabelTable) -> Iterator[list[Line]]:
    """Lines of one column that follow each other, names and labels of other things left out."""
    rest = [
        line
        for line in lines
        if not (
            _is_name(line, party, table) or _leads(line, _NO_PART) or line.dates or is_heading(line) or _is_prose(line)
        )
    ]
    while rest:
        group = [rest.pop(0)]
        for line in list(rest):
            aligned = abs(line.box[0] - group[-1].box[0]) < 8 or abs(line.centre - group[-1].centre) < 14
            if (
                aligned
                and line.middle - group[-1].middle < 2.2 * max(line.size, group[-1].size)
                and not _leads(line, (Role.ADDRESS,))
            ):
                group.append(line)
                rest.remove(line)
        yield group


def _is_prose(line: Line) -> bool:
    said = any(hit.has(Role.MEETS, Role.CERTIFIES, Role.CERTIFIES_ABOVE) and len(hit.letters) > 3 for hit in line.hits)
    return said or is_sentence(line.text) or line.text.rstrip().endswith("。")


def _is_address(group: Sequence[Line], table: LabelTable) -> bool:
    text = joined(group)
    least = 0.9 if any(character >= _EAST_ASIA for character in text) else 1.3  # a digit and a sign are no address yet
    return address_likeness(text, table) >= least and len(squeeze(text)) > 5 and not is_sentence(text)


def _address_text(group: Sequence[Line]) -> str:
    return joined_address(group, _without_label(group[0], Role.ADDRESS))


def _without_label(line: Line, role: Role) -> str:
    lead = line.hits[0] if line.hits else None
    text = line.text[lead.end :] if lead and lead.leads and lead.closed and lead.has(role) else line.text
    return trimmed(text)


def _bare(text: str, table: LabelTable) -> str:
    """A name without brackets around all of it, and without the words that call it a trading name."""
    text = text.strip()
    whole = text[:1] in "(（" and text[-1:] in ")）" and text.count("(") + text.count("（") == 1
    text = text[1:-1].strip() if whole else text
    lead = next(iter(find_labels(text, table)), None)
    return trimmed(text[lead.end :]) if lead and lead.leads and lead.has(Role.OTHER_HOLDER) else text


def _is_identifier(text: str, table: LabelTable) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits >= 8 or (digits > 3 and not has_legal_form(text)) or table.has(squeeze(text))


def _distinct(texts: Sequence[str], main: str) -> Iterator[str]:
    seen = {squeeze(main)}
    for text in texts:
        letters = squeeze(text)
        if letters and letters not in seen and not any(letters in other for other in seen):
            seen.add(letters)
            yield text
