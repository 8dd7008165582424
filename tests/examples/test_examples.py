"""The shipped examples parse, name nobody who exists, and give the answers that their pages promise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from tools.learn_page import PAGE, refreshed
from typer.testing import CliRunner

from livingproof.catalogue import load
from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER, OPTIONS, command_line, example_named, names
from livingproof.core.decision import MUST_PASS
from livingproof.verify.records import read_lookups

ROOT = Path(__file__).parents[2]
LARGEST = 400_000
RUN = CliRunner()

EXPECTED = {
    "stainless-steel": ("DOES_NOT_COVER", "do_not_rely", {"scope.activity": "ACTIVITY_TRADE_ONLY"}),
    "infusion-pumps": ("NOT_CONFIRMED", "ask", {"sector.medical": "SECTOR_STANDARD_MISSING"}),
    "printer-ribbon": ("DOES_NOT_COVER", "do_not_rely", {"site.listed": "SITE_NOT_LISTED"}),
    "confirmed": ("CONFIRMED", "rely", {"reg.found": "FOUND_NUMBER_AND_HOLDER", "reg.status": "REG_ACTIVE"}),
}


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Command lines are short at the root of a checkout."""
    monkeypatch.chdir(ROOT)


@cache
def statement_of(name: str) -> dict[str, Any]:
    outcome = RUN.invoke(app, ["examples", name, "--format", "json"])
    assert outcome.exit_code == 0, outcome.output
    printed = json.loads(outcome.stdout)
    return printed[0] if isinstance(printed, list) else printed


# --- the files --------------------------------------------------------------------------------------------------------


def test_every_example_is_expected_here() -> None:
    assert set(names()) == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_purchase_says_everything_that_a_verdict_needs(name: str) -> None:
    purchase = yaml.safe_load((FOLDER / name / "purchase.yml").read_text(encoding="utf-8"))
    assert set(purchase) == {"title", *OPTIONS}


def test_the_record_of_the_confirmed_example_is_understood() -> None:
    (lookup,) = read_lookups(FOLDER / "confirmed" / "record.yml")
    assert lookup.records[0].number == "KC-9-20311-03"
    assert len(lookup.records[0].sites) == 2


def test_every_fact_of_the_examples_catalogue_says_that_it_is_invented() -> None:
    told = [
        fact
        for file in sorted((FOLDER / "catalogue").glob("*.yaml"))
        for table, facts in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        if table != "sources"
        for fact in facts
    ]
    assert told
    assert all(fact["source"] == ["EXAMPLE"] and fact["note"] == "invented for the examples" for fact in told)


def test_hosts_of_invented_bodies_can_never_be_registered() -> None:
    facts = load(FOLDER / "catalogue")
    hosts = [
        host for key in ("velmora", "mingqu", "brenlow", "kelderby") for host in facts.certification_bodies[key].domains
    ]
    hosts += facts.accreditation_bodies["orvac"].domains
    assert all(host.endswith(".example") for host in hosts)  # RFC 2606


def test_invented_bodies_are_not_in_the_shipped_catalogue() -> None:
    shipped = load()
    assert not {"velmora", "mingqu", "brenlow", "kelderby", "orvac"} & (
        set(shipped.certification_bodies) | set(shipped.accreditation_bodies)
    )


@pytest.mark.parametrize("name", ["stainless-steel", "infusion-pumps", "confirmed"])
def test_every_page_says_that_its_names_are_invented(name: str) -> None:
    document = pypdfium2.PdfDocument(FOLDER / name / "certificate.pdf")
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    assert all("All names are invented." in page for page in pages)


def test_the_files_are_small() -> None:
    assert max(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= LARGEST


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_page_of_an_example_shows_the_command_and_its_answer(name: str) -> None:
    page = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    headline, _, findings = EXPECTED[name]
    assert command_line(example_named(name)) in page
    assert f"`{headline}`" in page
    assert headline == "CONFIRMED" or all(f"`{word}`" in page for pair in findings.items() for word in pair)


# --- the command ------------------------------------------------------------------------------------------------------


def test_without_a_name_the_examples_are_listed() -> None:
    outcome = RUN.invoke(app, ["examples"])
    assert outcome.exit_code == 0
    assert all(f"livingproof examples {name}" in outcome.stdout for name in EXPECTED)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    outcome = RUN.invoke(app, ["examples", "stainles"])
    assert outcome.exit_code == 2
    assert "Did you mean stainless-steel?" in " ".join(outcome.output.split())


def test_the_folder_of_an_example_can_be_asked_for() -> None:
    outcome = RUN.invoke(app, ["examples", "confirmed", "--where"])
    assert Path(outcome.stdout.strip()) == FOLDER / "confirmed"


def test_outside_a_checkout_the_command_names_the_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Path(example_named("confirmed").file) == FOLDER / "confirmed" / "certificate.pdf"


# --- the answers ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_gives_the_answer_that_its_page_promises(name: str) -> None:
    headline, decision, findings = EXPECTED[name]
    statement = statement_of(name)
    found = {finding["check"]: finding["code"] for finding in statement["findings"]}
    assert statement["verdict"] == headline
    assert statement["decision"] == decision
    assert {check: found[check] for check in findings} == findings


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stainless-steel", "printer-ribbon"])
def test_an_example_shows_one_decisive_trouble_and_no_other(name: str) -> None:
    fails = {finding["check"] for finding in statement_of(name)["findings"] if finding["grade"] == "fail"}
    assert fails == set(EXPECTED[name][2])


@pytest.mark.slow
def test_of_the_infusion_pumps_the_papers_of_both_markets_are_asked() -> None:
    statement = statement_of("infusion-pumps")
    (papers,) = [finding for finding in statement["findings"] if finding["check"] == "prod.required"]
    assert papers["code"] == "PRODUCT_DOC_MISSING"
    assert not [finding["check"] for finding in statement["findings"] if finding["grade"] == "fail"]


@pytest.mark.slow
def test_the_confirmed_example_passes_everything_that_must_pass() -> None:
    passed = {finding["check"] for finding in statement_of("confirmed")["findings"] if finding["grade"] == "pass"}
    assert all(passed.intersection(line) for line in MUST_PASS)


@pytest.mark.slow
def test_the_first_verification_shows_the_real_outputs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "write it anew: python -m tools.learn_page"


def test_the_first_verification_shows_the_command_of_its_example() -> None:
    assert command_line(example_named("stainless-steel")) in PAGE.read_text(encoding="utf-8")
