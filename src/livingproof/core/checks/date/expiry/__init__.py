"""The certificate is in its term on the day asked about, and on the day of delivery if one is given.

Ambiguous dates are carried as all their readings: only when every reading lies in the past is it a fail.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.days import add_months
from livingproof.core.terms import Axis, Grade, Weight

RESTORABLE_MONTHS = 6  # ISO/IEC 17021-1, 9.6.3.2.5: certification may be restored within six months after expiry.
SOON_DAYS = 60


class Term(Reason):
    """Why a certificate is, or is not, in its term."""

    IN_TERM = Grade.PASS
    EXPIRES_WITHIN = Grade.WARN
    EXPIRES_BEFORE_DELIVERY = Grade.WARN
    EXPIRED = Grade.FAIL
    NO_EXPIRY_PRINTED = Grade.UNDETERMINED
    EXPIRY_AMBIGUOUS = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Compare every reading of the expiry date with the day asked about and with the delivery date, if one is given."""
    readings = case.claim.expires_on.readings
    if not readings:
        return Term.NO_EXPIRY_PRINTED.with_facts()
    past = tuple(day for day in readings if day < case.as_of)
    if past and len(past) < len(readings):
        return Term.EXPIRY_AMBIGUOUS.with_facts(readings=readings)
    if past:
        expired = max(past)
        restorable = add_months(expired, RESTORABLE_MONTHS)
        return Term.EXPIRED.with_facts(
            expires_on=expired,
            days=(case.as_of - expired).days,
            restorable_until=restorable,
            window="open" if case.as_of <= restorable else "closed",
        )
    ends = min(readings)
    if case.purchase.delivery_on and ends < case.purchase.delivery_on:
        return Term.EXPIRES_BEFORE_DELIVERY.with_facts(expires_on=ends, delivery_on=case.purchase.delivery_on)
    if (ends - case.as_of).days <= SOON_DAYS:
        return Term.EXPIRES_WITHIN.with_facts(expires_on=ends, days=(ends - case.as_of).days)
    return Term.IN_TERM.with_facts(expires_on=ends)


CHECK = Check("date.expiry", Axis.STANDING, Weight.DECISIVE, Term, judge, reads=("expires_on",))
