"""Rows of an import that were not understood: counted, the first shown, and set aside in a table where that is wanted."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from livingproof.core.errors import RegisterError
from livingproof.sources import Refused
from livingproof.sources.tables import neutral

HEAD = ("file", "row", "column", "value", "why", "what_to_do", "raw")
SHOWN = 5


@dataclass(slots=True)
class Quarantine:
    """The rows refused so far; they are written into `file`, or stop the import where it is None."""

    file: TextIO | None
    count: int = 0
    first: list[Refused] = field(default_factory=list)

    def add(self, refused: Refused) -> None:
        """Set one row aside."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(refused)
        if self.file is not None:
            row = (refused.file, refused.row, refused.column, refused.value, refused.why, refused.remedy, refused.raw)
            csv.writer(self.file).writerow([neutral(str(cell)) for cell in row])

    @property
    def stops(self) -> bool:
        """Whether a refused row ends this import."""
        return self.file is None and self.count > 0


@contextmanager
def quarantine(path: Path | None) -> Iterator[Quarantine]:
    """Where refused rows go. The table replaces an older one of its kind when the reading ends, and no other file ever."""
    if path is None:
        yield Quarantine(None)
        return
    _refuse_foreign(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(HEAD)
            kept = Quarantine(file)
            yield kept
        if kept.count:
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _refuse_foreign(path: Path) -> None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            own = next(csv.reader(file), None) == list(HEAD)
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, csv.Error):
        own = False
    if not own:
        raise RegisterError(f"{path}: stands there already and is no table of refused rows. Name another file.")
