"""Samples and test reports of the product were asked for and seen.

A certificate of a management system says nothing about one product: what was bought is judged by its own samples and reports.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Samples(Reason):
    """Whether samples and reports were seen."""

    SAMPLES_SEEN = Grade.PASS
    SAMPLES_NOT_SEEN = Grade.WARN
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person saw."""
    if not case.purchase.product:
        return not_applicable("no product was asked about")
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Samples.NOT_ASKED.with_facts()
    return Samples[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("SAMPLES_SEEN", "SAMPLES_NOT_SEEN")
"""Answers that a person can bring."""

CHECK = Check("prod.samples", Axis.FITNESS, Weight.INFO, Samples, judge, answers=BROUGHT)
