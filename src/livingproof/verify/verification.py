"""The one way to verify: select the record, determine every finding, decide under a policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.checks import every_check
from livingproof.core.claim import Claim
from livingproof.core.decision import decide
from livingproof.core.determination import determine
from livingproof.core.facts import Facts
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.record import Lookup
from livingproof.core.verdict import Verdict
from livingproof.verify.selection import select


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about claims: for which purchase, on which day, under which policy, with which facts and answers."""

    as_of: date
    policy: Policy
    facts: Facts
    purchase: Purchase = Purchase()
    lookups: tuple[Lookup, ...] = ()


def verify(claims: tuple[Claim, ...], question: Question) -> tuple[Verdict, ...]:
    """One verdict for each claim, in their order; claims of one file are beside one another."""
    return tuple(_verdict(claim, tuple(other for other in claims if other is not claim), question) for claim in claims)


def _verdict(claim: Claim, beside: tuple[Claim, ...], question: Question) -> Verdict:
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
