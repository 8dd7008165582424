"""A user's own facts over the shipped ones: the same entry is changed, another is added, and the version says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from livingproof.catalogue import lay_over, load, overlay_from
from livingproof.core.terms import Coverage, Role

KNOWN = {"source": ["https://example.org/list"], "confidence": "high", "verified": "looked-up"}

LIST = """
sources:
  MY-LIST: https://example.org/FMRA-001.pdf (3.4)
defaults: {arrangement: Global ACI MRA, source: [MY-LIST], confidence: high, verified: looked-up, as_of: 2026-11-02, complete_list: true}
recognitions:
  - {body: dakks, standards: [ISO 9001, ISO 14001], starts_on: 2026-01-01}
  - {body: ukas, standards: [ISO 9001], starts_on: 2026-01}
"""


def test_a_newer_signatory_list_adds_recognitions_and_says_that_it_is_complete(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text(LIST, encoding="utf-8")
    facts = load(tmp_path)
    found = [row for row in facts.accreditation_bodies["dakks"].recognitions if "ISO 9001" in row.standards]
    assert [(row.role, row.starts_on, row.provenance.sources) for row in found] == [
        (Role.SIGNATORY, date(2026, 1, 1), ("MY-LIST",))
    ]
    assert found[0].provenance.as_of == date(2026, 11, 2)
    assert facts.signatory_list_complete_on == date(2026, 11, 2)
    assert load().signatory_list_complete_on is None
    assert (
        len(facts.accreditation_bodies["dakks"].recognitions)
        == len(load().accreditation_bodies["dakks"].recognitions) + 1
    )


def test_a_month_covers_nothing_before_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text(LIST, encoding="utf-8")
    new = [
        row
        for row in load(tmp_path).accreditation_bodies["ukas"].recognitions
        if row.provenance.sources == ("MY-LIST",)
    ]
    assert [row.starts_on for row in new] == [date(2026, 1, 31)]


def test_the_same_relation_named_again_replaces_the_older_word() -> None:
    row = {"body": "sadcas", "arrangement": "IAF MLA", "standards": ["ISO 9001"], "starts_on": "2019-11-09", **KNOWN}
    before = load().accreditation_bodies["sadcas"].recognitions
    after = overlay_from({"recognitions": [{**row, "as_of": "2026-10-01"}]}).accreditation_bodies["sadcas"].recognitions
    assert len(after) == len(before)
    assert date(2026, 10, 1) in {row.provenance.as_of for row in after}


def test_an_entry_with_a_known_id_changes_only_what_it_names() -> None:
    facts = overlay_from({"certification_bodies": [{"id": "sgs", "domains": ["sgs.example"], **KNOWN}]})
    before, after = load().certification_bodies["sgs"], facts.certification_bodies["sgs"]
    assert after.domains == ("sgs.example",)
    assert (after.name, after.entities, after.names, after.patterns) == (
        before.name,
        before.entities,
        before.names,
        before.patterns,
    )
    assert after.provenance.sources == ("https://example.org/list",)


def test_an_entry_with_a_new_id_is_added() -> None:
    body = {"id": "new-body", "name": "New Body", "entities": ["New Body GmbH"], "country": "DE", **KNOWN}
    facts = overlay_from({"certification_bodies": [body]})
    assert facts.certification_bodies["new-body"].names == ("New Body", "New Body GmbH")
    assert "sgs" in facts.certification_bodies


def test_an_edition_is_changed_and_the_others_stay() -> None:
    edition = {"edition": "2026", "published": "2026-09-16", "status": "current", "ends": "2040-01-31", **KNOWN}
    standard = overlay_from({"standards": [{"id": "ISO 9001", "editions": [edition], **KNOWN}]}).standards["ISO 9001"]
    new, old = standard.edition("2026"), standard.edition("2015")
    assert new is not None
    assert old is not None
    assert (new.ends_on, old.ends_on) == (date(2040, 1, 31), date(2029, 9, 30))


def test_coverage_rules_are_replaced_together_because_their_order_matters() -> None:
    rules = [{"coverage": "voluntary", **KNOWN}]
    register = overlay_from({"registers": [{"id": "ukas-certcheck", "coverage": rules, **KNOWN}]}).registers[
        "ukas-certcheck"
    ]
    assert [rule.coverage for rule in register.rules] == [Coverage.VOLUNTARY]
    assert register.name == "UKAS CertCheck"


def test_an_accreditation_a_pattern_and_a_number_find_their_body() -> None:
    facts = overlay_from(
        {
            "accreditations": [
                {
                    "body": "sgs",
                    "accreditation_body": "ukas",
                    "entity": "SGS United Kingdom Ltd",
                    "standards": ["ISO 9001"],
                    "basis": "accreditation body (own list or news)",
                    **KNOWN,
                }
            ],
            "number_patterns": [{"body": "sgs", "pattern": r"SGS\d{3}", "meaning": "x", **KNOWN}],
            "symbol_numbers": [{"accreditation_body": "ukas", "number": "9999", "body": "sgs", **KNOWN}],
        }
    )
    body = facts.certification_bodies["sgs"]
    assert any(row.accreditation_body == "ukas" and row.from_list for row in body.accreditations)
    assert body.patterns[-1].pattern == r"SGS\d{3}"
    assert facts.symbol_numbers[-1].number == "9999"


def test_a_family_of_ones_own_joins_its_siblings() -> None:
    parent = next(family.parents[0] for family in load().families.values() if family.parents)
    row = {"id": "own-family", "label": "own goods", "parents": [parent], "labels": {"en": ["own goods"]}, **KNOWN}
    families = overlay_from({"families": [row]}).families
    siblings = families["own-family"].siblings
    assert siblings
    assert "own-family" in families[siblings[0]].siblings


def test_the_version_carries_the_digest_of_what_was_laid_over() -> None:
    own = {"sectors": [{"code": "40", "name": "own", "nace": ["99"], **KNOWN}]}
    first, again = overlay_from(own).version, overlay_from(own).version
    other = overlay_from({"sectors": [{"code": "41", "name": "own", "nace": ["99"], **KNOWN}]}).version
    shipped, _, digest = first.partition("+")
    assert first == again != other
    assert shipped == load().version
    assert len(digest) == 12
    assert int(digest, 16) >= 0


def test_folder_and_plain_tables_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "sectors:\n  - {code: '40', name: own, nace: ['99'], source: [https://example.org/list],"
        " confidence: high, verified: looked-up}\n",
        encoding="utf-8",
    )
    own = {"sectors": [{"code": "40", "name": "own", "nace": ["99"], **KNOWN}]}
    folder, plain = lay_over(load(), tmp_path), lay_over(load(), own)
    assert (folder.version, folder.sectors) == (plain.version, plain.sectors)
    assert "40" in folder.sectors


def test_a_table_of_audit_times_is_a_users_own_and_replaces_the_one_before() -> None:
    row = {"standard": "ISO 9001", "days": {"65": "5", "25": "3"}, **KNOWN}
    table = overlay_from({"audit_times": [row]}).audit_times["ISO 9001"]
    assert (table.least(25), table.least(26), table.least(66)) == (3.0, 5.0, None)
    assert not load().audit_times


def test_a_complete_list_of_approvals_says_when_it_was() -> None:
    row = {"code": "999", "body": "sgs", "complete_list": True, "as_of": "2026-10-01", **KNOWN}
    assert overlay_from({"approvals": [row]}).approvals_complete_on == date(2026, 10, 1)
    assert load().approvals_complete_on is None
