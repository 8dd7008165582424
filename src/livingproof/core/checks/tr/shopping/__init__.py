"""The holder did not change its certification body again and again, nor come back at once after a withdrawal.

A change of body is ordinary business. Three bodies for one standard within five years, or a new body within a year of a withdrawal, are a
reason to ask why, and never more.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.days import add_months
from livingproof.core.matching.bodies import find_body, key, same_certification_body
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, State, Weight, Zone

MONTHS = 60
MANY = 3
AFTER_MONTHS = 12
LOST = frozenset({State.WITHDRAWN, State.CANCELLED})


class Shopping(Reason):
    """How often the body changed."""

    STABLE = Grade.PASS
    BODY_CHANGES = Grade.WARN
    NEW_BODY_AFTER_WITHDRAWAL = Grade.WARN
    NO_HISTORY = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The holder's other records for the same standards, against the body named here."""
    wanted = {standard.id for standard in case.standards}
    others = [record for record in case.kin if record.certification_body and (not wanted or record.standard in wanted)]
    if not others:
        return Shopping.NO_HISTORY.with_facts(holder=case.claim.holder_name.value)
    began = min(case.claim.starts.readings, default=case.as_of)
    lost = next((record for record in others if _lost_before(case, record, began)), None)
    if lost:
        return Shopping.NEW_BODY_AFTER_WITHDRAWAL.with_facts(
            name=lost.certification_body, number=lost.number, since=lost.status_since, began=began
        )
    names = _bodies(case, others)
    if len(names) >= MANY:
        return Shopping.BODY_CHANGES.with_facts(names=names, count=len(names), years=MONTHS // 12)
    return Shopping.STABLE.with_facts(names=names, count=len(names))


def _lost_before(case: Case, record: Record, began: date) -> bool:
    """Whether another body withdrew a certificate of the holder within the year before this one began."""
    since = record.status_since
    if record.status not in LOST or since is None or not since <= began <= add_months(since, AFTER_MONTHS):
        return False
    named = case.claim.certification_body.value
    return same_certification_body(named, record.certification_body, case.facts) is Zone.OTHER


def _bodies(case: Case, others: list[Record]) -> tuple[str, ...]:
    """The bodies of the last years, each once under the name first met; the one named here first."""
    named = case.claim.certification_body.value
    after = add_months(case.as_of, -MONTHS)
    recent = [record.certification_body for record in others if record.issued_on is None or record.issued_on >= after]
    found: dict[str, str] = {}
    for name in (named, *recent):
        if name:
            body = find_body(name, case.facts.certification_bodies)
            found.setdefault((body.group or body.id) if body else key(name), name)
    return tuple(found.values())


CHECK = Check("tr.shopping", Axis.PRACTICE, Weight.WEAK, Shopping, judge, reads=("certification_body",))
