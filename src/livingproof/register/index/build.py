"""Makes the search index of a register: postings by feature, and beside them what candidates are scored by.

Files of an index: `offsets`, `postings` and `rarity` (the inverted index), `forward*`, `letters*`, `fields` (each row's own features),
`said*` (each row in its own words) and `meta.json`. All arrays are opened memory-mapped and shared by processes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from livingproof.core.errors import RegisterError
from livingproof.core.matching.keys import Keys
from livingproof.register.index.fields import fields_of
from livingproof.register.index.kernels import posting_kernels, prepare
from livingproof.register.index.said import SaidWriter
from livingproof.register.index.tokens import MOST_LETTERS, Tokens, tokens_of

FORMAT = 5
CHUNK = 1_000
"""Rows taken at once: their arrays fit the processor's cache, which is worth a factor of four."""

MIN_BITS, MAX_BITS = 14, 22
RARITY_UNIT = 16
"""Rarity is kept as whole sixteenths of ln(rows / rows that have the feature): integers add up alike on every machine."""

Progress = Callable[[int], None]


def build_index(keys: Iterable[Keys], into: Path, *, normaliser: str, progress: Progress | None = None) -> None:
    """Write the index of these rows into a new folder; row numbers are places in `keys`.

    `normaliser` is the version of what made the keys. `progress` is told the rows done so far.
    """
    into.mkdir(parents=True, exist_ok=True)
    parts = _Parts(into)
    for chunk in _chunks(keys):
        parts.add(chunk)
        if parts.rows > MOST_ROWS:
            raise RegisterError(f"{into}: an index holds {MOST_ROWS:,} rows at most; split the register.")
        if progress:
            progress(parts.rows)
    parts.finish(normaliser)
    if parts.rows >= LARGE:
        prepare()


LARGE = 10_000
"""From so many rows on the kernels are made ready with the index, so that the first question about many claims does not wait."""


def _chunks(keys: Iterable[Keys]) -> Iterator[list[Keys]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


class _Parts:
    """What was made of the rows so far; the inverted index is made at the end, when the size of the register is known."""

    def __init__(self, into: Path) -> None:
        self.into, self.rows = into, 0
        self.said = SaidWriter(into)
        self.search: list[NDArray[np.uint32]] = []
        self.counts: list[NDArray[np.int64]] = []
        self.places: list[NDArray[np.uint32]] = []
        self.place_counts: list[NDArray[np.int64]] = []
        self.forward: list[NDArray[np.uint32]] = []
        self.lengths: list[NDArray[np.int64]] = []
        self.fields: list[NDArray[np.uint32]] = []
        self.letters: list[bytes] = []
        self.letter_counts: list[NDArray[np.int64]] = []

    def add(self, chunk: list[Keys]) -> None:
        tokens = tokens_of(chunk)
        self.search.append(tokens.search)
        self.counts.append(np.bincount(tokens.search_rows, minlength=len(chunk)))
        self.places.append(tokens.addresses)
        self.place_counts.append(np.diff(tokens.addresses_at))
        forward, lengths = _interleaved(tokens, len(chunk))
        self.forward.append(forward)
        self.lengths.append(lengths)
        self.fields.append(fields_of(chunk))
        letters = [letters_of(key) for key in chunk]
        self.letters.append(b"".join(part for pair in letters for part in pair))
        self.letter_counts.append(np.array([len(part) for pair in letters for part in pair], dtype=np.int64))
        self.said.write([key.said for key in chunk])
        self.rows += len(chunk)

    def finish(self, normaliser: str) -> None:
        bits = _bits(sum(part.size for part in self.search))
        with ThreadPoolExecutor(1) as beside:  # the text is made short by loops that leave Python free for the postings
            said = beside.submit(self.said.close)
            self._save_rows()
            self._save_postings(bits)
            said.result()
        meta = {"format": FORMAT, "rows": self.rows, "bits": bits, "normaliser": normaliser}
        (self.into / "meta.json").write_text(json.dumps(meta) + "\n", encoding="utf-8")

    def _save_rows(self) -> None:
        """What candidates are scored by; written first, so that it takes no room while the postings are made."""
        _save(self.into / "forward.npy", self.forward, np.dtype(np.uint32))
        np.save(self.into / "forward_at.npy", _offsets(self.lengths).astype(np.uint32))
        np.save(self.into / "fields.npy", np.concatenate(self.fields) if self.fields else fields_of([]))
        self.fields.clear()
        _save(self.into / "letters.npy", self.letters, np.dtype(np.uint8))
        np.save(self.into / "letters_at.npy", _offsets(self.letter_counts).astype(np.uint32))

    def _save_postings(self, bits: int) -> None:
        count, fill = posting_kernels()
        shift = 32 - bits
        places = count(_joined(self.places), _offsets(self.place_counts), shift, bits)
        search, at = _joined(self.search), _offsets(self.counts)
        frequency = count(search, at, shift, bits)
        np.save(self.into / "rarity.npy", rarity_of(np.maximum(frequency, places), self.rows))
        del places
        kept = np.where(frequency <= posting_cap(self.rows), frequency, 0)
        offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(kept)))
        postings = fill(search, at, shift, offsets, kept > 0)
        np.save(self.into / "offsets.npy", offsets.astype(np.uint32))
        np.save(self.into / "postings.npy", postings.astype(np.uint16))
        np.save(self.into / "postings_high.npy", (postings >> LOW_BITS).astype(np.uint8))


LOW_BITS = 16
"""Row numbers of postings are kept as sixteen low and eight high bits, in two files."""

MOST_ROWS = 1 << 24


def _save(path: Path, parts: list[Any], kind: np.dtype[Any]) -> None:
    """Write the parts as one array without joining them in memory; they are given up."""
    arrays = [np.frombuffer(part, dtype=kind) for part in parts]
    parts.clear()
    header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, {**header, "shape": (sum(part.size for part in arrays),)})
        for part in arrays:
            file.write(part.data)


def letters_of(key: Keys) -> tuple[bytes, bytes]:
    """Names and numbers as the bytes that likeness is measured on: no spaces, one name or number a line."""
    names, numbers = "\n".join(key.names).replace(" ", "").encode(), "\n".join(key.numbers).encode()
    if len(names) > MOST_LETTERS or len(numbers) > MOST_LETTERS:
        return _cut(names), _cut(numbers)
    return names, numbers


def _cut(lines: bytes) -> bytes:
    return b"\n".join(line[:MOST_LETTERS] for line in lines.split(b"\n"))


def rarity_of(frequency: NDArray[np.int64], rows: int) -> NDArray[np.uint8]:
    """The rarity of features by the number of rows that have them; a feature of no row counts as one of a single row.

    One row more than there are is counted, for all that is in no register: what every row of a small one has still says something.
    """
    counts = np.arange(int(frequency.max(initial=0)) + 1)
    rarest = np.log((rows + 1) / np.maximum(counts, 1))
    table: NDArray[np.uint8] = np.clip(np.rint(rarest * RARITY_UNIT), 0, 255).astype(np.uint8)
    return table[frequency]


def posting_cap(rows: int) -> int:
    """The most rows that a feature may have to be searched by: a commoner one would use up every budget alone."""
    return max(4_096, rows // 96)


def _bits(features: int) -> int:
    """Bits of a bucket: some four buckets for each different feature that a register of this size is seen to have."""
    return min(max(math.ceil(math.log2(max(features, 1))) - 1, MIN_BITS), MAX_BITS)


def _joined(parts: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The parts as one array; they are given up."""
    joined = np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)
    parts.clear()
    return joined


def _offsets(counts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    joined = np.concatenate(counts) if counts else np.empty(0, dtype=np.int64)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(joined)))


def _interleaved(tokens: Tokens, rows: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Names, addresses and identifiers of each row one after the other, and how many there are of each."""
    groups = ((tokens.names, tokens.names_at), (tokens.addresses, tokens.addresses_at), (tokens.ids, tokens.ids_at))
    lengths = np.stack([np.diff(at) for _, at in groups], axis=1).ravel()
    total = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    joined = np.empty(int(total[-1]), dtype=np.uint32)
    for place, (values, at) in enumerate(groups):
        begins = total[place::3][:rows]
        joined[np.arange(values.size) + np.repeat(begins - at[:-1], np.diff(at))] = values
    return joined, lengths
