"""Which sheets of a file belong to one certificate: annexes follow their sheet, another number begins another certificate."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Sequence

from livingproof.catalogue.labels import Role
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Sheet
from livingproof.readers.fields.numbers import find_numbers, normal_number
from livingproof.readers.fields.standards import certified_standards

_SURE = 0.7


def group_sheets(sheets: Sequence[Sheet], known: Knowledge) -> list[list[Sheet]]:
    """The sheets by certificate, in the order of the file; at least one group."""
    if len(sheets) < 2:  # nothing to tell apart
        return [list(sheets)]
    groups: list[list[Sheet]] = []
    marks: list[tuple[str | None, frozenset[str]]] = []
    for sheet in sheets:
        number, standards = _number(sheet, known), _standards(sheet, known)
        home = _home(sheet, number, standards, marks)
        if home is None:
            groups.append([sheet])
            marks.append((number, standards))
        else:
            groups[home].append(sheet)
            marks[home] = (marks[home][0] or number, marks[home][1] or standards)
    return groups


def _home(
    sheet: Sheet, number: str | None, standards: frozenset[str], marks: Sequence[tuple[str | None, frozenset[str]]]
) -> int | None:
    """The group that the sheet continues, None when it begins a new one."""
    if not marks:
        return None
    for at, (other, _) in enumerate(marks):
        if number and other and _alike(number, other):
            return None if _is_sibling(sheet, number, other) else at
    last_number, last_standards = marks[-1]
    if not _stands_alone(sheet):
        return len(marks) - 1
    if number and last_number:
        return None
    if standards and last_standards and standards.isdisjoint(last_standards):
        return None
    return len(marks) - 1


def _is_sibling(sheet: Sheet, number: str, other: str) -> bool:
    """Whether a sheet with a longer number is a certificate of its own rather than an annex or a copy of the first."""
    annexed = any(hit.has(Role.ANNEX) and hit.leads for line in sheet.lines for hit in line.hits[:1])
    return number != other and number.startswith(other) and _stands_alone(sheet) and not annexed


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def _stands_alone(sheet: Sheet) -> bool:
    """Whether the sheet says of itself that it certifies somebody until some day."""
    roles = {role for line in sheet.lines for hit in line.hits if hit.certain for role in hit.roles}
    certifies = bool(roles & {Role.CERTIFIES, Role.MEETS, Role.CERTIFIES_ABOVE})
    return certifies and Role.EXPIRES in roles and any(line.dates for line in sheet.lines)


def _number(sheet: Sheet, known: Knowledge) -> str | None:
    numbers = find_numbers([sheet], known.labels, (), known.shapes)
    return normal_number(numbers[0].value) if numbers and numbers[0].evidence >= _SURE else None


def _standards(sheet: Sheet, known: Knowledge) -> frozenset[str]:
    return frozenset(
        one.ref.standard
        for one in certified_standards([sheet], known.standards)
        if one.ref.standard and one.ref.edition
    )
