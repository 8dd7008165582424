"""The certification body's firm or owner does not also sell consultancy, templates or a certificate in a few days.

ISO/IEC 17021-1, 5.2 in own words: who certifies must not consult on the same system. A person looks at offers, domains and owners and
keeps what was seen with its address and day.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight


class Impartial(Reason):
    """Whether an offer speaks against impartiality."""

    NO_SIGN = Grade.PASS
    CONSULTING_BUNDLE = Grade.WARN
    FAST_OFFER = Grade.WARN
    NOT_CHECKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person saw of the body's offers."""
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Impartial.NOT_CHECKED.with_facts()
    return Impartial[reply.code].with_facts(**facts_told(reply, case.replies))


BROUGHT = ("NO_SIGN", "CONSULTING_BUNDLE", "FAST_OFFER")
"""Answers that a person can bring."""

CHECK = Check("cb.impartial", Axis.PRACTICE, Weight.STRONG, Impartial, judge, answers=BROUGHT)
