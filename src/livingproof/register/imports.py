"""What an import is asked to do, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from livingproof.register.changes import Changes
from livingproof.register.snapshot import Snapshot
from livingproof.sources import ColumnMap, Refused, Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """An import: from which source, which files, to which day they speak, and when it is made.

    `register` is the name under which it is kept, None for the one of the source. `quarantine` is the table into which rows
    that are not understood are set aside; without it they stop the import. `accept_change` lets a file take the place of a
    snapshot from which it differs more than the source expects.
    """

    source: Source
    paths: tuple[Path, ...]
    as_of: date
    at: datetime
    register: str | None = None
    columns: ColumnMap | None = None
    quarantine: Path | None = None
    accept_change: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import came to. `new` is False where nothing was made: the same content was there already, or rows were refused.

    `snapshot` is the one in force now; None where rows were refused and not set aside, and where only look-ups were read:
    those are noted as evidence, `lookups` of them. `changes` is None for a first import. `refused` counts the rows that were
    not understood, `first_refused` are some of them.
    """

    snapshot: Snapshot | None
    new: bool
    changes: Changes | None = None
    lookups: int = 0
    refused: int = 0
    first_refused: tuple[Refused, ...] = ()
