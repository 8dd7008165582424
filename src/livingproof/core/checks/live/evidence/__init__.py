"""The supplier shows a management system at work: complaints closed, causes found, internal audits, reviews, indicators, traces.

Records with dates and names from everyday work say more about a system than its certificate; files that never change say little.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Living(Reason):
    """Whether records of everyday work were shown."""

    LIVING_EVIDENCE_SHOWN = Grade.PASS
    STATIC_FILES_ONLY = Grade.WARN
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person was shown."""
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Living.NOT_ASKED.with_facts()
    return Living[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("LIVING_EVIDENCE_SHOWN", "STATIC_FILES_ONLY")
"""Answers that a person can bring."""

CHECK = Check("live.evidence", Axis.PRACTICE, Weight.INFO, Living, judge, answers=BROUGHT)
