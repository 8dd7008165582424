"""Tables of sites by the headings of their columns, in any language: site, address, activity, role, also over several pages."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.blocks import joined, joined_address
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Line, Sheet, overlap
from livingproof.readers.fields.papers import printed_page
from livingproof.readers.fields.site_lists import Listed
from livingproof.readers.fields.site_roles import kind_of, split_role
from livingproof.readers.fields.wording import address_likeness, has_legal_form

_TWO_LANGUAGES = re.compile(r"\s*[/／|]\s*|\s+[-–]\s+")
_ROW_NUMBER = re.compile(r"\d{1,3}\s*[.):]?")
_LONGEST_HEADING = 60
_EDGE = 14  # points that cells may differ from the left edge of their heading
_WIDER = 1.15
_FAR = 7.0
_ENDS = (
    Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.TERM, Role.BODY, Role.NOTE, Role.PAGE, Role.OFFICER,
    Role.MEETS, Role.CERTIFIES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table from left to right with what each heads: name, address, scope, role or other."""

    heads: tuple[Line, ...]
    kinds: tuple[str, ...]

    @property
    def rich(self) -> bool:
        """Whether it tells more than places and what is done there."""
        return "role" in self.kinds or len(self.heads) > 3

    @property
    def floor(self) -> float:
        """The lower edge of the headings."""
        return max(head.box[3] for head in self.heads)


def columns_of(sheet: Sheet, table: LabelTable) -> Columns | None:
    """The columns of the sheet's table of sites, None for a sheet without one."""
    for line in sheet.lines:
        row = [one for one in (line, *sheet.right_of(line)) if len(one.text) <= _LONGEST_HEADING]
        if sheet.left_of(line) or len(row) < 2:
            continue
        kinds = _told_apart([_meant(one.text, table) for one in row])
        if kinds is not None:
            return Columns(tuple(row), kinds)
    return None


def sites_in_table(sheet: Sheet, columns: Columns, known: Knowledge) -> list[Listed]:
    """The sites in the rows of the sheet's table."""
    return _read(_content(sheet, columns, columns.floor - 2, known.labels), columns, known)


def going_on(sheet: Sheet, columns: Columns, known: Knowledge) -> list[Listed]:
    """The sites in rows that go on from the sheet before, in the same columns; nothing else on the sheet looks like them."""
    if any(hit.certain and hit.has(Role.CERTIFIES, Role.MEETS) for line in sheet.lines for hit in line.hits):
        return []
    top = next((line.box[1] for line in sheet.lines if _begins_row(sheet, line, columns)), None)
    if top is None:
        return []
    content = _content(sheet, columns, top - 1, known.labels)
    rows = _read([(at, line) for at, line in content if _is_flush(line, columns.heads[at])], columns, known)
    return [one for one in rows if one.site.address and (one.site.name or one.site.scope or one.site.role)]


def _begins_row(sheet: Sheet, line: Line, columns: Columns) -> bool:
    row = (line, *sheet.right_of(line))
    return sum(any(_is_flush(one, head) for one in row) for head in columns.heads) > 1 and not _closes(line)


def _is_flush(line: Line, head: Line) -> bool:
    return abs(line.box[0] - head.box[0]) < _EDGE


def _meant(text: str, table: LabelTable) -> frozenset[str]:
    """What a heading may head; headings in two languages agree on it."""
    if text.rstrip().endswith((":", "：")):
        return frozenset()
    whole = table.site_columns.get(squeeze(text))
    if whole:
        return whole
    parts = [table.site_columns.get(squeeze(part)) for part in _TWO_LANGUAGES.split(text) if part.strip()]
    meant = [part for part in parts if part]
    return frozenset.intersection(*meant) or meant[0] if meant else frozenset()


def _told_apart(meant: Sequence[frozenset[str]]) -> tuple[str, ...] | None:
    """One meaning for each heading; None unless they head a table of places with an address or an activity."""
    if sum(map(bool, meant)) < 2 or not all(meant[:2]):
        return None
    kinds: list[str] = []
    for options in meant:
        free = [kind for kind in ("name", "address", "scope", "role", "other") if kind in options and kind not in kinds]
        kinds.append(free[0] if free else "other")
    places = "address" in kinds or "name" in kinds
    told = ("address" in kinds) + ("scope" in kinds) + ("name" in kinds)
    return tuple(kinds) if places and told >= 2 else None


def _content(sheet: Sheet, columns: Columns, floor: float, table: LabelTable) -> list[tuple[int, Line]]:
    """The lines of the table, each with the number of its column."""
    right = max(head.box[2] for head in columns.heads)
    left = min(head.box[0] for head in columns.heads) - 3 * _EDGE
    found: list[tuple[int, Line]] = []
    for line in sheet.lines:
        if line.box[1] < floor or line in columns.heads or line.box[2] < left or line.box[0] > right + 12 * line.size:
            continue
        if _closes(line) or (found and line.middle - found[-1][1].middle > _FAR * line.size):
            if found:
                break
            continue
        if not _heads_again(line, columns, table) and printed_page(line) is None:
            found.append((_column_of(line, columns), line))
    return found


def _closes(line: Line) -> bool:
    lead = line.hits[0] if line.hits and line.hits[0].leads else None
    return lead is not None and lead.has(*_ENDS) and not lead.has(Role.SCOPE, Role.ADDRESS) and lead.certain


def _heads_again(line: Line, columns: Columns, table: LabelTable) -> bool:
    """Whether the line is the heading in a second language, or repeated on the next page."""
    near = columns.heads[_column_of(line, columns)]
    again = squeeze(line.text) == squeeze(near.text)
    beneath = 0 <= line.middle - near.middle < 2.2 * near.size
    return again or (beneath and bool(_meant(line.text, table)) and kind_of(line.text, table) is None)


def _column_of(line: Line, columns: Columns) -> int:
    heads = columns.heads
    for at, head in enumerate(heads):
        if abs(line.box[0] - head.box[0]) < _EDGE:
            return at
    shared = [overlap(line.box, head.box) for head in heads]
    if max(shared) > 0:
        return shared.index(max(shared))
    away = [max(head.box[0] - line.box[2], line.box[0] - head.box[2]) for head in heads]
    return away.index(min(away))


def _read(content: Sequence[tuple[int, Line]], columns: Columns, known: Knowledge) -> list[Listed]:
    found: list[Listed] = []
    numbers = _numbers_beside(content, columns)
    rows = [pair for pair in content if pair[1] not in numbers]
    starts = [line.middle - 0.6 * line.size for line in numbers]
    for row in _cut(rows, starts[1:]) if numbers else _rows(rows, columns):
        cells = _cells(row, columns)
        site = _site(cells, known.labels)
        if site is not None:
            found.append(Listed(site, tuple(line for _, line in row), 0.78))
    return found


def _numbers_beside(content: Sequence[tuple[int, Line]], columns: Columns) -> list[Line]:
    """The numbers of the rows in a column without a heading, left of the first one; none unless they count up from 1."""
    left = columns.heads[0].box[0] - 3
    found = [line for _, line in content if line.box[0] < left and _ROW_NUMBER.fullmatch(line.text.strip())]
    counted = [int(line.text.strip(" .):")) for line in found]
    return found if len(found) > 1 and counted == list(range(1, len(found) + 1)) else []


def _rows(content: Sequence[tuple[int, Line]], columns: Columns) -> list[list[tuple[int, Line]]]:
    """The rows: at the numbers in the first column; else where all columns leave a gap; else line by line."""
    if not content:
        return []
    pitch = _pitch(content)
    floors: list[float] = []
    lowest = content[0][1].middle
    for _, line in content:
        if line.middle - lowest > _WIDER * pitch:
            floors.append(line.middle - 0.5 * line.size)
        lowest = max(lowest, line.middle)
    if columns.kinds[0] == "other":
        starts = [line.middle - 0.6 * line.size for at, line in content if at == 0 and line.text[:1].isdigit()]
        if starts and len(starts) != len(floors) + 1:  # else the gaps show the rows, also around centred numbers
            return _cut(content, starts[1:])
    if not floors:
        lines = sorted({round(line.middle, 1) for at, line in content if at == _anchor(columns)})
        full = all(
            sum(abs(line.middle - middle) < 0.5 * line.size for _, line in content) > 1 for middle in lines
        )  # a row of one line has something in two columns
        floors = [middle - 0.5 * content[0][1].size for middle in lines[1:]] if full else []
    return _cut(content, floors)


def _anchor(columns: Columns) -> int:
    return columns.kinds.index("address") if "address" in columns.kinds else columns.kinds.index("name")


def _pitch(content: Sequence[tuple[int, Line]]) -> float:
    """The smallest way from line to line inside a column."""
    gaps = []
    for at in {at for at, _ in content}:
        middles = sorted(line.middle for one, line in content if one == at)
        gaps += [after - before for before, after in pairwise(middles) if after - before > 3]
    return max(min(gaps, default=0.0), 1.15 * min(line.size for _, line in content))


def _cut(content: Sequence[tuple[int, Line]], floors: Sequence[float]) -> list[list[tuple[int, Line]]]:
    rows: list[list[tuple[int, Line]]] = [[] for _ in range(len(floors) + 1)]
    for at, line in content:
        rows[sum(line.middle >= floor for floor in floors)].append((at, line))
    return [row for row in rows if row]


def _cells(row: Sequence[tuple[int, Line]], columns: Columns) -> dict[str, list[Line]]:
    cells: dict[str, list[Line]] = {}
    for at, kind in enumerate(columns.kinds):
        cells.setdefault(kind, []).extend(line for one, line in row if one == at)
    return cells


def _site(cells: Mapping[str, Sequence[Line]], table: LabelTable) -> SiteRef | None:
    """The site of a row; a cell that holds name and address together is taken apart."""
    name, address = list(cells.get("name", ())), list(cells.get("address", ()))
    scope = joined(cells.get("scope", ())) or None
    role = joined(cells.get("role", ())) or None
    single, other = (name, address) if not address else (address, name)
    if single and not other:
        cut = _first_of_address(single, table)
        name, address = single[:cut], single[cut:]
    if not address and scope is None:
        return None
    if role is None and name:
        role, rest = split_role(joined(name), table)
        return SiteRef(rest or None, joined_address(address) or None, scope, role)
    return SiteRef(joined(name) or None, joined_address(address) or None, scope, role)


def _first_of_address(lines: Sequence[Line], table: LabelTable) -> int:
    for at, line in enumerate(lines):
        if not has_legal_form(line.text) and (at or address_likeness(line.text, table) > 0.9):
            return at
    return len(lines) if len(lines) == 1 and has_legal_form(lines[0].text) else 0
