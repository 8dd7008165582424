"""A register's file becomes a snapshot: read strictly, written aside, compared with the last one, and only then put in force."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from errno import EDQUOT, EFBIG, ENOSPC
from itertools import chain
from pathlib import Path

import livingproof
from livingproof.core.errors import RegisterError, SourceError, unopened
from livingproof.core.facts import Facts
from livingproof.core.record import Record
from livingproof.register import history
from livingproof.register.changes import Changes
from livingproof.register.durable import digest_of, force, force_all, locked
from livingproof.register.imports import Brought, Wanted
from livingproof.register.indexing import index_records, indexing_beside
from livingproof.register.manifest import NAME, SHORT, Input, Manifest, identity, manifest_bytes
from livingproof.register.noting import note_look_ups
from livingproof.register.quarantine import Quarantine, quarantine
from livingproof.register.snapshot import INDEX, Snapshot, open_snapshot
from livingproof.register.store import PARTIAL, Store, contents, leftovers
from livingproof.register.writing import KINDS, Writing, writing
from livingproof.sources import Entry, Refused, Repeated, read
from livingproof.sources.declared import Assertions

FEW = 20
"""Entries below which shares say nothing."""

LARGE = 4_000_000
"""Bytes of input from which the index is made by a second process while the file is still being read."""

FULL = {ENOSPC, EDQUOT, EFBIG}


Progress = Callable[[str, int], None]
"""Told what is being done and how many rows of it are."""


def silent(_what: str, _rows: int) -> None:
    """Progress that nobody looks at."""


def silent_rows(_rows: int) -> None:
    """Progress of the index that nobody looks at: the rows read say it."""


def bring_in(store: Store, wanted: Wanted, facts: Facts, progress: Progress = silent) -> Brought:
    """Import; whatever goes wrong, the snapshot that was in force before stays in force."""
    if wanted.source.kind == "lookup":
        return note_look_ups(store, wanted, facts)
    folder = store.folder(_name(wanted))
    try:
        with locked(folder, wanted.at):
            for left in leftovers(folder):
                shutil.rmtree(left, ignore_errors=True)
            return _bring(store, wanted, facts, progress)
    except OSError as problem:
        raise RegisterError(_unwritten(store, wanted, problem)) from problem


def _name(wanted: Wanted) -> str:
    name = wanted.register or wanted.source.register
    if not name:
        raise RegisterError(f"say which register this is with --register NAME: source {wanted.source.id} may be any.")
    return name


def _unwritten(store: Store, wanted: Wanted, problem: OSError) -> str:
    name = _name(wanted)
    try:
        kept = store.in_force(name)
    except (RegisterError, OSError):
        kept = None
    stays = f"the snapshot of {kept.as_of} stays in force" if kept else "no snapshot of it is in force"
    if problem.errno in FULL or problem.errno is None:  # numpy names no number when a file ends short
        why, remedy = "the disk is full or a limit is reached", f"Make room for {store.directory}"
    else:
        why, remedy = (problem.strerror or str(problem)).lower(), f"Look whether you may write in {store.directory}"
    return f"{name}: nothing was imported, {stays}: {why}. {remedy}, or name another directory with --data."


def _bring(store: Store, wanted: Wanted, facts: Facts, progress: Progress) -> Brought:
    name = _name(wanted)
    folder, last = store.folder(name), store.in_force(name)
    inputs = _inputs(wanted.paths)
    if last and _same(last.manifest, wanted, inputs, facts):
        return Brought(last, new=False)
    partial = folder / f"{PARTIAL}{os.getpid()}"
    try:
        partial.mkdir()
        with quarantine(wanted.quarantine) as aside:
            written = _written(partial, aside, wanted, facts, progress)
        if written is None:
            return Brought(None, new=False, refused=aside.count, first_refused=tuple(aside.first))
        manifest = _manifest(written, partial, wanted, inputs, facts)
        manifest = replace(manifest, quarantined=aside.count)
        (partial / NAME).write_bytes(manifest_bytes(manifest))
        force_all(partial)
        brought = _put(store, partial, manifest, wanted, last, progress)
        return replace(brought, refused=aside.count, first_refused=tuple(aside.first))
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _found(paths: Sequence[Path]) -> Sequence[Path]:
    missing = next((path for path in paths if not path.is_file()), None)
    if missing or not paths:
        raise SourceError(f"{missing or 'no file'}: there is no such file. Name the register's file.")
    return paths


def _inputs(paths: Sequence[Path]) -> tuple[Input, ...]:
    found = []
    for path in _found(paths):
        try:
            found.append(Input(path.name, path.stat().st_size, digest_of(path)))
        except OSError as problem:
            raise SourceError(f"{path}: {unopened(problem)}.") from problem
    return tuple(found)


def _same(last: Manifest, wanted: Wanted, inputs: tuple[Input, ...], facts: Facts) -> bool:
    """Whether the last import read the very same, by the same program and with the same facts."""
    return (
        (last.source, last.as_of, last.quarantined) == (wanted.source.id, wanted.as_of, 0)
        and [one.sha256 for one in last.inputs] == [one.sha256 for one in inputs]
        and (last.catalogue_version, last.program_version) == (facts.version, livingproof.__version__)
        and last.columns == _mapping(wanted)
    )


def _mapping(wanted: Wanted) -> str | None:
    return None if wanted.columns is None else hashlib.sha256(repr(wanted.columns).encode()).hexdigest()


def _written(partial: Path, aside: Quarantine, wanted: Wanted, facts: Facts, progress: Progress) -> Writing | None:
    """Write data and index into the folder aside; None where rows are refused and nobody said to set them aside."""
    try:
        begun = _streamed(partial, aside, wanted, facts, progress)
    except SourceError:
        if aside.stops:
            return None
        raise
    if aside.stops:
        return None
    if not begun.rows:
        raise SourceError(f"{wanted.paths[0].name}: holds no row that could be imported. Is it the right file?")
    return begun


def _streamed(partial: Path, aside: Quarantine, wanted: Wanted, facts: Facts, progress: Progress) -> Writing:
    with writing(partial) as begun:
        records = _records(begun, aside, wanted, facts, progress)
        first = next(records, None)
        if first is not None and sum(path.stat().st_size for path in wanted.paths) < LARGE:
            index_records(chain([first], records), partial / INDEX, facts, silent_rows)
        elif first is not None:
            with indexing_beside(partial / INDEX, facts) as send:
                begun.heard.append(send)
                deque(records, 0)
                begun.flush()
                progress("index", 0)
    return begun


def _records(begun: Writing, aside: Quarantine, wanted: Wanted, facts: Facts, progress: Progress) -> Iterator[Record]:
    """The records of the files, each already handed to the writing; everything else is written or set aside on the way."""
    for rows, outcome in enumerate(read(wanted.source, wanted.paths, wanted.columns, wanted.as_of, facts), 1):
        if not rows % 1000:
            progress("rows", rows)
        if isinstance(outcome, Refused):
            aside.add(outcome)
        elif isinstance(outcome, Repeated):
            begun.repeated[0] += 1
        elif not aside.stops:
            yield from _kept(begun, outcome)


def _manifest(begun: Writing, partial: Path, wanted: Wanted, inputs: tuple[Input, ...], facts: Facts) -> Manifest:
    files = {str(path.relative_to(partial)): digest_of(path) for path in sorted(partial.rglob("*")) if path.is_file()}
    name = _name(wanted)
    return Manifest(
        id=identity(name, wanted.source.id, wanted.as_of, contents(files)),
        register=name,
        source=wanted.source.id,
        title=wanted.source.title,
        licence_note=wanted.source.licence_note,
        as_of=wanted.as_of,
        imported_at=wanted.at,
        repeated=begun.repeated[0],
        counts=dict(begun.counts),
        inputs=inputs,
        files=files,
        catalogue_version=facts.version,
        program_version=livingproof.__version__,
        columns=_mapping(wanted),
        filled=dict(begun.filled),
    )


def _kept(begun: Writing, entry: Entry) -> Iterator[Record]:
    if type(entry.value) not in KINDS:
        raise SourceError(f"row {entry.row}: a look-up is evidence and cannot stand among a register's rows.")
    begun.add(entry.value)
    if isinstance(entry.value, Record):
        yield entry.value


def _put(
    store: Store, partial: Path, manifest: Manifest, wanted: Wanted, last: Snapshot | None, progress: Progress
) -> Brought:
    """Rename the finished snapshot to its place, append what changed, and put it in force."""
    target = partial.with_name(manifest.id[:SHORT])
    if last and last.id == manifest.id:
        return Brought(last, new=False)
    progress("compare", 0)
    changes = store.changes(last, Snapshot(partial, manifest)) if last and last.holds(Record) else None
    if last and not wanted.accept_change:
        _guard(wanted.source.assertions, last, changes, manifest)
    if target.exists():
        shutil.rmtree(target)  # the same content, imported before and not in force; this one is whole
    partial.rename(target)
    force(target.parent)
    if last and changes:
        history.append(target.parent, changes.events, last.manifest.short, manifest.short)
    snapshot = open_snapshot(target)
    store.put_in_force(snapshot)
    return Brought(snapshot, new=True, changes=changes)


def _guard(assertions: Assertions, last: Snapshot, changes: Changes | None, manifest: Manifest) -> None:
    """Stop where a file is older than what is in force, or differs from it more than its source expects."""
    stays = f"The snapshot of {last.as_of} stays in force; --accept-change imports it all the same."
    if manifest.as_of < last.as_of:
        raise RegisterError(f"{manifest.register}: speaks to {manifest.as_of}, an older day. {stays}")
    if changes is None or changes.entries_before < FEW:
        return
    before = changes.entries_before
    for what, count, most in (
        ("are gone", changes.removed, assertions.gone),
        ("are changed", changes.changed, assertions.changed),
    ):
        if count / before > most:
            raise RegisterError(
                f"{manifest.register}: {count} of {changes.entries_before} entries {what}, more than {most:.0%}. {stays}"
            )
