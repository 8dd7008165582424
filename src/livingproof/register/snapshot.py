"""One state of a register as it was imported: opened when asked, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from livingproof.core.claim import Identifier
from livingproof.core.facts import Accreditation, Recognition
from livingproof.core.record import Event, Organisation, Record
from livingproof.register.columns import ROWS, reader_of, values_of
from livingproof.register.manifest import Manifest, read_manifest
from livingproof.register.organisations import id_key, name_key, with_key
from livingproof.register.writing import KINDS, file_of

T = TypeVar("T")

INDEX = "index"
GROUPS_KEPT = 16
"""Row groups of one file that stay in memory after they were read for single rows."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose certificate a record is: the part of a record by which holders are compared."""

    holder_name: str | None = None
    holder_name_other: tuple[str, ...] = ()
    holder_ids: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """By what a record is named: the register's own name for it, and its certificate number."""

    record_id: str | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot's folder. Rows are numbered from 0 in the order of the import; the index numbers them alike."""

    folder: Path
    manifest: Manifest
    _opened: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The digest that names it."""
        return self.manifest.id

    @property
    def register(self) -> str:
        """The catalogue id of the register, or the name that its user gave it."""
        return self.manifest.register

    @property
    def as_of(self) -> date:
        """The day to which it speaks."""
        return self.manifest.as_of

    @property
    def index_folder(self) -> Path | None:
        """The folder of the search index of its records, None where it holds none."""
        return self.folder / INDEX if self.holds(Record) else None

    def holds(self, kind: type) -> int:
        """How many values of a kind it holds."""
        return self.manifest.counts.get(KINDS[kind], 0)

    def record(self, row: int) -> Record:
        """The record of a row."""
        return self._rows(Record, (row,))[0]

    def records(self, rows: Sequence[int]) -> tuple[Record, ...]:
        """The records of some rows, in this order. For thousands of rows take `table()`."""
        return self._rows(Record, rows)

    def bearers(self, rows: Sequence[int]) -> tuple[Bearer | Record, ...]:
        """Whose certificates the records of some rows are; where all records are held, only that is read of them."""
        return self._rows(Bearer, rows) if (Bearer, "whole") in self._opened else self.records(rows)

    def label(self, row: int) -> Label | Record:
        """By what the record of a row is named."""
        return self._rows(Label, (row,))[0] if (Label, "whole") in self._opened else self.record(row)

    def hold(self) -> None:
        """Keep all records at hand from now on: a row is then read in microseconds, wherever it stands."""
        if self.holds(Record) and (Record, "whole") not in self._opened:
            table = self.table(list(self.manifest.filled))
            self._opened[Record, "whole"] = reader_of(Record, table)
            for part in (Bearer, Label):
                held = [slot.name for slot in fields(part) if slot.name in table.schema.names]
                self._opened[part, "whole"] = reader_of(part, table.select(held))

    def table(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All records as columns, each in one piece; the whole table is kept once it was read."""
        if columns is not None:
            return self._file(Record).read(columns=list(columns)).combine_chunks()
        if "table" not in self._opened:
            self._opened["table"] = self._file(Record).read().combine_chunks()
        return self._opened["table"]

    def rows_with(self, field: str, values: Iterable[str], most: int) -> tuple[int, ...]:
        """The first rows whose field is, letter by letter, one of these values."""
        if not self.holds(Record):
            return ()
        column = pq.read_table(self.folder / file_of(Record), columns=[field]).column(field)
        found = pc.indices_nonzero(pc.is_in(column, pa.array(list(values), pa.string())))
        return tuple(found.slice(0, most).to_pylist())

    def organisations_by_id(self, scheme: str, value: str) -> tuple[Organisation, ...]:
        """The organisations with this identifier; equality holds only inside one scheme."""
        return with_key(self.folder, id_key(scheme, value), self._organisations)

    def organisations_by_name(self, name: str) -> tuple[Organisation, ...]:
        """The organisations that have this name among theirs, letters and digits compared."""
        return with_key(self.folder, name_key(name), self._organisations)

    def accreditations(self) -> tuple[Accreditation, ...]:
        """Every accreditation that it holds."""
        return self._all(Accreditation)

    def recognitions(self) -> tuple[Recognition, ...]:
        """Every recognition that it holds."""
        return self._all(Recognition)

    def events(self, numbers: Iterable[str] | None = None) -> tuple[Event, ...]:
        """What the register itself tells of its certifications' past: all of it, or that of some numbers."""
        return self._all(Event, None if numbers is None else [("number", "in", sorted(set(numbers)))])

    def _organisations(self, rows: Sequence[int]) -> tuple[Organisation, ...]:
        return self._rows(Organisation, rows)

    def _all(self, kind: type[T], filters: list[tuple[str, str, Any]] | None = None) -> tuple[T, ...]:
        if not self.holds(kind):
            return ()
        return tuple(values_of(kind, pq.read_table(self.folder / file_of(kind), filters=filters)))

    def _rows(self, kind: type[T], rows: Sequence[int]) -> tuple[T, ...]:
        if whole := self._opened.get((kind, "whole")):
            return tuple(whole(row) for row in map(int, rows))
        return tuple(self._reader(kind, row // ROWS)(row % ROWS) for row in map(int, rows))

    def _reader(self, kind: type[T], group: int) -> Any:
        """A function that gives the values of a row group; the least used one makes room for a new one."""
        kept = self._opened.setdefault(kind, {})
        reader = kept.pop(group, None) or reader_of(kind, self._group(kind, group))
        kept[group] = reader
        if len(kept) > GROUPS_KEPT:
            del kept[next(iter(kept))]
        return reader

    def _group(self, kind: type, group: int) -> pa.Table:
        columns = list(self.manifest.filled) if kind is Record else None
        return self._file(kind).read_row_group(group, columns=columns, use_threads=False)

    def _file(self, kind: type) -> pq.ParquetFile:
        if (kind, "file") not in self._opened:
            self._opened[kind, "file"] = pq.ParquetFile(self.folder / file_of(kind), memory_map=True)
        return self._opened[kind, "file"]


def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot of a folder; RegisterError where its manifest is missing or damaged."""
    return Snapshot(folder, read_manifest(folder))
