"""Registers written as Parquet in the columns of the `generic` source: `python -m bench.registers.generate ROWS FILE`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.registers.certificates import COLUMNS, rows

SEED = 20260630
"""The register of all published figures."""
_ROWS_AT_ONCE = 65_536


def write_register(into: Path, count: int, seed: int = SEED) -> None:
    """The first rows of the seed's register; a larger register begins with the rows of a smaller one."""
    write_columns(into, COLUMNS, islice(rows(seed), count))


def write_columns(into: Path, columns: Iterable[str], table: Iterable[tuple[str | None, ...]]) -> None:
    """Rows of text as a Parquet file."""
    schema = pa.schema([(column, pa.string()) for column in columns])
    into.parent.mkdir(parents=True, exist_ok=True)
    unread = iter(table)
    with pq.ParquetWriter(into, schema, compression="zstd") as writer:
        while batch := list(islice(unread, _ROWS_AT_ONCE)):
            arrays = [pa.array(column, pa.string()) for column in zip(*batch, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def main() -> None:
    """Write a register of so many rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_register(given.file, given.rows, given.seed)


if __name__ == "__main__":
    main()
