"""The holder's own evidence addresses climate change, which auditors may ask about since the amendments of 2024.

A certificate never shows it: an audit report or the holder's analysis of its context may. Somebody must have looked there.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Climate(Reason):
    """Whether climate change was addressed."""

    CLIMATE_ADDRESSED = Grade.PASS
    CLIMATE_NOT_SHOWN = Grade.WARN
    NOT_ON_CERTIFICATE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person saw in the holder's evidence."""
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Climate.NOT_ON_CERTIFICATE.with_facts()
    return Climate[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("CLIMATE_ADDRESSED", "CLIMATE_NOT_SHOWN")
"""Answers that a person can bring."""

CHECK = Check("std.climate", Axis.PRACTICE, Weight.INFO, Climate, judge, answers=BROUGHT)
