"""Makes the search index of a register: postings by feature, and beside them what candidates are scored by.

Files of an index: `offsets`, `postings` and `rarity` (the inverted index), `forward*`, `letters*`, `fields` (each row's own features),
`said*` (each row in its own words) and `meta.json`. All arrays are opened memory-mapped and shared by processes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.fields import fields_of
from livingproof.register.index.kernels import posting_kernels
from livingproof.register.index.said import SaidWriter
from livingproof.register.index.tokens import MOST_LETTERS, Tokens, tokens_of

FORMAT = 3
CHUNK = 4_000
"""Rows taken at once: their arrays fit the processor's cache, which is worth a factor of four."""

MIN_BITS, MAX_BITS = 14, 24
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
        if progress:
            progress(parts.rows)
    parts.finish(normaliser)


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
        self.said.close()
        bits = _bits(sum(part.size for part in self.search))
        cap = posting_cap(self.rows)
        count, fill = posting_kernels()
        shift = 32 - bits
        search, at = _joined(self.search), _offsets(self.counts)
        frequency = count(search, at, shift, bits)
        places = _joined(self.places)
        frequency_of_places = count(places, _offsets(self.place_counts), shift, bits)
        kept = np.where(frequency <= cap, frequency, 0)
        offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(kept)))
        postings = fill(search, at, shift, offsets, kept > 0)
        rarity = np.maximum(frequency, frequency_of_places)
        np.save(self.into / "offsets.npy", offsets.astype(np.uint32))
        np.save(self.into / "postings.npy", postings)
        np.save(self.into / "rarity.npy", rarity_of(rarity, self.rows))
        np.save(self.into / "forward.npy", _joined(self.forward))
        np.save(self.into / "forward_at.npy", _offsets(self.lengths).astype(np.uint32))
        np.save(self.into / "fields.npy", np.concatenate(self.fields) if self.fields else fields_of([]))
        np.save(self.into / "letters.npy", np.frombuffer(b"".join(self.letters), dtype=np.uint8))
        np.save(self.into / "letters_at.npy", _offsets(self.letter_counts).astype(np.uint32))
        meta = {"format": FORMAT, "rows": self.rows, "bits": bits, "normaliser": normaliser}
        (self.into / "meta.json").write_text(json.dumps(meta) + "\n", encoding="utf-8")


def letters_of(key: Keys) -> tuple[bytes, bytes]:
    """Names and numbers as the bytes that likeness is measured on: no spaces, one name or number a line."""
    names, numbers = "\n".join(key.names).replace(" ", "").encode(), "\n".join(key.numbers).encode()
    if len(names) > MOST_LETTERS or len(numbers) > MOST_LETTERS:
        return _cut(names), _cut(numbers)
    return names, numbers


def _cut(lines: bytes) -> bytes:
    return b"\n".join(line[:MOST_LETTERS] for line in lines.split(b"\n"))


def rarity_of(frequency: NDArray[np.int64], rows: int) -> NDArray[np.uint8]:
    """The rarity of features by the number of rows that have them; a feature of no row counts as one of a single row."""
    counts = np.arange(int(frequency.max(initial=0)) + 1)
    rarest = np.log(max(rows, 1) / np.maximum(counts, 1))
    return np.clip(np.rint(rarest * RARITY_UNIT), 0, 255).astype(np.uint8)[frequency]


def posting_cap(rows: int) -> int:
    """The most rows that a feature may have to be searched by: a commoner one would use up every budget alone."""
    return max(4_096, rows // 40)


def _bits(features: int) -> int:
    """Bits of a bucket: some four buckets for each different feature that a register of this size is seen to have."""
    return min(max(math.ceil(math.log2(max(features, 1))) - 1, MIN_BITS), MAX_BITS)


def _joined(parts: list[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)


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
