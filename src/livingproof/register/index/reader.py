"""Opens an index and finds the rows that share the rarest features with a claim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from livingproof.core.errors import RegisterError
from livingproof.core.matching.keys import Said
from livingproof.register.index.build import FORMAT, LOW_BITS
from livingproof.register.index.question import Question
from livingproof.register.index.said import SaidReader
from livingproof.register.index.tokens import MOST_LETTERS, NUMBER, token

Places = NDArray[np.int64]
ARRAYS = ("offsets", "postings", "postings_high", "rarity", "forward", "forward_at", "fields", "letters", "letters_at")


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """An index opened memory-mapped. `size` is its number of rows, `normaliser` the version of what made its keys."""

    path: Path
    size: int
    shift: int
    normaliser: str
    offsets: NDArray[np.uint32]
    postings: NDArray[np.uint16]
    postings_high: NDArray[np.uint8]
    rarity: NDArray[np.uint8]
    forward: NDArray[np.uint32]
    forward_at: NDArray[np.uint32]
    fields: NDArray[np.uint32]
    letters: NDArray[np.uint8]
    letters_at: NDArray[np.uint32]
    rows: SaidReader
    marks: NDArray[np.uint16]
    """Room to add up in, one place a row, all 0 between questions: an index answers one question at a time."""

    def posted(self, begins: Sequence[int], ends: Sequence[int]) -> Places:
        """The row numbers in these stretches of the postings, one stretch after the other."""
        stretches = list(map(slice, begins, ends))
        rows = np.concatenate([self.postings_high[one] for one in stretches]).astype(np.int64)
        rows <<= LOW_BITS
        rows |= np.concatenate([self.postings[one] for one in stretches])
        return rows

    def said(self, row: int) -> Said:
        """The row in its own words."""
        return self.rows[row]


def open_index(path: Path) -> Index:
    """The index in this folder; RegisterError when it is not there, or made by another version."""
    try:
        meta: dict[str, Any] = json.loads((path / "meta.json").read_text(encoding="utf-8"))
        if meta.get("format") != FORMAT:
            raise RegisterError(f"{path}: the search index is of another version; import the register again.")
        arrays = {name: np.load(path / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ARRAYS}
        rows = SaidReader(path)
    except (OSError, ValueError) as problem:
        raise RegisterError(
            f"{path}: the search index is missing or damaged ({problem}); import the register again."
        ) from problem
    size = int(meta["rows"])
    marks = np.zeros(size, dtype=np.uint16)
    return Index(path, size, 32 - int(meta["bits"]), meta["normaliser"], **arrays, rows=rows, marks=marks)


@dataclass(frozen=True, slots=True)
class Stage:
    """How much is read: postings, rows whose short fields are looked at, and rows that are scored."""

    budget: int
    pool: int
    rows: int


def stages(size: int) -> tuple[Stage, ...]:
    """The cascade for a register of so many rows: budgets grow with it, because every feature grows commoner."""
    return (
        Stage(max(3_000, size // 400), 100, 5),
        Stage(max(20_000, size // 50), 150, 10),
        Stage(max(40_000, size // 28), 150, 10),
    )


MOST_READ = 140
"""Features that are read at most: so many of the highest rarity still fit the room that they are added up in."""

AGREES = (0, 40, 64, 0, 32, 24, 0)
DIFFERS = (-80, -16, -16, 0, -32, -40, 0)
"""What an equal or another short field is worth beside shared rarity, in the order of the fields: a name that a hundred companies
bear is found by its town, standard and certification body."""


def names_of(row: int, index: Index) -> bytes:
    """The names of a row as they are compared letter by letter, one a line."""
    begin, end = index.letters_at[2 * row : 2 * row + 2].tolist()
    return index.letters[begin:end].tobytes()


def rows_with_number(number: str, index: Index) -> list[int]:
    """The first rows that bear this number, look-alike characters folded."""
    bucket = token(NUMBER, number) >> index.shift
    begin, end = index.offsets[bucket : bucket + 2].tolist()
    wanted = number.encode()[:MOST_LETTERS]
    return [
        row
        for row in index.posted((begin,), (min(end, begin + MOST_BEARERS),)).tolist()
        if wanted in _numbers_of(row, index)
    ]


MOST_BEARERS = 20
"""Rows of one number that are looked at: short numbers are borne by many bodies' certificates."""


def _numbers_of(row: int, index: Index) -> list[bytes]:
    begin, end = index.letters_at[2 * row + 1 : 2 * row + 3].tolist()
    return index.letters[begin:end].tobytes().split(b"\n")


def candidates(question: Question, index: Index, stage: Stage) -> list[int]:
    """At most `stage.rows` rows, best first, then lower rows; the rarest features are read until the budget is spent.

    The rarest feature that any row has is always read.
    """
    buckets = np.array(sorted({one >> index.shift for one in question.search}), dtype=np.int64)
    begins, ends = index.offsets[buckets].astype(np.int64), index.offsets[buckets + 1].astype(np.int64)
    lengths = ends - begins
    order = np.lexsort((buckets, lengths))
    order = order[lengths[order] > 0]
    if not order.size:
        return []
    order = order[:MOST_READ]
    order = order[: max(int(np.searchsorted(np.cumsum(lengths[order]), stage.budget, side="right")), 1)]
    rows = index.posted(begins[order].tolist(), ends[order].tolist())
    weights = np.repeat(index.rarity[buckets[order]].astype(np.uint16), lengths[order])
    np.add.at(index.marks, rows, weights)
    rows, found = _pool(rows, index.marks, stage.pool)
    found = found + _short_fields(question, index.fields[rows])
    best: list[int] = rows[np.lexsort((rows, -found))][: stage.rows].tolist()
    return best


def _pool(met: Places, marks: NDArray[np.uint16], most: int) -> tuple[Places, Places]:
    """The rows of the highest marks with them, of equal ones the lowest rows; the marks are wiped. `met` may hold a row many times."""
    found = marks[met].astype(np.int64)
    reached = np.cumsum(np.bincount(found)[::-1])
    wanted = most * TIMES
    while True:
        least = max(reached.size - 1 - int(np.searchsorted(reached, wanted)), 1)
        rows = np.sort(met[found >= least])
        rows = rows[np.flatnonzero(np.diff(rows, prepend=-1))]
        if rows.size >= most or least == 1:
            break
        wanted *= 4
    values = marks[rows].astype(np.int64)
    marks[met] = 0
    kept = np.argsort(-values, kind="stable")[:most]
    return rows[kept], values[kept]


TIMES = 8
"""How often a row is met on average, as a first guess."""


def _among(values: NDArray[np.uint32], wanted: frozenset[int]) -> NDArray[np.bool_]:
    """Whether each value is one of a few: for some hundred values a set is faster than `isin`."""
    return np.array([one in wanted for one in values.tolist()], dtype=np.bool_)


def _short_fields(question: Question, fields: NDArray[np.uint32]) -> Places:
    """What the short fields of the rows add."""
    worth = np.zeros(len(fields), dtype=np.int64)
    for place, mine in enumerate(question.known):
        if mine and (AGREES[place] or DIFFERS[place]):
            held = fields[:, place]
            same = held == mine[0] if len(mine) == 1 else _among(held, frozenset(mine))
            worth += np.where(held == 0, 0, np.where(same, AGREES[place], DIFFERS[place]))
    return worth
