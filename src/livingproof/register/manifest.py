"""What a snapshot is made of: source, day, counts, and the digest of every file that went in or came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from livingproof.core.errors import RegisterError

NAME = "manifest.json"
SHORT = 16
"""Digits of the id that name the folder of a snapshot."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was imported: its name without folders, its size in bytes, its sha256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one snapshot holds and where it comes from. `id` is the digest of register, source, day and content.

    `as_of` is the day to which the source speaks, `imported_at` when it was brought in. `counts` are values by kind
    ("records", "organisations" ...), `files` the sha256 of each file by its path in the snapshot. `repeated` counts identical
    rows kept once, `quarantined` rows that were set aside. `columns` is the digest of a column mapping, None without one.
    """

    id: str
    register: str
    source: str
    title: str
    licence_note: str
    as_of: date
    imported_at: datetime
    counts: Mapping[str, int]
    inputs: tuple[Input, ...]
    files: Mapping[str, str]
    catalogue_version: str
    program_version: str
    repeated: int = 0
    quarantined: int = 0
    columns: str | None = None
    filled: Mapping[str, int] = field(default_factory=dict)
    """How many records hold each field; fields that none holds are left out."""

    @property
    def short(self) -> str:
        """The beginning of the id: the name of its folder, and enough to type."""
        return self.id[:SHORT]

    @property
    def rows(self) -> int:
        """All values together."""
        return sum(self.counts.values())


_MANIFEST = TypeAdapter(Manifest)


def identity(register: str, source: str, as_of: date, contents: Mapping[str, str]) -> str:
    """The id of a snapshot: the sha256 of what it says, for whom, and for which day. `contents` are digests by file."""
    said = {
        "register": register,
        "source": source,
        "as_of": as_of.isoformat(),
        "contents": dict(sorted(contents.items())),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it stands in the snapshot's folder."""
    return _MANIFEST.dump_json(manifest, indent=1) + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a snapshot's folder; RegisterError where it is missing or damaged."""
    try:
        return _MANIFEST.validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError) as problem:
        raise RegisterError(
            f"{folder}: its manifest cannot be read. Import the register again; then `livingproof register drop {folder.name}`."
        ) from problem
