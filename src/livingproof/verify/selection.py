"""Selection: the register answers that concern a claim, and the one record among them that the case is judged with."""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record, Reply
from livingproof.core.terms import Zone

CLOSENESS = {Zone.SAME: 2, Zone.UNCLEAR: 1, Zone.OTHER: 0}


def select(  # noqa: PLR0913 - each is one kind of thing that a case holds
    claim: Claim,
    *,
    purchase: Purchase,
    lookups: tuple[Lookup, ...],
    facts: Facts,
    as_of: date,
    beside: tuple[Claim, ...] = (),
    kin: tuple[Record, ...] = (),
    history: tuple[Event, ...] = (),
    replies: tuple[Reply, ...] = (),
) -> Case:
    """The case of this claim: with the record that fits its number best; the newest answer leads among equals."""
    ranked = sorted(
        ((lookup, record) for lookup in lookups for record in lookup.records),
        key=lambda pair: (_closeness(claim, pair[1]), pair[0].speaks_of),
    )
    lookup, record = ranked[-1] if ranked else (max(lookups, key=lambda asked: asked.speaks_of, default=None), None)
    return Case(
        claim=claim,
        as_of=as_of,
        purchase=purchase,
        facts=facts,
        lookups=lookups,
        lookup=lookup,
        record=record,
        beside=beside,
        kin=kin,
        history=history,
        replies=replies,
    )


def _closeness(claim: Claim, record: Record) -> tuple[int, bool]:
    """How near the record's number is to the claim's, then whether it is of a standard of the claim: bodies reuse numbers."""
    number = claim.certificate_number.value
    closeness = CLOSENESS[compare_numbers(number, record.number)] if number else 0
    named = {ref.standard for ref in claim.standards.value or ()}
    return closeness, record.standard in named
