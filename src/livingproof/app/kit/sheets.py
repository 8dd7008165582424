"""A table as rows of text: read in a child process, which knows nothing of the project's database."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from livingproof.core.errors import SourceError
from livingproof.sources.tables import Damaged, Form, open_table

MOST = 5_000
"""Rows of one import."""
MARKS = (",", ";", "\t", "|")
SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read: its columns, and its rows by their number in the file. `damaged` are rows that could not be read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    damaged: tuple[tuple[int, str], ...] = ()


def sheet_of(path: str, kind: str) -> Sheet:
    """The table of a file whose name ends as its kind says; SourceError where it cannot be read as a whole."""
    file = Path(path)
    with open_table(file, (kind,), _form(file, kind)) as table:
        return _sheet(tuple(table.header or ()), table.rows)


def _form(path: Path, kind: str) -> Form:
    if kind != "csv":
        return Form()
    with path.open("rb") as file:
        first = file.read(SAMPLE).decode("utf-8", "replace").splitlines()[:1]
    counted = {mark: len(next(csv.reader(first, delimiter=mark), [])) for mark in MARKS}
    return Form(delimiter=max(MARKS, key=lambda mark: counted[mark]))


def _sheet(header: tuple[str, ...], rows: Iterator[tuple[int, Any]]) -> Sheet:
    found: list[tuple[int, tuple[str, ...]]] = []
    damaged: list[tuple[int, str]] = []
    for number, cells in rows:
        if isinstance(cells, Damaged):
            damaged.append((number, f"this row {cells.why}; {cells.remedy}"))
        elif isinstance(cells, Mapping):
            raise SourceError("This file has no columns.")
        elif len(cells) != len(header):
            damaged.append((number, f"this row has {len(cells)} cells, the header {len(header)}"))
        else:
            found.append((number, tuple(map(_text, cells))))
        if len(found) + len(damaged) > MOST:
            raise SourceError(f"The table has more than {MOST} rows. Import it in parts.")
    return Sheet(tuple(name.lstrip("\ufeff").strip() for name in header), tuple(found), tuple(damaged))


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case datetime() if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            text = str(cell)
            # An export of ours put an apostrophe before what a spreadsheet would compute.
            return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r" else text
