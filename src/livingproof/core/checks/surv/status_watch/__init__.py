"""Nothing about the certification has changed in the registers of late: state, scope, sites, last day.

Changes are those between two extracts of a register, or events that a register tells itself. What was seen within ninety days before the day
asked about counts; audits and renewals are the ordinary course.
"""

from __future__ import annotations

from datetime import timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.record import Event
from livingproof.core.terms import Axis, EventKind, Grade, Weight

RECENT = timedelta(days=90)
ORDINARY = frozenset({EventKind.ISSUED, EventKind.SURVEYED, EventKind.RECERTIFIED, EventKind.CORRECTED})


class Watch(Reason):
    """Whether something changed."""

    NO_CHANGE = Grade.PASS
    CHANGED = Grade.WARN
    FIRST_CHECK = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The newest change of late; without any history this is the first look."""
    if not case.history:
        return Watch.FIRST_CHECK.with_facts()
    recent = [event for event in case.history if _seen_of_late(case, event) and event.kind not in ORDINARY]
    if not recent:
        newest = max(event.observed_on for event in case.history)
        return Watch.NO_CHANGE.with_facts(events=len(case.history), seen_on=newest)
    last = max(recent, key=lambda event: event.observed_on)
    return Watch.CHANGED.with_facts(
        register=case.facts.registers[last.register].name if last.register in case.facts.registers else last.register,
        kind=last.kind.value,
        field=last.field,
        before=last.before,
        after=last.after,
        seen_on=last.observed_on,
        events=len(recent),
    )


def _seen_of_late(case: Case, event: Event) -> bool:
    return case.as_of - RECENT <= event.observed_on <= case.as_of


CHECK = Check("surv.status-watch", Axis.STANDING, Weight.INFO, Watch, judge)
