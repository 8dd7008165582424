"""Points and probabilities of candidates, compiled: the same numbers as `Model` gives."""

from __future__ import annotations

from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from livingproof.register.matching.scorecard import FAR, LEAST, Model


class Weights(NamedTuple):
    """A model as arrays: edges and points of all scales one after the other, the knots of its calibration, and leave, accept, refuse."""

    edges: NDArray[np.int64]
    edges_at: NDArray[np.int64]
    points: NDArray[np.int64]
    points_at: NDArray[np.int64]
    logits: NDArray[np.float64]
    probabilities: NDArray[np.float64]
    limits: NDArray[np.float64]


def weights_of(model: Model) -> Weights:
    """The model as arrays."""
    edges, points = [one.edges for one in model.scales], [one.points for one in model.scales]
    return Weights(
        _joined(edges),
        _starts(edges),
        _joined(points),
        _starts(points),
        np.array(model.calibration.logits, dtype=np.float64),
        np.array(model.calibration.probabilities, dtype=np.float64),
        np.array((model.leave, model.accept, model.refuse), dtype=np.float64),
    )


def _joined(parts: list[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.array([one for part in parts for one in part], dtype=np.int64)


def _starts(parts: list[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum([len(part) for part in parts], dtype=np.int64)))


@njit(cache=True, nogil=True)
def points_of_row(values: Any, weights: Any) -> Any:
    """The points of one row's comparisons."""
    points = np.int64(0)
    for feature in range(weights.edges_at.size - 1):
        first, last = weights.edges_at[feature], weights.edges_at[feature + 1]
        low, high, value = first, last, values[feature]
        while low < high:
            middle = (low + high) // 2
            if value < weights.edges[middle]:
                high = middle
            else:
                low = middle + 1
        points += weights.points[weights.points_at[feature] + low - first]
    return points


@njit(cache=True, nogil=True)
def _calibrated(logit: Any, weights: Any) -> Any:
    logits, probabilities = weights.logits, weights.probabilities
    place = 0
    while place < logits.size and logits[place] <= logit:
        place += 1
    if place == 0:
        return probabilities[0]
    if place == logits.size:
        return probabilities[-1]
    left, right, low, high = logits[place - 1], logits[place], probabilities[place - 1], probabilities[place]
    return low + (high - low) * (logit - left) / (right - left)


@njit(cache=True, nogil=True)
def chances_of(points: Any, order: Any, count: Any, weights: Any, out: Any) -> None:
    """The probability of each candidate in their order, to `out`."""
    highest = max(0, points[order[0]])
    shares = np.zeros(count, dtype=np.float64)
    total = 0.0
    for place in range(count):
        one = points[order[place]]
        if one > highest - FAR:
            shares[place] = exp((one - highest) / 1000)
            total += shares[place]
    total += exp(-highest / 1000)
    for place in range(count):
        if points[order[place]] > highest - FAR:
            share = shares[place] / total
            out[place] = _calibrated(log(max(share, LEAST) / max(1 - share, LEAST)), weights)
        else:
            out[place] = weights.probabilities[0]


@njit(cache=True, nogil=True)
def ordered(rows: Any, points: Any, count: Any, order: Any) -> None:
    """Places of the rows, higher points first, then lower rows."""
    for place in range(count):
        at = place
        while at:
            before = order[at - 1]
            ahead = points[before] > points[place]
            if ahead or (points[before] == points[place] and rows[before] < rows[place]):
                break
            order[at] = before
            at -= 1
        order[at] = place


@njit(cache=True, nogil=True)
def next_stage(chances: Any, count: Any, stage: Any, last: Any, limits: Any) -> Any:
    """The stage to read on with, -1 where reading on is no use: what `Ranked.next_stage` says."""
    if stage == last:
        return -1
    total = 0.0
    for place in range(count):
        total += chances[place]
    if stage == 0:
        if count and chances[0] >= limits[0]:
            return -1
        return 1 if total >= limits[2] else last
    return -1 if total >= limits[1] else stage + 1
