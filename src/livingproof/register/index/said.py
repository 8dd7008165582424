"""What each row of an index says in its own words: one mapped file of text, and where each row begins in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from livingproof.core.claim import Identifier
from livingproof.core.matching.keys import Said
from livingproof.register.index.kernels import shortener
from livingproof.register.index.shrunk import ESCAPE, LONGEST, Pieces, learned, whole
from livingproof.register.index.tokens import MOST_LETTERS

FIELD, ITEM, NONE = "\x1f", "\x1e", "\x1d"
"""Signs between fields and between the items of a field, and the sign for a field that is not held; no text has them."""


class SaidWriter:
    """Writes rows as they come; the files are whole after `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._raw = folder / "said.raw"
        self._file = self._raw.open("wb")
        self._lengths: list[NDArray[np.int64]] = []

    def write(self, rows: Sequence[Said]) -> None:
        """Add rows."""
        lines = [_line(row) for row in rows]
        self._lengths.append(np.fromiter(map(len, lines), dtype=np.int64, count=len(lines)))
        self._file.write(b"".join(lines))

    def close(self) -> None:
        """Make the text short and write it, where each row begins, and the table of its pieces."""
        self._file.close()
        at = _starts_of(self._lengths)
        text = np.memmap(self._raw, dtype=np.uint8, mode="r").view(np.ndarray) if at[-1] else np.empty(0, np.uint8)
        pieces = learned([text[at[row] : at[row + 1]].tobytes() for row in _sample(at.size - 1)])
        shorten, lengths = shortener(), []
        with (self._folder / "said.bin").open("wb") as file:
            for first in range(0, at.size - 1, ROWS):
                places = at[first : first + ROWS + 1]
                short, sizes = shorten(text[places[0] : places[-1]], places - places[0], pieces)
                lengths.append(sizes)
                file.write(short.tobytes())
        np.save(self._folder / "said_at.npy", _starts_of(lengths).astype(np.uint32))
        np.save(self._folder / "said_pieces.npy", table_of(pieces))
        del text
        self._raw.unlink()


ROWS = 50_000
"""Rows whose text is made short at once."""

SAMPLE = 1_000
"""Rows that the table of pieces is learned from, spread over the whole register."""


def _sample(rows: int) -> range:
    return range(0, rows, max(rows // SAMPLE, 1))


def _starts_of(lengths: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate((np.zeros(1, dtype=np.int64), *lengths)).cumsum()


def table_of(pieces: Pieces) -> NDArray[np.uint8]:
    """The pieces as an array: eight bytes and a length for each code."""
    table = np.zeros((ESCAPE + 1, LONGEST + 1), dtype=np.uint8)
    for code, piece in enumerate(pieces):
        table[code, : len(piece)] = np.frombuffer(piece, dtype=np.uint8)
        table[code, LONGEST] = len(piece)
    return table


def _line(row: Said) -> bytes:
    lists = (row.names, row.addresses, row.numbers, _ids(row), row.standards, row.editions)
    texts = (row.country, row.city, row.postcode, row.body)
    line = FIELD.join([*map(ITEM.join, lists), *[NONE if one is None else one for one in texts]]).encode(*CODED)
    signs = len(lists) + len(texts) - 1 + sum([len(one) - 1 for one in lists if one]) + texts.count(None)
    if len(line) - len(line.translate(None, _SIGNS)) != signs:
        clean = [ITEM.join([_ANY.sub(" ", text) for text in one]) for one in lists]
        line = FIELD.join([*clean, *[NONE if one is None else _ANY.sub(" ", one) for one in texts]]).encode(*CODED)
    return line


CODED = "utf-8", "replace"
_FIELD_BYTE, _ITEM_BYTE = FIELD.encode(), ITEM.encode()
_SIGNS = f"{NONE}{ITEM}{FIELD}".encode()
_ANY = re.compile(f"[{NONE}{ITEM}{FIELD}]")


def _ids(row: Said) -> tuple[str, ...]:
    return tuple([text for one in row.ids for text in (one.scheme, one.value)]) if row.ids else ()


_LETTERS = bytes(point + 32 if 65 <= point <= 90 else point for point in range(256))  # noqa: PLR2004 - A and Z
_DROPPED = bytes(point for point in range(128) if not chr(point).isalnum())


def letters_in(text: bytes) -> bytes:
    """Letters and digits of a text as likeness is measured on: Latin ones small, everything else as it is written."""
    return text.translate(_LETTERS, _DROPPED)[:MOST_LETTERS]


class SaidReader:
    """Rows in their own words, by number."""

    def __init__(self, folder: Path) -> None:
        self._at: NDArray[np.uint32] = np.load(folder / "said_at.npy", mmap_mode="r").view(np.ndarray)
        self._table: NDArray[np.uint8] = np.load(folder / "said_pieces.npy")
        self._pieces = tuple([bytes(line[: line[LONGEST]]) for line in self._table])
        size = int(self._at[-1])
        path = folder / "said.bin"
        if path.stat().st_size != size:
            raise ValueError(f"{path.name} is cut short")
        self._text = np.memmap(path, dtype=np.uint8, mode="r").view(np.ndarray) if size else np.empty(0, dtype=np.uint8)

    @property
    def arrays(self) -> tuple[NDArray[np.uint8], NDArray[np.uint32], NDArray[np.uint8]]:
        """All text in codes, where each row begins, and the table of codes."""
        return self._text, self._at, self._table

    def _line(self, row: int) -> bytes:
        begin, end = self._at[row : row + 2].tolist()
        return whole(self._text[begin:end].tobytes(), self._pieces)

    def addresses(self, row: int) -> list[bytes]:
        """The addresses of a row, letters and digits only."""
        places = self._line(row).split(_FIELD_BYTE, 2)[1]
        return [letters_in(place) for place in places.split(_ITEM_BYTE)]

    def __getitem__(self, row: int) -> Said:
        names, addresses, numbers, ids, standards, editions, country, city, postcode, body = (
            self._line(row).decode().split(FIELD)
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
