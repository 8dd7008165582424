"""The model: points by feature and bin, a second opinion in trees, and the table that makes points a probability.

Points are whole thousandths of a logit and add up: what each feature gave is the explanation. The file is made by
`python -m bench.registers.fit`, its version is part of every answer.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

from livingproof.core.errors import RegisterError

SHIPPED = Path(__file__).parent.parent / "model" / "model.json"


@dataclass(frozen=True, slots=True)
class Scale:
    """Points by the bins of one number: bin i holds values from `edges[i-1]` up to, not including, `edges[i]`."""

    edges: tuple[int, ...]
    points: tuple[int, ...]

    def of(self, value: int) -> int:
        """The points of a value."""
        return self.points[bisect_right(self.edges, value)]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is right how often, by the logit that the points give: straight between the knots and flat outside them."""

    logits: tuple[float, ...]
    probabilities: tuple[float, ...]

    def of(self, logit: float) -> float:
        """The share of made claims with such a logit whose row was the right one."""
        place = bisect_right(self.logits, logit)
        if place == 0:
            return self.probabilities[0]
        if place == len(self.logits):
            return self.probabilities[-1]
        left, right = self.logits[place - 1], self.logits[place]
        low, high = self.probabilities[place - 1], self.probabilities[place]
        return low + (high - low) * (logit - left) / (right - left)


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model: `scales` stand in the order of features, points are thousandths of a logit.

    The candidates of a claim compete with one another and with "none of them", which has no points. `leave` is the probability from
    which on no further features are searched, `accept` that from which on a row is the claimed one, `refuse` that below which none is.
    """

    version: str
    scales: tuple[Scale, ...]
    calibration: Calibration
    leave: float
    accept: float
    refuse: float

    def points(self, values: Sequence[int]) -> int:
        """The points of one row."""
        return sum([one.points[bisect_right(one.edges, value)] for one, value in zip(self.scales, values, strict=True)])

    def probabilities(self, points: Sequence[int]) -> list[float]:
        """The probability of each candidate; `points` fall, and those far behind have the least probability there is."""
        highest = max(0, points[0])
        shares = [exp((one - highest) / 1000) for one in points if one > highest - FAR]
        total = added(shares) + exp(-highest / 1000)
        chances = [self.calibration.of(_logit(share / total)) for share in shares]
        return chances + [self.calibration.probabilities[0]] * (len(points) - len(chances))


FAR = 14_000
"""Points behind the first, or behind none of them, that leave less than one chance in a million."""

LEAST = 1e-12


def added(values: Iterable[float]) -> float:
    """The sum, added up from the first to the last as the compiled loops do: `sum` rounds otherwise in newer versions of Python."""
    total = 0.0
    for value in values:
        total += value
    return total


def _logit(share: float) -> float:
    return log(max(share, LEAST) / max(1 - share, LEAST))


def model_from(content: dict[str, Any]) -> Model:
    """A model by its file."""
    knots = content["calibration"]
    return Model(
        version=content["version"],
        scales=tuple(Scale(tuple(one["edges"]), tuple(one["points"])) for one in content["scales"]),
        calibration=Calibration(tuple(knots["logits"]), tuple(knots["probabilities"])),
        leave=content["leave"],
        accept=content["accept"],
        refuse=content["refuse"],
    )


@cache
def shipped_model() -> Model:
    """The model of this installation."""
    try:
        return model_from(json.loads(SHIPPED.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as problem:
        raise RegisterError(f"{SHIPPED.name}: missing or damaged ({problem}); reinstall livingproof.") from problem
