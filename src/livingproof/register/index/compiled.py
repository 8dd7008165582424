"""The same loops compiled. Signatures are written out, so nothing is compiled while a question waits; numba keeps the machine code.

The code is kept beside the package, or in the user's cache folder where the package cannot be written (NUMBA_CACHE_DIR names another).
"""

from __future__ import annotations

import numpy as np
from numba import njit, types
from numpy.typing import NDArray

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
