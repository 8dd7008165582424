"""What a text says is held becomes a claim, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases import shipped

from livingproof.catalogue.listing import words_from
from livingproof.core.claim import Claim
from livingproof.core.errors import CatalogueError
from livingproof.core.terms import Source
from livingproof.readers.listing import claims_of, read_listing


def claims(text: str) -> tuple[Claim, ...]:
    return claims_of(read_listing(text, shipped()), shipped())


def standards(claim: Claim) -> list[str | None]:
    return [ref.standard for ref in claim.standards.value or ()]


def test_standards_of_one_body_are_one_claim_with_what_is_said_of_it() -> None:
    (claim,) = claims("ISO 9001 and ISO 14001 certified by SGS, certificate no. CN/12345, valid until 21 May 2029")
    assert standards(claim) == ["ISO 9001", "ISO 14001"]
    assert (claim.certification_body.value, claim.certification_body.normalised) == ("SGS", "sgs")
    assert claim.certificate_number.value == "CN/12345"
    assert claim.expires_on.value == date(2029, 5, 21)
    assert {field.source for _, field in claim.read_fields() if field} == {Source.STATED}
    assert claim.document is None


def test_two_bodies_are_two_claims() -> None:
    assert [standards(claim) for claim in claims("ISO 9001 certified by SGS. ISO 13485 certified by BSI.")] == [
        ["ISO 9001"],
        ["ISO 13485"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We are applying for ISO 9001",
        "no ISO 9001",
        "our suppliers are ISO 9001 certified",
        "Knowledge of ISO 9001",
        "CE, FDA approved",
        "ISO certified",
        "",
    ],
)
def test_what_is_not_held_is_no_claim(text: str) -> None:
    assert claims(text) == ()


def test_an_uncertain_reading_lowers_the_claim() -> None:
    (sure,), (unsure,) = claims("ISO 9001 certified"), claims("ISO 90001 certified")
    assert unsure.standards.confidence < sure.standards.confidence


def test_an_unknown_key_or_stance_in_the_words_is_refused() -> None:
    with pytest.raises(CatalogueError, match="did you mean"):
        words_from([("xx.yaml", {"language": "xx", "certifed": ["a"]})], ("marks.yaml", {}), ("spellings.yaml", {}))
    with pytest.raises(CatalogueError, match="unknown key"):
        words_from(
            [("xx.yaml", {"language": "xx", "stances": {"hoped": {}}})], ("marks.yaml", {}), ("spellings.yaml", {})
        )
