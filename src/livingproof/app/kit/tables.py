"""Records as tables that leave the house: CSV and XLSX. No cell can act as a formula in the reader's program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from livingproof.app.kit import values
from livingproof.app.people.models import PersonName
from livingproof.sources.tables import neutral

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind

FIRST = ("number", "stage", "cycle", "made_at", "changed_at", "imported")
MOST = 50_000
"""Rows of one export; the page says so, and the filters narrow it."""


def heads(kind: Kind) -> list[str]:
    """The names of the columns, as an import takes them."""
    return [*FIRST, *kind.fields]


def rows(kind: Kind, found: Iterable[Any]) -> Iterator[list[str | float | int | bool]]:
    """Each record as cells, in the order of `heads`."""
    names: dict[str, str] = {}
    for record in found:
        content = values.as_json(kind, record)
        unknown = values.ids_in(content) - {key for key in map(_uuid, names) if key}
        if unknown:
            named = PersonName.objects.filter(person__in=unknown, person__organisation_id=record.organisation_id)
            names |= {str(key): name for key, name in named.values_list("person", "name")}
        own = [_cell(getattr(record, name)) for name in FIRST]
        yield own + [_cell(values.replaced(content[name], names)) for name in kind.fields]


def _uuid(text: str) -> Any:
    return next(iter(values.ids_in(text)), None)


def _cell(value: Any) -> str | float | int | bool:
    match value:
        case None | [] | {}:
            return ""
        case bool() | int() | float():
            return value
        case datetime():
            return value.isoformat(timespec="seconds")
        case str():
            return neutral(_printable(value))
        case _:
            return neutral(_printable(json.dumps(value, ensure_ascii=False)))


def _printable(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)  # noqa: PLR2004 - below: control


def as_csv(kind: Kind, found: Iterable[Any]) -> Iterator[str]:
    """The table line by line, in UTF-8 with a mark that spreadsheet programs know."""
    yield "\ufeff"
    lines: Iterator[Sequence[Any]] = chain([heads(kind)], rows(kind, found))
    for row in lines:
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()


def as_xlsx(kind: Kind, found: Iterable[Any]) -> bytes:
    """The table as a workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.slug[:31])
    sheet.append(heads(kind))
    for row in rows(kind, found):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
