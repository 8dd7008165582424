"""Entries of accreditation bodies' lists: whether one speaks for the issuer of a claim."""

from __future__ import annotations

from functools import lru_cache

from livingproof.core.claim import Claim
from livingproof.core.facts import Accreditation, CertificationBody, Facts
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of, key, shown
from livingproof.core.matching.names import same_name


def entity_is_printed(printed: str, entry: Accreditation, facts: Facts) -> bool:
    """Whether the name printed for the issuer is the legal entity of the entry; an entry without one speaks for the whole body."""
    if entry.entity is None:
        return True
    return bool(printed) and same_name(printed, entry.entity, facts.wording.legal_forms)


def speaks_for(printed: str, body: CertificationBody, entry: Accreditation, shown_id: str | None, facts: Facts) -> bool:
    """Whether the entry may speak for the issuer printed under this name: it names no entity, or the one printed.

    Where only the brand is printed, or a known body whose one entity is that of the entry under another spelling (in another
    script, say), the entry speaks only under the accreditation body that is shown.
    """
    brand = key(printed) == key(body.name) or body.entities == (entry.entity,)
    return entity_is_printed(printed, entry, facts) or (brand and entry.accreditation_body == shown_id)


def listed_accreditations(claim: Claim, standards: tuple[str, ...], facts: Facts) -> tuple[Accreditation, ...]:
    """The entries of accreditation bodies' own lists that speak for the issuer and name one of the standards.

    Where one of them is under the accreditation body that the document shows, only those are.
    """
    body = certification_body_of(claim, facts)
    if body is None:
        return ()
    accreditor = accreditation_body_of(claim, facts) if shown(claim.accreditation_body) else None
    shown_id = accreditor.id if accreditor else None
    return _for_standards(standards, claim.certification_body.value or "", body.id, shown_id, facts)


@lru_cache(maxsize=4096)
def _for_standards(
    standards: tuple[str, ...], printed: str, body_id: str, shown_id: str | None, facts: Facts
) -> tuple[Accreditation, ...]:
    spoken = entries_for(printed, body_id, shown_id, facts)
    found = tuple(entry for entry in spoken if not set(standards).isdisjoint(entry.standards))
    return tuple(entry for entry in found if entry.accreditation_body == shown_id) or found


@lru_cache(maxsize=4096)
def entries_for(printed: str, body_id: str, shown_id: str | None, facts: Facts) -> tuple[Accreditation, ...]:
    """The entries of accreditation bodies' own lists that may speak for the issuer printed under this name; see `speaks_for`."""
    body = facts.certification_bodies[body_id]
    listed = (entry for entry in body.accreditations if entry.from_list)
    return tuple(entry for entry in listed if speaks_for(printed, body, entry, shown_id, facts))
