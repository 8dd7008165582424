# ruff: noqa: SIM110 - the compiler takes loops where `all` and `any` would need a generator
"""How alike two strings of bytes are, compiled: what `likeness` and `number_kind` give.

Of two strings the left one is made ready once, as masks of the places of each byte, and held against many.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from livingproof.register.index.tokens import MOST_LETTERS
from livingproof.register.matching.features import MIN_NUMBER, TAIL, THOUSAND, NumberKind

LINE = ord("\n")
WORD = 64
BLOCKS = MOST_LETTERS // WORD
OTHER, ENDING, PART, EQUAL = (
    int(kind) for kind in (NumberKind.OTHER, NumberKind.TAIL, NumberKind.PART, NumberKind.EQUAL)
)
_ONE, _ZERO, _ALL = np.uint64(1), np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)
_M1, _M2, _M4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_H01 = np.uint64(0x0101010101010101)
_S1, _S2, _S4, _S56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


@njit(cache=True, nogil=True)
def line_end(letters: Any, start: Any, end: Any) -> Any:
    """Where the line that begins at `start` ends."""
    while start < end and letters[start] != LINE:
        start += 1
    return start


@njit(cache=True, nogil=True)
def _ones(word: Any) -> Any:
    word = word - ((word >> _S1) & _M1)
    word = (word & _M2) + ((word >> _S2) & _M2)
    word = (word + (word >> _S4)) & _M4
    return np.int64((word * _H01) >> _S56)


@njit(cache=True, nogil=True)
def mask(left: Any, masks: Any) -> None:
    """Write the places of the bytes of `left` to the masks, which are all 0 before."""
    for place in range(left.size):
        masks[left[place], place // WORD] |= _ONE << np.uint64(place % WORD)


@njit(cache=True, nogil=True)
def unmask(left: Any, masks: Any) -> None:
    """Wipe what `mask` wrote."""
    for place in range(left.size):
        masks[left[place], place // WORD] = _ZERO


@njit(cache=True, nogil=True)
def _common_short(size: Any, right: Any, masks: Any) -> Any:
    """The same as `_common` where the left string fits one word."""
    state = _ALL
    for place in range(right.size):
        both = state & masks[right[place], 0]
        state = (state + both) | (state - both)
    used = _ALL if size == WORD else (_ONE << np.uint64(size)) - _ONE
    return _ones(~state & used)


@njit(cache=True, nogil=True)
def _common(size: Any, right: Any, masks: Any) -> Any:
    """The length of the longest common subsequence, bit-parallel (Hyyrö 2004), of the masked string with another."""
    if size <= WORD:
        return _common_short(size, right, masks)
    blocks = (size + WORD - 1) // WORD
    state = np.full(blocks, _ALL, dtype=np.uint64)
    for place in range(right.size):
        carry = _ZERO
        for block in range(blocks):
            old = state[block]
            both = old & masks[right[place], block]
            added = both + carry
            over = _ONE if added < both else _ZERO
            total = old + added
            carry = _ONE if total < old or over else _ZERO
            state[block] = total | (old - both)
    found = 0
    for block in range(blocks):
        used = min(size - block * WORD, WORD)
        kept = _ALL if used == WORD else (_ONE << np.uint64(used)) - _ONE
        found += _ones(~state[block] & kept)
    return found


@njit(cache=True, nogil=True)
def nearer(size: Any, right: Any, masks: Any, best: Any) -> Any:
    """The likeness of the masked string, of this size, with another one, or `best` where it is not higher."""
    length = size + right.size
    if length == 0 or 2 * THOUSAND * min(size, right.size) // length <= best:
        return best
    return max(best, 2 * THOUSAND * _common(size, right, masks) // length)


@njit(cache=True, nogil=True)
def likeness(left: Any, right: Any, masks: Any) -> Any:
    """Twice the longest common subsequence by both lengths, in thousandths. `masks` is all 0 before and after."""
    mask(left, masks)
    found = nearer(left.size, right, masks, 0)
    unmask(left, masks)
    return found


@njit(cache=True, nogil=True)
def equal(left: Any, right: Any) -> Any:
    """Whether the two are the same bytes."""
    if left.size != right.size:
        return False
    for place in range(left.size):
        if left[place] != right[place]:
            return False
    return True


@njit(cache=True, nogil=True)
def _within(short: Any, long: Any) -> Any:
    for start in range(long.size - short.size + 1):
        if equal(short, long[start : start + short.size]):
            return True
    return False


@njit(cache=True, nogil=True)
def number_kind(left: Any, right: Any) -> Any:
    """How two numbers agree, as a whole number of `NumberKind`."""
    if equal(left, right):
        return EQUAL
    short, long = (left, right) if left.size <= right.size else (right, left)
    if short.size >= MIN_NUMBER:
        if _within(short, long):
            return PART
        if left.size == right.size and equal(left[: left.size - TAIL], right[: right.size - TAIL]):
            return ENDING
    return OTHER
