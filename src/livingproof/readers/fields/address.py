"""Finds the address of the holder: the lines below the name, or the text at its own label."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.readers.fields.blocks import (
    answers_a_label,
    centred_value,
    column,
    joined,
    joined_address,
    paragraphs,
    until_next_label,
)
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import address_likeness, is_contact, is_prose, scripts_of

_LONGEST = 9
_LETTERS = 4  # fewer are no part of an address but a word that leads to it
_WHOLE = 0.9  # likeness from which lines are an address by themselves
_GOES_ON = re.compile(r"\s*(?:no\b|nr\b|n[°º]|#|\d)", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[\s:.：#№]*(?:n[or]\b\.?|č\.|№)?[\s:.：]*[A-Z]{0,3}\s?\d[\d .\-/]{4,}", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;；。）)]|[,，]\s*[^,，:：]{2,20}[:：]")


@dataclass(frozen=True, slots=True)
class Around:
    """Where an address is looked for: the sheet, and the test for lines that end the block."""

    sheet: Sheet
    table: LabelTable
    ends: Callable[[Line], bool]


def address_below(around: Around, lines: Sequence[Line]) -> Found[str] | None:
    """The address in the lines below a name; at its own label when they bring one."""
    inside = _inside_sentence(around, lines[0]) if lines else None
    if inside is not None:
        return inside
    taken: list[Line] = []
    for line in lines[:_LONGEST]:
        lead = line.hits[0] if line.hits and line.hits[0].leads and not _is_own_word(line, line.hits[0]) else None
        if lead and lead.has(Role.OTHER_ADDRESS):
            break
        if lead and lead.has(Role.HOLDER_ID, Role.OTHER_HOLDER):
            if taken and address_likeness(joined_address(taken), around.table) > _WHOLE:
                break
            continue
        if lead and lead.has(Role.ADDRESS):
            return labelled_address(around, lines)
        joins = not taken and len(squeeze(line.text)) < _LETTERS  # "at"
        if joins:
            continue
        if line.first(Role.ANNEX, Role.SITE) or is_prose(line.text, around.table):
            break
        if (is_contact(line.text) and not taken) or line.text.rstrip().endswith((":", "：")):
            continue
        taken.append(_without_identifier(line))
    if not taken:
        return None
    taken = _one_script(taken)
    text = joined_address(taken)
    likeness = address_likeness(text, around.table)
    if likeness < 0.3:  # nothing in it speaks for an address
        return None
    return from_lines(text, taken, 0.7 + min(0.25, 0.09 * likeness), "below the name", text)


def _is_own_word(line: Line, hit: Hit) -> bool:
    """Whether the label is but the first word of the address: "Warehouse No. 9", "Plant 3"."""
    return hit.has(Role.OTHER_ADDRESS) and bool(_GOES_ON.match(line.text[hit.end :]))


def _without_identifier(line: Line) -> Line:
    """The line up to a number of the company that follows the address: "..., NIP: 5252248481"."""
    for hit in line.hits:
        if hit.start and hit.has(Role.HOLDER_ID) and _IDENTIFIER.match(line.text[hit.end :]):
            return replace(line, text=line.text[: hit.start].rstrip(" ,;-–(（[|/"))
    return line


def _one_script(lines: list[Line]) -> list[Line]:
    """The first lines that share their letters, when a second set of letters repeats the address."""
    first = scripts_of([lines[0].text])
    same = [line for line in lines if scripts_of([line.text]) in {first, frozenset()}]
    return same if len(first) == 1 else lines


def labelled_address(around: Around, block: Sequence[Line]) -> Found[str] | None:
    """The address at its own label, the one nearest to the name first."""
    return (
        _at_labels(around, block, (Role.ADDRESS,), least=0.3, evidence=0.9)
        or _inside_sentence(around)
        or _at_labels(around, block, (Role.SITE, Role.OTHER_ADDRESS), least=0.9, evidence=0.62)
    )


def _at_labels(
    around: Around, block: Sequence[Line], roles: tuple[Role, ...], *, least: float, evidence: float
) -> Found[str] | None:
    near = sorted(around.sheet.lines, key=lambda line: abs(line.middle - block[0].middle) if block else line.middle)
    for line in near:
        for hit in line.hits:
            if (
                hit.has(*roles)
                and (hit.leads or (Role.SITE in roles and hit.closed and len(hit.letters) >= 9))
                and (hit.closed or len(hit.letters) >= 9)
                and line.middle < 0.75 * around.sheet.height
                and not _is_own_word(line, hit)
            ):
                found = value_block(around.sheet, line, hit, around.ends)
                sure = hit.closed and Role.ADDRESS in roles
                if found and (sure or address_likeness(found[0], around.table) > least):  # something speaks for it
                    return from_lines(found[0], found[1], evidence, "label", found[0])
    return None


def _inside_sentence(around: Around, near: Line | None = None) -> Found[str] | None:
    """The address at a label in the middle of running text, up to the next label or the end of its clause.

    With `near`, only text in the lines around that one counts.
    """
    for line in around.sheet.lines:
        if near is not None and abs(line.middle - near.middle) > 4 * near.size:
            continue
        for hit in line.hits:
            opens = line.text[: hit.start].rstrip()[-1:] in set(";；,，(（。")
            if not (hit.has(Role.ADDRESS) and opens and line.text[hit.end :].lstrip()[:1] in {":", "："}):
                continue
            lines = column(around.sheet, line, lambda other: bool(other.dates), gap=1.9, limit=4)
            value = _CLAUSE_END.split(trimmed(joined([line, *lines[1:]])[hit.end :]), maxsplit=1)[0].strip(" ,，")
            if line.middle < 0.75 * around.sheet.height and address_likeness(value, around.table) > 0.9:
                return from_lines(value, lines[:2], 0.8, "inside a sentence", value)
    return None


def value_block(sheet: Sheet, line: Line, hit: Hit, ends: Callable[[Line], bool]) -> tuple[str, list[Line]] | None:
    """The text that belongs to a label: after it and wrapped below, or right of it, or under it."""

    def stops(other: Line) -> bool:
        lead = other.hits[0] if other.hits and other.hits[0].leads else None
        if other.text.rstrip().endswith((":", "：")):  # perhaps a label that nobody knows
            return True
        if other.text.rstrip().endswith("。"):
            return True
        if answers_a_label(sheet, other) and _same_label(sheet, other, hit, line):
            return bool(other.dates) or (lead is not None and lead.certain)
        return (
            answers_a_label(sheet, other)
            or ends(other)
            or (lead is not None and (lead.closed or lead.certain or lead.has(Role.HOLDER_ID)))
        )

    following = [other for other in line.hits if other.start >= hit.end and other.roles & hit.roles]
    offset = following[-1].end if following else hit.end
    until = until_next_label(line, offset, hit.roles)
    rest = trimmed(line.text[offset:until])
    if len(squeeze(rest)) > 2 and until < len(line.text):  # another label follows in the line
        return rest, [line]
    if len(squeeze(rest)) > 2:  # more than a stray mark
        lines = column(sheet, line, stops, gap=1.9, limit=7)
        lines = _one_script([replace(line, text=rest), *lines[1:]])
        return joined_address(lines), lines
    right = next((other for other in sheet.right_of(line) if len(squeeze(other.text)) > 2), None)
    if right is not None and not right.leads_with(*Role):
        lines = _one_script([*centred_value(sheet, right), *column(sheet, right, stops, gap=1.9, limit=8)])
        return joined_address(lines), lines
    below = next((other for other in sheet.below(line)), None)
    if below is not None and not stops(below) and below.middle - line.middle < 3 * max(line.size, below.size):
        lines = _one_script(next(paragraphs(column(sheet, below, stops, gap=1.9, limit=8))))
        return joined_address(lines), lines
    return None


def _same_label(sheet: Sheet, line: Line, hit: Hit, first: Line) -> bool:
    """Whether the label left of a line is the same one in a second language, and the line goes on instead of saying it again."""
    left = sheet.left_of(line)[0]
    value = next(iter(sheet.right_of(first)), None)
    words = [squeeze(word) for word in line.text.split() if len(word) > 2]
    before = squeeze(value.text) if value else ""
    again = sum(word in before for word in words) * 2 > len(words)
    return bool(before) and not again and any(other.roles & hit.roles for other in left.hits)
