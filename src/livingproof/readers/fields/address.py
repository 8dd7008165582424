"""Finds the address of the holder: the lines below the name, or the text at its own label."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.readers.fields.blocks import column, joined
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import address_likeness, is_contact, is_sentence, scripts_of

_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Around:
    """Where an address is looked for: the sheet, and the test for lines that end the block."""

    sheet: Sheet
    table: LabelTable
    ends: Callable[[Line], bool]


def address_below(around: Around, lines: Sequence[Line]) -> Found[str] | None:
    """The address in the lines below a name; at its own label when they bring one."""
    taken: list[Line] = []
    for line in lines[:_LONGEST]:
        if line.first(Role.OTHER_ADDRESS) and line.hits[0].leads and line.hits[0].has(Role.OTHER_ADDRESS):
            break
        if line.hits and line.hits[0].leads and line.hits[0].has(Role.HOLDER_ID, Role.OTHER_HOLDER):
            continue
        if line.hits and line.hits[0].leads and line.hits[0].has(Role.ADDRESS):
            return labelled_address(around, lines)
        if line.first(Role.ANNEX, Role.SITE) or (
            is_sentence(line.text) and address_likeness(line.text, around.table) < 0.5
        ):
            break
        if (is_contact(line.text) and not taken) or line.text.rstrip().endswith((":", "：")):
            continue
        taken.append(line)
    if not taken:
        return None
    taken = _one_script(taken)
    text = joined(taken)
    likeness = address_likeness(text, around.table)
    if likeness < 0.3:  # nothing in it speaks for an address
        return None
    return from_lines(text, taken, 0.7 + min(0.25, 0.09 * likeness), "below the name", text)


def _one_script(lines: list[Line]) -> list[Line]:
    """The first lines that share their letters, when a second set of letters repeats the address."""
    first = scripts_of([lines[0].text])
    same = [line for line in lines if scripts_of([line.text]) in {first, frozenset()}]
    return same if len(first) == 1 else lines


def labelled_address(around: Around, block: Sequence[Line]) -> Found[str] | None:
    """The address at its own label, the one nearest to the name first."""
    near = sorted(around.sheet.lines, key=lambda line: abs(line.middle - block[0].middle) if block else line.middle)
    for line in near:
        for hit in line.hits:
            if (
                hit.has(Role.ADDRESS)
                and hit.leads
                and (hit.closed or len(hit.letters) >= 9)
                and line.middle < 0.75 * around.sheet.height
            ):
                found = value_block(around.sheet, line, hit, around.ends)
                if found and (hit.closed or address_likeness(found[0], around.table) > 0.3):  # something speaks for it
                    return from_lines(found[0], found[1], 0.9, "label", found[0])
    return None


def value_block(sheet: Sheet, line: Line, hit: Hit, ends: Callable[[Line], bool]) -> tuple[str, list[Line]] | None:
    """The text that belongs to a label: after it and wrapped below, or right of it, or under it."""

    def stops(other: Line) -> bool:
        lead = other.hits[0] if other.hits and other.hits[0].leads else None
        return ends(other) or (lead is not None and (lead.closed or lead.certain or lead.has(Role.HOLDER_ID)))

    following = [other for other in line.hits if other.start >= hit.end and other.roles & hit.roles]
    offset = following[-1].end if following else hit.end
    rest = trimmed(line.text[offset:])
    if len(squeeze(rest)) > 2:  # more than a stray mark
        lines = column(sheet, line, stops, gap=1.9, limit=7)
        tail = joined(lines[1:])
        return (f"{rest} {tail}".strip(), lines)
    right = next((other for other in sheet.right_of(line) if len(squeeze(other.text)) > 2), None)
    if right is not None and not right.leads_with(*Role):
        lines = column(sheet, right, stops, gap=1.9, limit=8)
        return joined(lines), lines
    below = next((other for other in sheet.below(line)), None)
    if below is not None and not stops(below) and below.middle - line.middle < 3 * max(line.size, below.size):
        lines = column(sheet, below, stops, gap=1.9, limit=8)
        return joined(lines), lines
    return None
