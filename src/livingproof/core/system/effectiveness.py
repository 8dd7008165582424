"""Whether the actions worked: events counted in an exposure, after the last action was in place, against the criterion fixed before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from livingproof.core.system.machine import Blocked, Moment
from livingproof.core.system.parts import parts
from livingproof.core.system.plan import Action, Criterion, criterion_of, implemented, short, voided_keys
from livingproof.core.system.segregation import present_cycle


@dataclass(frozen=True, slots=True)
class Measurement:
    """So many events in so much exposure, counted from one day to another (both count)."""

    since: date
    until: date
    events: Decimal
    exposure: Decimal
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check is: the window, what was counted in it, the rate (None without exposure), and the criterion."""

    criterion: Criterion
    starts_on: date
    ends_on: date
    events: Decimal
    exposure: Decimal

    @property
    def rate(self) -> Decimal | None:
        """Events for one unit of exposure."""
        return self.events / self.exposure if self.exposure > 0 else None


def starts_on(moment: Moment) -> date | None:
    """The day of the last implementation, but never before the plan of this cycle was approved; None before anything was done.

    So a day of doing that is told too early does not shorten the window.
    """
    keys = {action.key for action in parts(Action, moment.record.get("actions"))} - voided_keys(moment)
    done = [one.done_on for one in implemented(moment) if one.action in keys]
    approved = [
        one.at.date() for one in moment.history if one.act == "approve_plan" and one.cycle == present_cycle(moment)
    ]
    return max(done + approved) if done and approved else None


def progress(moment: Moment) -> Progress | None:
    """How far the check is; None without a criterion or before anything was done. Only what was counted within the window counts."""
    criterion, start = criterion_of(moment.record), starts_on(moment)
    if criterion is None or start is None:
        return None
    planned_end = start + timedelta(days=int(criterion.window_days))
    extended = moment.record.get("extended_until")
    ends_on = max(planned_end, extended) if extended else planned_end
    counted = [one for one in parts(Measurement, moment.record.get("measurements")) if start <= one.since <= one.until]
    return Progress(
        criterion,
        start,
        ends_on,
        sum((one.events for one in counted), Decimal(0)),
        sum((one.exposure for one in counted), Decimal(0)),
    )


def effect_was_measured(moment: Moment) -> Iterator[Blocked]:
    """Something was counted in the window, with evidence: a blank answer is no effectiveness."""
    reached = progress(moment)
    if reached is None:
        yield Blocked("nothing_to_measure", {})
    elif reached.exposure <= 0 or not any(
        one.evidence for one in parts(Measurement, moment.record.get("measurements"))
    ):
        yield Blocked("not_measured", {"unit": reached.criterion.unit})


def window_is_over(moment: Moment) -> Iterator[Blocked]:
    """The days of the window have passed since the last implementation."""
    reached = progress(moment)
    if reached is not None and moment.day < reached.ends_on:
        days = (reached.ends_on - moment.day).days
        yield Blocked("window_open", {"ends_on": reached.ends_on, "days": days}, until=reached.ends_on)


def exposure_is_enough(moment: Moment) -> Iterator[Blocked]:
    """At least the exposure fixed before has run since."""
    reached = progress(moment)
    if reached is not None and reached.exposure < reached.criterion.minimum_exposure:
        yield Blocked(
            "exposure_too_small",
            {
                "exposure": reached.exposure,
                "needed": reached.criterion.minimum_exposure,
                "unit": reached.criterion.unit,
            },
        )


def target_is_met(moment: Moment) -> Iterator[Blocked]:
    """The rate is at or under the target."""
    reached = progress(moment)
    if reached is not None and reached.rate is not None and reached.rate > reached.criterion.target:
        yield Blocked("target_missed", {"rate": short(reached.rate), "target": short(reached.criterion.target)})


def nothing_came_back(moment: Moment) -> Iterator[Blocked]:
    """No new nonconformity with the mark was seen in the window: `moment.about["came_back"]` are the numbers of such."""
    numbers = tuple(moment.about.get("came_back", ()))
    if numbers:
        yield Blocked("came_back", {"nonconformities": numbers})


def measurements_are_plausible(moment: Moment) -> Iterator[Blocked]:
    """Counted forward in time, not in the future, after the change, not twice over the same days, with something at risk."""
    start = starts_on(moment)
    ordered = sorted(parts(Measurement, moment.record.get("measurements")), key=lambda one: (one.since, one.until))
    for one in ordered:
        if one.until < one.since or one.exposure <= 0 or one.events < 0:
            yield Blocked("measurement_impossible", {"since": one.since, "until_day": one.until})
        if one.until > moment.day:
            yield Blocked("measured_in_the_future", {"until_day": one.until}, until=one.until)
    for earlier, later in pairwise(ordered):
        if later.since <= earlier.until:
            yield Blocked("measured_twice", {"since": later.since, "until_day": earlier.until})
    if start is not None and ordered and ordered[-1].since < start:
        yield Blocked("measured_before_the_change", {"since": ordered[-1].since, "starts_on": start})


def more_time_is_needed(moment: Moment) -> Iterator[Blocked]:
    """The window is extended only where too little ran, and to a later day than it ends now or today."""
    reached = progress(moment)
    if reached is None:
        yield Blocked("nothing_to_measure", {})
        return
    if reached.exposure >= reached.criterion.minimum_exposure:
        yield Blocked("exposure_is_there", {"exposure": reached.exposure, "unit": reached.criterion.unit})
    until = moment.record.get("extended_until")
    planned = reached.starts_on + timedelta(days=int(reached.criterion.window_days))
    if until and until <= max(moment.day, planned):
        yield Blocked("extension_too_short", {"extended_until": until, "ends_on": planned})
