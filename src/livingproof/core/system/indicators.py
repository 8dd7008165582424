"""Indicators L5 to L11 of a living system, as formulas over what was done. Imported history is left out by whoever calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Final

from livingproof.core.system.figures import LEAST, Figure, Window, ratio
from livingproof.core.system.survival import Watched, interval, share_left

LATE_ENTRY_DAYS: Final = 7
RECURRENCE_DAYS: Final = 365
DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Written:
    """One substantive event: when it is said to have happened, when the server wrote it."""

    occurred_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """Something with a day by which it was due, the original one; `closed_on` None while it is open."""

    opened_on: date
    original_due_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A CAPA whose effectiveness was judged: on which day for the first time, in which cycle it was confirmed (None: never)."""

    first_judged_on: date
    confirmed_in_cycle: int | None


@dataclass(frozen=True, slots=True)
class ClosedCapa:
    """A CAPA closed as effective, and the day on which a matching nonconformity came (None: none so far)."""

    closed_on: date
    came_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Caused:
    """A CAPA with a proposed cause: on which day, whether its cause is verified and holds a system cause, whether it names only persons."""

    proposed_on: date
    verified_with_system_cause: bool
    human_error_only: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing as effective: whether the verifier was none of the implementers, and whether that was waived."""

    closed_on: date
    verifier_apart: bool
    waived: bool


def recording_lag(events: Iterable[Written], window: Window, least: int = LEAST["L5"]) -> Figure:
    """L5: the median of days from happening to writing; beside it the ninth decile and the share over seven days."""
    lags = sorted(
        (event.recorded_at - event.occurred_at).total_seconds() / DAY_SECONDS
        for event in events
        if window.holds(event.recorded_at.date())
    )
    late = sum(lag > LATE_ENTRY_DAYS for lag in lags)
    enough = len(lags) >= max(least, 1)
    beside = {"p90": quantile(lags, 0.9), "share_late": late / len(lags)} if enough else {}
    value = quantile(lags, 0.5) if enough else None
    return Figure("L5", "L5/1", window.as_of, window.days, late, len(lags), len(lags), least, value, beside)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value with at least this share at or below it; the mean of the two in the middle for the median of an even number."""
    place = share * len(ordered)
    if share == 0.5 and len(ordered) % 2 == 0:  # noqa: PLR2004 - the median
        return (ordered[int(place) - 1] + ordered[int(place)]) / 2
    return ordered[max(ceil(place) - 1, 0)]


def overdue(items: Iterable[Owed], window: Window, least: int = LEAST["L6"]) -> Figure:
    """L6: open items past their original day, of the open ones with a day; beside it the days late for each day planned."""
    day = window.as_of
    held = [item for item in items if item.opened_on <= day and (item.closed_on is None or item.closed_on > day)]
    late = [item for item in held if item.original_due_on < day]
    planned = sum(max((item.original_due_on - item.opened_on).days, 0) for item in held)
    days_late = sum((day - item.original_due_on).days for item in late)
    beside = {"days_late": float(days_late), "days_planned": float(planned)}
    if planned:
        beside["late_for_planned"] = days_late / planned
    return ratio("L6", window, (len(late), len(held)), beside, least)


def on_time(items: Iterable[Owed], window: Window, least: int = LEAST["L7"]) -> Figure:
    """L7: closed by the original day, of those closed in the window and those open past it. Not closing does not help."""
    day = window.as_of
    known = [item for item in items if item.opened_on <= day]
    closed = [item for item in known if item.closed_on is not None and window.holds(item.closed_on)]
    open_late = [
        item for item in known if (item.closed_on is None or item.closed_on > day) and item.original_due_on < day
    ]
    kept = sum(item.closed_on <= item.original_due_on for item in closed if item.closed_on is not None)
    beside = {"open_late": float(len(open_late))}
    return ratio("L7", window, (kept, len(closed) + len(open_late)), beside, least)


def first_time_effective(capas: Iterable[Judged], window: Window, least: int = LEAST["L8"]) -> Figure:
    """L8: CAPAs confirmed in their first cycle, of those judged for the first time in the window."""
    judged = [capa for capa in capas if window.holds(capa.first_judged_on)]
    return ratio("L8", window, (sum(capa.confirmed_in_cycle == 1 for capa in judged), len(judged)), least=least)


def recurrence(capas: Iterable[ClosedCapa], as_of: date, least: int = LEAST["L9"]) -> Figure:
    """L9: the share of closed CAPAs whose subject comes back within a year, 1 - S(365 days) by Kaplan and Meier, with its interval.

    Too few CAPAs, or none that was watched for a year, is insufficient data, whatever did not come back so far.
    """
    closed = [capa for capa in capas if capa.closed_on <= as_of]
    subjects = [_watched(capa, as_of) for capa in closed]
    events = sum(subject.happened for subject in subjects)
    at_end = share_left(subjects, RECURRENCE_DAYS) if len(subjects) >= max(least, 1) else None
    beside: dict[str, float] = {}
    bounds = interval(at_end) if at_end is not None else None
    if bounds is not None:
        beside = {"low": 1 - bounds[1], "high": 1 - bounds[0]}
    value = None if at_end is None else 1 - at_end.left
    return Figure("L9", "L9/1", as_of, None, events, len(subjects), len(subjects), least, value, beside)


def _watched(capa: ClosedCapa, as_of: date) -> Watched:
    back = capa.came_back_on
    if back is not None and back <= as_of:
        return Watched((back - capa.closed_on).days, happened=True)
    return Watched((as_of - capa.closed_on).days, happened=False)


def cause_quality(capas: Iterable[Caused], window: Window, least: int = LEAST["L10"]) -> Figure:
    """L10: CAPAs with a verified cause and a cause of the system, of those with a proposed cause; beside it the share that names only persons."""
    caused = [capa for capa in capas if window.holds(capa.proposed_on)]
    good = sum(capa.verified_with_system_cause for capa in caused)
    beside = {"human_error_only": sum(capa.human_error_only for capa in caused) / len(caused)} if caused else {}
    return ratio("L10", window, (good, len(caused)), beside, least)


def segregated(closings: Iterable[Closing], window: Window, least: int = LEAST["L11"]) -> Figure:
    """L11: closings without a waiver by a verifier who implemented nothing, of all closings. Waivers are counted beside it."""
    closed = [closing for closing in closings if window.holds(closing.closed_on)]
    good = sum(closing.verifier_apart and not closing.waived for closing in closed)
    beside = {"waived": float(sum(closing.waived for closing in closed))}
    return ratio("L11", window, (good, len(closed)), beside, least)
