"""A file of claims row by row: CSV, XLSX, Parquet or JSONL. A row that is out of form keeps its place and says what is wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from livingproof.bulk.rows import COLUMNS, Row
from livingproof.core.errors import BulkError, SourceError
from livingproof.sources.tables import Damaged, Form, open_table
from livingproof.sources.tables.encodings import MARK, SAMPLE, damaged, likely_encoding

LONGEST_LINE = 1 << 20
"""Bytes of a line of JSONL; a listing text is far shorter."""

NEAR_ENOUGH = 1 << 22
"""Bytes of a CSV file that are looked at to say about how many rows it has."""


def rows_of(path: Path) -> Iterator[Row]:
    """Every row of the file in its order; memory stays flat however long it is.

    BulkError says why the file as a whole cannot be read: unknown columns, no `claim_id`, a damaged file.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BulkError(f"{path}: name a file of claims that ends with {', '.join(READERS)}.")
    try:
        yield from reader(path)
    except SourceError as problem:
        raise BulkError(str(problem)) from problem
    except OSError as problem:
        raise BulkError(f"{path}: cannot be read: {problem.strerror or problem}.") from problem


def rows_about(path: Path) -> int | None:
    """About how many rows the file has, for a progress bar; None where it cannot be told quickly."""
    ending = path.suffix.lower()
    if ending == ".parquet":
        from pyarrow import parquet

        return int(parquet.ParquetFile(path).metadata.num_rows)
    if ending not in {".csv", ".jsonl"}:
        return None
    with path.open("rb") as file:
        seen = file.read(NEAR_ENOUGH)
    lines = max(seen.count(b"\n"), 1)
    return round(lines * path.stat().st_size / max(len(seen), 1))


def header_of(names: Sequence[str], path: Path) -> tuple[str, ...]:
    """The columns as this program calls them; BulkError names one that is unknown, twice there or missing."""
    columns = tuple(map(_named, names))
    unknown = [name for name in columns if name not in COLUMNS]
    if unknown:
        raise BulkError(f"{path}: unknown column {unknown[0]!r}. Known columns: {', '.join(COLUMNS)}.")
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise BulkError(f"{path}: the column {twice[0]!r} is there twice. Keep one.")
    if "claim_id" not in columns:
        raise BulkError(f"{path}: the column claim_id is missing. Give each row a name of its own.")
    return columns


def _named(name: str) -> str:
    return name.strip().lower().lstrip("\ufeff")


def row_of(number: int, columns: Sequence[str], cells: Sequence[Any]) -> Row:
    """The row of these cells; one that has more or fewer cells than the header says so."""
    texts = [_text(cell) for cell in cells]
    named = dict(zip(columns, texts, strict=False))
    if len(cells) != len(columns):
        return Row(
            number,
            named,
            f"this row has {len(cells)} cells and the header {len(columns)}; quote cells that hold a comma",
        )
    return Row(number, named)


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _csv(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if not sample.strip():
        raise BulkError(f"{path}: is empty. Its first row names the columns: {', '.join(COLUMNS)}.")
    encoding = likely_encoding(sample, path.name)
    form = Form(encoding=encoding, delimiter=_delimiter(sample.decode(encoding, "replace")), tolerant=True)
    yield from _decoded(_table(path, "csv", form), encoding)


def _delimiter(sample: str) -> str:
    """The sign that parts the header into the most columns that are known; a comma where none does."""
    header = next(csv.reader(line for line in sample.splitlines() if line.strip()), [])
    bare = ",".join(header).replace('"', "")
    known = {mark: sum(_named(name) in COLUMNS for name in bare.split(mark)) for mark in (",", ";", "\t", "|")}
    return max(known, key=lambda mark: known[mark])


def _decoded(rows: Iterator[Row], encoding: str) -> Iterator[Row]:
    """A row with bytes that are none of the encoding keeps its place: its cells show a mark in the place of each such byte."""
    for row in rows:
        if any(damaged(text) for text in row.cells.values()):
            shown = {name: text.replace(MARK, "\ufffd") for name, text in row.cells.items()}
            yield Row(row.number, shown, f"this row holds bytes that are no {encoding}; save the file as CSV in UTF-8")
        else:
            yield row


def _table(path: Path, kind: str, form: Form) -> Iterator[Row]:
    """The rows of a file that names its columns first."""
    with open_table(path, (kind,), form) as table:
        columns = header_of(table.header or (), path)
        for number, cells in table.rows:
            if isinstance(cells, Damaged):
                named = dict(zip(columns, map(_text, cells.cells), strict=False))
                yield Row(number, named, f"this row {cells.why}; {cells.remedy}")
            elif not isinstance(cells, Mapping):
                yield row_of(number, columns, cells)


def _jsonl(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line.strip():
                yield _json_row(number, line)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each cut where it is longer than a row may be: the rest of such a line is passed over."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def _json_row(number: int, line: bytes) -> Row:
    if len(line) > LONGEST_LINE:
        return Row(number, {}, f"this line is longer than {LONGEST_LINE:,} bytes; write less into one row")
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, {}, "this line is no JSON; write one object a line, in UTF-8")
    if not isinstance(content, dict):
        return Row(number, {}, "this line is no JSON object; write names of columns and their values")
    unknown = sorted(set(content) - set(COLUMNS))
    cells = {name: _text(value) for name, value in content.items() if name in COLUMNS}
    if unknown:
        return Row(number, cells, f"unknown column {unknown[0]!r}; known columns: {', '.join(COLUMNS)}")
    if any(isinstance(value, (dict, list)) for value in content.values()):
        return Row(number, cells, "a value is a list or an object; write texts")
    return Row(number, cells)


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": _csv,
    ".xlsx": lambda path: _table(path, "xlsx", Form()),
    ".parquet": lambda path: _table(path, "parquet", Form()),
    ".jsonl": _jsonl,
}
