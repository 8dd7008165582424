"""The dates of the certificate can be read in one way only.

3/4/2025 is a day in March or in April: where nothing on the page settles it, both readings are kept, every check that uses
the date looks at all of them, and only when all of them fail does the check fail.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.terms import Axis, Grade, Weight

DATES = ("first_certified_on", "decision_on", "issued_on", "valid_from", "expires_on")


class Clarity(Reason):
    """Whether each date has one meaning."""

    DATES_CLEAR = Grade.PASS
    DATE_AMBIGUOUS = Grade.WARN
    DATE_MISSING = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Ask for a start and an end, then for dates with more than one reading."""
    claim = case.claim
    missing = (() if claim.starts else ("start",)) + (() if claim.expires_on else ("expiry",))
    if missing:
        return Clarity.DATE_MISSING.with_facts(missing=missing)
    fields = {name: field for name, field in claim.read_fields() if name in DATES and field}
    several: dict[str, Plain] = {}
    for name in DATES:
        if name in fields and len(set(getattr(claim, name).readings)) > 1:
            several[name] = getattr(claim, name).readings
    if several:
        return Clarity.DATE_AMBIGUOUS.with_facts(fields=tuple(several), readings=several)
    return Clarity.DATES_CLEAR.with_facts(fields=tuple(name for name in DATES if name in fields))


CHECK = Check("date.parse", Axis.READ, Weight.INFO, Clarity, judge)
