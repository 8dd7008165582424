"""The seller's text does not advertise a certification that has ended or stands suspended.

ISO/IEC 17021-1, 9.6.5 in own words: after a suspension or withdrawal the holder must stop advertising it. What counts is the state that a register
shows, or the last day on the document; a text may simply not have been changed yet, so the days between are told.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.matching.registers import name_of_register, own_record
from livingproof.core.mention import Stance, Topic
from livingproof.core.terms import Axis, Grade, State, Weight

IN_FORCE = frozenset({State.ACTIVE, State.REDUCED})
OPEN = frozenset({None, State.UNKNOWN, State.TRANSFERRED})


class AfterEnd(Reason):
    """Whether the text speaks of something that has ended."""

    CLAIM_CURRENT = Grade.PASS
    CLAIM_AFTER_END = Grade.WARN
    STATUS_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The standards that the text claims as held, against the state of the certificate."""
    if not case.purchase.listing:
        return not_applicable("no listing text")
    named = {
        mention.standard.standard
        for mention in case.purchase.mentions
        if mention.stance is Stance.HELD and mention.topic is Topic.STANDARD and mention.standard
    }
    ours = {ref.standard for ref in case.claim.standards.value or ()}
    if not named & ours - {None}:
        return not_applicable("the text claims no standard of this certificate")
    standards = tuple(sorted(str(name) for name in named & ours - {None}))
    return _judged(case, {"standard": standards})


def _judged(case: Case, facts: dict[str, Plain]) -> Judgement:
    """By the register's state where one is shown, else by the last day of the document."""
    kept = own_record(case.claim, case.record, case.lookup, case.facts)
    if kept and case.lookup and kept.status not in OPEN:
        facts = {**facts, "source": name_of_register(case.lookup, case.facts), "speaks_of": case.lookup.speaks_of}
        if kept.status in IN_FORCE and not (kept.expires_on and kept.expires_on < case.as_of):
            return AfterEnd.CLAIM_CURRENT.with_facts(**facts)
        return _ended(case, kept.status_since or kept.expires_on, facts)
    ends = case.claim.expires_on.readings
    if ends and max(ends) < case.as_of:
        return _ended(case, max(ends), {**facts, "source": "the document", "speaks_of": None})
    return AfterEnd.STATUS_UNKNOWN.with_facts(**facts)


def _ended(case: Case, on: date | None, facts: dict[str, Plain]) -> Judgement:
    if on is None or on > case.as_of:
        return AfterEnd.STATUS_UNKNOWN.with_facts(**facts)
    return AfterEnd.CLAIM_AFTER_END.with_facts(**facts, ended_on=on, days=(case.as_of - on).days)


CHECK = Check("claim.after-end", Axis.PRACTICE, Weight.STRONG, AfterEnd, judge, reads=("expires_on", "standards"))
