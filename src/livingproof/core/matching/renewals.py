"""Certificates that follow one another: of one holder and standard, and which of those in hand follows one that has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.matching.bodies import same_certification_body
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.names import nearest_name
from livingproof.core.terms import Zone

LEAST_CONFIDENCE = 0.8
"""Below it a day of another document settles nothing."""


def renewal_among(claim: Claim, others: Iterable[Claim], as_of: date, facts: Facts) -> Claim | None:
    """The certificate in hand that follows this one and is in its term on that day by every reading; None when none does.

    It is of the same holder, certification body and standards, surely read, and ends later; of several the one that ends last.
    """
    following = [other for other in others if _follows(claim, other, facts) and _in_term(other, as_of)]
    return max(following, key=_last_day, default=None)


def continues(claim: Claim, other: Claim, facts: Facts) -> bool:
    """Whether the other claim is of the same holder and of a standard that this one is about."""
    mine, theirs = (_standards(one) for one in (claim, other))
    if not mine & theirs:
        return False
    by_id = same_holder(compare_identifiers(claim.holder_ids.value or (), other.holder_ids.value or ()))
    if by_id in {Zone.SAME, Zone.OTHER}:
        return by_id is Zone.SAME
    names = nearest_name(_names(claim), _names(other), facts.wording.legal_forms)
    return names is not None and names.zone is Zone.SAME


def _follows(claim: Claim, other: Claim, facts: Facts) -> bool:
    if not continues(claim, other, facts) or not _standards(claim) <= _standards(other):
        return False
    one, two = (body.normalised or body.value for body in (claim.certification_body, other.certification_body))
    ends = (claim.expires_on, other.expires_on)
    if same_certification_body(one, two, facts) is not Zone.SAME or not all(ends):
        return False
    return min(other.expires_on.readings) > max(claim.expires_on.readings)


def _in_term(other: Claim, as_of: date) -> bool:
    sure = all(field.confidence >= LEAST_CONFIDENCE for field in (other.expires_on, other.starts) if field)
    begun = not other.starts or max(other.starts.readings) <= as_of
    return sure and begun and min(other.expires_on.readings) >= as_of


def _last_day(claim: Claim) -> date:
    return max(claim.expires_on.readings)


def _standards(claim: Claim) -> set[str]:
    return {ref.standard for ref in claim.standards.value or () if ref.standard}


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)
