"""Small files of registers, and the short form to read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from livingproof.core.errors import SourceError
from livingproof.core.record import Record
from livingproof.sources import ColumnMap, Entry, Refused, Repeated, read, source_named

AS_OF = date(2026, 11, 21)
ROW = {"number": "QM-1", "holder_name": "Muster GmbH", "country": "DE", "standard": "ISO 9001:2015"}


def text_of(rows: Sequence[Mapping[str, str]], delimiter: str = ",") -> str:
    """Rows as CSV; the columns are those of the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def outcomes(path: Path, source: str = "generic", columns: ColumnMap | None = None) -> list[Entry | Refused | Repeated]:
    """All that reading a file gives."""
    return list(read(source_named(source), [path], columns, AS_OF))


def read_row(folder: Path, columns: ColumnMap | None = None, **cells: str) -> Entry | Refused:
    """What one row of the plain table gives."""
    path = folder / "register.csv"
    path.write_text(text_of([{**ROW, **cells}]), encoding="utf-8")
    (outcome,) = outcomes(path, columns=columns)
    assert not isinstance(outcome, Repeated)
    return outcome


def record(folder: Path, columns: ColumnMap | None = None, **cells: str) -> Record:
    """The record of one row."""
    outcome = read_row(folder, columns, **cells)
    assert isinstance(outcome, Entry), str(outcome)
    assert isinstance(outcome.value, Record)
    return outcome.value


def refused(folder: Path, columns: ColumnMap | None = None, **cells: str) -> Refused:
    """Why one row is refused."""
    outcome = read_row(folder, columns, **cells)
    assert isinstance(outcome, Refused), outcome
    return outcome


def error_of(path: Path, source: str = "generic", columns: ColumnMap | None = None) -> str:
    """The one line by which a whole file is refused."""
    with pytest.raises(SourceError) as caught:
        outcomes(path, source, columns)
    message = str(caught.value)
    assert "\n" not in message
    return message


def records_of(path: Path, source: str = "generic", columns: ColumnMap | None = None) -> list[Any]:
    """The values of a file whose every row is understood."""
    found = outcomes(path, source, columns)
    assert [str(one) for one in found if isinstance(one, Refused)] == []
    return [one.value for one in found if isinstance(one, Entry)]


HEADER = "number,holder_name,country,standard"


def written(folder: Path, text: str | bytes, name: str = "register.csv") -> Path:
    """A file of this content, byte by byte."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
