"""The person who signed is known to the certification body as entitled to sign.

Only the body can say. Few bodies publish who signs for them, and an unknown name is often a former employee's or a misreading: the
answer decides nothing alone.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Signer(Reason):
    """Whether the body knows the signer."""

    SIGNER_CONFIRMED = Grade.PASS
    SIGNER_UNKNOWN_TO_BODY = Grade.WARN
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What the body answered about the signer."""
    if case.claim.document is None:
        return not_applicable("no document")
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Signer.NOT_ASKED.with_facts()
    return Signer[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("SIGNER_CONFIRMED", "SIGNER_UNKNOWN_TO_BODY")
"""Answers that a person can bring."""

CHECK = Check("doc.signer", Axis.GENUINE, Weight.WEAK, Signer, judge, answers=BROUGHT)
