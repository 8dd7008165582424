"""Whose pages may show a certificate: hosts of its two bodies and of registers that are independent of the seller."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from livingproof.core.claim import Claim
from livingproof.core.facts import AccreditationBody, CertificationBody, Facts, Provenance
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of
from livingproof.core.matching.hosts import registrable
from livingproof.core.terms import Operator

Owner = tuple[str, Provenance]
"""The name of who owns a host, and where the catalogue has it from."""


def owners_of(claim: Claim, facts: Facts) -> dict[str, Owner]:
    """Registrable hosts that may confirm this certificate, with their owners.

    A brand's domains count for each of its bodies, the one named on the document last; while no certification body was
    read, every known body's count.
    """
    named, accreditor = certification_body_of(claim, facts), accreditation_body_of(claim, facts)
    anybody = named is None and not claim.certification_body
    return _owned(named.id if named else None, accreditor.id if accreditor else None, anybody, facts)


@lru_cache(maxsize=4096)
def _owned(named: str | None, accreditor: str | None, anybody: bool, facts: Facts) -> dict[str, Owner]:  # noqa: FBT001 - a key
    body = facts.certification_bodies.get(named or "")
    accrediting = facts.accreditation_bodies.get(accreditor or "")
    return dict(_owners(body, accrediting, facts, anybody=anybody))


def _owners(
    named: CertificationBody | None, accreditor: AccreditationBody | None, facts: Facts, *, anybody: bool
) -> Iterator[tuple[str, Owner]]:
    may_issue = (body for body in facts.certification_bodies.values() if _may_issue(named, body, anybody=anybody))
    bodies = sorted(may_issue, key=lambda body: body == named)
    ids = {body.id for body in bodies}
    for register in facts.registers.values():
        own = register.operator is not Operator.CERTIFICATION_BODY or register.operator_body in ids
        if register.independent and own:
            yield from ((registrable(domain), (register.name, register.provenance)) for domain in register.domains)
    for owner in (*bodies, *((accreditor,) if accreditor else ())):
        yield from ((registrable(domain), (owner.name, owner.provenance)) for domain in owner.domains)


def _may_issue(named: CertificationBody | None, body: CertificationBody, *, anybody: bool) -> bool:
    if named is None:
        return anybody
    return body.id in {named.id, named.renamed_to} or (body.group is not None and body.group == named.group)
