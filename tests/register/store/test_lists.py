"""Lists of accreditation bodies, company registers and captures, imported from the samples of their sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from livingproof.catalogue import load
from livingproof.core.facts import Accreditation, Facts, Recognition
from livingproof.core.record import Organisation
from livingproof.register.bringing import bring_in
from livingproof.register.evidence import about_certificate
from livingproof.register.imports import Wanted
from livingproof.register.overlay import facts_with
from livingproof.register.store import Store
from livingproof.sources import source_named
from tests.register.store.files import AT

DAY = date(2026, 11, 2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


def sample(store: Store, facts: Facts, source: str, name: str, ending: str = ".csv") -> None:
    known = source_named(source)
    paths = tuple(path for path in known.samples if path.suffix == ending)
    bring_in(store, Wanted(known, paths, DAY, AT, register=name), facts)


def test_without_lists_the_facts_are_the_catalogue(store: Store, facts: Facts) -> None:
    assert facts_with(facts, store) is facts


def test_a_schedule_stands_for_what_the_catalogue_knew_of_the_same_accreditation(store: Store, facts: Facts) -> None:
    sample(store, facts, "schedule", "dakks-schedule")
    laid = facts_with(facts, store)
    before = facts.certification_bodies["dekra-certification"].accreditations
    after = laid.certification_bodies["dekra-certification"].accreditations
    assert [entry.number for entry in before] == [entry.number for entry in after] == ["D-ZM-16029-01-00"]
    assert after[0].provenance.as_of == DAY
    assert after[0].from_list
    assert set(after[0].provenance.sources) <= set(laid.sources)


def test_a_newer_fact_of_the_catalogue_stays_beside_an_older_schedule(store: Store, facts: Facts) -> None:
    body = facts.certification_bodies["dekra-certification"]
    newer = replace(
        body.accreditations[0], provenance=replace(body.accreditations[0].provenance, as_of=date(2027, 1, 1))
    )
    bodies = {**facts.certification_bodies, body.id: replace(body, accreditations=(newer,))}
    sample(store, facts, "schedule", "dakks-schedule")
    after = facts_with(replace(facts, certification_bodies=bodies), store).certification_bodies[body.id].accreditations
    assert newer in after
    assert len(after) == 2


def test_a_body_that_only_a_schedule_names_is_added_under_its_name(store: Store, facts: Facts) -> None:
    sample(store, facts, "schedule", "dakks-schedule")
    body = facts_with(facts, store).certification_bodies["Example Certification GmbH"]
    assert body.names == ("Example Certification GmbH",)
    assert [entry.standards for entry in body.accreditations] == [("ISO 13485",)]


def test_signatories_are_laid_over_the_recognitions(store: Store, facts: Facts) -> None:
    sample(store, facts, "signatories", "global-aci")
    laid = facts_with(facts, store).accreditation_bodies["dakks"].recognitions
    (listed,) = (entry for entry in laid if entry.provenance.as_of == DAY)
    assert (listed.starts_on, listed.standards) == (date(2026, 1, 1), ("ISO 9001", "ISO 14001", "ISO 45001"))
    assert len(laid) >= len(facts.accreditation_bodies["dakks"].recognitions)


def test_what_a_list_holds_is_read_back_from_its_snapshot(store: Store, facts: Facts) -> None:
    sample(store, facts, "schedule", "dakks-schedule")
    sample(store, facts, "signatories", "global-aci")
    schedule, signatories = store.present()
    assert (schedule.holds(Accreditation), signatories.holds(Recognition)) == (2, 2)
    assert [entry.number for entry in schedule.accreditations()] == ["D-ZM-16029-01-00", "D-ZM-00000-01-00"]
    assert signatories.accreditations() == ()
    assert schedule.index_folder is None


def test_an_organisation_is_found_by_identifier_and_by_each_of_its_names(store: Store, facts: Facts) -> None:
    sample(store, facts, "gleif", "gleif")
    snapshot = store.snapshot("gleif")
    (found,) = snapshot.organisations_by_id("lei", "529900EXAMPLE0000116")
    assert found.legal_name == "Muster Gussteile GmbH"
    assert snapshot.organisations_by_name("MUSTER GUSSTEILE  GmbH") == (found,)
    assert snapshot.organisations_by_name("Muster Eisenwerk GmbH") == (found,)
    assert snapshot.organisations_by_id("VAT-DE", "529900EXAMPLE0000116") == ()
    assert snapshot.organisations_by_name("Nobody") == ()
    assert snapshot.holds(Organisation) >= 2


def test_a_capture_is_noted_as_evidence_with_the_page_that_was_seen(store: Store, facts: Facts) -> None:
    sample(store, facts, "capture", "ukas-certcheck", ".yaml")
    (lookup,) = store.evidence.noted([about_certificate("QM-2041-001", "Muster Castings Ltd.")])
    assert lookup.digest is not None
    content = store.evidence.content(lookup.digest)
    assert content is not None
    assert b"QM-2041-001" in content
    assert store.registers() == ()
