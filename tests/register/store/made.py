"""Snapshots made from values, without a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from livingproof.register.manifest import Manifest
from livingproof.register.snapshot import Snapshot
from livingproof.register.writing import writing

OLD, NEW = date(2026, 6, 1), date(2026, 7, 1)


def snapshot_of(folder: Path, values: Iterable[object], as_of: date = OLD) -> Snapshot:
    """A snapshot that holds these values."""
    folder.mkdir(parents=True)
    with writing(folder) as begun:
        for value in values:
            begun.add(value)
    manifest = Manifest(
        id=folder.name,
        register="made",
        source="generic",
        title="Made",
        licence_note="",
        as_of=as_of,
        imported_at=datetime(2026, 7, 1, tzinfo=UTC),
        counts=dict(begun.counts),
        inputs=(),
        files={},
        catalogue_version="empty",
        program_version="0",
        filled=dict(begun.filled),
    )
    return Snapshot(folder, manifest)
