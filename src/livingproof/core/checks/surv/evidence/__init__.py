"""There is evidence that the surveillance due by the day asked about took place.

A report page or letter that a person has seen, a register's count or date of audits, or an event that a register tells. A register that
shows the certificate active after the due day lets it be inferred and no more. Whether one is due is another question; where none is,
nothing need be shown.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.matching.surveillance import cycle_start, dates_of_cycle, has_ended
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Axis, EventKind, Grade, State, Weight

IN_FORCE = frozenset({State.ACTIVE, State.REDUCED})


class Shown(Reason):
    """Whether the surveillance was shown."""

    SURVEILLANCE_SHOWN = Grade.PASS
    SURVEILLANCE_INFERRED = Grade.WARN
    SURVEILLANCE_NOT_SHOWN = Grade.WARN
    SURVEILLANCE_OVERDUE_CONFIRMED = Grade.FAIL
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person saw goes first, then what the register counts, then what it lets infer."""
    if has_ended(case.claim, case.as_of):
        return not_applicable("the certificate had ended by the day asked about")
    due = tuple(day for day in dates_of_cycle(case.claim) if day <= case.as_of)
    if not due:
        return not_applicable("no surveillance audit is known to be due")
    facts: dict[str, Plain] = {"due_on": due[-1]}
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply:
        return Shown[reply.code].with_facts(**{**facts_told(reply, case.replies), **facts})
    return _by_register(case, due, facts) or Shown.NOT_ASKED.with_facts(**facts)


def _by_register(case: Case, due: tuple[date, ...], facts: dict[str, Plain]) -> Judgement | None:
    """What an independent register tells of audits, or lets infer."""
    since = due[-2] if len(due) > 1 else cycle_start(case.claim)
    for event in case.history:
        if event.kind is EventKind.SURVEYED and event.on and since and since < event.on <= case.as_of:
            return Shown.SURVEILLANCE_SHOWN.with_facts(
                **facts, source=_name(case, event.register), told_on=event.on, how="event"
            )
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    if kept is None or case.lookup is None:
        return None
    facts = {**facts, "source": name_of_register(case.lookup, case.facts), "told_on": case.lookup.speaks_of}
    rests_on = case.facts.registers[case.lookup.register].provenance
    if how := _counted(kept, due, since):
        return Shown.SURVEILLANCE_SHOWN.with_facts(**facts, how=how).resting_on(rests_on)
    if _active_after(kept, case.lookup, due[-1]):
        return Shown.SURVEILLANCE_INFERRED.with_facts(**facts, how="status").resting_on(rests_on)
    return None


def _name(case: Case, register: str) -> str:
    known = case.facts.registers.get(register)
    return known.name if known else register


def _counted(kept: Record, due: tuple[date, ...], since: date | None) -> str | None:
    if kept.surveillance_count is not None and kept.surveillance_count >= len(due):
        return "count"
    if kept.last_audit_on and since and kept.last_audit_on > since:
        return "date of the last audit"
    return None


def _active_after(kept: Record, lookup: Lookup, due: date) -> bool:
    return kept.status in IN_FORCE and lookup.speaks_of > due


BROUGHT = ("SURVEILLANCE_SHOWN", "SURVEILLANCE_NOT_SHOWN", "SURVEILLANCE_OVERDUE_CONFIRMED")
"""Answers that a person can bring."""

CHECK = Check("surv.evidence", Axis.STANDING, Weight.STRONG, Shown, judge, reads=("expires_on",), answers=BROUGHT)
