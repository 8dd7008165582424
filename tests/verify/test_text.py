"""A text alone, a text beside certificates: who supports whom, and what is told and asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from livingproof.catalogue.policies import policy_named
from livingproof.core.claim import Claim
from livingproof.core.mention import Mention, Stance, Topic
from livingproof.core.terms import Headline
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.telling import nothing_claimed, tell
from tests.cases import claim_of, purchase_of, shipped

TEXT = {"listing": "ISO 9001 and ISO 14001 certified", "mentions": [{"held": "ISO 9001"}, {"held": "ISO 14001"}]}
QUALITY = claim_of({"holder_name": "Muster Pumpen GmbH", "standards": ["ISO 9001:2015"], "document": {}})
ENVIRONMENT = claim_of({"holder_name": "MUSTER Pumpen GmbH", "standards": ["ISO 14001:2015"], "document": {}})
OF_ANOTHER = claim_of({"holder_name": "Beispiel Armaturen AG", "standards": ["ISO 14001:2015"], "document": {}})
ALONE = claim_of({"standards": ["ISO 9001:2015"]})


def question(purchase: dict[str, Any]) -> Question:
    return Question(
        as_of=date(2026, 11, 21),
        policy=policy_named("standard"),
        facts=shipped(),
        purchase=purchase_of(purchase),
    )


def verdict_on(claim: Claim, purchase: dict[str, Any], *others: Claim) -> Verdict:
    (verdict,) = verify((claim,), question(purchase), others)
    return verdict


def code_of(verdict: Verdict, check: str = "claim.document") -> str:
    finding = verdict.finding(check)
    assert finding
    return finding.code


def test_a_certificate_of_the_same_holder_in_another_file_supports_the_text() -> None:
    assert code_of(verdict_on(QUALITY, TEXT)) == "CLAIM_WIDER_THAN_DOCUMENT"
    assert code_of(verdict_on(QUALITY, TEXT, ENVIRONMENT)) == "CLAIM_SUPPORTED"


def test_a_certificate_of_another_holder_supports_nothing() -> None:
    assert code_of(verdict_on(QUALITY, TEXT, OF_ANOTHER)) == "CLAIM_WIDER_THAN_DOCUMENT"


def test_of_a_text_the_headline_says_that_only_a_text_says_so() -> None:
    told = tell(verdict_on(ALONE, TEXT), shipped())
    assert told.headline.startswith("Only a text says so.")
    assert told.decision.startswith("For the certificate itself")


def test_a_decisive_finding_speaks_for_itself_even_of_a_text() -> None:
    verdict = verdict_on(claim_of({"standards": ["ISO 9001:2008"]}), TEXT)
    assert verdict.headline is Headline.NOT_IN_FORCE
    assert "ISO 9001:2008 ended on" in tell(verdict, shipped()).headline


def test_of_a_text_only_the_certificate_is_asked_for() -> None:
    (message,) = tell(verdict_on(ALONE, TEXT), shipped()).messages
    assert message.to == "supplier"
    assert message.because == ("claim.document",)
    assert message.subject == "Your certificate to ISO 9001:2015"


@pytest.mark.parametrize(("more", "holder"), [({"seller": "Muster Pumpen GmbH"}, "Muster Pumpen GmbH"), ({}, None)])
def test_the_body_is_asked_where_it_has_something_to_look_up(more: dict[str, str], holder: str | None) -> None:
    named = claim_of({"standards": ["ISO 9001:2015"], "certification_body": {"value": "SGS", "normalised": "sgs"}})
    messages = {message.to: message for message in tell(verdict_on(named, {**TEXT, **more}), shipped()).messages}
    assert ("certification_body" in messages) is (holder is not None)
    if holder:
        assert f"Holder: {holder}." in messages["certification_body"].message
        assert "Number: (not stated)." in messages["certification_body"].message


def test_the_limits_say_that_no_document_was_given() -> None:
    assert any(limit.startswith("No document was given") for limit in tell(verdict_on(ALONE, TEXT), shipped()).limits)


def test_what_a_text_names_without_claiming_it_is_told_with_its_stance() -> None:
    purchase = purchase_of(
        {
            "mentions": [
                {"held": "ISO 9001", "stance": "planned"},
                {"badge": "Verified Supplier"},
                {"vague": "ISO certified"},
            ]
        }
    )
    said = nothing_claimed(purchase.mentions)
    assert "ISO 9001 as planned" in said
    assert "“Verified Supplier”" in said


def test_a_text_without_any_mention_names_nothing() -> None:
    assert nothing_claimed(()).startswith("The text names no standard")


def test_every_stance_and_topic_can_be_told() -> None:
    for stance in Stance:
        for topic in Topic:
            assert nothing_claimed((Mention(topic, stance, 0, 3, "ISO"),)).startswith("The text names “ISO”")
