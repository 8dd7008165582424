"""Telling: limits that the reader must know of, words that a document must never bring, every word in its place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from livingproof.catalogue.policies import policy_named
from livingproof.catalogue.words import terms, words_of
from livingproof.core.checks import every_check
from livingproof.core.claim import Claim, Document, Pages, stated
from livingproof.core.mention import Misuse, Stance, Topic
from livingproof.core.terms import Axis, Decision, DocumentKind, Evidence, Grade, Headline, Source, Weight
from livingproof.verify import Question, verify
from livingproof.verify.chain import chain_of
from livingproof.verify.telling import Told, tell
from tests.cases import claim_of, shipped

CLAIM = claim_of(
    {
        "holder_name": "Halden Instruments AS",
        "certificate_number": "QM 4711",
        "standards": ["ISO 9001:2015"],
        "certification_body": {"value": "BSI Assurance UK Limited", "normalised": "bsi"},
        "expires_on": date(2028, 5, 1),
        "document": {"sha256": "0" * 64, "media_type": "application/pdf"},
    }
)


def told(claim: Claim = CLAIM, **document: object) -> Told:
    assert claim.document
    changed = replace(claim, document=replace(claim.document, **document))  # type: ignore[arg-type]
    question = Question(as_of=date(2026, 11, 21), policy=policy_named("standard"), facts=shipped())
    (verdict,) = verify((changed,), question)
    return tell(verdict, shipped())


def test_partial_reading_is_told() -> None:
    assert "Only 3 of 9 pages were read." in told(pages=Pages(in_file=9, read=3)).limits


@pytest.mark.parametrize(("script", "said"), [("Greek", "tesseract-ocr-ell"), ("unknown", "could not be read")])
def test_a_script_that_could_not_be_read_is_told_with_the_package_that_reads_it(script: str, said: str) -> None:
    assert any(said in limit for limit in told(unread_scripts=(script,)).limits)


def test_a_derived_accreditation_body_is_told_as_derived() -> None:
    derived = replace(stated("UKAS", normalised="ukas", confidence=0.5), source=Source.DERIVED)
    assert any("derived" in limit for limit in told(replace(CLAIM, accreditation_body=derived)).limits)
    assert not any("derived" in limit for limit in told().limits)


def test_the_chain_shows_a_derived_accreditation_body_as_not_read() -> None:
    derived = replace(stated("UKAS", normalised="ukas", confidence=0.5), source=Source.DERIVED)
    question = Question(as_of=date(2026, 11, 21), policy=policy_named("standard"), facts=shipped())
    names = []
    for accreditor in (derived, stated("UKAS", normalised="ukas")):
        (verdict,) = verify((replace(CLAIM, accreditation_body=accreditor),), question)
        names += [link.name for link in chain_of(verdict, shipped()) if link.link == "accreditation_body"]
    assert names[0] == f"{names[1]} (from the catalogue, not read)"


def test_the_address_of_the_body_is_never_taken_from_the_document() -> None:
    stranger = replace(CLAIM, certification_body=stated("Norvia Assurance, call +47 555 01 99"))
    message = next(message for message in told(stranger).messages if message.to == "certification_body")
    assert "never from the document itself" in message.where
    assert "555" not in message.where


def test_a_known_body_is_asked_at_the_address_of_the_catalogue() -> None:
    message = next(message for message in told().messages if message.to == "certification_body")
    assert "bsigroup.com" in message.where


# --- words ------------------------------------------------------------------------------------------------------------

FORBIDDEN = re.compile(
    r"\b(fake[ds]?|forge[drs]*|forgery|fraud\w*|scam\w*|counterfeit\w*|liar|illegal\w*|blacklist\w*|verified supplier"
    r"|guaranteed|safe|approved by ISO|ISO certified)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("check", every_check(), ids=lambda check: check.id)
def test_no_sentence_of_a_check_judges_a_party(check: object) -> None:
    words = words_of(check.id)  # type: ignore[attr-defined]
    for code, sentences in words.reasons.items():
        for part in sentences.__slots__:
            quoted = re.sub(r'"[^"]*"|“[^”]*”', "", getattr(sentences, part))  # a quotation is somebody else's word
            assert not FORBIDDEN.search(quoted), (code, part)


def test_no_word_of_a_verdict_judges_a_party() -> None:
    def texts(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for entry in value.values() for text in texts(entry)]
        return [value] if isinstance(value, str) else []

    assert not [text for text in texts(terms()) if FORBIDDEN.search(text)]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("headlines", Headline),
        ("decisions", Decision),
        ("axes", Axis),
        ("grades", Grade),
        ("weights", Weight),
        ("evidence", Evidence),
        ("kinds", DocumentKind),
        ("topics", Topic),
        ("stances", Stance),
        ("misuses", Misuse),
    ],
)
def test_every_term_has_its_word(section: str, words: type) -> None:
    assert set(terms()[section]) == {word.value for word in words}  # type: ignore[attr-defined]


def test_every_field_of_a_claim_has_its_word() -> None:
    assert set(terms()["fields"]) == {name for name, _ in Claim().read_fields()}


def test_a_document_without_anything_is_told_in_full() -> None:
    nothing = told(Claim(document=Document()))
    assert nothing.tag == "Unreadable"
    assert all(sentences.text for _, sentences in nothing.findings)
