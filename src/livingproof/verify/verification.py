"""The one way to verify: select the record, determine every finding, decide under a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from livingproof.core.checks import every_check
from livingproof.core.claim import Claim
from livingproof.core.decision import decide
from livingproof.core.determination import determine
from livingproof.core.facts import Facts
from livingproof.core.matching.names import nearest_name
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record, Reply
from livingproof.core.terms import Zone
from livingproof.core.verdict import Verdict
from livingproof.verify.in_hand import in_hand_for, with_annexes
from livingproof.verify.selection import select

if TYPE_CHECKING:
    from livingproof.register.matching import Match

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answers:
    """What registers and persons answered about one claim; `matches` are those of the registers searched here, by snapshot."""

    lookups: tuple[Lookup, ...] = ()
    kin: tuple[Record, ...] = ()
    history: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()
    matches: tuple[tuple[str, Match], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about claims: for which purchase, on which day, under which policy, with which facts and answers.

    `in_hand` are claims of other documents that were given along: further certificates, annexes, product papers. They are
    not judged themselves. `kin`, `history` and `replies` are those of a case; `asked` brings what registers and kept answers
    say of a claim, beside what is given here (None: nobody is asked).
    """

    as_of: date
    policy: Policy
    facts: Facts
    purchase: Purchase = Purchase()
    lookups: tuple[Lookup, ...] = ()
    in_hand: tuple[Claim, ...] = ()
    kin: tuple[Record, ...] = ()
    history: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()
    asked: Callable[[Claim], Answers] | None = None


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
    claim = with_annexes(claim, beside)
    return judged(claim, beside, with_answers(claim, question))


def with_answers(claim: Claim, question: Question) -> Question:
    """The question with what was asked about this claim: the answers are then part of it, and nobody is asked again."""
    if question.asked is None:
        return question
    more = question.asked(claim)
    return replace(
        question,
        asked=None,
        lookups=_once(*question.lookups, *more.lookups),
        kin=_once(*question.kin, *more.kin),
        history=_once(*question.history, *more.history),
        replies=_once(*question.replies, *more.replies),
    )


def _once(*values: T) -> tuple[T, ...]:
    """The values in their order, each once."""
    return tuple(dict.fromkeys(values)) if len(values) > 1 else values


def judged(claim: Claim, beside: tuple[Claim, ...], question: Question) -> Verdict:
    """The verdict on one claim as it stands, with exactly these claims beside it: what a statement is made and checked by."""
    case = select(
        claim,
        purchase=question.purchase,
        lookups=question.lookups,
        facts=question.facts,
        as_of=question.as_of,
        beside=beside,
        kin=question.kin,
        history=question.history,
        replies=question.replies,
    )
    findings = determine(case, every_check(), question.policy.reading_confidence)
    return decide(case, findings, question.policy)
