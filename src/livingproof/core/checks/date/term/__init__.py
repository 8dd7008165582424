"""The term is at most three years, counting what was left of the old cycle when the certificate was renewed.

The cycle starts with the decision (ISO/IEC 17021-1, 9.1.3 and 9.6.3, in own words); where the decision is not printed, the
start of validity or the issue is taken. A renewed certificate may end three years after the *old* expiry. The document
shows an old cycle when the older certificate is at hand, or when the first certification is earlier and the expiry falls
on one of its three-year anniversaries. A date of start that is the first certification itself, on a document re-issued
later, is no start of this cycle. A term of one year is a choice of the body that renews every year.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.days import add_months
from livingproof.core.terms import Axis, Grade, Weight

CYCLE_MONTHS = 36
UNUSED_MONTHS = 6
"""Bodies recertify up to about half a year before the old certificate ends."""
SLACK_DAYS = 3
"""The first and the last day are both counted, or neither, and some bodies end on a month's last day."""
ANNIVERSARY_DAYS = 31
ONE_YEAR_DAYS = (335, 396)


class Term(Reason):
    """How long the certificate runs."""

    TERM_OK = Grade.PASS
    TERM_ONE_YEAR = Grade.PASS
    TERM_LONG_RECERT_POSSIBLE = Grade.WARN
    TERM_TOO_LONG = Grade.FAIL
    DATE_MISSING = Grade.UNDETERMINED


RANK = (Term.TERM_TOO_LONG, Term.TERM_LONG_RECERT_POSSIBLE, Term.TERM_OK, Term.TERM_ONE_YEAR)


def judge(case: Case) -> Judgement:
    """Measure every pair of readings; the kindest pair answers, so that only what all of them say can fail."""
    claim = case.claim
    if not claim.starts or not claim.expires_on:
        missing = (() if claim.starts else ("start",)) + (() if claim.expires_on else ("expiry",))
        return Term.DATE_MISSING.with_facts(missing=missing)
    pairs = [(start, end) for start in claim.starts.readings for end in claim.expires_on.readings if start < end]
    judged = [(_term(case, start, end), start, end) for start, end in pairs]
    if not judged:
        return Term.DATE_MISSING.with_facts(missing=("a start before the expiry",))
    reason, start, end = max(judged, key=lambda pair: RANK.index(pair[0]))
    return reason.with_facts(
        starts_on=start,
        expires_on=end,
        days=(end - start).days,
        beyond=max(0, (end - add_months(start, CYCLE_MONTHS)).days),
        renewal=_is_renewal(case, start),
    )


def _term(case: Case, start: date, end: date) -> Term:
    if ONE_YEAR_DAYS[0] <= (end - start).days <= ONE_YEAR_DAYS[1]:
        return Term.TERM_ONE_YEAR
    if _fits(start, end, 0):
        return Term.TERM_OK
    if _fits(start, end, UNUSED_MONTHS):
        continues = _old_cycle_shown(case, start, end) or _restarts(case, start, end)
        return Term.TERM_OK if continues else Term.TERM_LONG_RECERT_POSSIBLE
    if _restarts(case, start, end):
        first = case.claim.first_certified_on.readings
        return Term.TERM_OK if _near(start, first) else Term.TERM_LONG_RECERT_POSSIBLE
    return Term.TERM_LONG_RECERT_POSSIBLE if _old_cycle_shown(case, start, end) else Term.TERM_TOO_LONG


def _fits(start: date, end: date, unused_months: int) -> bool:
    return (end - add_months(start, CYCLE_MONTHS + unused_months)).days <= SLACK_DAYS


def _restarts(case: Case, start: date, end: date) -> bool:
    """Whether a later start or issue is printed from which the term is within three years."""
    later = (*case.claim.valid_from.readings, *case.claim.issued_on.readings)
    return any(start < other < end and _fits(other, end, 0) for other in later)


def _old_cycle_shown(case: Case, start: date, end: date) -> bool:
    """Whether an older certificate, or the first certification, says that an older cycle was still running at the start."""
    older = (
        other.expires_on.value for other in case.beside if _same_certification(case, other.certificate_number.value)
    )
    if any(start <= old < end and _fits(old, end, 0) for old in older if old):
        return True
    return _is_renewal(case, start) and any(
        _near(end, (add_months(first, CYCLE_MONTHS * cycle),), ANNIVERSARY_DAYS)
        for first in case.claim.first_certified_on.readings
        for cycle in range(2, (end.year - first.year) // 3 + 2)
    )


def _same_certification(case: Case, number: str | None) -> bool:
    return number is not None and number == case.claim.certificate_number.value


def _is_renewal(case: Case, start: date) -> bool:
    """Whether the first certification lies clearly before the start of this cycle; False when it is not printed."""
    first = case.claim.first_certified_on.readings
    return bool(first) and max(first) < start and not _near(start, first, ANNIVERSARY_DAYS)


def _near(day: date, others: tuple[date, ...], days: int = SLACK_DAYS) -> bool:
    return any(abs((day - other).days) <= days for other in others)


CHECK = Check(
    "date.term",
    Axis.CONSISTENT,
    Weight.STRONG,
    Term,
    judge,
    reads=("decision_on", "issued_on", "valid_from", "expires_on"),
)
