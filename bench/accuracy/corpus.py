"""A corpus folder: `certificates.jsonl` and `negatives.jsonl` with the files that their rows name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HELD_OUT = 5
"""One file in this many is held out: those whose id, read as a hexadecimal number, it divides."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with its truth; `truth` is the row as it stands in the corpus."""

    id: str
    path: Path
    truth: Mapping[str, Any]

    @property
    def held_out(self) -> bool:
        """Whether the file is kept apart from tuning."""
        return int(self.id, 16) % HELD_OUT == 0


def samples(folder: Path, table: str) -> Iterator[Sample]:
    """The samples of a table; none when the corpus does not have it."""
    rows = folder / f"{table}.jsonl"
    if not rows.is_file():
        return
    for line in rows.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            yield Sample(row["id"], folder / row["file"], row)
