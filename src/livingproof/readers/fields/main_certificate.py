"""Finds the number of the certificate that this one depends on: the main certificate, or the one whose twin it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from livingproof.catalogue.labels import NO_SPACES_FROM, LabelTable, Role, squeeze, squeeze_with_places
from livingproof.core.claim import Claim
from livingproof.core.terms import Source
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.labelling import find_labels, is_boundary
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.numbers import normal_number, value_after

_BEGINNING = 14  # letters
_SUB_NUMBER = re.compile(r"^(.{5,})[-/.–](\d{2,3})$")
_FILLER = re.compile(
    r"^(?:\s|[:：.,#№°º(]|n[o°º]\b\.?|nr\b\.?|č\b\.?|号|番号|编号|編號|번호|number|numéro|número|numero|nummer)+",
    re.IGNORECASE,
)


def main_numbers(sheets: Sequence[Sheet], table: LabelTable) -> list[Found[str]]:
    """The numbers that the sheets give as that of a main certificate, in reading order."""
    found: list[Found[str]] = []
    for sheet in sheets:
        phrases = _begun(sheet, table)
        if phrases:
            found += (one for line in sheet.lines for one in _named(sheet, line, phrases, table))
    return found


def find_main_number(sheets: Sequence[Sheet], own: str | None, table: LabelTable) -> Found[str] | None:
    """The number of the main certificate, None when none is named.

    A sub-certificate that names none and counts itself behind a number ("12345-003") depends on that number, perhaps.
    """
    folded = normal_number(own or "")
    for found in main_numbers(sheets, table):
        if normal_number(found.value) != folded:
            return found
    match = _SUB_NUMBER.match(own or "")
    line = next(_phrased(sheets, table), None) if match else None
    return from_lines(match[1], [line], 0.5, "counted behind the main number") if match and line else None


def _phrased(sheets: Sequence[Sheet], table: LabelTable) -> Iterator[Line]:
    """The lines that speak of a main certificate."""
    for sheet in sheets:
        phrases = _begun(sheet, table)
        yield from (line for line in sheet.lines if phrases and _phrase(line.text, phrases))


def twin_of(claim: Claim, main: Claim) -> Claim:
    """The claim of a network's twin, which refers to the body's own certificate unless it names another one itself."""
    number = main.certificate_number
    if claim.main_certificate_number or not number:
        return claim
    derived = replace(number, source=Source.DERIVED, confidence=round(0.8 * number.confidence, 3), runner_up=None)
    return replace(claim, main_certificate_number=derived)


def own_numbers(numbers: Sequence[Found[str]], sheets: Sequence[Sheet], table: LabelTable) -> list[Found[str]]:
    """The candidates for the certificate's own number: the main certificate's comes last, unless there is no other."""
    mains = {normal_number(found.value) for found in main_numbers(sheets, table)}
    return sorted(numbers, key=lambda found: normal_number(found.value) in mains)


def speaks_for_network(sheet: Sheet, table: LabelTable) -> bool:
    """Whether a network of bodies certifies on this sheet beside the body's own certificate."""
    text = " ".join(line.text for line in sheet.lines)
    letters, _ = squeeze_with_places(text)
    return any(phrase in letters for phrase in table.network_twins)


def _begun(sheet: Sheet, table: LabelTable) -> tuple[str, ...]:
    """The phrases whose first letters stand on the sheet at all; nearly always none."""
    letters = "".join(squeeze(line.text) for line in sheet.lines)
    return tuple(phrase for phrase in table.main_certificate if phrase[:_BEGINNING] in letters)


def _named(sheet: Sheet, line: Line, phrases: tuple[str, ...], table: LabelTable) -> Iterator[Found[str]]:
    end = _phrase(line.text, phrases)
    following = sheet.next_line(line)
    text = line.text
    if end is None and following is not None:
        text = f"{line.text} {following.text}"
        end = _phrase(text, phrases, until=len(line.text))
    if end is None:
        return
    number = _after(text[end:], table)
    if number:
        yield from_lines(number, [line], 0.86, "main certificate", number)
        return
    if text[end:].strip(" :：.-–"):  # the sentence goes on
        joint = f"{text} {following.text}" if following is not None and text is line.text else text
        number = _after(joint[end:], table)
        if number:
            yield from_lines(number, [line], 0.74, "main certificate", number)
        return
    for other in (*sheet.right_of(line)[:1], *([following] if following is not None else [])):
        number = _after(other.text, table)
        if number:
            yield from_lines(number, [other], 0.8, "main certificate", number)
            return


def _phrase(text: str, phrases: tuple[str, ...], until: int | None = None) -> int | None:
    """Where the first phrase that names a main certificate ends; with `until` it must begin before that place."""
    letters, places = squeeze_with_places(text)
    for phrase in phrases:
        start = letters.find(phrase)
        if start < 0 or (until is not None and places[start] >= until):
            continue
        end = places[start + len(phrase) - 1] + 1
        opens = places[start] == 0 or is_boundary(text[places[start] - 1], text[places[start]])
        closes = end >= len(text) or is_boundary(text[end - 1], text[end])
        if phrase[0] >= NO_SPACES_FROM or (opens and closes):
            return end
    return None


def _after(text: str, table: LabelTable) -> str | None:
    """The number that a text begins with, behind the words of a label for numbers."""
    hits = find_labels(text, table)
    begins = [0, *(hit.end for hit in hits[:1] if hit.leads and hit.has(Role.NUMBER, Role.TITLE, Role.OTHER_NUMBER))]
    for begin in reversed(begins):
        rest = _FILLER.sub("", text[begin:])
        number = value_after(rest, table)
        if number:
            return number
    return None
