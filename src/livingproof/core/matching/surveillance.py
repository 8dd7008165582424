"""Which surveillance audits a certification cycle asks for.

ISO/IEC 17021-1, 9.1.3 in own words: the first within twelve months of the decision after an initial certification, afterwards one in
each calendar year, none in the year of recertification. Dates that the document prints go before the rule.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.claim import Claim
from livingproof.core.days import add_months

FIRST_MONTHS = 12
CYCLE_MONTHS = 36
LONGEST_MONTHS = 42
RECERTIFIED_AHEAD_MONTHS = 3
"""Recertification is audited some months before the expiry: in this year no surveillance is counted."""
RENEWED_DAYS = 31


def has_ended(claim: Claim, on: date) -> bool:
    """Whether the certificate had ended by that day, by every reading of its last day."""
    ends = claim.expires_on.readings
    return bool(ends) and max(ends) < on


def printed_dates(claim: Claim) -> tuple[date, ...]:
    """The due dates that the document prints, in order."""
    return tuple(sorted(claim.surveillance_due_on.value or ()))


def cycle_start(claim: Claim) -> date | None:
    """The latest reading of the start; three years before the expiry where the start is that of an earlier cycle."""
    if not claim.starts:
        return None
    start = max(claim.starts.readings)
    ends = claim.expires_on.readings
    if ends and min(ends) > add_months(start, LONGEST_MONTHS):
        return add_months(min(ends), -CYCLE_MONTHS)
    return start


def dates_by_rule(claim: Claim, start: date) -> tuple[date, ...]:
    """The due dates of the cycle that begins on this day."""
    end = min(claim.expires_on.readings, default=add_months(start, CYCLE_MONTHS))
    recertified = add_months(end, -RECERTIFIED_AHEAD_MONTHS).year
    first = add_months(start, FIRST_MONTHS)
    dates = [first] if not _renewed(claim, start) and first < end else []
    years = range(start.year + 1, recertified)
    dates += [date(year, 12, 31) for year in years if not (dates and year == first.year)]
    return tuple(sorted(dates))


def dates_of_cycle(claim: Claim) -> tuple[date, ...]:
    """The printed due dates, else those by the rule; empty where neither is known."""
    start = cycle_start(claim)
    return printed_dates(claim) or (dates_by_rule(claim, start) if start else ())


def _renewed(claim: Claim, start: date) -> bool:
    first = claim.first_certified_on.readings
    return bool(first) and (start - max(first)).days > RENEWED_DAYS
