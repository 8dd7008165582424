"""The site was audited itself, and not only covered by a sample of sites.

IAF MD 1 in own words: of many like sites a body may audit a sample under one central function. A certificate does not show which sites
were visited; the audit programme or the body does. Where only one site is named, nothing is sampled.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Sampled(Reason):
    """Whether this site was visited."""

    SITE_AUDITED = Grade.PASS
    SITE_ONLY_SAMPLED = Grade.WARN
    NOT_ON_CERTIFICATE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What the audit programme or the body says of this site."""
    if len(case.claim.sites.value or ()) <= 1:
        return not_applicable("the certificate names no more than one site")
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Sampled.NOT_ON_CERTIFICATE.with_facts()
    return Sampled[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("SITE_AUDITED", "SITE_ONLY_SAMPLED")
"""Answers that a person can bring."""

CHECK = Check("site.sampled", Axis.PRACTICE, Weight.INFO, Sampled, judge, answers=BROUGHT)
