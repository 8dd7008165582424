"""The command with what else is in hand: annexes, product papers, days of production, people and audit days."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from livingproof.cli.commands import app
from tests.readers.making import pdf, words

RUN = CliRunner()
HULL = "7 Dock Street, Hull HU1 1AA, United Kingdom"
NUMBER = "Certificate No.: QM-4711-22"
BODY = "Sterling Peak Certification Limited"
SHEET = (
    ("CERTIFICATE OF REGISTRATION", 24),
    ("This is to certify that the Quality Management System of", 10),
    ("Northern Gear Works Ltd", 18),
    ("5 Mill Lane, Leeds LS1 4AP, United Kingdom", 10),
    ("has been assessed and found to conform to the requirements of", 10),
    ("ISO 9001:2015", 18),
    ("Scope: Manufacture of gears and gearboxes", 10),
    (NUMBER, 10),
    ("Issue Date: 05 Aug 2025", 10),
    ("Expiry Date: 04 Aug 2028", 10),
    ("The sites are listed in the annex to this certificate", 10),
    (BODY, 12),
)
ANNEX = (
    ("Annex to certificate", 20),
    (NUMBER, 10),
    ("Northern Gear Works Ltd", 12),
    ("Sites covered:", 10),
    ("1. 5 Mill Lane, Leeds LS1 4AP, United Kingdom", 10),
    (f"2. {HULL}", 10),
    (BODY, 12),
)
DECLARATION = (
    ("EU DECLARATION OF CONFORMITY", 20),
    ("We declare under our sole responsibility that the product conforms", 10),
    ("Manufacturer: Northern Gear Works Ltd", 10),
    ("Product: Gearbox with electric motor", 10),
    ("Directives: 2006/42/EC, 2014/30/EU", 10),
    ("Leeds, 05 Aug 2025", 10),
)


@pytest.fixture(scope="module", name="folder")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in_hand")
    for name, rows in (("sheet", SHEET), ("annex", ANNEX), ("declaration", DECLARATION)):
        content, down = "", 80.0
        for text, size in rows:
            content += words(text, 60, down, size)
            down += 2 * size
        (folder / f"{name}.pdf").write_bytes(pdf(content))
    return folder


def verdict(*arguments: str | Path) -> dict[str, Any]:
    done = RUN.invoke(app, ["verify", *map(str, arguments), "--as-of", "2026-11-21", "--format", "json"])
    assert done.exit_code in {0, 3}, done.output
    (given,) = json.loads(done.stdout)
    return dict(given)


def findings(given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {finding["check"]: finding for finding in given["findings"]}


@pytest.mark.slow
def test_an_annex_in_hand_belongs_to_the_certificate(folder: Path) -> None:
    alone = findings(verdict(folder / "sheet.pdf", "--site", HULL))
    assert alone["site.listed"]["code"] == "ANNEX_NOT_SUPPLIED"
    whole = findings(verdict(folder / "sheet.pdf", "--site", HULL, "--with", folder / "annex.pdf"))
    assert (whole["site.listed"]["code"], whole["doc.pages"]["code"]) == ("SITE_LISTED", "PAGES_COMPLETE")


@pytest.mark.slow
def test_an_annex_alone_is_told_to_be_one(folder: Path) -> None:
    given = findings(verdict(folder / "annex.pdf"))
    assert given["doc.type"]["code"] == "DOC_IS_ANNEX_ONLY"


@pytest.mark.slow
def test_a_product_paper_in_hand_is_named_with_the_way_to_verify_it(folder: Path) -> None:
    found = findings(verdict(folder / "sheet.pdf", "--with", folder / "declaration.pdf"))["prod.valid"]
    assert found["code"] == "REGISTER_NOT_ASKED"
    assert found["facts"]["paper"] == "EU declaration of conformity"
    assert found["facts"]["product"] == "Gearbox with electric motor"
    assert found["facts"]["verify"]


@pytest.mark.slow
def test_the_days_of_production_are_held_against_the_term(folder: Path) -> None:
    given = verdict(folder / "sheet.pdf", "--production", "2028-07-01..2028-08-05")
    assert given["purchase"]["production"] == ["2028-07-01", "2028-08-05"]
    assert findings(given)["date.expiry"]["code"] == "EXPIRES_BEFORE_DELIVERY"


@pytest.mark.slow
def test_people_and_days_of_an_audit_are_kept_and_not_judged_without_a_table(folder: Path) -> None:
    given = verdict(folder / "sheet.pdf", "--headcount", "40", "--audit-days", "2.5")
    assert (given["purchase"]["headcount"], given["purchase"]["audit_days"]) == (40, 2.5)
    found = findings(given)["cb.audit-time"]
    assert found["code"] == "AUDIT_TIME_UNKNOWN"
    assert "no confirmed table" in found["facts"]["why"]


@pytest.mark.parametrize("span", ["2026-02-30..2026-03-01", "2026-03-01..2026-02-01", "soon"])
def test_a_span_of_days_that_is_none_is_refused(folder: Path, span: str) -> None:
    done = RUN.invoke(app, ["verify", str(folder / "sheet.pdf"), "--production", span])
    assert done.exit_code == 2
    assert "--production" in done.output


def test_a_file_in_hand_that_is_none_is_refused(folder: Path) -> None:
    done = RUN.invoke(app, ["verify", str(folder / "sheet.pdf"), "--with", str(folder / "nothing.pdf")])
    assert done.exit_code == 2
    assert "no such file" in done.output
