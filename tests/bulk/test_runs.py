"""A run from a file of claims to a file of answers, with its worker processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from livingproof.bulk import run
from livingproof.bulk.parts import OUTPUT, Answer, read_part, write_part
from livingproof.bulk.plan import Desk
from livingproof.bulk.planning import plan_of
from livingproof.bulk.writing import write_output
from livingproof.cli.commands import app
from livingproof.core.errors import BulkError
from livingproof.register.store import Store
from tests.bulk.files import answers_in, judged, ran, settings, told, with_register, written
from tests.register.store.files import imported, table

HELD = {"holder_name": "Holder 7 Ltd", "certificate_number": "Q-7", "standard": "ISO 9001:2015", "country": "GB"}
NOBODY = {"holder_name": "Entirely Other Works GmbH", "certificate_number": "ZZ 90.112", "standard": "ISO 14001"}
ROWS = [
    {"claim_id": "held", **HELD},
    {"claim_id": "nobody", **NOBODY},
    {"claim_id": "bad", "need": "flying"},
    {"claim_id": "=held()", **HELD},
    {"claim_id": "held", **HELD, "holder_name": "Holder 7 Limited"},
    {"claim_id": "", "holder_name": "Holder 9 Ltd"},
]


def command(*words: object) -> Result:
    return CliRunner().invoke(app, ["bulk", *map(str, words)])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return with_register(tmp_path)


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return written(tmp_path / "claims.csv", ROWS)


def test_the_columns_of_the_output_are_those_that_are_published() -> None:
    assert ", ".join(OUTPUT) == (
        "claim_id, match, record_id, probability, runner_up_record_id, runner_up_probability, headline, decision, codes, error"
    )


@pytest.mark.slow
def test_every_row_that_goes_in_comes_out_in_its_place(tmp_path: Path, claims: Path, data: Path) -> None:
    out = tmp_path / "out.jsonl"
    summary = ran(claims, out, data=data, chunk_rows=2, workers=2)
    rows = answers_in(out)
    assert [row["claim_id"] for row in rows] == ["held", "nobody", "bad", "=held()", "held", "row 7"]
    assert [row["match"] for row in rows[:4]] == ["certificate_matched", "not_in_register", None, "certificate_matched"]
    assert [row["record_id"] for row in rows[:2]] == ["Q-7", None]
    assert rows[0]["probability"] > 0.9 > rows[0]["runner_up_probability"]
    assert rows[0]["headline"] == "NOT_CONFIRMED"
    assert "reg.independent" in rows[0]["codes"] or "reg." in rows[0]["codes"]
    assert rows[2]["error"].startswith("need: 'flying'")
    assert {name: value for name, value in rows[2].items() if value is not None} == {
        "claim_id": "bad",
        "error": rows[2]["error"],
    }
    assert (summary.rows, summary.errors, summary.judged) == (6, 1, 6)
    assert not Desk(out).folder.exists()


@pytest.mark.slow
def test_the_workers_answer_as_this_process_does(tmp_path: Path, claims: Path, data: Path) -> None:
    ran(claims, tmp_path / "out.jsonl", data=data, workers=2, chunk_rows=1)
    here = judged(claims, data=data)
    digits = {name: [getattr(answer, name) for answer in here] for name in OUTPUT}
    there = answers_in(tmp_path / "out.jsonl")
    for name in OUTPUT:
        expected = [round(value, 6) if isinstance(value, float) else value for value in digits[name]]
        assert [row[name] for row in there] == expected


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_every_form_of_output_says_the_same(tmp_path: Path, claims: Path, data: Path, ending: str) -> None:
    ran(claims, tmp_path / "out.jsonl", data=data)
    ran(claims, tmp_path / f"out{ending}", data=data)
    plain = answers_in(tmp_path / "out.jsonl")
    shown = answers_in(tmp_path / f"out{ending}")
    if ending != ".parquet":
        assert shown[3]["claim_id"] == "'=held()"
        shown[3]["claim_id"] = "=held()"
    for left, right in zip(plain, shown, strict=True):
        for name in OUTPUT:
            if "probability" in name and left[name] is not None:
                assert float(right[name]) == pytest.approx(left[name], abs=1e-6)
            else:
                assert right[name] == left[name]


def test_what_a_spreadsheet_would_run_is_text_in_it(tmp_path: Path) -> None:
    nasty = ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"]
    part = tmp_path / "0.arrow"
    write_part(part, [Answer(text, record_id=text, error=text) for text in nasty])
    for ending in (".csv", ".xlsx"):
        write_output(tmp_path / f"out{ending}", lambda: (one for one in [read_part(part)] if one is not None))
        for row, text in zip(answers_in(tmp_path / f"out{ending}"), nasty, strict=True):
            assert (row["claim_id"], row["record_id"], row["error"]) == (f"'{text}",) * 3
    write_output(tmp_path / "out.jsonl", lambda: (one for one in [read_part(part)] if one is not None))
    assert [row["claim_id"] for row in answers_in(tmp_path / "out.jsonl")] == nasty


def test_many_small_parts_become_few_row_groups(tmp_path: Path) -> None:
    for number in range(30):
        write_part(tmp_path / f"{number:02}.arrow", [Answer(str(number))] * 5000)
    parts = sorted(tmp_path.glob("*.arrow"))
    write_output(tmp_path / "out.parquet", lambda: (one for path in parts if (one := read_part(path)) is not None))
    about = pq.read_metadata(tmp_path / "out.parquet")
    assert (about.num_rows, about.num_row_groups) == (150_000, 3)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_a_file_without_rows_gives_an_output_without_rows(tmp_path: Path, ending: str) -> None:
    file = written(tmp_path / "claims.csv", [], columns=["claim_id"])
    summary = ran(file, tmp_path / f"out{ending}")
    assert summary.rows == 0
    assert summary.reached is None
    assert answers_in(tmp_path / f"out{ending}") == []


@pytest.mark.slow
def test_the_summary_counts_what_the_rows_say(tmp_path: Path, claims: Path, data: Path) -> None:
    summary = ran(claims, tmp_path / "out.jsonl", data=data, chunk_rows=2)
    rows = answers_in(tmp_path / "out.jsonl")
    assert summary.matches.total() == sum(row["match"] is not None for row in rows)
    assert summary.headlines.total() == summary.decisions.total() == summary.reach.total() == 5
    assert summary.reasons.total() == sum(len((row["codes"] or "").split(";")) for row in rows if row["codes"])
    assert summary.plain()["matches"]["not_in_register"] == 2
    assert summary.rate
    assert summary.rate > 0


def test_without_a_register_nothing_is_in_reach(claims: Path, tmp_path: Path) -> None:
    assert {answer.reach for answer in judged(claims, data=tmp_path / "none")} == {"none", None}
    assert {answer.match for answer in judged(claims)} == {None}


def test_silence_tells_only_where_a_register_is_complete_by_rule(tmp_path: Path) -> None:
    row = {"claim_id": "a", "holder_name": "Nobody Gears GmbH", "country": "DE", "standard": "IATF 16949"}
    file = written(tmp_path / "claims.csv", [row, {**row, "standard": "ISO 9001"}])
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    of_a_user, of_the_scheme = with_register(tmp_path / "one"), with_register(tmp_path / "two", name="iatf")
    assert [answer.reach for answer in judged(file, data=of_a_user)] == ["silent", "silent"]
    assert [answer.reach for answer in judged(file, data=of_the_scheme)] == ["telling", "silent"]


@pytest.mark.slow
def test_finished_parts_are_not_judged_again(tmp_path: Path, claims: Path, data: Path) -> None:
    whole = settings(claims, tmp_path / "whole.jsonl", data=data, chunk_rows=1)
    run(whole, plan_of(whole))
    asked = settings(claims, tmp_path / "out.jsonl", data=data, chunk_rows=1)
    plan = plan_of(asked)
    desk = Desk(asked.output)
    desk.open(plan)
    answers = judged(claims, data=data)
    write_part(desk.part(0), answers[:1])
    write_part(desk.part(4), answers[4:5])
    desk.part(2).write_bytes(b"ARROW1\0\0 broken off")
    (desk.folder / f".{desk.part(3).name}.1.new").write_bytes(b"half")
    progress: list[Any] = []
    summary = run(asked, plan, progress.append)
    assert (summary.rows, summary.judged) == (6, 4)
    assert told(progress) == [1, 2, 3, 4, 5, 6]
    assert asked.output.read_bytes() == whole.output.read_bytes()


def test_only_one_process_works_at_a_run(tmp_path: Path, claims: Path) -> None:
    asked = settings(claims, tmp_path / "out.jsonl")
    plan = plan_of(asked)
    desk = Desk(asked.output)
    desk.open(plan)
    with desk.alone(), pytest.raises(BulkError, match="another process is at this run"):
        run(asked, plan)


@pytest.mark.slow
def test_a_file_that_is_refused_leaves_nothing_beside_the_output(tmp_path: Path) -> None:
    file = written(tmp_path / "claims.csv", [{"customer": "1"}], columns=["customer"])
    with pytest.raises(BulkError, match="unknown column"):
        ran(file, tmp_path / "out.jsonl")
    assert sorted(tmp_path.iterdir()) == [file]


@pytest.mark.slow
def test_a_register_that_cannot_be_searched_stops_the_run(tmp_path: Path, claims: Path, data: Path) -> None:
    (about,) = data.glob("registers/made/*/index/meta.json")
    about.write_text(about.read_text(encoding="utf-8").replace('"format": ', '"format": 9'), encoding="utf-8")
    with pytest.raises(BulkError, match="import the register again"):
        ran(claims, tmp_path / "out.jsonl", data=data)


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_sums_up(tmp_path: Path, claims: Path, data: Path) -> None:
    out, statements = tmp_path / "out.csv", tmp_path / "statements.jsonl"
    told = command(claims, "-o", out, "--data", data, "--as-of", "2026-11-21", "--statements", statements)
    assert told.exit_code == 0, told.output
    for word in (
        "6 rows in, 6 rows out",
        "1 rows were not understood",
        "HEADLINE",
        "REACH",
        "not_in_register",
        "a second",
    ):
        assert word in told.output
    stated = [json.loads(line) for line in statements.read_text(encoding="utf-8").splitlines()]
    assert [one["claim_id"] for one in stated] == ["held", "nobody", "=held()", "held", "row 7"]
    again = command(claims, "-o", out, "--data", data)
    assert again.exit_code == 1
    assert "is there already" in str(again.exception)
    other = command(claims, "-o", tmp_path / "other.csv", "--data", data, "--statements", statements)
    assert "is there already" in str(other.exception)
    anew = command(claims, "-o", out, "--data", data, "--restart", "--format", "json", "--as-of", "2026-11-21")
    assert json.loads(anew.stdout)["rows"] == 6


@pytest.mark.slow
def test_an_interrupted_run_goes_on_only_with_the_same_plan(tmp_path: Path, claims: Path, data: Path) -> None:
    asked = settings(claims, tmp_path / "out.csv", data=data)
    desk = Desk(asked.output)
    desk.open(plan_of(asked))
    other = command(claims, "-o", asked.output, "--data", data, "--policy", "medical")
    assert "begun with other policy" in str(other.exception)
    imported(Store(data), table(tmp_path / "more.csv", [{"number": "M-1"}]), register="more")
    other = command(claims, "-o", asked.output, "--data", data)
    assert "begun with other snapshots" in str(other.exception)
    anew = command(claims, "-o", asked.output, "--data", data, "--restart")
    assert anew.exit_code == 0, anew.output


@pytest.mark.slow
def test_an_interrupted_run_goes_on_with_its_own_day(tmp_path: Path, claims: Path, data: Path) -> None:
    from dataclasses import replace
    from datetime import date

    asked = replace(
        settings(claims, tmp_path / "out.csv", data=data), as_of=date(2026, 6, 1), asked_on=date(2026, 6, 2)
    )
    Desk(asked.output).open(plan_of(asked))
    told = command(claims, "-o", asked.output, "--data", data)
    assert told.exit_code == 0, told.output
    assert "going on with the run that was interrupted, as of 2026-06-01" in told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("claims.pdf", "-o", "out.csv"), "ends with .csv, .xlsx, .parquet, .jsonl"),
        (("none.csv", "-o", "out.csv"), "no such file"),
        (("claims.csv", "-o", "out.doc"), "ends with .csv"),
        (("claims.csv", "-o", "no/out.csv"), "no such folder"),
        (("claims.csv", "-o", "claims.csv"), "is never replaced"),
        (("claims.csv", "-o", "out.csv", "--statements", "out.csv"), "cannot share a file"),
        (("claims.csv", "-o", "out.csv", "--policy", "unheard"), "unheard"),
    ],
)
def test_wrong_use_is_told_before_anything_is_read(
    tmp_path: Path, claims: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert claims.exists()
    told = command(*words)
    assert told.exit_code != 0
    assert said in f"{told.exception} {told.stderr}"
    assert not list(tmp_path.glob("*.parts"))
