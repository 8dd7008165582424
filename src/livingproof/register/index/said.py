"""What each row of an index says in its own words: one mapped file of text, and where each row begins in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from livingproof.core.claim import Identifier
from livingproof.core.matching.keys import Said

FIELD, ITEM, NONE = "\x1f", "\x1e", "\x1d"
"""Signs between fields and between the items of a field, and the sign for a field that is not held; no text has them."""


class SaidWriter:
    """Writes rows as they come; the files are whole after `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = (folder / "said.bin").open("wb")
        self._lengths: list[int] = []

    def write(self, rows: Sequence[Said]) -> None:
        """Add rows."""
        lines = [_line(row) for row in rows]
        self._lengths += map(len, lines)
        self._file.write(b"".join(lines))

    def close(self) -> None:
        """End the file and write where each row begins."""
        self._file.close()
        at = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(np.array(self._lengths, dtype=np.uint64))))
        np.save(self._folder / "said_at.npy", at)


def _line(row: Said) -> bytes:
    lists = (row.names, row.addresses, row.numbers, _ids(row), row.standards, row.editions)
    texts = (row.country, row.city, row.postcode, row.body)
    line = FIELD.join([*map(ITEM.join, lists), *[NONE if one is None else one for one in texts]])
    items = sum([len(one) - 1 for one in lists if one])
    if (
        line.count(FIELD) != len(lists) + len(texts) - 1
        or line.count(ITEM) != items
        or line.count(NONE) != texts.count(None)
    ):
        clean = [ITEM.join([_ANY.sub(" ", text) for text in one]) for one in lists]
        line = FIELD.join([*clean, *[NONE if one is None else _ANY.sub(" ", one) for one in texts]])
    return line.encode("utf-8", "replace")


_ANY = re.compile(f"[{NONE}{ITEM}{FIELD}]")


def _ids(row: Said) -> tuple[str, ...]:
    return tuple([text for one in row.ids for text in (one.scheme, one.value)]) if row.ids else ()


class SaidReader:
    """Rows in their own words, by number."""

    def __init__(self, folder: Path) -> None:
        self._at: NDArray[np.uint64] = np.load(folder / "said_at.npy", mmap_mode="r").view(np.ndarray)
        size = int(self._at[-1])
        path = folder / "said.bin"
        if path.stat().st_size != size:
            raise ValueError(f"{path.name} is cut short")
        self._text = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray) if size else np.empty(0, dtype=np.uint8)

    def __getitem__(self, row: int) -> Said:
        begin, end = self._at[row : row + 2].tolist()
        names, addresses, numbers, ids, standards, editions, country, city, postcode, body = (
            self._text[begin:end].tobytes().decode().split(FIELD)
        )
        parts = _items(ids)
        return Said(
            _items(names),
            _items(addresses),
            _items(numbers),
            tuple(Identifier(scheme, value) for scheme, value in zip(parts[::2], parts[1::2], strict=True)),
            None if country == NONE else country,
            None if city == NONE else city,
            None if postcode == NONE else postcode,
            _items(standards),
            _items(editions),
            None if body == NONE else body,
        )


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split(ITEM)) if text else ()
