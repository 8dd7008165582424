"""Organisations of a company register, found by identifier or by name through a sorted list of key digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from livingproof.catalogue.labels import squeeze
from livingproof.core.record import Organisation

KEYS, ROWS = "organisation-keys.npy", "organisation-rows.npy"


def id_key(scheme: str, value: str) -> str:
    """The key of an identifier: equality holds only inside one scheme."""
    return f"id:{squeeze(scheme)}:{squeeze(value)}"


def name_key(name: str) -> str:
    """The key of a name: its letters and digits."""
    return f"name:{squeeze(name)}"


def keys_of(organisation: Organisation) -> set[str]:
    """Every key under which an organisation is found; former names are among them."""
    names = (organisation.legal_name, *organisation.names_other, *organisation.former_names)
    own = [organisation.record_id] if organisation.record_id and not organisation.ids else []
    return {
        *(name_key(name) for name in names),
        *(id_key(one.scheme, one.value) for one in organisation.ids),
        *(id_key("", value) for value in own),
    }


@dataclass(frozen=True, slots=True)
class KeyList:
    """Keys being gathered: a digest of eight bytes and a row each, so that millions stay small."""

    digests: list[np.ndarray] = field(default_factory=list)
    rows: list[np.ndarray] = field(default_factory=list)

    def add(self, organisations: Sequence[Organisation], first: int) -> None:
        """Add the keys of organisations that stand in the rows from `first` on."""
        keys = [(row, key) for row, each in enumerate(organisations, first) for key in keys_of(each)]
        self.digests.append(np.array([_digest(key) for _, key in keys], np.uint64))
        self.rows.append(np.array([row for row, _ in keys], np.int32))

    def write(self, folder: Path) -> None:
        """Write the keys in order."""
        digests, rows = np.concatenate(self.digests), np.concatenate(self.rows)
        order = np.argsort(digests, kind="stable")
        np.save(folder / KEYS, digests[order])
        np.save(folder / ROWS, rows[order])


def rows_of(folder: Path, key: str) -> list[int]:
    """The rows that may have the key; whoever asks compares, since two keys may share a digest."""
    digests = np.load(folder / KEYS, mmap_mode="r")
    wanted = np.uint64(_digest(key))
    start, end = np.searchsorted(digests, wanted, "left"), np.searchsorted(digests, wanted, "right")
    return sorted(set(np.load(folder / ROWS, mmap_mode="r")[start:end].tolist()))


def with_key(
    folder: Path, key: str, read: Callable[[Sequence[int]], Iterable[Organisation]]
) -> tuple[Organisation, ...]:
    """The organisations that have the key, in the order of the register."""
    if not (folder / KEYS).exists():
        return ()
    return tuple(each for each in read(rows_of(folder, key)) if key in keys_of(each))


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
