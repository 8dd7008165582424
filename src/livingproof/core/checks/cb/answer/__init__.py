"""What the certification body answered when it was asked about this certificate.

ISO/IEC 17021-1, 8.1.2 in own words: on request a body tells the status of a certification, its holder, standard, scope and place. The
answer counts when it was kept and when the address asked came from the catalogue or a register: whoever alters a document can
print an address on it too. An answer older than the certificate is about another one. The newest answer that counts leads; silence
after a denial takes it not back.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.replies import before_it_began, facts_told, newest_reply
from livingproof.core.record import Reply
from livingproof.core.terms import Axis, Grade, Weight

CATALOGUE = "catalogue"
"""What stands for "the catalogue's own entry of the body" where an address came from."""


class Answered(Reason):
    """What the body said."""

    CB_CONFIRMED = Grade.PASS
    CB_NO_ANSWER = Grade.WARN
    CB_DENIED = Grade.FAIL
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The newest answer, if it may count; an unanswered question tells how long it has been open."""
    reply = _leading(case)
    if reply is None:
        return Answered.NOT_ASKED.with_facts(why="nobody has asked it yet")
    facts = facts_told(reply, case.replies)
    if why := _why_not_counted(case, reply):
        return Answered.NOT_ASKED.with_facts(**facts, why=why, instead_of=reply.code)
    if reply.code == Answered.CB_NO_ANSWER.code:
        return Answered.CB_NO_ANSWER.with_facts(**facts, days_unanswered=max((case.as_of - reply.on).days, 0))
    return Answered[reply.code].with_facts(**facts, number=case.claim.certificate_number.value)


def _leading(case: Case) -> Reply | None:
    """The newest answer that counts, else the newest; a denial stands until the body says otherwise."""

    def counts(reply: Reply) -> bool:
        return _why_not_counted(case, reply) is None

    newest = newest_reply(case.replies, CHECK.id, BROUGHT, counts)
    said = newest_reply(case.replies, CHECK.id, SAID, counts)
    denied = said is not None and said.code == Answered.CB_DENIED.code and counts(said)
    return said if denied else newest


def _why_not_counted(case: Case, reply: Reply) -> str | None:
    """Why an answer says nothing that is independent of the document; None when it counts."""
    unanswered = reply.code == Answered.CB_NO_ANSWER.code
    reasons = (
        (not _independent(case, reply.address_from), "the address asked is not from a register or the catalogue"),
        (not unanswered and reply.digest is None, "the answer itself was not kept"),
        (before_it_began(reply, case.claim), "the answer is older than the certificate"),
    )
    return next((why for holds, why in reasons if holds), None)


def _independent(case: Case, origin: str | None) -> bool:
    """Whether an address came from a register that the seller does not run, an accreditation body, or the catalogue."""
    register = case.facts.registers.get(origin or "")
    if register:
        return register.independent
    return origin == CATALOGUE or origin in case.facts.accreditation_bodies


BROUGHT = ("CB_CONFIRMED", "CB_NO_ANSWER", "CB_DENIED")
"""Answers that a person can bring."""
SAID = ("CB_CONFIRMED", "CB_DENIED")
"""Those in which the body says something."""

CHECK = Check(
    "cb.answer",
    Axis.GENUINE,
    Weight.DECISIVE,
    Answered,
    judge,
    reads=("certificate_number", "holder_name", "certification_body"),
    answers=BROUGHT,
)
