"""The certificate is in its term on the day asked about, and on the days of delivery and production that are given.

Ambiguous dates are carried as all their readings: only when every reading lies in the past is it a fail. A term that begins after
one of these days, by the document or by its record in a register, leaves open what stood on that day: an earlier certificate may
have, and one in hand that did is counted for delivery and production. Where the certificate
that follows is in hand, this one has ended all the same, and the finding names the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.claim import Claim
from livingproof.core.days import add_months
from livingproof.core.matching.registers import own_record
from livingproof.core.matching.renewals import continues, renewal_among
from livingproof.core.purchase import Purchase
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, Weight

RESTORABLE_MONTHS = 6  # ISO/IEC 17021-1, 9.6.3.2.5: certification may be restored within six months after expiry.
SOON_DAYS = 60
AHEAD_DAYS = 1
"""A document may be dated tomorrow by the calendar of another time zone."""


class Term(Reason):
    """Why a certificate is, or is not, in its term."""

    IN_TERM = Grade.PASS
    EXPIRES_WITHIN = Grade.WARN
    EXPIRES_BEFORE_DELIVERY = Grade.WARN
    EXPIRED = Grade.FAIL
    RENEWAL_IN_HAND = Grade.FAIL
    TERM_NOT_BEGUN = Grade.UNDETERMINED
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
        renewal = renewal_among(case.claim, case.beside, case.as_of, case.facts)
        if renewal:
            return Term.RENEWAL_IN_HAND.with_facts(
                expires_on=expired,
                renewal=renewal.certificate_number.value or "",
                renewal_until=max(renewal.expires_on.readings),
            )
        restorable = add_months(expired, RESTORABLE_MONTHS)
        return Term.EXPIRED.with_facts(
            expires_on=expired,
            days=(case.as_of - expired).days,
            restorable_until=restorable,
            window="open" if case.as_of <= restorable else "closed",
        )
    ahead = _not_begun(case)
    if ahead:
        return ahead
    ends = min(readings)
    wanted, of = _until(case.purchase)
    if wanted and ends < wanted:
        return Term.EXPIRES_BEFORE_DELIVERY.with_facts(expires_on=ends, delivery_on=wanted, of=of)
    if (ends - case.as_of).days <= SOON_DAYS:
        return Term.EXPIRES_WITHIN.with_facts(expires_on=ends, days=(ends - case.as_of).days)
    return Term.IN_TERM.with_facts(expires_on=ends)


def _not_begun(case: Case) -> Judgement | None:
    """The first of the days asked about on which the term had not begun by any reading; None when it had on all of them."""
    claim, purchase = case.claim, case.purchase
    record = own_record(claim, case.record, case.lookup, case.facts)
    tomorrow = case.as_of + timedelta(days=AHEAD_DAYS)
    issued = [(days, where) for days, where in _issued(claim, record) if min(days) > tomorrow]
    issued += [(claim.valid_from.readings, "document")] if claim.valid_from else []
    for days, where in issued:
        if min(days) > case.as_of:
            return _begins(min(days), case.as_of, "day asked about", where)
    starts = claim.starts.readings or ((record.issued_on,) if record and record.issued_on else ())
    wanted = [
        (purchase.delivery_on, "day of delivery"),
        (purchase.production and purchase.production[0], "first day of production"),
    ]
    for day, of in wanted:
        if day and starts and min(starts) > day and not _carried(case, day):
            return _begins(min(starts), day, of, "document" if claim.starts else "register")
    return None


def _begins(starts_on: date, day: date, of: str, where: str) -> Judgement:
    return Term.TERM_NOT_BEGUN.with_facts(starts_on=starts_on, day=day, of=of, where=where)


def _issued(claim: Claim, record: Record | None) -> Iterator[tuple[tuple[date, ...], str]]:
    """The days of issue by the document and by the register's record of it, each with all readings."""
    if claim.issued_on:
        yield claim.issued_on.readings, "document"
    if record and record.issued_on:
        yield (record.issued_on,), "register"


def _carried(case: Case, day: date) -> bool:
    """Whether another certificate in hand, of the same holder and standard, was in its term on that day by every reading."""
    return any(
        continues(case.claim, other, case.facts)
        and bool(other.starts and other.expires_on)
        and max(other.starts.readings) <= day <= min(other.expires_on.readings)
        for other in case.beside
    )


def _until(purchase: Purchase) -> tuple[date | None, str]:
    """The last of the days asked about, delivery or end of production, and which of them it is."""
    days = [
        (purchase.delivery_on, "day of delivery"),
        (purchase.production and purchase.production[1], "last day of production"),
    ]
    return max(((day, of) for day, of in days if day), default=(None, ""))


CHECK = Check("date.expiry", Axis.STANDING, Weight.DECISIVE, Term, judge, reads=("expires_on",))
