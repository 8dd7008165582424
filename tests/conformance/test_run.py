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
from livingproof.core.errors import LivingProofError

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


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("no JSON at all", "its output is no JSON: it begins with 'no JSON at all'"),
        ("", "its output is no JSON: it is empty"),
        ("null", "its output is null; expected an object"),
        ("[1]", "its output is a list; expected an object"),
        ("3", "its output is a number; expected an object"),
        ("[" * 100_000, "its output is no JSON"),
    ],
)
def test_a_program_that_writes_something_else_has_failed_every_case(
    told: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["--only", "world/valid", "--", *program(tmp_path, told)]) == 1
    shown = capsys.readouterr()
    assert "0.0%" in shown.out
    assert said in shown.err
    assert "every case failed" in shown.err


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "no answer"),
        ("CONFIRMED", "the answer is a text; expected an object"),
        ({"axes": 3}, "axes: is a number; expected an object"),
        ({"findings": []}, "findings: is a list; expected an object"),
        ({"findings": {"id.name": None}}, "findings.id.name: is null; expected an object with code and grade"),
        ({"findings": {}, "axes": {}, "also": {}, "headline": []}, "headline: expected CONFIRMED, got []"),
    ],
)
def test_an_answer_in_another_form_is_a_counted_failure(
    right: dict[str, Any], answer: Any, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {**right, VALID["id"]: answer}
    assert run.main(["--only", "world/valid", "--", *program(tmp_path, planted)]) == 1
    assert said in capsys.readouterr().out


def test_a_program_that_crashes_has_failed_every_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "program.py"
    script.write_text("raise ValueError('no such rule')", encoding="utf-8")
    assert run.main(["--only", "world/valid", "--", sys.executable, str(script)]) == 1
    shown = capsys.readouterr()
    assert "0.0%" in shown.out
    assert "ended with 1; the last line of its errors: ValueError: no such rule" in shown.err
    assert "Traceback" not in shown.err


def test_a_program_that_takes_too_long_has_failed_every_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "program.py"
    script.write_text("import time; time.sleep(60)", encoding="utf-8")
    assert run.main(["--only", "world/valid", "--seconds", "0.3", "--", sys.executable, str(script)]) == 1
    assert "did not answer within 0.3 seconds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is no suite of JSON"),
        ("[1]", "is no suite of JSON"),
        ("{}", "it has no suite, version"),
        (None, "no such"),
    ],
)
def test_what_is_no_suite_is_wrong_use(
    content: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = tmp_path / "suite.json"
    if content is not None:
        suite.write_text(content, encoding="utf-8")
    assert run.main(["--suite", str(suite), "--", "/bin/true"]) == 2
    assert said in capsys.readouterr().err


def test_a_program_that_does_not_exist_ends_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--only", "world/valid", "--", "/no/such/program"]) == 2
    assert "/no/such/program" in capsys.readouterr().err


ASKED: dict[str, Any] = run.question(SUITE, [VALID])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "it is empty"),
        ("{", "it is no JSON"),
        ("null", "the whole is no object"),
        ("{}", "the whole has no `facts`"),
        ('{"facts": 1, "policies": {}, "cases": []}', "`facts` is no object"),
        ({**ASKED, "cases": [None]}, "case 1 is no object"),
        ({**ASKED, "cases": [{}]}, "case 1 has no `id`"),
        ({**ASKED, "policies": {"standard": None}}, "policies.standard is no object"),
        ({**ASKED, "policies": {}}, "is not among the policies"),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "records": [7]}]}, "records 1 is no object"),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "claim": {"holder_name": 3}}]}, "holder_name is in another form"),
        ({**ASKED, "cases": [{**ASKED["cases"][0], "as_of": "soon"}]}, "in another form"),
        ({**ASKED, "facts": {"standards": 5}}, ""),
        ({**ASKED, "facts": {"standards": [None]}}, ""),
    ],
)
def test_our_program_says_what_it_cannot_read(asked: Any, said: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(asked if isinstance(asked, str) else json.dumps(asked), encoding="utf-8")
    ran = CliRunner().invoke(app, ["conform", str(file)])
    problem = ran.output if isinstance(ran.exception, SystemExit) else str(ran.exception)
    assert ran.exit_code == 2 or isinstance(ran.exception, LivingProofError)
    assert said in problem
    assert not [word for word in ("TypeError", "NoneType", "KeyError", "Traceback", "object is not") if word in problem]


@pytest.mark.parametrize(("name", "said"), [("none.json", "there is no such file"), (".", "this is a folder")])
def test_a_file_that_is_not_there_is_told(name: str, said: str, tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["conform", str(tmp_path / name)])
    assert ran.exit_code == 2
    assert said in ran.output
    assert "Errno" not in ran.output
