"""The one way to verify: select the record, determine every finding, decide under a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from livingproof.core.checks import every_check
from livingproof.core.claim import Claim
from livingproof.core.decision import decide
from livingproof.core.determination import determine
from livingproof.core.facts import Facts
from livingproof.core.matching.names import nearest_name
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.record import Lookup
from livingproof.core.terms import Zone
from livingproof.core.verdict import Verdict
from livingproof.verify.in_hand import in_hand_for, with_annexes
from livingproof.verify.selection import select


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about claims: for which purchase, on which day, under which policy, with which facts and answers.

    `in_hand` are claims of other documents that were given along: further certificates, annexes, product papers. They are
    not judged themselves.
    """

    as_of: date
    policy: Policy
    facts: Facts
    purchase: Purchase = Purchase()
    lookups: tuple[Lookup, ...] = ()
    in_hand: tuple[Claim, ...] = ()


def verify(claims: tuple[Claim, ...], question: Question, others: Iterable[Claim] = ()) -> tuple[Verdict, ...]:
    """One verdict for each claim, in their order; claims of one file are beside one another.

    `others` are claims of other files in hand: those of the same holder are beside too.
    """
    others = tuple(others)
    return tuple(
        _verdict(
            claim,
            (
                *(other for other in claims if other is not claim),
                *_of_its_holder(claim, others, question),
                *in_hand_for(claim, question.in_hand, question.facts),
            ),
            question,
        )
        for claim in claims
    )


def _of_its_holder(claim: Claim, others: tuple[Claim, ...], question: Question) -> tuple[Claim, ...]:
    """The other claims whose holder has one of the names of this claim's holder."""
    forms = question.facts.wording.legal_forms
    named = [(other, nearest_name(_holders(claim), _holders(other), forms)) for other in others]
    return tuple(other for other, match in named if match and match.zone is Zone.SAME)


def _holders(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)


def _verdict(claim: Claim, beside: tuple[Claim, ...], question: Question) -> Verdict:
    return judged(with_annexes(claim, beside), beside, question)


def judged(claim: Claim, beside: tuple[Claim, ...], question: Question) -> Verdict:
    """The verdict on one claim as it stands, with exactly these claims beside it: what a statement is made and checked by."""
    case = select(
        claim,
        purchase=question.purchase,
        lookups=question.lookups,
        facts=question.facts,
        as_of=question.as_of,
        beside=beside,
    )
    findings = determine(case, every_check(), question.policy.reading_confidence)
    return decide(case, findings, question.policy)
