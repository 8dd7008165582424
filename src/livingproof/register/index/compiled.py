"""The same loops compiled. Signatures are written out, so nothing is compiled while a question waits; numba keeps the machine code.

The code is kept beside the package, or in the user's cache folder where the package cannot be written (NUMBA_CACHE_DIR names another).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numpy.typing import NDArray

from livingproof.register.index.shrunk import ESCAPE, Pieces

U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]


def _read(kind: types.Type) -> types.Array:
    """An array that is only read, memory-mapped or not."""
    return types.Array(kind, 1, "C", readonly=True)


_IN_U32, _IN_I64, _IN_BOOL = _read(types.uint32), _read(types.int64), _read(types.boolean)


@njit(types.int64[::1](_IN_U32, _IN_I64, types.int64, types.int64), cache=True, nogil=True)
def count_rows(tokens: U32, at: I64, shift: int, bits: int) -> I64:
    """How many rows have a feature of each bucket."""
    last = np.full(1 << bits, -1, dtype=np.int32)
    found = np.zeros(1 << bits, dtype=np.int64)
    for row in range(at.size - 1):
        for place in range(at[row], at[row + 1]):
            bucket = tokens[place] >> shift
            if last[bucket] != row:
                last[bucket] = row
                found[bucket] += 1
    return found


@njit(types.int32[::1](_IN_U32, _IN_I64, types.int64, _IN_I64, _IN_BOOL), cache=True, nogil=True)
def fill_rows(tokens: U32, at: I64, shift: int, offsets: I64, kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The rows of each kept bucket."""
    last = np.full(kept.size, -1, dtype=np.int32)
    free = offsets.copy()
    postings = np.empty(offsets[-1], dtype=np.int32)
    for row in range(at.size - 1):
        for place in range(at[row], at[row + 1]):
            bucket = tokens[place] >> shift
            if kept[bucket] and last[bucket] != row:
                last[bucket] = row
                postings[free[bucket]] = row
                free[bucket] += 1
    return postings


SLOTS = 1 << 12
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT, _BYTE = np.uint64(52), np.uint64(8)
_U8, _U64 = _read(types.uint8), _read(types.uint64)


def shorten(text: NDArray[np.uint8], at: I64, pieces: Pieces) -> tuple[NDArray[np.uint8], I64]:
    """Each row's text in codes, one after the other, and the length of each."""
    keys = np.array([int.from_bytes(piece, "little") for piece in pieces], dtype=np.uint64)
    lengths = np.array([len(piece) for piece in pieces], dtype=np.int64)
    out, sizes = np.empty(2 * text.size, dtype=np.uint8), np.empty(at.size - 1, dtype=np.int64)
    return out[: _shorten(text, at, keys, lengths, out, sizes)], sizes


@njit(types.int64(_U8, _IN_I64, _U64, _IN_I64, types.uint8[::1], types.int64[::1]), cache=True, nogil=True)
def _shorten(text: Any, at: Any, keys: Any, lengths: Any, out: Any, sizes: Any) -> int:
    """The same as `shrunk` does row by row; pieces are looked up by their bytes as one number, the longest first."""
    slots = np.full(SLOTS, -1, dtype=np.int64)
    longest = np.ones(256, dtype=np.int64)
    for code in range(keys.size):
        slot = np.int64((keys[code] * _MIX) >> _SHIFT)
        while slots[slot] >= 0:
            slot = (slot + 1) % SLOTS
        slots[slot] = code
        first = np.int64(keys[code] & np.uint64(255))
        longest[first] = max(longest[first], lengths[code])
    filled = 0
    for row in range(sizes.size):
        begin, place, end = filled, at[row], at[row + 1]
        while place < end:
            found = -1
            for size in range(min(longest[text[place]], end - place), 0, -1):
                key = np.uint64(0)
                for back in range(size - 1, -1, -1):
                    key = (key << _BYTE) | np.uint64(text[place + back])
                slot = np.int64((key * _MIX) >> _SHIFT)
                while slots[slot] >= 0 and not (keys[slots[slot]] == key and lengths[slots[slot]] == size):
                    slot = (slot + 1) % SLOTS
                found = slots[slot]
                if found >= 0:
                    place += size
                    break
            if found < 0:
                out[filled] = ESCAPE
                found = text[place]
                filled, place = filled + 1, place + 1
            out[filled] = found
            filled += 1
        sizes[row] = filled - begin
    return filled
