"""The days of the last full audit are plausible for the people within the scope.

Documents do not print audit days; somebody who knows gives people and days. They are compared with a table of least audit times
that a source confirms. No such table is shipped: a user's own, laid over the catalogue, is used, and an unconfirmed one is not.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.terms import Axis, Grade, Weight

SHORT = 0.5
"""Below this share of the table's days a time is short: reductions and combined audits explain a good part of the rest."""


class AuditTime(Reason):
    """Whether the time of the audit is plausible."""

    AUDIT_TIME_PLAUSIBLE = Grade.PASS
    AUDIT_TIME_SHORT = Grade.WARN
    AUDIT_TIME_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The days given against the highest least time of the standards on the certificate."""
    people, days = case.purchase.headcount, case.purchase.audit_days
    facts: dict[str, Plain] = {"headcount": people, "audit_days": days}
    if people is None or days is None:
        why = "people within the scope and days of the last full audit were not both given"
        return AuditTime.AUDIT_TIME_UNKNOWN.with_facts(**facts, why=why)
    known = [case.facts.audit_times[one.id] for one in case.standards if one.id in case.facts.audit_times]
    confirmed = [table for table in known if table.provenance.confirmed]
    if not confirmed:
        why = "the catalogue holds no confirmed table of audit times for the standards of the certificate"
        return AuditTime.AUDIT_TIME_UNKNOWN.with_facts(**facts, why=why)
    least = max((time for table in confirmed if (time := table.least(people)) is not None), default=None)
    if least is None:
        return AuditTime.AUDIT_TIME_UNKNOWN.with_facts(**facts, why=f"the table does not reach to {people} people")
    reason = AuditTime.AUDIT_TIME_SHORT if days < SHORT * least else AuditTime.AUDIT_TIME_PLAUSIBLE
    tables = tuple(table.standard for table in confirmed)
    return reason.with_facts(**facts, least=least, standards=tables).resting_on(
        *(table.provenance for table in confirmed)
    )


CHECK = Check("cb.audit-time", Axis.PRACTICE, Weight.STRONG, AuditTime, judge, reads=("standards",))
