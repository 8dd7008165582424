"""The command with fields that a person read, with a renewal given along, and with a file that cannot be read."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from typer.testing import CliRunner

from livingproof.catalogue.policies import FOLDER
from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER as EXAMPLES
from livingproof.verify.schema import verdict_schema
from tests.cli.test_verify_with import DECLARATION, SHEET
from tests.readers.making import pdf, words

NEW = tuple(row for row in SHEET if "annex" not in row[0])
OLD = tuple(
    (
        text.replace("QM-4711-22", "QM-4711-19")
        .replace("05 Aug 2025", "05 Aug 2022")
        .replace("04 Aug 2028", "04 Aug 2025"),
        size,
    )
    for text, size in NEW
)
STRICT = (FOLDER / "standard.yml").read_text(encoding="utf-8").replace("0.8", "0.985")


@pytest.fixture(scope="module", name="folder")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fields")
    for name, rows in (("old", OLD), ("new", NEW), ("paper", DECLARATION)):
        content, down = "", 80.0
        for text, size in rows:
            content += words(text, 60, down, size)
            down += 2 * size
        (folder / f"{name}.pdf").write_bytes(pdf(content))
    (folder / "strict.yml").write_text(STRICT, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(
        app, ["verify", *map(str, arguments), "--as-of", "2026-11-21"], env={"COLUMNS": "80", "TERM": "dumb"}
    )


def verdicts(*arguments: str | Path) -> list[dict[str, Any]]:
    told = json.loads(run(*arguments, "--format", "json").stdout)
    jsonschema.validate(told, verdict_schema(), format_checker=jsonschema.FormatChecker())
    return list(told)


CONFIRMED = (
    "--field",
    "holder_name=Northern Gear Works Ltd",
    "--field",
    "certificate_number=QM-4711-19",
    "--field",
    "certification_body=Sterling Peak Certification Limited",
    "--field",
    "expires_on=4 Aug 2025",
)


@pytest.mark.slow
def test_fields_that_were_not_read_surely_are_shown_with_what_to_type(folder: Path) -> None:
    done = run(folder / "old.pdf", "--policy", folder / "strict.yml")
    assert done.exit_code == 3
    assert "UNREADABLE" in done.stdout
    assert "--field 'holder_name=Northern Gear Works Ltd'" in done.stdout
    assert "--field expires_on=2025-08-04" in done.stdout


@pytest.mark.slow
def test_fields_that_a_person_read_decide_and_are_told_as_such(folder: Path) -> None:
    (given,) = verdicts(folder / "old.pdf", "--policy", folder / "strict.yml", *CONFIRMED)
    assert given["verdict"] == "NOT_IN_FORCE"
    field = given["claim"]["expires_on"]
    assert (field["source"], field["confidence"], field["as_printed"]) == ("person", 1.0, "4 Aug 2025")
    assert (field["runner_up"]["source"], field["runner_up"]["value"]) == ("text_layer", "2025-08-04")
    assert any(line.startswith("Read by a person") for line in given["limits"])
    shown = run(folder / "old.pdf", "--policy", folder / "strict.yml", *CONFIRMED).stdout
    assert "Read by a person" in shown


@pytest.mark.slow
def test_a_statement_on_fields_that_a_person_read_holds(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "verdict.json"
    path.write_text(
        json.dumps(verdicts(folder / "old.pdf", *CONFIRMED, "--with", folder / "new.pdf")), encoding="utf-8"
    )
    done = CliRunner().invoke(app, ["statement", "check", str(path)])
    assert (done.exit_code, done.output.count("digest and verdict hold")) == (0, 2)


@pytest.mark.slow
def test_the_certificate_that_follows_is_verified_too_and_both_leave_a_trace(folder: Path) -> None:
    old, new = verdicts(folder / "old.pdf", "--with", folder / "new.pdf", "--with", folder / "paper.pdf")
    assert (old["verdict"], new["verdict"]) == ("NOT_IN_FORCE", "NOT_CONFIRMED")
    assert (Path(old["file"]).name, Path(new["file"]).name) == ("old.pdf", "new.pdf")
    assert [(Path(one["file"]).name, one["part"]) for one in old["in_hand"]] == [
        ("new.pdf", "renewal"),
        ("paper.pdf", "paper"),
    ]
    assert "date.expiry" in old["in_hand"][0]["findings"]
    shown = run(folder / "old.pdf", "--with", folder / "new.pdf").stdout
    assert "taken for the certificate that follows this one" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.slow
def test_why_a_file_was_not_read_stands_in_every_form(folder: Path) -> None:
    (given,) = verdicts(folder / "empty.pdf")
    assert given["problem"]
    first = given["problem"].split(".")[0]
    assert first in " ".join(run(folder / "empty.pdf").stdout.split())
    assert first in unescape(run(folder / "empty.pdf", "--format", "html").stdout)


@pytest.mark.slow
def test_where_pictures_were_not_to_be_read_nobody_is_asked_for_a_better_copy() -> None:
    picture = EXAMPLES / "printer-ribbon" / "certificate.jpg"
    (given,) = verdicts(picture, "--no-ocr")
    assert given["verdict"] == "UNREADABLE"
    assert given["questions"] == []
    assert {finding["check"]: finding["code"] for finding in given["findings"]}["doc.readable"] == "PICTURES_NOT_READ"
    shown = " ".join(run(picture, "--no-ocr").stdout.split())
    assert "verify the file again without --no-ocr" in shown
    assert "scan" not in shown


def test_a_field_is_asked_of_one_file_only(folder: Path) -> None:
    done = run(folder / "old.pdf", folder / "new.pdf", "--field", "revision=1")
    assert (done.exit_code, "exactly one FILE" in done.output) == (2, True)
