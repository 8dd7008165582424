"""The same loops compiled. Signatures are written out, so nothing is compiled while a question waits; numba keeps the machine code.

The code is kept beside the package, or in the user's cache folder where the package cannot be written (NUMBA_CACHE_DIR names another).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numpy.typing import NDArray

from livingproof.register.index.shrunk import ESCAPE, LONGEST, Pieces

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


_U8, _U64 = _read(types.uint8), _read(types.uint64)
_BYTE, _PAIR, _ONE = np.uint64(8), np.uint64(0xFFFF), np.uint64(0xFF)


def shorten(text: NDArray[np.uint8], at: I64, pieces: Pieces) -> tuple[NDArray[np.uint8], I64]:
    """Each row's text in codes, one after the other, and the length of each."""
    codes = sorted(range(len(pieces)), key=lambda code: (pieces[code][:2], -len(pieces[code])))
    keys = np.array([int.from_bytes(pieces[code], "little") for code in codes], dtype=np.uint64)
    lengths = np.array([len(pieces[code]) for code in codes], dtype=np.int64)
    out, sizes = np.empty(2 * text.size, dtype=np.uint8), np.empty(at.size - 1, dtype=np.int64)
    return out[: _shorten(text, at, keys, lengths, np.array(codes, dtype=np.int64), out, sizes)], sizes


@njit(cache=True, nogil=True)
def _starting(keys: Any, lengths: Any) -> Any:
    """Where the pieces that begin with two bytes stand among the sorted ones, by those bytes as a number; where single bytes stand."""
    first, count, single = np.zeros(1 << 16, np.int64), np.zeros(1 << 16, np.int64), np.full(256, -1, np.int64)
    for place in range(keys.size - 1, -1, -1):
        if lengths[place] == 1:
            single[np.int64(keys[place])] = place
        else:
            pair = np.int64(keys[place] & _PAIR)
            first[pair] = place
            count[pair] += 1
    return first, count, single


@njit(cache=True, nogil=True)
def _longest(word: Any, left: Any, keys: Any, lengths: Any, starting: Any) -> Any:
    """The place of the longest piece that the next bytes begin with, -1 for none; `left` is how many bytes there are."""
    first, count, single = starting
    if left > 1:
        pair = np.int64(word & _PAIR)
        for place in range(first[pair], first[pair] + count[pair]):
            size = lengths[place]
            if size <= left and (word << (_BYTE * np.uint64(LONGEST - size))) == (
                keys[place] << (_BYTE * np.uint64(LONGEST - size))
            ):
                return place
    return single[np.int64(word & _ONE)]


@njit(types.int64(_U8, _IN_I64, _U64, _IN_I64, _IN_I64, types.uint8[::1], types.int64[::1]), cache=True, nogil=True)
def _shorten(text: Any, at: Any, keys: Any, lengths: Any, codes: Any, out: Any, sizes: Any) -> int:
    """The same as `shrunk` does row by row; pieces stand by their first two bytes, the longest first."""
    starting = _starting(keys, lengths)
    filled = 0
    for row in range(sizes.size):
        begin, place, end = filled, at[row], at[row + 1]
        while place < end:
            word = np.uint64(0)
            for back in range(min(LONGEST, end - place) - 1, -1, -1):
                word = (word << _BYTE) | np.uint64(text[place + back])
            found = _longest(word, end - place, keys, lengths, starting)
            if found >= 0:
                out[filled] = codes[found]
                place += lengths[found]
            else:
                out[filled], out[filled + 1] = ESCAPE, text[place]
                filled, place = filled + 1, place + 1
            filled += 1
        sizes[row] = filled - begin
    return filled
