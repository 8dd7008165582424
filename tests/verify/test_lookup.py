"""Registers present: asked about a claim by number and by name, and what a person kept stands beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from livingproof.catalogue.policies import policy_named
from livingproof.core.facts import Facts, Wording
from livingproof.core.record import Lookup, Reply
from livingproof.core.terms import Answer, Asker, Axis, Evidence, State
from livingproof.register.evidence import about_certificate
from livingproof.register.store import Store
from livingproof.sources import source_named
from livingproof.verify import Question, verify
from livingproof.verify.lookup import Registers, facts_of, keys_of
from tests.cases import claim_of, shipped
from tests.register.store.files import imported, table

TODAY = date(2026, 11, 21)
CLAIM = claim_of(
    {
        "certificate_number": "HC-40021",
        "holder_name": "Alpha Valves Limited",
        "holder_address": "1 Mill Lane, Leeds, United Kingdom",
        "certification_body": "Hillside Certification Ltd",
        "accreditation_body": {"value": "UKAS", "normalised": "ukas"},
        "standards": ["ISO 9001:2015"],
        "issued_on": date(2025, 5, 14),
        "expires_on": date(2028, 5, 13),
        "document": {"sha256": "ab" * 32},
    }
)
ROW = {
    "number": "HC-40021",
    "holder_name": "Alpha Valves Ltd",
    "address": "1 Mill Lane, Leeds",
    "country": "GB",
    "standard": "ISO 9001",
    "edition": "2015",
    "certification_body": "Hillside Certification Ltd",
    "accreditation_body": "UKAS",
    "scope": "Manufacture of valves",
    "issued_on": "2025-05-14",
    "expires_on": "2028-05-13",
    "status": "active",
}
OTHERS = [
    {
        **ROW,
        "number": f"HC-5{place:04d}",
        "holder_name": f"{name} Foods GmbH",
        "address": f"{place} Hafenstrasse, Hamburg",
    }
    for place, name in enumerate(("Golden", "Nordwind", "Eiche", "Brunnen", "Kastell"))
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def registers(store: Store, told: list[str] | None = None) -> Registers:
    lines = told if told is not None else []
    return Registers(store, shipped(), TODAY, shipped(), lines.append)


def certcheck(store: Store, folder: Path, *rows: dict[str, str], as_of: date = date(2026, 11, 20)) -> None:
    imported(store, table(folder / "register.csv", [*OTHERS, *rows]), register="ukas-certcheck", as_of=as_of)


def test_a_certificate_in_an_extract_is_found_with_the_day_of_the_extract(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path, ROW)
    (lookup,) = registers(store).answers(CLAIM).lookups
    assert (lookup.register, lookup.answer, lookup.asked_by) == ("ukas-certcheck", Answer.FOUND, Asker.ENGINE)
    assert (lookup.snapshot_as_of, lookup.asked_on, lookup.by_number) == (date(2026, 11, 20), TODAY, True)
    assert lookup.snapshot
    assert lookup.records[0].holder_name == "Alpha Valves Ltd"


def test_what_an_extract_does_not_hold_is_not_found(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path)
    (lookup,) = registers(store).answers(CLAIM).lookups
    assert (lookup.answer, lookup.records) == (Answer.NOT_FOUND, ())


def test_a_register_that_cannot_hold_the_chain_is_not_asked(store: Store, tmp_path: Path) -> None:
    imported(store, table(tmp_path / "c.csv", [ROW]), register="sgs-directory", as_of=TODAY)
    assert registers(store).answers(CLAIM).lookups == ()


def test_a_register_of_ones_own_is_asked_for_nobody_can_say_what_it_holds(store: Store, tmp_path: Path) -> None:
    imported(store, table(tmp_path / "own.csv", [*OTHERS, ROW]), register="my-list", as_of=TODAY)
    (lookup,) = registers(store).answers(CLAIM).lookups
    assert (lookup.register, lookup.answer) == ("my-list", Answer.FOUND)


def test_a_verdict_is_made_with_what_the_registers_say(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path, ROW)
    question = Question(TODAY, policy_named("standard"), shipped(), asked=registers(store).answers)
    (verdict,) = verify((CLAIM,), question)
    assert verdict.axes[Axis.GENUINE].evidence is Evidence.E4
    codes = {finding.check: finding.code for finding in verdict.findings}
    assert (codes["reg.found"], codes["reg.status"]) == ("FOUND_NUMBER_AND_HOLDER", "REG_ACTIVE")


def test_two_extracts_tell_what_changed_between_them(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path, ROW, as_of=date(2026, 10, 20))
    certcheck(store, tmp_path, {**ROW, "status": "suspended"})
    answers = registers(store).answers(CLAIM)
    assert answers.lookups[0].records[0].status is State.SUSPENDED
    assert "suspended" in {event.kind.value for event in answers.history}


def test_other_certificates_of_the_holder_are_kin_and_not_the_answer(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path, ROW, {**ROW, "number": "HC-70007", "standard": "ISO 14001"})
    answers = registers(store).answers(CLAIM)
    assert [record.number for record in answers.lookups[0].records] == ["HC-40021"]
    assert [record.number for record in answers.kin] == ["HC-70007"]


def test_an_index_made_with_other_facts_says_nothing_and_is_told(store: Store, tmp_path: Path) -> None:
    certcheck(store, tmp_path, ROW)
    told: list[str] = []
    other = replace(shipped(), wording=Wording(legal_forms=("zz",)))
    (lookup,) = Registers(store, shipped(), TODAY, other, told.append).answers(CLAIM).lookups
    assert lookup.answer is Answer.ERROR
    assert len(told) == 1


def test_what_a_person_kept_is_asked_with_the_registers(store: Store) -> None:
    reply = Reply("cb.answer", "CB_CONFIRMED", "office", date(2026, 11, 10), address_from="catalogue", digest="ab")
    seen = Lookup("ukas-certcheck", Answer.NOT_FOUND, date(2026, 11, 9), digest="cd")
    key = about_certificate("HC-40021", "Alpha Valves Limited")
    store.evidence.note([key], reply)
    store.evidence.note([key], seen)
    answers = registers(store).answers(CLAIM)
    assert (answers.replies, answers.lookups) == ((reply,), (seen,))


def test_answers_are_kept_by_document_and_by_number_with_holder() -> None:
    assert len(keys_of(CLAIM)) == 2
    assert keys_of(claim_of({"holder_name": "Alpha"})) == ()


def test_imported_lists_are_part_of_the_version_so_that_a_statement_names_them(store: Store, tmp_path: Path) -> None:
    assert facts_of(shipped(), store) is shipped()
    certcheck(store, tmp_path, ROW)
    assert facts_of(shipped(), store) is shipped()
    listed: Facts = shipped()
    source = source_named("schedule")
    imported(store, *source.samples[:1], source=source, register="ukas-schedule", as_of=TODAY)
    assert facts_of(listed, store).version.startswith(f"{listed.version}+lists:")
