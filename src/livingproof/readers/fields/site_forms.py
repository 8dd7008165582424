"""Sites without a list: blocks of labelled lines, lines that begin with a role, two places in one line."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.blocks import joined, joined_address
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.papers import is_annex
from livingproof.readers.fields.site_lists import Listed
from livingproof.readers.fields.site_roles import kind_of, split_role
from livingproof.readers.fields.wording import address_likeness, has_postcode

_LABELLED = re.compile(r"^([^:：]{2,40})[:：]\s*(\S.*)$")
_AND = re.compile(r"\s*[;；]\s*|\s+(?:and|und|et|y|e|en|i|a|ve|и)\s+", re.IGNORECASE)
_WRAPPED = 1.9
_NEAR = 4.0


def sites_at_labels(sheet: Sheet, known: Knowledge) -> list[Listed]:
    """The sites of an annex in blocks of labelled lines: "Name: ..., Address: ..., Activity: ..." again and again."""
    if not is_annex(sheet):
        return []
    lines = [(line, told) for line in sheet.lines if (told := _told(line, known.labels))]
    kinds = [kind for _, (kind, _) in lines]
    if kinds.count("address") < 2:
        return []
    first = next(kind for kind in kinds if kinds.count(kind) == kinds.count("address"))
    begins = [at for at, kind in enumerate(kinds) if kind == first]
    blocks = (lines[begin:end] for begin, end in pairwise([*begins, len(lines)]))
    return [_labelled_site(block, sheet) for block in blocks]


def _told(line: Line, table: LabelTable) -> tuple[str, str] | None:
    """What a labelled line tells of a site, and its value; None for any other line."""
    match = _LABELLED.match(line.text)
    meant = table.site_columns.get(squeeze(match[1]), frozenset()) if match else frozenset()
    kind = next((kind for kind in ("name", "address", "scope", "role") if kind in meant), None)
    return (kind, match[2].strip()) if match and kind else None


def _labelled_site(block: Sequence[tuple[Line, tuple[str, str]]], sheet: Sheet) -> Listed:
    values: dict[str, str] = {}
    used: list[Line] = []
    for line, (kind, value) in block:
        wrapped = _wrapped(sheet, line)
        first = replace(line, text=value)
        text = joined_address([first, *wrapped]) if kind == "address" else joined([first, *wrapped])
        values.setdefault(kind, text)
        used += [line, *wrapped]
    site = SiteRef(values.get("name"), values.get("address"), values.get("scope"), values.get("role"))
    return Listed(site, tuple(used), 0.74)


def _wrapped(sheet: Sheet, line: Line) -> list[Line]:
    """The lines that go on below a labelled one without a label of their own."""
    taken: list[Line] = []
    last = line
    for other in sheet.below(line):
        apart = other.middle - last.middle > _WRAPPED * max(other.size, last.size)
        if apart or _LABELLED.match(other.text) or other.dates or other.box[0] < line.box[0] - 7 or other.hits:
            break
        taken.append(other)
        last = other
    return taken


def at_roles(sheet: Sheet, table: LabelTable) -> list[Listed]:
    """Two or more lines that follow each other, each a role and an address: "Head Office: ...", "Plant 1: ..."."""
    runs: list[list[Listed]] = [[]]
    for line in sheet.lines:
        found = _at_role(sheet, line, table)
        if found is None:
            continue
        last = runs[-1][-1].lines[-1] if runs[-1] else None
        if last is not None and line.middle - last.middle > _NEAR * max(line.size, 6):
            runs.append([])
        runs[-1].append(found)
    return next((run for run in runs if len(run) > 1 and run[0].lines[0].middle < 0.8 * sheet.height), [])


def _at_role(sheet: Sheet, line: Line, table: LabelTable) -> Listed | None:
    """The place behind a role; the addresses of the holder at labels of their own are read elsewhere."""
    role, rest = split_role(line.text, table)
    if role is None or not line.text.startswith(role) or kind_of(role, table) in {"registration", "operation"}:
        return None
    if address_likeness(rest, table) < 0.8 or any(hit.closed and hit.has(Role.OTHER_ADDRESS) for hit in line.hits[:1]):
        return None
    wrapped = _wrapped(sheet, line)
    return Listed(SiteRef(None, joined_address([line, *wrapped], rest), None, role), (line, *wrapped), 0.66)


def two_places(address: str, table: LabelTable) -> list[str]:
    """The addresses in one text: two when it joins two whole ones, else the text itself."""
    parts = [part.strip() for part in _AND.split(address) if part.strip()]
    whole = all(has_postcode(part) and address_likeness(part, table) > 0.9 for part in parts)
    return parts if len(parts) > 1 and whole else [address]
