"""The cascade for many claims at once: compiled loops in threads, each with room of its own to add up in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.reader import Index, Stage, stages
from livingproof.register.matching.compiled import match_claims
from livingproof.register.matching.features import COUNT, register_size
from livingproof.register.matching.pack import Arrays, of_index, packed
from livingproof.register.matching.rules import Ranked
from livingproof.register.matching.scorecard import Model

Found = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]
"""Rows by claim and place, how many there are of each claim, and their comparisons."""

CHUNK = 2_000
"""Claims taken at once: more would only take more memory."""


def ranked_many(claims: Sequence[Keys], index: Index, model: Model, threads: int) -> list[Ranked]:
    """The ranked candidates of each claim, in their order."""
    ranked: list[Ranked] = []
    for start in range(0, len(claims), CHUNK):
        ranked += _chunk(claims[start : start + CHUNK], index, model, threads)
    return ranked


def _chunk(claims: Sequence[Keys], index: Index, model: Model, threads: int) -> list[Ranked]:
    arrays = packed(claims)
    cascade = stages(index.size)
    ranked = [Ranked()] * len(claims)
    waiting: list[list[int]] = [list(range(len(claims))), *([] for _ in cascade[1:])]
    for place, stage in enumerate(cascade):
        todo = np.array(waiting[place], dtype=np.int64)
        if not todo.size:
            continue
        rows, counts, values = found_by(todo, arrays, index, stage, threads)
        points = points_of(model, values)
        for claim in waiting[place]:
            size = int(counts[claim])
            held = values[claim]
            one = Ranked.of(model, rows[claim, :size].tolist(), points[claim, :size].tolist(), _lines_of(held))
            ranked[claim] = one
            following = one.next_stage(model, place, len(cascade) - 1)
            if following is not None:
                waiting[following].append(claim)
    return ranked


def _lines_of(values: NDArray[np.int32]) -> Callable[[int], list[int]]:
    return lambda place: values[place].tolist()


def found_by(todo: NDArray[np.int64], claims: Arrays, index: Index, stage: Stage, threads: int) -> Found:
    """The best rows of these claims by one stage; those of other claims are left empty."""
    size = len(claims[12])
    out = (
        np.zeros((size, stage.rows), dtype=np.int32),
        np.zeros(size, dtype=np.int64),
        np.zeros((size, stage.rows, COUNT), dtype=np.int32),
    )
    arrays, sized = of_index(index), (*out, register_size(index))

    def run(part: NDArray[np.int64], marks: NDArray[np.int16]) -> None:
        rows = np.empty(index.size, dtype=np.int32)
        match_claims(part, claims, arrays, index.shift, (stage.budget, stage.pool, stage.rows), marks, rows, sized)

    parts = [todo[start::threads].copy() for start in range(threads)]
    rooms = [index.marks, *(np.zeros(index.size, dtype=np.int16) for _ in parts[1:])]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, parts, rooms))
    return out


def points_of(model: Model, values: NDArray[np.int32]) -> NDArray[np.int64]:
    """The points of every row of comparisons."""
    points = np.zeros(values.shape[:-1], dtype=np.int64)
    for place, scale in enumerate(model.scales):
        bins = np.searchsorted(np.array(scale.edges, dtype=np.int64), values[..., place], side="right")
        points += np.array(scale.points, dtype=np.int64)[bins]
    return points
