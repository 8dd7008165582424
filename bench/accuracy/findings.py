"""What a verification should say of a file, in words of the corpus, against the reason codes that it gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.accuracy.corpus import Sample

CodesOf = Callable[[Sample], frozenset[str]]
"""The reason codes of the findings of one file, those that claim counts mean included ("SEVERAL_CLAIMS")."""

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


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected finding of one file and whether it was made."""

    id: str
    word: str
    made: bool


def score_findings(samples: Iterable[Sample], codes_of: CodesOf) -> list[Expected]:
    """Each expected finding that a single file can show, made or not."""
    expected: list[Expected] = []
    for sample in samples:
        words = [word for word in sample.truth.get("expected_findings") or () if word in REASONS]
        if words:
            codes = codes_of(sample)
            expected.extend(Expected(sample.id, word, bool(REASONS[word] & codes)) for word in words)
    return expected
