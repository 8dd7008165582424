"""Text made short by a table of its commonest pieces, each row by itself: any row is read without its neighbours.

One byte stands for a piece of up to eight, `ESCAPE` says that the next byte stands for itself. The table is learned from a sample (the
idea is that of FSST: Boncz, Neumann, Leis, "FSST: Fast Random Access String Compression", VLDB 2020).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

LONGEST = 8
ESCAPE = 255
ROUNDS = 8
Pieces = tuple[bytes, ...]


def learned(sample: Sequence[bytes]) -> Pieces:
    """The pieces that make the sample shortest, found by joining neighbours again and again; their places are their codes."""
    pieces: Pieces = ()
    for _ in range(ROUNDS):
        codes = {piece: code for code, piece in enumerate(pieces)}
        gains: Counter[bytes] = Counter()
        for text in sample:
            _count(_cut(text, codes), gains)
        best = sorted(gains.items(), key=lambda pair: (-pair[1], pair[0]))[:ESCAPE]
        pieces = tuple(sorted(piece for piece, _ in best))
    return pieces


def _count(parts: list[bytes], gains: Counter[bytes]) -> None:
    """What each part, its first byte and each part with the next one would save."""
    before = b""
    for part in parts:
        gains[part] += len(part)
        if len(part) > 1:
            gains[part[:1]] += 1
        joined = before + part
        if before and len(joined) <= LONGEST:
            gains[joined] += len(joined)
        before = part


def _cut(text: bytes, codes: dict[bytes, int]) -> list[bytes]:
    """The text in pieces, the longest first; a byte of no piece stands alone."""
    parts, at = [], 0
    while at < len(text):
        size = next((size for size in range(LONGEST, 1, -1) if text[at : at + size] in codes), 1)
        parts.append(text[at : at + size])
        at += size
    return parts


def shrunk(text: bytes, codes: dict[bytes, int]) -> bytes:
    """The text in codes."""
    return b"".join([bytes((codes[part],)) if part in codes else bytes((ESCAPE,)) + part for part in _cut(text, codes)])


def whole(short: bytes, pieces: Pieces) -> bytes:
    """The text again."""
    if ESCAPE not in short:
        return b"".join(map(pieces.__getitem__, short))
    codes = iter(short)
    return b"".join([pieces[code] if code != ESCAPE else bytes((next(codes),)) for code in codes])
