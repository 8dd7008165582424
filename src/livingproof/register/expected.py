"""How many rows files will give, for a progress bar: counted or told by the file, never needed for the import itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

LINES = {".csv", ".tsv", ".txt", ".jsonl", ".ndjson"}
BLOCK = 1 << 22


def rows_expected(paths: Iterable[Path]) -> int | None:
    """About how many rows the files hold; None where that cannot be told without reading them whole."""
    counts = [_rows(path) for path in paths]
    return None if None in counts else sum(count or 0 for count in counts)


def _rows(path: Path) -> int | None:
    try:
        if path.suffix.lower() == ".parquet":
            return int(pq.read_metadata(path).num_rows)
        return _lines(path) if path.suffix.lower() in LINES else None
    except (OSError, pa.ArrowException):
        return None  # the import itself says what is wrong with the file


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
