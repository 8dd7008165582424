"""What a verification should say of a file, in words of the corpus, against the reason codes that it gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bench.accuracy.corpus import Sample
from livingproof.catalogue.policies import policy_named
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Activity, Grade
from livingproof.verify import Question, verify

REASONS: dict[str, frozenset[str]] = {
    "expired": frozenset({"EXPIRED"}),
    "accreditor_not_iaf": frozenset(
        {"AB_NOT_SIGNATORY", "AB_NOT_AMONG_KNOWN", "AB_RESEMBLES", "AB_MEMBER_ONLY", "AB_ON_WARNING_LIST"}
    ),
    "accreditation_outside_iaf_mla_or_unclear": frozenset(
        {"AB_NOT_AMONG_KNOWN", "AB_NOT_SIGNATORY", "AB_MEMBER_ONLY", "AB_LIST_UNAVAILABLE", "AB_RESEMBLES"}
    ),
    "no_accreditation_mark": frozenset({"AB_NOT_SHOWN"}),
    "holder_is_not_the_publisher": frozenset({"HOLDER_IS_OTHER", "HOLDER_SIMILAR", "RELATED_NOT_LISTED"}),
    "publisher_uses_a_brand_name": frozenset({"HOLDER_IS_OTHER", "HOLDER_SIMILAR", "RELATED_NOT_LISTED"}),
    "qr_leads_to_home_page_only": frozenset({"LINK_NOT_SPECIFIC"}),
    "text_layer_not_trustworthy": frozenset({"LAYERS_DIFFER", "LAYERS_DIFFER_MINOR", "NO_TEXT_LAYER"}),
    "validity_of_one_year": frozenset({"TERM_ONE_YEAR"}),
    "multi_site": frozenset({"SITE_SCOPE_NOT_SPLIT", "SITE_LISTED", "SITES_READ"}),
    "production_site_differs_from_registered_address": frozenset({"SITE_SCOPE_NOT_SPLIT", "SITE_LISTED", "SITES_READ"}),
    "obsolete_edition": frozenset(
        {"EDITION_ENDED", "EDITION_IMPOSSIBLE_IN_DOCUMENT", "STANDARD_OBSOLETE", "STANDARD_NOT_CERTIFIABLE"}
    ),
    "nonexistent_edition": frozenset(
        {"EDITION_ENDED", "EDITION_IMPOSSIBLE_IN_DOCUMENT", "STANDARD_OBSOLETE", "STANDARD_NOT_CERTIFIABLE"}
    ),
    "non_certifiable_standard": frozenset(
        {"EDITION_ENDED", "EDITION_IMPOSSIBLE_IN_DOCUMENT", "STANDARD_OBSOLETE", "STANDARD_NOT_CERTIFIABLE"}
    ),
    "scope_is_trading_only": frozenset({"ACTIVITY_TRADE_ONLY"}),
    "scope_in_annex": frozenset({"ANNEX_NOT_SUPPLIED", "CONTENT_PAGES_MISSING"}),
    "pages_missing": frozenset({"ANNEX_NOT_SUPPLIED", "CONTENT_PAGES_MISSING"}),
    "several_documents_in_file": frozenset({"SEVERAL_CLAIMS"}),
    "two_certificates_in_file": frozenset({"SEVERAL_CLAIMS"}),
    "twin_certificate_in_file": frozenset({"SEVERAL_CLAIMS"}),
    "draft_watermark": frozenset({"DRAFT_MARK", "FIELD_LOW_CONFIDENCE"}),
    "low_image_quality": frozenset({"DRAFT_MARK", "FIELD_LOW_CONFIDENCE"}),
    "sector_code_does_not_fit_scope": frozenset({"CODES_ODD", "SECTOR_STANDARD_MISSING"}),
    "sector_scheme_bypassed": frozenset({"CODES_ODD", "SECTOR_STANDARD_MISSING"}),
}
"""The words of `expected_findings` with the reason codes of which any one counts; words that need a second document are left out."""


NEEDS_A_PURCHASE = frozenset({"scope_is_trading_only"})
"""Words that only a purchase can raise: the file is asked about with the need to manufacture."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected finding of one file and whether it was made."""

    id: str
    word: str
    made: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """A fail on a certificate of which nothing is expected: a false alarm."""

    id: str
    check: str
    code: str


def expected_findings(sample: Sample, claims: tuple[Claim, ...], facts: Facts) -> list[Expected]:
    """Each expected finding that a single file can show, made or not."""
    words = [word for word in sample.truth.get("expected_findings") or () if word in REASONS]
    return [Expected(sample.id, word, bool(REASONS[word] & codes_of(word, sample, claims, facts))) for word in words]


def alarms(sample: Sample, claims: tuple[Claim, ...], facts: Facts) -> list[Alarm]:
    """The fails of a file with an empty list of expected findings; none for a file whose list is not given."""
    if sample.truth.get("expected_findings") != []:
        return []
    verdicts = verify(claims, _question(sample, facts, Purchase(seller=sample.truth.get("publisher"))))
    return [
        Alarm(sample.id, finding.check, finding.code)
        for verdict in verdicts
        for finding in verdict.findings
        if finding.grade is Grade.FAIL
    ]


def codes_of(word: str, sample: Sample, claims: tuple[Claim, ...], facts: Facts) -> frozenset[str]:
    """The reason codes of all findings on a file, with what the claims themselves show."""
    needs = (Activity.MANUFACTURE,) if word in NEEDS_A_PURCHASE else ()
    purchase = Purchase(seller=sample.truth.get("publisher"), needs=needs)
    verdicts = verify(claims, _question(sample, facts, purchase))
    codes = {finding.code for verdict in verdicts for finding in verdict.findings}
    if len(claims) > 1:
        codes.add("SEVERAL_CLAIMS")
    if any(len(claim.sites.value or ()) > 1 for claim in claims):
        codes.add("SITES_READ")
    return frozenset(codes)


def _question(sample: Sample, facts: Facts, purchase: Purchase) -> Question:
    day = date.fromisoformat(sample.truth.get("findings_as_of") or "2026-11-21")
    return Question(as_of=day, policy=policy_named("standard"), facts=facts, purchase=purchase)
