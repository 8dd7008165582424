"""Which surveillance audits are due by the day asked about.

ISO/IEC 17021-1, 9.1.3 in own words: the first surveillance after an initial certification within twelve months of the
decision; afterwards one in each calendar year, none in the year of recertification. A calendar year is over only with its
last day, so up to about 23 months may lie between two audits. After a renewal the calendar years count from the start.
Dates that the document itself prints go before the rule. Where the decision is not printed, the start or issue stands in
for it. The check says what is due, not what was missed: evidence is another question.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.surveillance import cycle_start, dates_of_cycle, has_ended, printed_dates
from livingproof.core.terms import Axis, Grade, Weight


class Due(Reason):
    """Whether a surveillance audit is due."""

    NONE_DUE_YET = Grade.PASS
    SURVEILLANCE_DUE = Grade.WARN
    DECISION_DATE_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """List the dates of this cycle, and split them at the day asked about; an ended certificate has no audit due."""
    if has_ended(case.claim, case.as_of):
        return not_applicable("the certificate had ended by the day asked about")
    printed = printed_dates(case.claim)
    start = cycle_start(case.claim)
    if not printed and start is None:
        return Due.DECISION_DATE_UNKNOWN.with_facts()
    dates = dates_of_cycle(case.claim)
    due = tuple(day for day in dates if day <= case.as_of)
    coming = next((day for day in dates if day > case.as_of), None)
    facts = {"starts_on": start, "next_on": coming, "by": "the document" if printed else "the rule"}
    if due:
        return Due.SURVEILLANCE_DUE.with_facts(due=due, due_on=due[-1], **facts)
    return Due.NONE_DUE_YET.with_facts(**facts)


CHECK = Check("surv.due", Axis.STANDING, Weight.STRONG, Due, judge)
