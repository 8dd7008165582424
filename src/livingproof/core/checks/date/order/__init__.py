"""The dates stand in an order in which they can have happened.

Only orders without an innocent explanation fail: any date at or after the expiry, a first certification later than every
date of the present certificate, a decision, issue or audit that lies after the day asked about. A date of issue after the
start of validity is a re-issue; a start after the issue is a renewal prepared in time; a decision after the printed issue
is a later decision on a certificate that keeps its first date. None of these is held against the document. Ambiguous dates
fail only when every combination of their readings does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.claim import Claim
from livingproof.core.terms import Axis, Grade, Weight

LATER_FIRST_DAYS = 31
"""A first certification may be printed with its effective day, some weeks after the decision."""
AHEAD_DAYS = 1
"""A document may be dated tomorrow by the calendar of another time zone."""
AUDIT_TOPIC = "audited_on"
"""Topic of a phrase of the document that holds the date of the last audit, as an ISO date."""


class Order(Reason):
    """Whether the dates can have happened in this order."""

    DATES_ORDERED = Grade.PASS
    DATES_SAME_DAY_AUDIT_AND_DECISION = Grade.WARN
    DATES_IMPOSSIBLE = Grade.FAIL
    DATE_MISSING = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Name the first pair that cannot be; else the missing date; else an audit and a decision of one day."""
    claim = case.claim
    for pair, earlier, later in _pairs(case):
        if earlier and later and min(earlier) > max(later):
            told = case.as_of if later == _horizon(case) else max(later)
            return Order.DATES_IMPOSSIBLE.with_facts(pair=pair, earlier=min(earlier), later=told)
    missing = (() if claim.starts else ("start",)) + (() if claim.expires_on else ("expiry",))
    if missing:
        return Order.DATE_MISSING.with_facts(missing=missing)
    decided = claim.decision_on or claim.issued_on
    same_day = set(_audits(claim)) & set(decided.readings)
    if same_day:
        return Order.DATES_SAME_DAY_AUDIT_AND_DECISION.with_facts(day=min(same_day))
    return Order.DATES_ORDERED.with_facts(starts_on=claim.starts.value, expires_on=claim.expires_on.value)


def _pairs(case: Case) -> Iterator[tuple[str, tuple[date, ...], tuple[date, ...]]]:
    """Pairs of which the first must not lie after the second, with all readings of both."""
    claim = case.claim
    expiry = tuple(day - timedelta(days=1) for day in claim.expires_on.readings)
    present = (*claim.decision_on.readings, *claim.issued_on.readings, *claim.valid_from.readings)
    latest = (max(present) + timedelta(days=LATER_FIRST_DAYS),) if present else ()
    horizon = _horizon(case)
    yield "decision/expiry", claim.decision_on.readings, expiry
    yield "issue/expiry", claim.issued_on.readings, expiry
    yield "start/expiry", claim.valid_from.readings, expiry
    yield "first certification/expiry", claim.first_certified_on.readings, expiry
    yield "first certification/issue", claim.first_certified_on.readings, latest
    yield "decision/day asked about", claim.decision_on.readings, horizon
    yield "issue/day asked about", claim.issued_on.readings, horizon
    yield "audit/day asked about", _audits(claim), horizon


def _horizon(case: Case) -> tuple[date, ...]:
    """The last day that counts as today: the day asked about, and what time zones add."""
    return (case.as_of + timedelta(days=AHEAD_DAYS),)


def _audits(claim: Claim) -> tuple[date, ...]:
    found = []
    for topic, quote in claim.document.phrases if claim.document else ():
        if topic == AUDIT_TOPIC:
            try:
                found.append(date.fromisoformat(quote))
            except ValueError:
                continue
    return tuple(found)


CHECK = Check(
    "date.order",
    Axis.CONSISTENT,
    Weight.STRONG,
    Order,
    judge,
    reads=("first_certified_on", "decision_on", "issued_on", "valid_from", "expires_on"),
)
