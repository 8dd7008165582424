"""What reading a register's file gives: entries, refused rows, repeated rows."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.facts import Accreditation, Recognition
from livingproof.core.record import Event, Lookup, Organisation, Record

Value = Record | Organisation | Accreditation | Recognition | Event | Lookup

SHOWN = 120
"""So many characters of a refused value are shown."""

KEPT = 2_000
"""So many characters of a refused row are kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a row says. `row` as a spreadsheet counts, the header being 1; the n-th element of JSON, XML and Parquet."""

    row: int
    value: Value


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not understood, whole. `column` "" means the row itself; `raw` is the row as it stood, cut at 2,000 characters."""

    row: int
    column: str
    value: str
    why: str
    remedy: str
    raw: str
    file: str

    def __str__(self) -> str:
        """One line that says where, what and what to do."""
        column = f", column {self.column}" if self.column else ""
        value = f"{shown(self.value)!r} " if self.value else ""
        return f"{self.file}, row {self.row}{column}: {value}{self.why}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A row that is, cell by cell, an earlier one: counted, not kept."""

    row: int


class UnreadableCell(ValueError):  # noqa: N818 - a property of the cell, as the user is told it
    """A cell that is not understood: why, and what to do. Becomes a refused row, never leaves the room."""

    def __init__(self, why: str, remedy: str, value: str | None = None, column: str | None = None) -> None:
        super().__init__(why)
        self.why, self.remedy, self.value, self.column = why, remedy, value, column


def shown(value: str) -> str:
    """A value on one line, cut where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
