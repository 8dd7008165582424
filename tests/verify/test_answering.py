"""Answers as a person brings them: what is understood becomes evidence, what is not is told with what to write."""

from __future__ import annotations

from datetime import date

import pytest

from livingproof.core.errors import RecordError
from livingproof.core.record import Lookup, Reply
from livingproof.core.terms import Answer, Asker, State
from livingproof.verify.answering import Told, evidence_of, keys_for
from tests.cases import claim_of, shipped

DAY = date(2026, 11, 10)
CLAIM = claim_of(
    {
        "certificate_number": "GB12/8765",
        "holder_name": "Alpha Ltd",
        "certification_body": {"value": "SGS", "normalised": "sgs"},
        "document": {"sha256": "ab" * 32},
    }
)


def evidence(check: str, source: str = "office@sgs.com", code: str | None = None, **more: object) -> Lookup | Reply:
    return evidence_of(Told(check, source, DAY, code, **more), CLAIM, shipped())  # type: ignore[arg-type]  # of the fields


def reply(*words: str | None, **more: object) -> Reply:
    kept = evidence(*words, **more)  # type: ignore[arg-type]  # of the fields
    assert isinstance(kept, Reply)
    return kept


@pytest.mark.parametrize("said", ["confirmed", "CB_CONFIRMED", "cb-confirmed"])
def test_an_answer_may_be_written_loosely(said: str) -> None:
    assert reply("cb.answer", "office@sgs.com", said).code == "CB_CONFIRMED"


def test_a_host_of_the_catalogue_is_the_catalogues_own_address() -> None:
    assert reply("cb.answer", "office@sgs.com", "confirmed").address_from == "catalogue"


def test_an_address_whose_origin_nobody_told_counts_as_the_documents() -> None:
    assert reply("cb.answer", "office@sgs-confirms.example", "confirmed").address_from == "document"
    assert reply("cb.answer", "office@x.example", "confirmed", address_from="ukas").address_from == "ukas"


def test_a_look_up_of_a_person_is_a_look_up() -> None:
    record = (("number", "GB12/8765"), ("holder_name", "Alpha Ltd"), ("status", "suspended"))
    seen = evidence("reg.found", "ukas-certcheck", None, record=record, digest="ab")
    assert isinstance(seen, Lookup)
    assert (seen.answer, seen.asked_by, seen.records[0].status, seen.digest) == (
        Answer.FOUND,
        Asker.PERSON,
        State.SUSPENDED,
        "ab",
    )


def test_what_a_register_does_not_show_is_kept_too() -> None:
    seen = evidence("reg.found", "ukas-certcheck", "not-found")
    assert isinstance(seen, Lookup)
    assert (seen.answer, seen.records) == (Answer.NOT_FOUND, ())


@pytest.mark.parametrize("said", ["found-many", "captcha", "refused", "error"])
def test_an_answer_that_shows_no_entry_needs_no_record(said: str) -> None:
    seen = evidence("reg.found", "ukas-certcheck", said)
    assert isinstance(seen, Lookup)
    assert (seen.answer.value.replace("_", "-"), seen.records) == (said, ())


def test_a_company_register_is_answered_with_the_organisation() -> None:
    record = (("legal_name", "Alpha Ltd"), ("country", "GB"), ("active", "yes"))
    seen = evidence("id.exists", "gleif", None, record=record)
    assert isinstance(seen, Lookup)
    assert (seen.organisations[0].legal_name, seen.organisations[0].active) == ("Alpha Ltd", True)


def test_a_page_whose_content_is_kept_needs_no_word() -> None:
    assert reply("link.record", "https://sgs.com/c/1", None, record=(("number", "GB12/8765"),)).facts


@pytest.mark.parametrize(
    ("check", "source", "code", "says"),
    [
        ("cb.answer", "x", None, "say the answer with --says, one of cb-confirmed"),
        ("cb.answer", "x", "perhaps", "knows cb-confirmed"),
        ("reg.status", "x", "confirmed", "is kept with reg.found"),
        ("site.listed", "x", "confirmed", "a person cannot answer this check"),
        ("reg.found", "https://certcheck.ukas.com", "found", "name the register by its id"),
        ("reg.found", "ukas-certcheck", "perhaps", "knows found, found-many, not-found, refused, captcha, error"),
        ("reg.found", "ukas-certcheck", "found", "say what the register shows"),
    ],
)
def test_what_is_not_understood_is_told(check: str, source: str, code: str | None, says: str) -> None:
    with pytest.raises(RecordError, match=says):
        evidence(check, source, code)


def test_an_answer_about_one_of_several_certificates_is_not_kept_under_the_file() -> None:
    other = claim_of({"certificate_number": "GB12/9999", "document": {"sha256": "ab" * 32}})
    assert len(keys_for([CLAIM], CLAIM)) == 2
    assert len(keys_for([CLAIM, other], CLAIM)) == 1
    with pytest.raises(RecordError, match="no number"):
        keys_for([CLAIM, other], claim_of({"document": {"sha256": "ab" * 32}}))
