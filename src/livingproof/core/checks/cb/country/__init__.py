"""The certification body may certify in the country of the sites, where that country asks for an approval.

China lets only bodies approved by its regulator certify there. Approvals are taken from the catalogue; a body that is missing from
a list says something only when the list is complete and reaches to the day of the certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import CertificationBody
from livingproof.core.matching.addresses import country_of
from livingproof.core.matching.bodies import certification_body_of
from livingproof.core.terms import Axis, Grade, Weight

ASKS_FOR_APPROVAL = "CN"
"""The country whose approvals the catalogue holds: Regulations on Certification and Accreditation of China."""


class Approved(Reason):
    """Whether the body is approved in the country of the sites."""

    CB_APPROVED_THERE = Grade.PASS
    CB_NO_CNCA_APPROVAL_FOUND = Grade.WARN
    CB_NO_CNCA_APPROVAL = Grade.FAIL
    APPROVAL_LIST_UNAVAILABLE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The countries of holder and sites; for those that ask for an approval, the approvals of the body and its group."""
    countries = tuple(dict.fromkeys(_countries(case)))
    certifier = certification_body_of(case.claim, case.facts)
    facts: dict[str, Plain] = {
        "countries": countries,
        "certification_body": certifier.name if certifier else case.claim.certification_body.value,
    }
    if not countries:
        return not_applicable("no country that asks for an approval was read in the addresses")
    if ASKS_FOR_APPROVAL not in countries:
        return not_applicable("no approval of certification bodies is known to be asked for in these countries")
    if not case.claim.certification_body:
        why = "no certification body was read on the document"
        return Approved.APPROVAL_LIST_UNAVAILABLE.with_facts(**facts, why=why)
    own = _group(certifier)
    approval = next((code for code in case.facts.approvals.values() if code.body in own), None)
    if approval:
        number = approval.approval or approval.code
        return Approved.CB_APPROVED_THERE.with_facts(**facts, approval=number).resting_on(approval.provenance)
    return _absent(case, certifier, facts)


def _absent(case: Case, certifier: CertificationBody | None, facts: dict[str, Plain]) -> Judgement:
    """What it means that no approval is listed: nothing, unless the list is complete."""
    complete_on = case.facts.approvals_complete_on
    if complete_on is None:
        why = "the catalogue holds single approvals and no complete list"
        return Approved.APPROVAL_LIST_UNAVAILABLE.with_facts(**facts, why=why)
    starts = case.claim.starts.readings
    older = any(day > complete_on for day in starts) or not starts
    if certifier is None or older:
        why = "the list is older than the certificate" if older else "the body may be listed under another name"
        return Approved.CB_NO_CNCA_APPROVAL_FOUND.with_facts(**facts, list_of=complete_on, why=why)
    entries = (code.provenance for code in case.facts.approvals.values())
    rests = (certifier.provenance, *(entry for entry in entries if entry.as_of == complete_on))
    return Approved.CB_NO_CNCA_APPROVAL.with_facts(**facts, list_of=complete_on).resting_on(*rests)


def _countries(case: Case) -> Iterator[str]:
    claim = case.claim
    addresses = (
        claim.holder_address.value,
        *(claim.holder_address_other.value or ()),
        *(site.address for site in claim.sites.value or ()),
    )
    yield from (country for address in addresses if address and (country := country_of(address)))


def _group(certifier: CertificationBody | None) -> set[str]:
    names = (certifier.id, certifier.group, certifier.renamed_to) if certifier else ()
    return {name for name in names if name}


CHECK = Check(
    "cb.country",
    Axis.RECOGNISED,
    Weight.STRONG,
    Approved,
    judge,
    reads=("certification_body", "holder_address", "sites"),
)
