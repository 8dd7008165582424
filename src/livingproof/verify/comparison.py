"""What the document says, what the register says, what you need: side by side, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.catalogue.words import phrase, show
from livingproof.core.check import Finding
from livingproof.core.claim import Claim
from livingproof.core.matching.addresses import compare_addresses
from livingproof.core.record import Record
from livingproof.core.terms import Zone
from livingproof.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the field, the three sides ("" where a side says nothing), and the finding that compared them."""

    field: str
    document: str
    register: str
    need: str
    finding: Finding | None


def rows_of(verdict: Verdict, language: str = "en") -> tuple[Row, ...]:
    """The rows in which at least the document or the purchase says something."""
    claim, purchase = verdict.claim, verdict.purchase
    record = next((record for lookup in verdict.lookups for record in lookup.records), None)
    sites = _addresses(claim)
    standards = ", ".join(ref.as_printed for ref in claim.standards.value or ())
    held = record or Record(number="")
    listed = [site.address for site in held.sites if site.address]
    sides = (
        ("holder_name", claim.holder_name.value, held.holder_name, purchase.seller, "id.name"),
        ("sites", "; ".join(sites), "; ".join(listed) or held.address, purchase.site, "site.listed"),
        ("scope", claim.scope.value, held.scope, purchase.product, "scope.product"),
        (
            "needs",
            _deeds(verdict),
            None,
            ", ".join(phrase(need.value, language) for need in purchase.needs),
            "scope.activity",
        ),
        ("standards", standards, held.standard, None, "std.transition"),
        ("certificate_number", claim.certificate_number.value, held.number, None, "reg.found"),
        ("expires_on", claim.expires_on.value, held.expires_on, purchase.delivery_on, "date.expiry"),
    )
    rows = (
        Row(field, _shown(document), _shown(register), _shown(need), verdict.finding(check))
        for field, document, register, need, check in sides
    )
    return tuple(row for row in rows if row.document or row.need)


def _addresses(claim: Claim) -> list[str]:
    """The sites' addresses; the holder's before them where it is none of them."""
    sites = [site.address for site in claim.sites.value or () if site.address]
    own = claim.holder_address.value
    listed = any(compare_addresses(own, site).zone is not Zone.OTHER for site in sites) if own else True
    return sites if listed else [own or "", *sites]


def _deeds(verdict: Verdict) -> str | None:
    """The verbs of the scope that were held against the need, as the document writes them."""
    finding = verdict.finding("scope.activity")
    stated = finding.facts.get("stated") if finding else None
    return show(stated) if stated else None


def _shown(side: str | date | None) -> str:
    return show(side) if side else ""
