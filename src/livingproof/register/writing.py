"""Values streamed into a snapshot's Parquet files, one file per kind, a few thousand rows at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from livingproof.core.facts import Accreditation, Recognition
from livingproof.core.record import Event, Organisation, Record
from livingproof.register.columns import ROWS, batch_of, schema_of
from livingproof.register.organisations import KeyList

KINDS: dict[type, str] = {
    Record: "records",
    Organisation: "organisations",
    Accreditation: "accreditations",
    Recognition: "recognitions",
    Event: "events",
}
"""What a snapshot may hold, with the names of its files."""


def file_of(kind: type) -> str:
    """The file of a snapshot that holds values of a kind."""
    return f"{KINDS[kind]}.parquet"


@dataclass(frozen=True, slots=True)
class Writing:
    """A snapshot being written into a folder.

    `counts` are rows written by kind, `filled` records that hold a field, `repeated` rows that were left out as identical.
    `heard` are told each batch of records that was written.
    """

    folder: Path
    waiting: dict[type, list[Any]] = field(default_factory=dict)
    files: dict[type, pq.ParquetWriter] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    keys: KeyList = field(default_factory=KeyList)
    repeated: list[int] = field(default_factory=lambda: [0])
    heard: list[Callable[[pa.RecordBatch], None]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many values it holds so far."""
        return sum(self.counts.values()) + sum(map(len, self.waiting.values()))

    def add(self, value: Any) -> None:
        """Put one value behind those of its kind."""
        kind = type(value)
        rows = self.waiting.setdefault(kind, [])
        rows.append(value)
        if len(rows) == ROWS:
            self._write(kind, rows)

    def flush(self) -> None:
        """Write what waits."""
        for kind, rows in self.waiting.items():
            if rows:
                self._write(kind, rows)

    def finish(self) -> None:
        """Write what waits and the key list of the organisations, and close the files."""
        self.flush()
        for file in self.files.values():
            file.close()
        if self.keys.rows:
            self.keys.write(self.folder)

    def _write(self, kind: type, rows: list[Any]) -> None:
        batch = batch_of(kind, rows)
        if kind not in self.files:
            self.files[kind] = parquet(self.folder / file_of(kind), schema_of(kind))
        self.files[kind].write_batch(batch)
        if kind is Organisation:
            self.keys.add(rows, self.counts[KINDS[kind]])
        if kind is Record:
            self.filled.update({name: held for name in batch.schema.names if (held := _held(batch.column(name)))})
            for hear in self.heard:
                hear(batch)
        self.counts[KINDS[kind]] += len(rows)
        rows.clear()


@contextmanager
def writing(folder: Path) -> Iterator[Writing]:
    """A snapshot to be written into the folder; its files are closed however it ends."""
    begun = Writing(folder)
    try:
        yield begun
        begun.finish()
    finally:
        for file in begun.files.values():
            _close(file)


def parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """A Parquet file to be written, in the form that all files of a register have."""
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)


def _close(file: pq.ParquetWriter) -> None:
    try:
        file.close()
    except OSError:
        return  # what broke the writing is told by the error on its way


def _held(column: pa.Array) -> int:
    if pa.types.is_list(column.type):
        return int(pc.sum(pc.greater(pc.list_value_length(column), 0)).as_py() or 0)
    return len(column) - int(column.null_count)
