"""The runner finds what differs, and our own program answers every case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from conformance import run
from livingproof.cli.commands import app
from livingproof.cli.conform import answers

ROOT = Path(__file__).parents[2]
SUITE: dict[str, Any] = run.load()
WORLDS = [case for case in SUITE["cases"] if case["family"] == "worlds"]
VALID = next(case for case in WORLDS if case["base"] == "valid")


def wrong(cases: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, list[str]]:
    found = {case["id"]: list(run.differences(run.expected(SUITE, case), given.get(case["id"]))) for case in cases}
    return {name: lines for name, lines in found.items() if lines}


@pytest.fixture(scope="module")
def right() -> dict[str, Any]:
    return answers(run.question(SUITE, WORLDS))


def test_our_program_answers_every_world(right: dict[str, Any]) -> None:
    assert wrong(WORLDS, right) == {}


@pytest.mark.slow
def test_our_program_answers_every_case() -> None:
    command = [sys.executable, "-m", "livingproof", "conform", "-"]
    ran = subprocess.run(
        [sys.executable, str(ROOT / "conformance" / "run.py"), "--", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        ("headline", "NOT_CONFIRMED"),
        ("decision", "ask"),
        ("also", ["NOT_IN_FORCE"]),
        ("evidence", "E1"),
    ],
)
def test_a_wrong_answer_is_found(right: dict[str, Any], key: str, instead: Any) -> None:
    planted = {**right[VALID["id"]], key: instead}
    assert [line.split(":")[0] for line in run.differences(run.expected(SUITE, VALID), planted)] == [key]


def test_a_wrong_axis_is_found(right: dict[str, Any]) -> None:
    answer = right[VALID["id"]]
    planted = {**answer, "axes": {**answer["axes"], "covers": "undetermined"}}
    assert [line.split(":")[0] for line in run.differences(run.expected(SUITE, VALID), planted)] == ["axis covers"]


def test_a_fail_that_nobody_expects_is_found(right: dict[str, Any]) -> None:
    answer = right[VALID["id"]]
    planted = {**answer, "findings": {**answer["findings"], "num.pattern": {"code": "X", "grade": "fail"}}}
    assert len(list(run.differences(run.expected(SUITE, VALID), planted))) == 1


def test_a_lowered_grade_is_compared() -> None:
    wanted = {"axes": {}, "findings": {"ab.signatory": "AB_SIGNATORY undetermined"}}
    given = {"findings": {"ab.signatory": {"code": "AB_SIGNATORY", "grade": "pass"}}}
    assert list(run.differences(wanted, given)) == ["ab.signatory: expected AB_SIGNATORY as undetermined, got pass"]


def test_a_case_without_an_answer_is_found() -> None:
    assert wrong([VALID], {}) == {VALID["id"]: ["no answer"]}


def program(folder: Path, told: Any) -> list[str]:
    """A program that reads the question and writes these answers, whatever was asked."""
    script = folder / "program.py"
    written = told if isinstance(told, str) else json.dumps(told)
    script.write_text(f"import sys\nsys.stdin.read()\nsys.stdout.write({written!r})\n", encoding="utf-8")
    return [sys.executable, str(script)]


def test_any_program_can_be_run(right: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--only", "world/valid", "--", *program(tmp_path, right)]) == 0
    assert "100.0%" in capsys.readouterr().out


def test_a_program_with_a_wrong_answer_ends_in_one(
    right: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {**right, VALID["id"]: {**right[VALID["id"]], "headline": "CONTRADICTED"}}
    assert run.main(["--only", "world/valid", "--", *program(tmp_path, planted)]) == 1
    assert "headline: expected CONFIRMED, got CONTRADICTED" in capsys.readouterr().out


@pytest.mark.parametrize("told", ["no JSON at all", ""])
def test_a_program_that_does_not_answer_ends_in_two(
    told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["--only", "world/valid", "--", *program(tmp_path, told)]) == 2
    assert "no JSON" in capsys.readouterr().err


def test_a_program_that_does_not_exist_ends_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--only", "world/valid", "--", "/no/such/program"]) == 2
    assert "/no/such/program" in capsys.readouterr().err


@pytest.mark.parametrize("told", ["{", "{}", '{"facts": 1, "policies": {}, "cases": []}'])
def test_our_program_says_what_it_cannot_read(told: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(told, encoding="utf-8")
    ran = CliRunner().invoke(app, ["conform", str(file)])
    assert ran.exit_code == 2
    assert "question.schema.json" in ran.output


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["conform", str(tmp_path / "none.json")])
    assert ran.exit_code == 2
    assert "cannot be read" in ran.output
