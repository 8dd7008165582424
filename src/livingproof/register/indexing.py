"""The search index of a snapshot's records: made while they are written, and again when the words for comparing change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from livingproof.core.errors import LivingProofError, RegisterError
from livingproof.core.facts import Facts
from livingproof.core.matching.keys import keys_of_record, normaliser_of
from livingproof.core.record import Record
from livingproof.register.columns import schema_of, values_of
from livingproof.register.durable import digest_of, force_all, write_whole
from livingproof.register.forking import forking
from livingproof.register.index import build_index
from livingproof.register.manifest import NAME, manifest_bytes
from livingproof.register.snapshot import INDEX, Snapshot, open_snapshot
from livingproof.register.writing import file_of

KEYED = (
    "number",
    "identity_number",
    "holder_name",
    "holder_name_other",
    "holder_ids",
    "address",
    "city",
    "postcode",
    "country",
    "standard",
    "edition",
    "certification_body",
    "sites",
)
"""The fields that keys are made of: only these are handed to a second process. A test holds that they are all."""


def index_records(records: Iterable[Record], into: Path, facts: Facts, progress: Callable[[int], None]) -> None:
    """Index the records in their order: row numbers are places in `records`."""
    normaliser = normaliser_of(facts)
    keys = (keys_of_record(record, normaliser) for record in records)
    build_index(keys, into, normaliser=normaliser.version, progress=progress)


@contextmanager
def indexing_beside(into: Path, facts: Facts) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Index the records in a second process, batch by batch as they are handed over; done when the context ends.

    What stops the other process, such as a full disk, is raised here.
    """
    context = get_context("fork")  # the facts need not be written down and read again
    ours, theirs = context.Pipe()
    process = context.Process(target=_index_received, args=(theirs, ours, into, facts), daemon=True)
    with forking():
        process.start()
    theirs.close()
    try:
        yield lambda batch: _sent(ours, batch.select(KEYED).serialize())
        _sent(ours, END)
        _raise_received(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


END = b""
"""Sent after the last batch."""


def _sent(pipe: Connection, content: bytes) -> None:
    try:
        pipe.send_bytes(memoryview(content))
    except OSError:
        _raise_received(pipe)
        raise


def _raise_received(pipe: Connection) -> None:
    """Wait for the other process to end, and raise what stopped it."""
    try:
        problem = pipe.recv()
    except (EOFError, OSError):
        problem = RegisterError("the search index was not finished: its process ended. Look whether memory is short.")
    if problem is not None:
        raise problem


def _index_received(pipe: Connection, other_end: Connection, into: Path, facts: Facts) -> None:
    """The other process: index what comes through the pipe, and answer None or what stopped it."""
    other_end.close()  # held here too, it would hide that the import has ended
    try:
        index_records(_received(pipe), into, facts, lambda _: None)
    except (OSError, LivingProofError) as problem:
        pipe.send(problem)
    except EOFError:
        return  # the import ended without its last batch: nobody wants this index
    else:
        pipe.send(None)


def _received(pipe: Connection) -> Iterator[Record]:
    schema = pa.schema([schema_of(Record).field(name) for name in KEYED])
    while content := pipe.recv_bytes():
        yield from values_of(Record, pa.ipc.read_record_batch(pa.py_buffer(content), schema))


def index_again(snapshot: Snapshot, facts: Facts, progress: Callable[[int], None]) -> Snapshot:
    """The snapshot with a new index, made from its own records; what the register says, and its id, stay as they are."""
    aside, old = (snapshot.folder.with_name(f"partial-{os.getpid()}-{name}") for name in ("index", "old"))
    try:
        index_records(_records(snapshot), aside, facts, progress)
        force_all(aside)
        if (snapshot.folder / INDEX).exists():
            (snapshot.folder / INDEX).rename(old)
        aside.rename(snapshot.folder / INDEX)
        kept = {name: digest for name, digest in snapshot.manifest.files.items() if not name.startswith(f"{INDEX}/")}
        made = {f"{INDEX}/{path.name}": digest_of(path) for path in sorted((snapshot.folder / INDEX).iterdir())}
        write_whole(snapshot.folder / NAME, manifest_bytes(replace(snapshot.manifest, files={**kept, **made})))
    finally:
        for left in (aside, old):
            shutil.rmtree(left, ignore_errors=True)
    return open_snapshot(snapshot.folder)


def _records(snapshot: Snapshot) -> Iterator[Record]:
    with pq.ParquetFile(snapshot.folder / file_of(Record)) as file:
        for group in range(file.num_row_groups):
            yield from values_of(Record, file.read_row_group(group))
