"""The certificate is in its term on the day asked about, and on the days of delivery and production that are given.

Ambiguous dates are carried as all their readings: only when every reading lies in the past is it a fail.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.days import add_months
from livingproof.core.purchase import Purchase
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
    """Compare every reading of the expiry date with the day asked about and with the days of delivery and production."""
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
    wanted, of = _until(case.purchase)
    if wanted and ends < wanted:
        return Term.EXPIRES_BEFORE_DELIVERY.with_facts(expires_on=ends, delivery_on=wanted, of=of)
    if (ends - case.as_of).days <= SOON_DAYS:
        return Term.EXPIRES_WITHIN.with_facts(expires_on=ends, days=(ends - case.as_of).days)
    return Term.IN_TERM.with_facts(expires_on=ends)


def _until(purchase: Purchase) -> tuple[date | None, str]:
    """The last of the days asked about, delivery or end of production, and which of them it is."""
    days = [
        (purchase.delivery_on, "day of delivery"),
        (purchase.production and purchase.production[1], "last day of production"),
    ]
    return max(((day, of) for day, of in days if day), default=(None, ""))


CHECK = Check("date.expiry", Axis.STANDING, Weight.DECISIVE, Term, judge, reads=("expires_on",))
