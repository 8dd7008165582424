"""Entries of accreditation bodies' lists: whether one speaks for the issuer of a claim."""

from __future__ import annotations

from livingproof.core.claim import Claim
from livingproof.core.facts import Accreditation, CertificationBody, Facts
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of, key, shown
from livingproof.core.matching.names import compare_names
from livingproof.core.terms import Zone


def entity_is_printed(claim: Claim, entry: Accreditation, facts: Facts) -> bool:
    """Whether the document names the legal entity of the entry; an entry without one speaks for the whole body."""
    printed = claim.certification_body.value
    if entry.entity is None:
        return True
    return bool(printed) and compare_names(printed or "", entry.entity, facts.wording.legal_forms).zone is Zone.SAME


def speaks_for(claim: Claim, body: CertificationBody, entry: Accreditation, shown_id: str | None, facts: Facts) -> bool:
    """Whether the entry may speak for the issuer: it names no entity, or the one printed.

    Where only the brand is printed, or a known body whose one entity is that of the entry under another spelling (in another
    script, say), the entry speaks only under the accreditation body that is shown.
    """
    brand = key(claim.certification_body.value or "") == key(body.name) or body.entities == (entry.entity,)
    return entity_is_printed(claim, entry, facts) or (brand and entry.accreditation_body == shown_id)


def listed_accreditations(claim: Claim, standards: tuple[str, ...], facts: Facts) -> tuple[Accreditation, ...]:
    """The entries of accreditation bodies' own lists that speak for the issuer and name one of the standards.

    Where one of them is under the accreditation body that the document shows, only those are.
    """
    body = certification_body_of(claim, facts)
    if body is None:
        return ()
    printed = accreditation_body_of(claim, facts) if shown(claim.accreditation_body) else None
    shown_id = printed.id if printed else None
    found = tuple(
        entry
        for entry in body.accreditations
        if entry.from_list and set(standards) & set(entry.standards) and speaks_for(claim, body, entry, shown_id, facts)
    )
    return tuple(entry for entry in found if entry.accreditation_body == shown_id) or found
