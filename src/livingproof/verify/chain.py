"""The chain from the recognition arrangement down to the product: six links, each with the worst that was found on it."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.catalogue.words import terms
from livingproof.core.check import Finding
from livingproof.core.facts import Facts
from livingproof.core.terms import Grade, Source
from livingproof.core.verdict import Verdict

WORST_FIRST = (Grade.FAIL, Grade.UNDETERMINED, Grade.WARN, Grade.PASS, Grade.NOT_APPLICABLE)

LINKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("arrangement", ("ab.signatory", "ab.subscope")),
    ("accreditation_body", ("ab.named", "ab.lookalike")),
    ("certification_body", ("cb.identify", "cb.accredited", "cb.status", "cb.unaccredited")),
    ("certificate", ("reg.found", "reg.status", "date.expiry", "std.transition")),
    ("site", ("site.listed", "site.scope")),
    ("product", ("scope.product", "scope.activity")),
)
"""The links in order, each with the checks that grade it."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link: its id, what stands there ("" when nothing does), its grade, and the finding that gave the grade."""

    link: str
    name: str
    grade: Grade
    because: Finding | None


def chain_of(verdict: Verdict, facts: Facts, language: str = "en") -> tuple[ChainLink, ...]:
    """The six links of a verdict, from the arrangement to the product."""
    names = _names(verdict, facts, language)
    return tuple(_link(verdict, link, names[link], checks) for link, checks in LINKS)


def _link(verdict: Verdict, link: str, name: str, checks: tuple[str, ...]) -> ChainLink:
    found = [finding for check in checks if (finding := verdict.finding(check))]
    for grade in WORST_FIRST:
        because = next((finding for finding in found if finding.grade is grade), None)
        if because:
            return ChainLink(link, name, grade, because)
    return ChainLink(link, name, Grade.UNDETERMINED, None)


def _names(verdict: Verdict, facts: Facts, language: str) -> dict[str, str]:
    claim, purchase = verdict.claim, verdict.purchase
    signatory = verdict.finding("ab.signatory")
    arrangement = signatory.facts.get("arrangement") if signatory else None
    accreditor = facts.accreditation_bodies.get(claim.accreditation_body.normalised or "")
    standards = ", ".join(ref.as_printed for ref in claim.standards.value or ())
    number = claim.certificate_number.value
    return {
        "arrangement": str(arrangement or claim.recognition_mark.value or ""),
        "accreditation_body": _shown(
            accreditor.name if accreditor else claim.accreditation_body.value or "", verdict, language
        ),
        "certification_body": claim.certification_body.value or "",
        "certificate": ", ".join(part for part in (number, standards) if part),
        "site": purchase.site or claim.holder_address.value or "",
        "product": purchase.product or "",
    }


def _shown(name: str, verdict: Verdict, language: str) -> str:
    """The accreditation body's name; one that the catalogue supplied says so, for the document does not show it."""
    if verdict.claim.accreditation_body.source is not Source.DERIVED:
        return name
    return terms(language)["chain"]["derived"].format(name=name) if concluded(verdict) else ""


def concluded(verdict: Verdict) -> bool:
    """Whether what the catalogue says of the certification body may be told of this one: its legal entity is identified."""
    identified = verdict.finding("cb.identify")
    return identified is not None and identified.code == "CB_IDENTIFIED"
