"""What happened to a register's certifications: appended with each new snapshot, never changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from livingproof.core.record import Event
from livingproof.register.columns import ROWS, schema_of, values_of
from livingproof.register.durable import force
from livingproof.register.writing import parquet

FOLDER = "history"
NAME = re.compile(r"(\d{6})-([0-9a-f]+)-([0-9a-f]+)\.parquet")


def append(folder: Path, events: pa.Table, old: str, new: str) -> None:
    """Append the events between two snapshots, whole or not at all; again for the same two it changes nothing."""
    history = folder / FOLDER
    history.mkdir(exist_ok=True)
    kept = _files(folder)
    last = NAME.fullmatch(kept[-1].name) if kept else None
    if last and last.group(2, 3) == (old, new):
        return
    number = int(last.group(1)) + 1 if last else 1
    beside = history / f".{os.getpid()}.new"
    try:
        with parquet(beside, schema_of(Event)) as file:
            file.write_table(events.take(pc.sort_indices(events, [("number", "ascending")])), ROWS)
        force(beside)
        beside.replace(history / f"{number:06}-{old}-{new}.parquet")
    finally:
        beside.unlink(missing_ok=True)
    force(history)


def events_of(folder: Path, numbers: Iterable[str] | None = None) -> pa.Table:
    """The appended events, oldest first: all of them, or those of some certificate numbers as the register writes them."""
    filters = None if numbers is None else [("number", "in", sorted(set(numbers)))]
    tables = [pq.read_table(path, filters=filters) for path in _files(folder)]
    return pa.concat_tables([schema_of(Event).empty_table(), *tables])


def told_of(folder: Path, number: str, certification_body: str | None = None) -> tuple[Event, ...]:
    """The appended events of one certification, oldest first; None for the body leaves it open."""
    events = values_of(Event, events_of(folder, [number]))
    return tuple(each for each in events if certification_body in {None, each.certification_body})


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / FOLDER).glob("*.parquet") if NAME.fullmatch(path.name))
