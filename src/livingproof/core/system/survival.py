"""How long something lasts when not everybody has been watched to the end: the estimate of Kaplan and Meier (1958).

A CAPA that was closed last month has had no year in which its subject could come back. It is not counted as a success, and not left
out: it is at risk for as long as it was watched, then censored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

Z95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Watched:
    """One subject: days until the event, or until nobody watched any more (`happened` False)."""

    days: int
    happened: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The share that is left after a day with events: `at_risk` just before it, `events` on it, and Greenwood's sum up to it."""

    days: int
    at_risk: int
    events: int
    left: float
    greenwood: float


def steps(subjects: Iterable[Watched]) -> tuple[Step, ...]:
    """The steps of the curve, by days. Who is censored on a day was still at risk on it."""
    ordered = sorted(subjects, key=lambda subject: subject.days)
    found: list[Step] = []
    left, greenwood = 1.0, 0.0
    for days in sorted({subject.days for subject in ordered if subject.happened}):
        at_risk = sum(subject.days >= days for subject in ordered)
        events = sum(subject.days == days and subject.happened for subject in ordered)
        left *= 1 - events / at_risk
        if events < at_risk:
            greenwood += events / (at_risk * (at_risk - events))
        found.append(Step(days, at_risk, events, left, greenwood))
    return tuple(found)


def share_left(subjects: Iterable[Watched], days: int) -> Step | None:
    """The share that is left after so many days; None where nobody was watched so long and some were left: it is not known.

    Where nobody is left before (everybody's event came), the share is 0 and known.
    """
    watched = tuple(subjects)
    curve = steps(watched)
    before = [step for step in curve if step.days <= days]
    newest = before[-1] if before else Step(0, len(watched), 0, 1.0, 0.0)
    seen_so_long = any(subject.days >= days for subject in watched)
    return newest if watched and (seen_so_long or newest.left == 0) else None


def interval(step: Step) -> tuple[float, float] | None:
    """The 95 % interval of the share left, on the scale log(-log) (so it stays between 0 and 1); None at 0 and at 1."""
    if not 0 < step.left < 1:
        return None
    spread = Z95 * sqrt(step.greenwood) / abs(log(step.left))
    return step.left ** exp(spread), step.left ** exp(-spread)
