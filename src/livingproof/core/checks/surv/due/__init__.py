"""Which surveillance audits are due by the day asked about.

ISO/IEC 17021-1, 9.1.3 in own words: the first surveillance after an initial certification within twelve months of the
decision; afterwards one in each calendar year, none in the year of recertification. A calendar year is over only with its
last day, so up to about 23 months may lie between two audits. After a renewal the calendar years count from the start.
Dates that the document itself prints go before the rule. Where the decision is not printed, the start or issue stands in
for it. The check says what is due, not what was missed: evidence is another question.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.days import add_months
from livingproof.core.terms import Axis, Grade, Weight

FIRST_MONTHS = 12
CYCLE_MONTHS = 36
LONGEST_MONTHS = 42
RECERTIFIED_AHEAD_MONTHS = 3
"""Recertification is audited some months before the expiry: in this year no surveillance is counted."""
RENEWED_DAYS = 31


class Due(Reason):
    """Whether a surveillance audit is due."""

    NONE_DUE_YET = Grade.PASS
    SURVEILLANCE_DUE = Grade.WARN
    DECISION_DATE_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """List the dates of this cycle, and split them at the day asked about; an ended certificate has no audit due."""
    if _ended(case):
        return not_applicable("the certificate had ended by the day asked about")
    printed = tuple(sorted(case.claim.surveillance_due_on.value or ()))
    start = _cycle_start(case)
    if not printed and start is None:
        return Due.DECISION_DATE_UNKNOWN.with_facts()
    dates = printed or _by_rule(case, start) if start else printed
    due = tuple(day for day in dates if day <= case.as_of)
    coming = next((day for day in dates if day > case.as_of), None)
    facts = {"starts_on": start, "next_on": coming, "by": "the document" if printed else "the rule"}
    if due:
        return Due.SURVEILLANCE_DUE.with_facts(due=due, due_on=due[-1], **facts)
    return Due.NONE_DUE_YET.with_facts(**facts)


def _ended(case: Case) -> bool:
    ends = case.claim.expires_on.readings
    return bool(ends) and max(ends) < case.as_of


def _cycle_start(case: Case) -> date | None:
    """The latest reading of the start; three years before the expiry where the start is that of an earlier cycle."""
    claim = case.claim
    if not claim.starts:
        return None
    start = max(claim.starts.readings)
    ends = claim.expires_on.readings
    if ends and min(ends) > add_months(start, LONGEST_MONTHS):
        return add_months(min(ends), -CYCLE_MONTHS)
    return start


def _by_rule(case: Case, start: date) -> tuple[date, ...]:
    end = min(case.claim.expires_on.readings, default=add_months(start, CYCLE_MONTHS))
    recertified = add_months(end, -RECERTIFIED_AHEAD_MONTHS).year
    first = add_months(start, FIRST_MONTHS)
    dates = [first] if not _renewed(case, start) and first < end else []
    years = range(start.year + 1, recertified)
    dates += [date(year, 12, 31) for year in years if not (dates and year == first.year)]
    return tuple(sorted(dates))


def _renewed(case: Case, start: date) -> bool:
    first = case.claim.first_certified_on.readings
    return bool(first) and (start - max(first)).days > RENEWED_DAYS


CHECK = Check("surv.due", Axis.STANDING, Weight.STRONG, Due, judge)
