"""Parquet: batches of rows, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from livingproof.core.errors import SourceError
from livingproof.sources.tables.table import Cells, Table

BATCH = 4096


def open_columnar(stream: BinaryIO, name: str) -> Table:
    """The rows of a Parquet file; row numbers count from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        header = tuple(str(column) for column in file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as problem:
        raise SourceError(
            f"{name}: is no Parquet file that can be read ({one_line(problem)}); write it again."
        ) from problem
    return Table(header, _rows(file, name, (pa.ArrowException, OSError, ValueError, OverflowError)))


def _rows(file: Any, name: str, problems: tuple[type[Exception], ...]) -> Iterator[tuple[int, Cells]]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=BATCH):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, cells
    except problems as problem:
        raise SourceError(f"{name}, after row {number}: is damaged ({one_line(problem)}); write it again.") from problem


def one_line(problem: Exception) -> str:
    """An error's text on one line, cut."""
    return " ".join(str(problem).split())[:120]
