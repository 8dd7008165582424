"""Tables of sites: places on the left and what is done there on the right, in two, three or more columns."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from livingproof.catalogue.labels import Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.blocks import column, joined, paragraphs
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.papers import printed_page
from livingproof.readers.fields.site_lists import Listed, nested
from livingproof.readers.fields.site_roles import ends_with_role, kind_of

_ENDS = (
    Role.MEETS, Role.SCOPE, Role.STANDARD, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.TERM, Role.BODY,
    Role.NOTE, Role.ADDRESS, Role.OTHER_ADDRESS,
)  # fmt: skip
_COLUMN = 14  # points that the lines of one column may differ on the left
_WIDER = 1.12  # times the pitch of lines: the gap between two rows
_HEADING = 40  # letters: a heading of a column is not longer
_ACTIVITY_HEADS = frozenset({"registeredactivities", "activities", "scope", "登録活动范围", "登录活動范围", "认证范围"})


_Row = tuple[SiteRef, list[Line], list[Listed]]
"""A site, its lines, and the further sites that its activities name."""


def sites_in_columns(sheet: Sheet, known: Knowledge) -> list[Listed]:
    """The rows of a table of two or three columns with the usual headings."""
    rows = list(_three_columns(sheet)) or list(_rows(sheet, known))
    found = [Listed(site, tuple(lines), 0.75) for site, lines, _ in rows]
    return [*found, *(inner for _, _, within in rows for inner in within)]


def heads_two_columns(sheet: Sheet) -> Line | None:
    """The heading on the left of a table of places and activities, None for a sheet without one."""
    heads = _heads(sheet)
    return heads[0] if heads else None


def _rows(sheet: Sheet, known: Knowledge) -> Iterator[_Row]:
    """Rows of a table with places on the left and their activities on the right."""
    heads = _heads(sheet)
    if heads is None:
        return
    left, right = heads
    activities = [
        line
        for line in sheet.below(right)
        if abs(line.box[0] - right.box[0]) < _COLUMN
        and (not line.first(*_ENDS) or ends_with_role(line.text, known.labels))
    ]
    places = [line for line in sheet.below(left) if abs(line.box[0] - left.box[0]) < _COLUMN and not line.dates]
    begins = {part[0].index for part in paragraphs(places)}
    begins |= {line.index for line in places if squeeze(line.text) == squeeze(places[0].text)}
    parts: list[tuple[Line, list[Line]]] = []
    for part in paragraphs(activities):
        place = next((line for line in places if abs(line.middle - part[0].middle) < line.size), None)
        if place is not None and place.index in begins:
            parts.append((place, part))
        elif parts:
            parts[-1][1].extend(part)
    floors = [place.middle - 0.5 * place.size for place, _ in parts[1:]]
    for (place, part), floor in zip(parts, [*floors, sheet.height], strict=True):
        block = column(sheet, place, lambda line: bool(line.dates) or line.leads_with(*_ENDS), gap=2.2, limit=12)
        lines = [line for line in block if line.middle < floor and not _is_aside(line)]
        own, inner = nested(part, known)
        role, address = _with_role_apart(lines[1:], known)
        yield SiteRef(lines[0].text, joined(address) or None, joined(own) or None, role), [*lines, *part], inner


def _is_aside(line: Line) -> bool:
    """Whether the line counts pages or gives an identifier, so that it is no part of name or address."""
    return printed_page(line) is not None or line.leads_with(Role.HOLDER_ID, Role.OTHER_NUMBER)


def _with_role_apart(lines: Sequence[Line], known: Knowledge) -> tuple[str | None, list[Line]]:
    """The line that is nothing but a role, and the others."""
    at = next((at for at, line in enumerate(lines) if kind_of(line.text, known.labels)), None)
    if at is None:
        return None, list(lines)
    return lines[at].text.strip(" ()[]"), [*lines[:at], *lines[at + 1 :]]


def _three_columns(sheet: Sheet) -> Iterator[_Row]:
    """Rows of a table with names, addresses and activities side by side; the activities may be missing."""
    head = next((line for line in sheet.lines if _heads_addresses(sheet, line)), None)
    if head is None:
        return
    name, right = sheet.left_of(head)[0], next(iter(sheet.right_of(head)), None)
    columns = [_cells(sheet, one) for one in (name, head, right) if one is not None]
    if not all(columns[:2]):
        return
    starts = [line.middle - 0.6 * line.size for line in _row_starts(columns)]
    for top, bottom in pairwise([*starts, sheet.height]):
        cells = [[line for line in column if top <= line.middle < bottom and not _is_aside(line)] for column in columns]
        texts = [joined(cell) for cell in cells]
        if texts[0] and texts[1]:
            lines = [line for cell in cells for line in cell]
            yield SiteRef(texts[0], texts[1], (texts[2] or None) if right is not None else None), lines, []


def _heads_addresses(sheet: Sheet, line: Line) -> bool:
    """Whether the line is the heading of a column of addresses with a column of names left of it."""
    left = sheet.left_of(line)[:1]
    if not (line.only_labels and line.first(Role.ADDRESS, Role.OTHER_ADDRESS, Role.SITE) and left):
        return False
    right = sheet.right_of(line)[:1]
    named = len(left[0].text) < _HEADING and not left[0].text.rstrip().endswith((":", "："))
    return named and all(other.first(Role.SCOPE) and len(other.text) < _HEADING for other in right)


def _cells(sheet: Sheet, head: Line) -> list[Line]:
    """The lines of a column below its heading, until a wide gap or a line with a date."""
    cells: list[Line] = []
    for line in sheet.below(head):
        if line.dates or line.middle - (cells[-1] if cells else head).middle > 5 * max(line.size, head.size):
            break
        if abs(line.box[0] - head.box[0]) < _COLUMN:
            cells.append(line)
    return cells


def _row_starts(columns: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of the second column at which all columns begin something new.

    There the gap to the line above is wider than the pitch of the lines in every column at once; where no column has
    lines of its own between, each line is a row.
    """
    filled = [column for column in columns if column]
    gaps = [after.middle - before.middle for column in filled for before, after in pairwise(column)]
    pitch = min(gaps, default=0.0)
    common = [line for line in columns[1] if all(_beside(line, column) for column in filled)]
    starts = [line for line in common if all(_gap(line, column) > _WIDER * pitch for column in filled)]
    return common if len(starts) < 2 and len(common) == len(columns[1]) else starts


def _beside(line: Line, column: Sequence[Line]) -> Line | None:
    return next((one for one in column if abs(one.middle - line.middle) < 0.5 * line.size), None)


def _gap(line: Line, column: Sequence[Line]) -> float:
    """The way from the line above in the column; without end for the first one."""
    near = _beside(line, column)
    above = max((one.middle for one in column if near and one.middle < near.middle), default=None)
    return float("inf") if near is None or above is None else near.middle - above


def _heads(sheet: Sheet) -> tuple[Line, Line] | None:
    """The headings of the two columns, places and activities; None when the sheet has no such table."""
    for line in sheet.lines:
        if line.only_labels and any(hit.letters in _ACTIVITY_HEADS for hit in line.hits):
            left = next((other for other in sheet.left_of(line) if other.first(Role.ADDRESS)), None)
            if left is not None:
                return left, line
    return None
