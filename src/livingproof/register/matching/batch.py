"""The cascade in compiled loops: for many claims at once in threads, each with room of its own, or for one where they are loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.question import Question
from livingproof.register.index.reader import Index, Stage, stages
from livingproof.register.matching.compiled import Found, match_claims, score_rows
from livingproof.register.matching.compiled_chances import weights_of
from livingproof.register.matching.features import COUNT
from livingproof.register.matching.pack import Claims, of_index, packed, packed_one
from livingproof.register.matching.rules import Ranked
from livingproof.register.matching.scorecard import Model, shipped_model

CHUNK = 2_000
"""Claims taken at once: more would only take more memory."""


class Loops:
    """The compiled loops over one index by one model: what they read is laid out once."""

    def __init__(self, index: Index, model: Model, cascade: Sequence[Stage] | None = None) -> None:
        self._rows, self._weights = tuple(of_index(index)), tuple(weights_of(model))
        cascade = cascade or stages(index.size)
        self._stages = np.array([(one.budget, one.pool, one.rows) for one in cascade], dtype=np.int64)

    def one(self, question: Question) -> Ranked:
        """The ranked candidates of one claim."""
        return next(_ranked(self.found(packed_one(question), threads=1)))

    def many(self, claims: Sequence[Keys], threads: int) -> Iterator[Ranked]:
        """The ranked candidates of each claim, in their order."""
        for start in range(0, len(claims), CHUNK):
            yield from _ranked(self.found(packed(claims[start : start + CHUNK]), threads))

    def found(self, claims: Claims, threads: int) -> Found:
        """What the loops find of these claims."""
        size = len(claims.fields)
        out = _empty(size, int(self._stages[:, 2].max()))

        def run(todo: NDArray[np.int64]) -> None:
            match_claims(todo, tuple(claims), self._rows, self._stages, self._weights, tuple(out))

        parts = [np.arange(start, size, threads) for start in range(min(threads, size))]
        if len(parts) > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(run, parts))
        else:
            for part in parts:
                run(part)
        return out

    def scored(self, claims: Claims, rows: Sequence[Sequence[int]]) -> Found:
        """The given rows of each claim compared and weighed, without any search."""
        out = _empty(len(rows), max(map(len, rows), default=0))
        for place, some in enumerate(rows):
            out.rows[place, : len(some)], out.counts[place] = some, len(some)
        score_rows(tuple(claims), self._rows, self._weights, tuple(out))
        return out


def _empty(claims: int, most: int) -> Found:
    return Found(
        np.zeros((claims, most), dtype=np.int32),
        np.zeros(claims, dtype=np.int64),
        np.zeros((claims, most, COUNT), dtype=np.int32),
        np.zeros((claims, most), dtype=np.int64),
        np.zeros((claims, most), dtype=np.float64),
    )


def found_by(claims: Claims, index: Index, stage: Stage, threads: int) -> Found:
    """The best rows of these claims by one stage alone, in the order of the search."""
    return Loops(index, shipped_model(), (stage,)).found(claims, threads)


def _ranked(found: Found) -> Iterator[Ranked]:
    rows = np.take_along_axis(found.rows, found.order, axis=1).tolist()
    best = found.values[np.arange(len(rows)), found.order[:, 0]].tolist()
    for count, some, chances, values in zip(found.counts.tolist(), rows, found.chances.tolist(), best, strict=True):
        yield Ranked(tuple(some[:count]), tuple(chances[:count]), tuple(values)) if count else Ranked()


def points_of(model: Model, values: NDArray[np.int32]) -> NDArray[np.int64]:
    """The points of every row of comparisons."""
    points = np.zeros(values.shape[:-1], dtype=np.int64)
    for place, scale in enumerate(model.scales):
        bins = np.searchsorted(np.array(scale.edges, dtype=np.int64), values[..., place], side="right")
        points += np.array(scale.points, dtype=np.int64)[bins]
    return points
