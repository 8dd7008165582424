"""Text made short by a table of its commonest pieces, each row by itself: any row is read without its neighbours.

One byte stands for a piece of up to eight, `ESCAPE` says that the next byte stands for itself. The table is learned from a sample (the
idea is that of FSST: Boncz, Neumann, Leis, "FSST: Fast Random Access String Compression", VLDB 2020).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

LONGEST = 8
ESCAPE = 255
ROUNDS = 8
Pieces = tuple[bytes, ...]


def learned(sample: Sequence[bytes]) -> Pieces:
    """The pieces that make the sample shortest, found by joining neighbours again and again; their places are their codes."""
    pieces: Pieces = ()
    for _ in range(ROUNDS):
        best = sorted(_gains(sample, pieces).items(), key=lambda pair: (-pair[1], pair[0]))[:ESCAPE]
        pieces = tuple(sorted(piece for piece, _ in best))
    return pieces


def _gains(sample: Sequence[bytes], pieces: Pieces) -> Counter[bytes]:
    """What each part, its first byte and each part with the next one would save."""
    parts: Counter[bytes] = Counter()
    beside: Counter[tuple[bytes, bytes]] = Counter()
    cut = cutter(pieces)
    for text in sample:
        one = cut(text)
        parts.update(one)
        beside.update(pairwise(one))
    gains: Counter[bytes] = Counter()
    for part, times in parts.items():
        gains[part] += len(part) * times
        if len(part) > 1:
            gains[part[:1]] += times
    for (left, right), times in beside.items():
        if len(left) + len(right) <= LONGEST:
            gains[left + right] += (len(left) + len(right)) * times
    return gains


def cutter(pieces: Iterable[bytes]) -> Callable[[bytes], list[bytes]]:
    """What cuts a text in pieces, the longest first; a byte of no piece stands alone."""
    longest = sorted((piece for piece in pieces if len(piece) > 1), key=len, reverse=True)
    return re.compile(b"|".join([*map(re.escape, longest), b"."]), re.DOTALL).findall


def shrunk(parts: Iterable[bytes], codes: Mapping[bytes, int]) -> bytes:
    """The parts of a text in codes."""
    return b"".join([bytes((codes[part],)) if part in codes else bytes((ESCAPE,)) + part for part in parts])


def whole(short: bytes, pieces: Pieces) -> bytes:
    """The text again."""
    if ESCAPE not in short:
        return b"".join(map(pieces.__getitem__, short))
    codes = iter(short)
    return b"".join([pieces[code] if code != ESCAPE else bytes((next(codes),)) for code in codes])
