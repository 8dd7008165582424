"""How old the register's answer is on the day asked about, compared with the time in which the register changes.

The policy of the buyer has its own limit; here an answer counts as old from half a year on, or from three times the register's own
time for entries. The age in days is part of the finding.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.registers import (
    SILENT,
    about_certificates,
    name_of_register,
    own_record,
    register_of,
    why_no_record,
)
from livingproof.core.record import Lookup
from livingproof.core.terms import Axis, Grade, Weight

STALE_DAYS = 180
LAGS = 3


class Fresh(Reason):
    """Whether the answer is recent."""

    FRESH = Grade.PASS
    STALE = Grade.WARN
    AGE_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The age of the answer that brought the record, else of the newest answer about certificates."""
    answered = [one for one in case.lookups if about_certificates(one, case.facts) and one.answer not in SILENT]
    chosen = case.lookup if own_record(case.claim, case.record, case.lookup, case.facts) else None
    lookup = chosen or max(answered, key=lambda one: one.speaks_of, default=None)
    if lookup is None:
        return Fresh.AGE_UNKNOWN.with_facts(why=why_no_record(case.lookups, case.facts))
    age = max((case.as_of - lookup.speaks_of).days, 0)
    limit = min(STALE_DAYS, LAGS * lag) if (lag := _lag(case, lookup)) else STALE_DAYS
    return (Fresh.STALE if age > limit else Fresh.FRESH).with_facts(
        register=name_of_register(lookup, case.facts), speaks_of=lookup.speaks_of, age_days=age, limit_days=limit
    )


def _lag(case: Case, lookup: Lookup) -> int | None:
    """The register's own time for entries, the longest of its rules; None when no rule says."""
    register = register_of(lookup, case.facts)
    return max((rule.lag_days for rule in register.rules if rule.lag_days), default=None) if register else None


CHECK = Check("reg.fresh", Axis.GENUINE, Weight.INFO, Fresh, judge)
