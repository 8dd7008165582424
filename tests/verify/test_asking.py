"""Whom to ask: every address from the catalogue, the order of its routes, and commands that keep the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from livingproof.catalogue.policies import policy_named
from livingproof.core.record import Lookup
from livingproof.core.terms import Answer
from livingproof.verify import Question, verify
from livingproof.verify.asking import Step, others_of, steps_of
from tests.cases import claim_of, shipped

TODAY = date(2026, 11, 21)
SHORT: dict[str, Any] = {
    "certificate_number": "HC 40021",
    "holder_name": "Ningbo Xingye Machinery Co., Ltd.",
    "holder_name_other": ["宁波兴业机械有限公司"],
    "holder_address": "No. 18 Xingye Rd, Ningbo, China",
    "certification_body": {"value": "SGS United Kingdom Ltd", "normalised": "sgs"},
    "accreditation_body": {"value": "UKAS", "normalised": "ukas"},
    "standards": ["ISO 9001:2015"],
    "links": [{"kind": "qr", "payload": "https://altered.invalid/c/1", "host": "altered.invalid"}],
    "document": {"sha256": "ab" * 32},
}


def steps(short: dict[str, Any] | None = None, *lookups: Lookup) -> tuple[Step, ...]:
    question = Question(TODAY, policy_named("standard"), shipped(), lookups=lookups)
    (verdict,) = verify((claim_of(SHORT if short is None else short),), question)
    return steps_of(verdict, shipped(), "my file.pdf", TODAY)


def test_no_address_comes_from_the_document() -> None:
    assert not any("altered.invalid" in f"{step.address} {step.keep}" for step in steps())


def test_registers_come_in_the_order_of_the_routes_and_the_body_last() -> None:
    named = [step.register for step in steps()]
    assert named[0] == "ukas-certcheck"
    assert named[-1] is None
    assert steps()[-1].check == "cb.answer"


def test_a_register_in_which_it_must_be_entered_says_so() -> None:
    first = steps()[0]
    assert first.must
    assert first.address == shipped().registers["ukas-certcheck"].address


def test_the_number_is_typed_first_and_the_holder_in_its_own_script() -> None:
    assert steps()[0].type_in[:2] == (("certificate_number", "HC 40021"), ("holder_name", "宁波兴业机械有限公司"))


def test_the_command_keeps_the_answer_and_quotes_names_with_blanks() -> None:
    keep = steps()[0].keep
    assert keep.startswith(
        "livingproof answer 'my file.pdf' reg.found --file CAPTURE --from ukas-certcheck --on 2026-11-21"
    )
    assert "--record number='HC 40021'" in keep


def test_what_was_asked_already_is_told() -> None:
    asked = Lookup("ukas-certcheck", Answer.NOT_FOUND, date(2026, 11, 9))
    assert steps(None, asked)[0].asked == ("2026-11-09: not found",)


def test_a_body_that_the_catalogue_does_not_know_is_found_through_its_accreditation_body() -> None:
    last = steps({**SHORT, "certification_body": "Nowhere Certification"})[-1]
    assert last.address in shipped().accreditation_bodies["ukas"].domains
    assert "--address-from ukas" in last.keep


def test_without_a_body_there_is_nobody_to_write_to() -> None:
    assert [step.check for step in steps({"holder_name": "Alpha Ltd"}) if step.check == "cb.answer"] == []


def test_further_checks_are_those_that_a_person_can_answer() -> None:
    (verdict,) = verify((claim_of(SHORT),), Question(TODAY, policy_named("standard"), shipped()))
    others = others_of(verdict)
    assert {"doc.signer", "live.evidence"} <= set(others)
    assert "scope.product" not in others
