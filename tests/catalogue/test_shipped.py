"""The shipped facts: complete, sourced, and right where a verdict hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from livingproof.catalogue import load, tables, version
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import Facts
from livingproof.core.terms import Coverage, Operator, State

FACTS = load()
TABLES = tables()


def entries() -> Iterator[tuple[str, str, Entry]]:
    for table, rows in TABLES.items():
        if table != "sources":
            for identity, entry in rows.items():
                yield table, identity, entry


def test_every_datum_says_where_it_comes_from_how_sure_it_is_and_whether_it_was_looked_up() -> None:
    bare = [
        (table, identity)
        for table, identity, entry in entries()
        if not entry.get("source") or "confidence" not in entry or "verified" not in entry
    ]
    assert not bare


def test_every_source_key_is_explained() -> None:
    named = {str(key) for _, _, entry in entries() for key in entry["source"]}  # type: ignore[union-attr]
    unexplained = {key for key in named if key not in TABLES["sources"] and not key.startswith("http")}
    assert not unexplained


def test_what_only_an_expert_says_is_not_called_looked_up() -> None:
    wrong = [
        (table, identity)
        for table, identity, entry in entries()
        if entry["source"] == ["EK"] and entry["verified"] == "looked-up"
    ]
    assert not wrong


def test_no_address_of_a_private_repository_is_shipped() -> None:
    known = ("https://github.com/isomerpages/", "https://github.com/gs1us-technology/")
    texts = {key: str(entry["text"]) for key, entry in TABLES["sources"].items()}
    assert not [key for key, text in texts.items() if "github" in text.lower() and not text.startswith(known)]
    assert not [key for key, text in texts.items() if re.search(r"\(\d{8,}\)", text)]


def test_the_words_of_the_catalogue_accuse_nobody() -> None:
    accusing = re.compile(r"\b(fake|forged|fraud\w*|counterfeit\w*|scam|illegal)\b", re.IGNORECASE)
    goods = {"families"}  # forged fittings are goods
    found = [(table, key) for table, key, entry in entries() if table not in goods and accusing.search(str(entry))]
    assert not found


def test_iso_9001_2015_ends_and_2026_is_published() -> None:
    standard = FACTS.standards["ISO 9001"]
    old, new = standard.edition("2015"), standard.edition("2026")
    assert old is not None
    assert new is not None
    assert old.ends_on == date(2029, 9, 30)
    assert old.last_initial_on == date(2028, 3, 30)
    assert new.published_on == date(2026, 9, 16)
    assert old.provenance.confirmed
    assert new.provenance.confirmed


def test_guidance_cannot_be_certified_to_and_iso_9002_is_obsolete() -> None:
    guidance = {"ISO 9000", "ISO 9004", "ISO 19011", "ISO 26000", "ISO 31000"}
    assert not any(FACTS.standards[name].certifiable for name in guidance)
    assert {"ISO 9002", "ISO 9003", "OHSAS 18001"} <= {row.id for row in FACTS.standards.values() if row.obsolete}


def test_a_predicted_date_says_that_it_is_predicted() -> None:
    edition = FACTS.standards["ISO 37001"].edition("2016")
    assert edition is not None
    assert edition.predicted
    assert not edition.provenance.confirmed


@pytest.mark.parametrize(
    ("adoption", "number", "standard"),
    [
        ("gb-t", "19001", "ISO 9001"),
        ("gb-t", "22080", "ISO/IEC 27001"),
        ("yy-t", "0287", "ISO 13485"),
        ("jis", "9001", "ISO 9001"),
        ("ansi", "Q9001", "ISO 9001"),
        ("nmx", "9001-IMNC", "ISO 9001"),
        ("sans", "9001", "ISO 9001"),
    ],
)
def test_a_country_with_its_own_numbers_is_understood(adoption: str, number: str, standard: str) -> None:
    found = next(row for row in FACTS.adoptions if row.id == adoption)
    assert found.numbers[number] == standard


@pytest.mark.parametrize(
    "prefix", ["ČSN EN", "DIN EN", "BS EN", "UNE-EN", "TS EN", "KS Q", "NBR", "TCVN", "ГОСТ Р", "UNI EN"]
)
def test_a_country_that_keeps_the_number_is_known_by_its_prefix(prefix: str) -> None:
    assert any(prefix in row.prefixes and row.same_number for row in FACTS.adoptions)


def test_years_of_adoptions_name_editions_that_exist() -> None:
    missing = [
        (row.id, printed)
        for row in FACTS.adoptions
        for printed, edition in row.years.items()
        for number in [printed.rpartition("-")[0]]
        for standard in [row.numbers.get(number) or international(number)]
        if standard is None or FACTS.standards[standard].edition(edition) is None
    ]
    assert not missing


def international(number: str) -> str | None:
    names = (f"ISO {number}", f"ISO/IEC {number}", f"OHSAS {number}", f"AS{number}")
    return next((name for name in names if name in FACTS.standards), None)


def test_a_recognition_for_the_main_scope_names_no_standard() -> None:
    general = [row for row in TABLES["recognitions"].values() if row["level"] == "main scope only"]
    assert general
    assert not any("standards" in row for row in general)
    assert not any("ISO 9001" in row.standards for row in FACTS.accreditation_bodies["dakks"].recognitions)


def test_ukas_is_a_signatory_for_iso_9001_in_a_source_that_was_read() -> None:
    found = [row for row in FACTS.accreditation_bodies["ukas"].recognitions if "ISO 9001" in row.standards]
    assert found
    assert all(row.provenance.confirmed for row in found)


def test_a_recognition_of_low_confidence_counts_for_no_standard() -> None:
    weak = [
        row
        for body in FACTS.accreditation_bodies.values()
        for row in body.recognitions
        if row.standards and row.provenance.confidence == "low"
    ]
    assert not weak


def test_bodies_outside_the_arrangement_say_why() -> None:
    outside = [body for body in FACTS.accreditation_bodies.values() if body.outside]
    assert len(outside) >= 10
    assert not any(body.recognitions for body in outside)


def test_only_the_list_of_an_accreditation_body_may_support_a_pass() -> None:
    found = [row for body in FACTS.certification_bodies.values() for row in body.accreditations]
    bases = {str(entry["basis"]) for entry in TABLES["accreditations"].values()}
    assert len(bases) > 1
    assert sum(row.from_list for row in found) == sum(
        entry["basis"] == "accreditation body (own list or news)" for entry in TABLES["accreditations"].values()
    )


def test_many_bodies_are_known_by_their_own_scripts() -> None:
    names = [name for body in FACTS.certification_bodies.values() for name in body.names]
    assert len(FACTS.certification_bodies) > 400
    for part in ("有限公司", "株式会社", "인증원", "Công ty", "сертификац", "Ltd. Şti.", "Α.Ε."):
        assert any(part.casefold() in name.casefold() for name in names), part


def test_a_former_name_still_finds_its_body() -> None:
    body = FACTS.certification_bodies["bureau-veritas-certification"]
    assert "BVQI" in body.names
    assert "BVQI" in {former.name for former in body.former}


def test_number_patterns_match_their_examples() -> None:
    patterns = [*FACTS.patterns, *(row for body in FACTS.certification_bodies.values() for row in body.patterns)]
    wrong = [(row.pattern, text) for row in patterns for text in row.examples if not re.fullmatch(row.pattern, text)]
    assert len(patterns) >= 32
    assert not wrong


def test_the_form_of_an_accreditation_number_fits_the_numbers_that_are_known() -> None:
    wrong = [
        (row.accreditation_body, row.number)
        for row in FACTS.symbol_numbers
        for form in [FACTS.accreditation_bodies[row.accreditation_body].number_form]
        if form and not re.match(form, f"{row.number}-01-00" if row.accreditation_body == "dakks" else row.number)
    ]
    assert not wrong


def coverage(facts: Facts, register: str, body: str) -> Coverage:
    rules = facts.registers[register].rules
    return next(
        rule.coverage
        for rule in rules
        if (not rule.accreditation_bodies or body in rule.accreditation_bodies)
        and body not in rule.except_bodies
        and not rule.standards
        and not rule.countries
    )


def test_silence_of_certsearch_on_a_dakks_chain_is_no_duty_missed() -> None:
    assert coverage(FACTS, "iaf-certsearch", "dakks") is Coverage.VOLUNTARY
    assert coverage(FACTS, "iaf-certsearch", "ukas") is Coverage.MANDATED_WITH_EXCLUSIONS
    assert coverage(FACTS, "ukas-certcheck", "ukas") is Coverage.COMPLETE_BY_RULE
    assert coverage(FACTS, "ukas-certcheck", "dakks") is Coverage.UNKNOWN


def test_every_register_says_who_runs_it_and_how_it_is_asked() -> None:
    assert all(row.ask_with and row.rules for row in FACTS.registers.values())
    assert FACTS.registers["cnca"].operator is Operator.STATE
    assert all(row.operator is not Operator.SELLER for row in FACTS.registers.values())
    named = {row.operator_body for row in FACTS.registers.values() if row.operator_body}
    assert named <= {*FACTS.accreditation_bodies, *FACTS.certification_bodies}


def test_a_medical_category_requires_iso_13485() -> None:
    medical = {row.id for row in FACTS.categories if row.medical}
    assert "infusion-pump-disposable" in medical
    assert all(("ISO 13485", "required") in row.standards for row in FACTS.categories if row.medical)


def test_papers_of_categories_are_known_or_spelled_out() -> None:
    needs = [need for row in FACTS.categories for need in row.papers]
    assert sum(need.paper in FACTS.papers for need in needs) > len(needs) / 2
    assert {need.market for need in needs} >= {"EU", "US", "CN", ""}


def test_families_are_there_when_asked_for() -> None:
    named = {family for row in FACTS.categories for family in row.families}
    assert named <= set(FACTS.families)


def test_the_words_of_registers_lead_to_states() -> None:
    assert FACTS.state_words["暂停"] is State.SUSPENDED
    assert FACTS.state_words["withdrawn"] is State.WITHDRAWN


def test_the_version_names_the_edition_of_the_catalogue() -> None:
    assert FACTS.version == version()
    assert re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", version())
