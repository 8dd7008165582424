"""The loops over postings: compiled where numba is there, else with numpy; both give the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from livingproof.register.index.shrunk import Pieces, cutter, shrunk

U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]
Count = Callable[[U32, I64, int, int], I64]
Shorten = Callable[[NDArray[np.uint8], I64, Pieces], tuple[NDArray[np.uint8], I64]]
Fill = Callable[[U32, I64, int, I64, NDArray[np.bool_]], NDArray[np.int32]]


def is_prepared() -> bool:
    """Whether this process has the kernels loaded."""
    return all(name in _LOADED for name in COMPILED)


_LOADED: set[str] = set()


def can_compile() -> bool:
    """Whether the compiler of the kernels is installed; it is not imported by asking."""
    return find_spec("numba") is not None


def posting_kernels() -> tuple[Count, Fill]:
    """How many rows have a feature of each bucket, and which ones; a row counts once in a bucket."""
    if not can_compile():
        return count_rows, fill_rows
    from livingproof.register.index import compiled

    return compiled.count_rows, compiled.fill_rows


def count_rows(tokens: U32, at: I64, shift: int, bits: int) -> I64:
    """The number of rows by bucket; `at` is where each row begins in `tokens`."""
    return np.bincount(_distinct(tokens, at, shift)[0], minlength=1 << bits)


def fill_rows(tokens: U32, at: I64, shift: int, offsets: I64, kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The rows of each kept bucket, ascending, bucket by bucket as `offsets` says."""
    buckets, rows = _distinct(tokens, at, shift)
    rows = rows[kept[buckets]]
    assert rows.size == offsets[-1]
    return rows.astype(np.int32)


def _distinct(tokens: U32, at: I64, shift: int) -> tuple[I64, I64]:
    """Pairs of bucket and row, each once, in order."""
    rows = np.repeat(np.arange(at.size - 1), np.diff(at))
    pairs = np.unique((tokens.astype(np.int64) >> shift) << 32 | rows)
    return pairs >> 32, pairs & 0xFFFFFFFF


def shortener() -> Shorten:
    """What makes the text of rows short: the text in codes, and the length of each row in it."""
    if not can_compile():
        return shorten_rows
    from livingproof.register.index import compiled

    return compiled.shorten


def shorten_rows(text: NDArray[np.uint8], at: I64, pieces: Pieces) -> tuple[NDArray[np.uint8], I64]:
    """Each row's text in codes, one after the other; `at` is where each row begins."""
    codes = {piece: code for code, piece in enumerate(pieces)}
    cut = cutter(pieces)
    rows = [shrunk(cut(text[begin:end].tobytes()), codes) for begin, end in pairwise(at.tolist())]
    sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    return np.frombuffer(b"".join(rows), dtype=np.uint8), sizes


def prepare() -> bool:
    """Compile the kernels of search and scoring now, or load them if that was done; False where no compiler is installed.

    Takes up to a minute once for an installation. Single look-ups never need it.
    """
    if not can_compile():
        return False
    for name in COMPILED:
        import_module(name)
        _LOADED.add(name)
    return True


COMPILED = ("livingproof.register.index.compiled", "livingproof.register.matching.compiled")
"""The modules whose import compiles: their signatures are written out."""
