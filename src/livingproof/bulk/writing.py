"""The output of a bulk run in the form of its name's ending: CSV, XLSX, Parquet or JSONL. Written whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from livingproof.bulk.parts import OUTPUT, SCHEMA
from livingproof.core.errors import BulkError
from livingproof.register.durable import replacing, unfinished
from livingproof.sources.tables import neutral

MOST_SHEET_ROWS = 1_048_576
"""Rows of a worksheet, the header included."""

GROUP_ROWS = 1 << 16
"""Rows of a row group of Parquet, at least."""

PROBABILITY_DIGITS = 6


def write_output(path: Path, parts: Callable[[], Iterable[pa.Table]]) -> int:
    """Write the parts in their order; gives the number of rows. BulkError when it cannot be written."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise BulkError(f"{path}: name an output that ends with {', '.join(WRITERS)}.")
    return _whole(path, lambda sibling: writer(sibling, parts()))


def write_statements(path: Path, parts: Iterable[pa.Table]) -> int:
    """One statement a line, in the order of the rows; rows that were not understood have none. Gives their number."""
    return _whole(path, lambda sibling: _statements(sibling, parts))


def _statements(path: Path, parts: Iterable[pa.Table]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for part in parts:
            stated = [f"{statement}\n" for statement in part["statement"].to_pylist() if statement]
            file.writelines(stated)
            count += len(stated)
    return count


def _whole(path: Path, write: Callable[[Path], int]) -> int:
    """What `write` gives; an interruption leaves the older file."""
    try:
        for left in unfinished(path):
            left.unlink()
        with replacing(path) as beside:
            return write(beside)
    except OSError as problem:
        raise BulkError(
            f"{path}: cannot be written ({problem.strerror or problem}). Finished parts are kept; make room and run the command again."
        ) from problem


def _rows(part: pa.Table) -> Iterator[Mapping[str, Any]]:
    yield from part.select(OUTPUT).to_pylist()


def _cells(row: Mapping[str, Any]) -> list[str | float | None]:
    return [
        round(value, PROBABILITY_DIGITS) if isinstance(value, float) else neutral(value or "")
        for value in (row[name] for name in OUTPUT)
    ]


def _csv(path: Path, parts: Iterable[pa.Table]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(OUTPUT)
        for part in parts:
            writer.writerows(_cells(row) for row in _rows(part))
            count += part.num_rows
    return count


def _jsonl(path: Path, parts: Iterable[pa.Table]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for part in parts:
            for row in _rows(part):
                plain = {
                    name: round(value, PROBABILITY_DIGITS) if isinstance(value, float) else value
                    for name, value in row.items()
                }
                file.write(json.dumps(plain, ensure_ascii=False) + "\n")
            count += part.num_rows
    return count


def _parquet(path: Path, parts: Iterable[pa.Table]) -> int:
    count = 0
    schema = pa.schema([SCHEMA.field(name) for name in OUTPUT])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _grouped(part.select(OUTPUT) for part in parts):
            writer.write_table(group)
            count += group.num_rows
    return count


def _grouped(parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The parts, as many together as make a row group."""
    waiting: list[pa.Table] = []
    for part in parts:
        waiting.append(part)
        if sum(one.num_rows for one in waiting) >= GROUP_ROWS:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _xlsx(path: Path, parts: Iterable[pa.Table]) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("verdicts")
    sheet.freeze_panes = "B2"
    sheet.append(list(OUTPUT))
    count = 0
    for part in parts:
        count += part.num_rows
        if count > MOST_SHEET_ROWS - 1:
            raise BulkError(
                f"{path.name}: a worksheet holds {MOST_SHEET_ROWS - 1:,} rows; name a .csv, .parquet or .jsonl file."
            )
        for row in _rows(part):
            sheet.append(_cells(row))
    book.save(path)
    return count


WRITERS: dict[str, Callable[[Path, Iterable[pa.Table]], int]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".jsonl": _jsonl,
}
