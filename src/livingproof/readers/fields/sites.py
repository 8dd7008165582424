"""Finds sites: rows of a site list, addresses at labels of other places, and what is done there."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.address import value_block
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.site_columns import heads_two_columns, sites_in_columns
from livingproof.readers.fields.site_forms import at_roles, sites_at_labels, two_places
from livingproof.readers.fields.site_lists import Listed, continued, is_whole_address, sites_in_lists
from livingproof.readers.fields.site_roles import kind_of, split_role
from livingproof.readers.fields.site_tables import Columns, columns_of, going_on, sites_in_table
from livingproof.readers.fields.wording import address_likeness, scripts_of

_ENDS = (
    Role.MEETS, Role.SCOPE, Role.STANDARD, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.TERM, Role.BODY,
    Role.NOTE, Role.ADDRESS, Role.OTHER_ADDRESS,
)  # fmt: skip
_AT_LABEL, _PARTED = 0.72, 0.55


def find_sites(sheets: Sequence[Sheet], known: Knowledge) -> Found[tuple[SiteRef, ...]] | None:
    """The sites that the document lists, None when it lists none.

    A place at a label of its own counts also where it is the holder's address: the label says what is done there. What is
    said again in a second language counts once.
    """
    listed = _distinct(_listed(sheets, known))
    places = {squeeze(one.site.address or "") for one in listed}
    labelled = _said_once(
        [one for sheet in sheets for one in _labelled(sheet, known.labels, _lines_of(listed, sheet))], known.labels
    )
    rows = [*listed, *(one for one in labelled if squeeze(one.site.address or "") not in places)]
    if not rows:
        return None
    told = {squeeze(one.site.address or "") for one in rows if _says_more(one.site)}
    rows = [one for one in rows if _says_more(one.site) or squeeze(one.site.address or "") not in told]
    rows.sort(key=lambda one: not _is_central(one.site, known.labels))
    sites = tuple(_with_role(one.site, known.labels) for one in rows)
    lines = [line for one in rows for line in one.lines]
    return from_lines(sites, lines, min(one.evidence for one in rows), "site list")


def _listed(sheets: Sequence[Sheet], known: Knowledge) -> Iterator[Listed]:
    """The rows of tables and the entries of lists, also where they go on over the next page."""
    before: Columns | None = None
    last: int | None = None
    for sheet in sheets:
        columns = columns_of(sheet, known.labels)
        found = sites_in_table(sheet, columns, known) if columns and columns.rich else []
        found = found or sites_in_columns(sheet, known)
        if not found and columns:
            found = sites_in_table(sheet, columns, known)
        if not found and before and not columns:
            found = going_on(sheet, before, known)
        before = columns or before
        if not found:
            found = sites_in_lists(sheet, known) or (continued(sheet, last, known) if last else [])
        found = found or sites_at_labels(sheet, known) or at_roles(sheet, known.labels)
        numbers = [one.number for one in found if one.number]
        last = numbers[-1] if numbers else last
        yield from found


def _distinct(rows: Iterator[Listed]) -> list[Listed]:
    kept: dict[str, Listed] = {}
    for one in rows:
        kept[squeeze(f"{one.site.name}{one.site.address}{one.site.scope}")] = one
    return list(kept.values())


def _lines_of(rows: Sequence[Listed], sheet: Sheet) -> frozenset[int]:
    return frozenset(line.index for one in rows for line in one.lines if line.page == sheet.number)


def _labelled(sheet: Sheet, table: LabelTable, used: frozenset[int]) -> Iterator[Listed]:
    def ends(line: Line) -> bool:
        says = any(hit.has(Role.MEETS, Role.STANDARD, Role.CERTIFIES_ABOVE) and hit.closed for hit in line.hits)
        return bool(line.dates) or says or line.leads_with(*_ENDS)

    head = heads_two_columns(sheet)
    for line in sheet.lines:
        hit = line.hits[0] if line.hits else None
        if head and line.middle > head.middle:  # a line of the table
            return
        if line.index in used or hit is None or not (hit.leads and hit.closed and hit.has(Role.OTHER_ADDRESS)):
            continue
        found = value_block(sheet, line, hit, ends) if line.middle < 0.8 * sheet.height else None
        if found is None or used & {one.index for one in found[1]}:
            continue
        if address_likeness(found[0], table) > 0.8:  # it must look like an address
            words = line.text[hit.start : hit.end].strip(" :：")
            role = words if kind_of(words, table) else None
            places = _line_by_line(found[1], line, table) or two_places(found[0], table)
            evidence = _AT_LABEL if len(places) == 1 else _PARTED
            yield from (Listed(SiteRef(None, place, None, role), tuple(found[1]), evidence) for place in places)


def _line_by_line(lines: Sequence[Line], label: Line, table: LabelTable) -> list[str]:
    """The lines below a label when each of them is an address by itself; none for a single address of several lines."""
    own = all(line.index != label.index for line in lines)
    apart = own and len(lines) > 1 and all(is_whole_address(line.text, table) for line in lines)
    return [line.text.strip(" ,;") for line in lines] if apart else []


def _said_once(rows: Sequence[Listed], table: LabelTable) -> list[Listed]:
    """The rows without repeated places, and of a place said in two languages only the first."""
    first = {squeeze(one.site.address or ""): one for one in reversed(rows)}
    distinct = [one for one in rows if first[squeeze(one.site.address or "")] is one]
    places = [(_script(one), _kind(one, table)) for one in distinct]
    kept: list[Listed] = []
    for at, one in enumerate(distinct):
        script, kind = places[at]
        others = {other for other, same in places[:at] if same == kind and other != script}
        before = places[:at].count((script, kind))  # so many of its kind stand before it in its own letters
        if all(places[:at].count((other, kind)) <= before for other in others):
            kept.append(one)
    return kept


def _script(one: Listed) -> frozenset[str]:
    return scripts_of([one.site.address or ""])


def _kind(one: Listed, table: LabelTable) -> str | None:
    return kind_of(one.site.role or "", table)


def _says_more(site: SiteRef) -> bool:
    """Whether more is told of a site than where it is."""
    return bool(site.name or site.scope or site.role)


def _is_central(site: SiteRef, table: LabelTable) -> bool:
    return site.role is not None and kind_of(site.role, table) == "head_office"


def _with_role(site: SiteRef, table: LabelTable) -> SiteRef:
    """The site with the role that its name holds, when no other says it: "Northern Gears Ltd (Warehouse)"."""
    if site.role is not None or site.name is None:
        return site
    role, rest = split_role(site.name, table)
    return replace(site, role=role, name=rest or None) if role else site
