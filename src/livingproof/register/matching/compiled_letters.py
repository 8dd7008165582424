# ruff: noqa: SIM110 - the compiler takes loops where `all` and `any` would need a generator
"""How alike two strings of bytes are, compiled: what `likeness` and `number_kind` give."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from livingproof.register.index.tokens import MOST_LETTERS
from livingproof.register.matching.features import MIN_NUMBER, TAIL, THOUSAND, NumberKind

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
def _ones(word: Any) -> Any:
    word = word - ((word >> _S1) & _M1)
    word = (word & _M2) + ((word >> _S2) & _M2)
    word = (word + (word >> _S4)) & _M4
    return np.int64((word * _H01) >> _S56)


@njit(cache=True, nogil=True)
def _common(left: Any, right: Any, masks: Any) -> Any:
    """The length of the longest common subsequence, bit-parallel (Hyyrö 2004). `masks` is all 0 before and after."""
    blocks = (left.size + WORD - 1) // WORD
    for place in range(left.size):
        masks[left[place], place // WORD] |= _ONE << np.uint64(place % WORD)
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
        used = min(left.size - block * WORD, WORD)
        mask = _ALL if used == WORD else (_ONE << np.uint64(used)) - _ONE
        found += _ones(~state[block] & mask)
    for place in range(left.size):
        masks[left[place], place // WORD] = _ZERO
    return found


@njit(cache=True, nogil=True)
def likeness(left: Any, right: Any, masks: Any) -> Any:
    """Twice the longest common subsequence by both lengths, in thousandths. `masks` is all 0 before and after."""
    length = left.size + right.size
    return 2 * THOUSAND * _common(left, right, masks) // length if length else 0


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
