"""What is in hand beside a certificate: annexes become a part of it, papers and other certificates lie beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from livingproof.catalogue.policies import policy_named
from livingproof.core.claim import Claim
from livingproof.core.purchase import Purchase
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.in_hand import in_hand_for, with_annexes
from tests.cases import claim_of, shipped

HULL = "7 Dock Street, Hull HU1 1AA, United Kingdom"
SHEET = claim_of(
    {
        "holder_name": "Alpha Gears Ltd",
        "holder_address": "5 Mill Lane, Leeds LS1 4AP, United Kingdom",
        "certificate_number": "QM-4711",
        "standards": ["ISO 9001:2015"],
        "scope": "Manufacture of gears",
        "document": {"sha256": "a", "pages": {"annex_named": "Annex 1"}},
    }
)


def annex(number: str = "QM 4711", **more: Any) -> Claim:
    document = {"sha256": "b", "kind": "ms_annex", "pages": {"annex_seen": True}}
    return claim_of({"certificate_number": number, "sites": [{"address": HULL}], "document": document, **more})


def verdict(*in_hand: Claim, purchase: Purchase = Purchase(site=HULL)) -> Verdict:
    question = Question(date(2026, 11, 21), policy_named("standard"), shipped(), purchase=purchase, in_hand=in_hand)
    return verify((SHEET,), question)[0]


def codes(given: Verdict) -> dict[str, str]:
    return {finding.check: finding.code for finding in given.findings}


def test_an_annex_with_the_number_of_the_certificate_lists_its_sites() -> None:
    assert codes(verdict())["site.listed"] == "ANNEX_NOT_SUPPLIED"
    assert codes(verdict(annex()))["site.listed"] == "SITE_LISTED"


def test_with_its_annex_the_document_is_complete() -> None:
    assert codes(verdict())["doc.pages"] == "ANNEX_NOT_SUPPLIED"
    assert codes(verdict(annex()))["doc.pages"] == "PAGES_COMPLETE"


def test_the_scope_of_the_annex_covers_too() -> None:
    wanted = Purchase(product="ball bearings")
    assert codes(verdict(purchase=wanted))["scope.product"] != "SCOPE_COVERS"
    more = annex(scope="Manufacture of ball bearings")
    assert codes(verdict(more, purchase=wanted))["scope.product"] == "SCOPE_COVERS"


def test_an_annex_of_another_certificate_changes_nothing() -> None:
    assert with_annexes(SHEET, (annex("QM-9999"),)) is SHEET


def test_the_same_file_is_no_annex_of_itself() -> None:
    assert with_annexes(SHEET, (SHEET,)) is SHEET


def test_the_statement_keeps_what_the_annex_added() -> None:
    assert HULL in {site.address for site in verdict(annex()).claim.sites.value or ()}


def test_a_certificate_of_another_holder_does_not_lie_beside() -> None:
    same, other = claim_of({"holder_name": "ALPHA GEARS LIMITED"}), claim_of({"holder_name": "Rosenau Textil GmbH"})
    assert in_hand_for(SHEET, (same, other), shipped()) == (same,)


def test_a_product_paper_lies_beside_whosever_it_is() -> None:
    paper = {"kind": "oeko-tex", "holder": "Rosenau Textil GmbH"}
    given = claim_of(
        {"holder_name": "Rosenau Textil GmbH", "document": {"kind": "product_certificate", "paper": paper}}
    )
    assert in_hand_for(SHEET, (given,), shipped()) == (given,)
    assert codes(verdict(given))["prod.valid"] == "PRODUCT_DOC_UNVERIFIED"


def test_a_document_of_which_nothing_was_read_lies_beside_nothing() -> None:
    assert in_hand_for(SHEET, (claim_of({"document": {"kind": "unclear"}}),), shipped()) == ()


def test_what_is_in_hand_is_not_judged_itself() -> None:
    question = Question(date(2026, 11, 21), policy_named("standard"), shipped(), in_hand=(annex(),))
    assert len(verify((SHEET,), question)) == 1
