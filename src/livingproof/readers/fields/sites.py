"""Finds sites: rows of a site list, addresses at labels of other places, and what is done there."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterator, Sequence

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.address import value_block
from livingproof.readers.fields.blocks import column, joined, paragraphs
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import address_likeness

_ENDS = (
    Role.MEETS, Role.SCOPE, Role.STANDARD, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.TERM, Role.BODY,
    Role.NOTE, Role.ADDRESS, Role.OTHER_ADDRESS,
)  # fmt: skip
_COLUMN = 14  # points that the lines of one column may differ on the left
_ACTIVITY_HEADS = frozenset({"registeredactivities", "activities", "scope", "登録活動範囲", "认证范围"})


def find_sites(sheets: Sequence[Sheet], table: LabelTable) -> Found[tuple[SiteRef, ...]] | None:
    """The sites that the document lists, None when it lists none."""
    rows = [row for sheet in sheets for row in (*_rows(sheet), *_labelled(sheet, table))]
    if not rows:
        return None
    distinct = {squeeze(f"{site.name}{site.address}{site.scope}"): (site, lines) for site, lines in rows}
    lines = [line for _, used in distinct.values() for line in used]
    return from_lines(tuple(site for site, _ in distinct.values()), lines, 0.75, "site list")


def _labelled(sheet: Sheet, table: LabelTable) -> Iterator[tuple[SiteRef, list[Line]]]:
    def ends(line: Line) -> bool:
        return bool(line.dates) or line.leads_with(*_ENDS)

    for line in sheet.lines:
        hit = line.hits[0] if line.hits else None
        if hit and hit.leads and hit.closed and hit.has(Role.OTHER_ADDRESS) and line.middle < 0.8 * sheet.height:
            found = value_block(sheet, line, hit, ends)
            if found and address_likeness(found[0], table) > 0.8:  # it must look like an address
                yield SiteRef(None, found[0], None), found[1]


def _rows(sheet: Sheet) -> Iterator[tuple[SiteRef, list[Line]]]:
    """Rows of a table with places on the left and their activities on the right."""
    heads = _heads(sheet)
    if heads is None:
        return
    left, right = heads
    activities = [
        line for line in sheet.below(right) if abs(line.box[0] - right.box[0]) < _COLUMN and not line.first(*_ENDS)
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
        lines = [line for line in block if line.middle < floor]
        yield SiteRef(lines[0].text, joined(lines[1:]) or None, joined(part)), [*lines, *part]


def _heads(sheet: Sheet) -> tuple[Line, Line] | None:
    """The headings of the two columns, places and activities; None when the sheet has no such table."""
    for line in sheet.lines:
        if line.only_labels and any(hit.letters in _ACTIVITY_HEADS for hit in line.hits):
            left = next((other for other in sheet.left_of(line) if other.first(Role.ADDRESS)), None)
            if left is not None:
                return left, line
    return None
