"""Each source reads its own sample, and says of itself what a user must know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.files import records_of

from livingproof.catalogue import load
from livingproof.core.claim import Identifier, SectorCode
from livingproof.core.errors import SourceError
from livingproof.core.facts import Accreditation, Recognition
from livingproof.core.record import Event, Lookup, Organisation, Record
from livingproof.core.terms import Answer, EventKind, Role, State
from livingproof.sources import Source, every_source, source_named

READ = [(source.id, path) for source in every_source() for path in source.samples if path.suffix != ".txt"]


@pytest.mark.parametrize(("source", "path"), READ, ids=[f"{source}-{path.name}" for source, path in READ])
def test_a_sample_is_read_whole(source: str, path: Path) -> None:
    assert records_of(path, source)


@pytest.mark.parametrize("source", every_source(), ids=lambda source: source.id)
def test_a_source_says_who_publishes_it_and_what_may_be_done_with_it(source: Source) -> None:
    assert source.publisher
    assert source.licence_note
    assert source.refresh
    assert source.samples
    assert all(source.ignored.values())
    assert source.register is None or source.register in load().registers


def test_the_seven_sources_are_found_by_name() -> None:
    assert [source.id for source in every_source()] == [
        "capture",
        "certsearch",
        "cnca",
        "generic",
        "gleif",
        "schedule",
        "signatories",
    ]


def test_an_unknown_source_names_the_known_ones() -> None:
    with pytest.raises(SourceError, match="no source is called 'nope'; use one of capture, certsearch"):
        source_named("nope")


def _sample(source: str, name: str) -> list[object]:
    return records_of(next(path for path in source_named(source).samples if path.name == name), source)


def test_the_plain_table_gives_every_field() -> None:
    first, second, third = _sample("generic", "certificates.csv")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(third, Record)
    assert first.holder_name_other == ("Muster Castings", "MGT")
    assert first.holder_ids == (Identifier("VAT-DE", "DE811111111"), Identifier("LEI", "529900T8BM49AURSDO55"))
    assert first.sector_codes == (SectorCode("IAF", "17"), SectorCode("NACE", "24.51"))
    assert [(site.name, site.address, site.scope) for site in first.sites] == [
        ("Plant 1", "Werkstraße 4, 12345 Musterstadt", "Castings"),
        ("Plant 2", "Hafenweg 9, 12346 Musterhafen", "Machining"),
    ]
    assert (second.country, second.standard, second.edition, second.status, second.status_raw) == (
        "CN",
        "ISO 9001",
        "2015",
        State.ACTIVE,
        "有效",
    )
    assert third.expires_on == date(9999, 12, 31)
    assert third.sites[0].country == "ES"


def test_a_certsearch_entry_with_two_standards_is_two_records() -> None:
    quality, environment = _sample("certsearch", "certificates.json")
    assert isinstance(quality, Record)
    assert isinstance(environment, Record)
    assert [quality.standard, environment.standard] == ["ISO 9001", "ISO 14001"]
    assert quality.number == environment.number == "QM-2041-001"
    assert [site.role for site in quality.sites] == ["main", "additional"]
    assert quality.sites[1].address == "Hafenweg 9, 12346 Musterhafen"
    assert quality.accredited is True


def test_what_certsearch_hides_is_empty_and_marked() -> None:
    (entry,) = _sample("certsearch", "company.json")
    assert isinstance(entry, Record)
    assert entry.scope is None
    assert entry.confidential is True
    assert entry.address == "Calle Mayor 1, 46001 Valencia"
    assert entry.holder_ids == (Identifier("VAT-ES", "ESA11111111"),)
    assert entry.accredited is None


def test_certsearch_uploads_are_the_same_as_csv_and_as_xml() -> None:
    (table,), (markup,) = _sample("certsearch", "upload.csv"), _sample("certsearch", "upload.xml")
    assert isinstance(table, Record)
    assert isinstance(markup, Record)
    for name in ("number", "identity_number", "standard", "edition", "status", "expires_on", "first_certified_on"):
        assert getattr(table, name) == getattr(markup, name)
    assert [site.address for site in markup.sites] == ["Hafenweg 9, 12346 Musterhafen", "Am Kai 1, 12346 Musterhafen"]


def test_a_certsearch_table_with_a_row_for_each_site_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "upload.csv"
    path.write_text(
        "Certificate Number,Certified Entity Name,Certified Entity Country/Economy,Certification Type,Sector Code,Site Street,Site City,Site Scope\n"
        "QM-1,Muster GmbH,Germany,ISO 9001:2015,17,Hafenweg 9,Musterhafen,Machining\n"
        "QM-1,Muster GmbH,Germany,ISO 9001:2015,17,Am Kai 1,Musterhafen,\n",
        encoding="utf-8",
    )
    (found,) = records_of(path, "certsearch")
    assert [site.address for site in found.sites] == ["Hafenweg 9, Musterhafen", "Am Kai 1, Musterhafen"]
    assert found.sector_codes == (SectorCode("IAF", "17"),)


def test_the_history_of_the_chinese_register_becomes_events() -> None:
    found = _sample("cnca", "entries.json")
    first, *_, withdrawn = [one for one in found if isinstance(one, Record)]
    events = [one for one in found if isinstance(one, Event)]
    assert [(one.kind, one.on) for one in events] == [
        (EventKind.ISSUED, date(2021, 3, 1)),
        (EventKind.SURVEYED, date(2025, 2, 20)),
    ]
    assert events[0].register == "cnca"
    assert (first.surveillance_count, first.recertification_count, first.personnel) == (2, 1, 86)
    assert (first.accredited, first.accreditation_body) == (True, "CNAS")
    assert (withdrawn.status, withdrawn.accredited, withdrawn.standard) == (State.WITHDRAWN, False, "ISO 14001")


def test_the_headings_of_the_chinese_pages_are_read() -> None:
    (entry,) = _sample("cnca", "entries.csv")
    assert isinstance(entry, Record)
    assert (entry.issued_on, entry.expires_on, entry.country) == (date(2024, 3, 1), date(2027, 2, 28), "CN")


def test_a_schedule_gives_accreditations_that_may_decide() -> None:
    whole, suspended = _sample("schedule", "schedule.csv")
    assert isinstance(whole, Accreditation)
    assert isinstance(suspended, Accreditation)
    assert (whole.body, whole.accreditation_body) == ("dekra-certification", "dakks")
    assert whole.sectors == ("IAF 17", "IAF 18", "IAF 19")
    assert whole.standards == ("ISO 9001", "ISO 14001")
    assert whole.from_list
    assert whole.whole_schedule
    assert whole.provenance.confirmed
    assert (suspended.state, suspended.countries) == (State.SUSPENDED, ("DE", "AT"))


def test_signatories_are_read_from_a_table_and_from_facts() -> None:
    table = _sample("signatories", "signatories.csv")
    facts = _sample("signatories", "signatories.yaml")
    assert all(isinstance(one, Recognition) and one.role is Role.SIGNATORY for one in (*table, *facts))
    first, last = facts
    assert isinstance(first, Recognition)
    assert isinstance(last, Recognition)
    assert (first.body, first.arrangement, first.standards) == ("dakks", "Global ACI MRA", ("ISO 9001", "ISO 14001"))
    assert last.standards == ()


def test_a_year_of_a_signature_counts_from_its_last_day() -> None:
    _, ukas = _sample("signatories", "signatories.csv")
    assert isinstance(ukas, Recognition)
    assert ukas.starts_on == date(2004, 12, 31)


def test_gleif_gives_the_same_organisation_from_every_form() -> None:
    table, *_ = _sample("gleif", "level1.csv")
    (nested,), (markup,) = _sample("gleif", "level1.json"), _sample("gleif", "level1.xml")
    for one in (table, nested, markup):
        assert isinstance(one, Organisation)
        assert (one.legal_name, one.record_id, one.country, one.active) == (
            "Muster Gussteile GmbH",
            "529900EXAMPLE0000116",
            "DE",
            True,
        )
        assert one.former_names == ("Muster Eisenwerk GmbH",)
    assert isinstance(table, Organisation)
    assert table.ids[1] == Identifier("RA000197", "HRB 1")
    assert table.address_other == "Hafenweg 9, 12346 Musterhafen"
    assert table.renewal_due_on == date(2027, 1, 5)


def test_a_capture_is_a_look_up_with_its_digest() -> None:
    (lookup,) = _sample("capture", "lookup.yaml")
    assert isinstance(lookup, Lookup)
    assert (lookup.register, lookup.answer, lookup.person) == ("ukas-certcheck", Answer.FOUND, "A. Buyer")
    assert lookup.digest is not None
    assert lookup.digest.startswith("sha256:")
    assert ("address", "https://certcheck.ukas.com") in lookup.question
    assert lookup.records[0].status is State.ACTIVE
