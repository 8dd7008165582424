"""`livingproof register`, from the first import to the last drop, as its user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from livingproof.cli.commands import app
from livingproof.cli.data import VARIABLE, data_directory
from tests.register.store.files import many, table


def run(data: Path, *words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["register", *words, "--data", str(data)], input=given)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def present(data: Path, tmp_path: Path) -> Path:
    """A data directory with two snapshots of a register; the second suspends Q-1 and no longer shows Q-2."""
    first = table(tmp_path / "first.csv", [{"number": "Q-1"}, {"number": "Q-2"}, {"number": "Q-3"}])
    second = table(tmp_path / "second.csv", [{"number": "Q-1", "status": "suspended"}, {"number": "Q-3"}])
    assert run(data, "import", "generic", str(first), "--register", "made", "--as-of", "2026-06-01").exit_code == 0
    assert run(data, "import", "generic", str(second), "--register", "made", "--as-of", "2026-07-01").exit_code == 0
    return data


def test_without_any_register_the_list_says_what_to_do(data: Path) -> None:
    told = run(data, "list")
    assert told.exit_code == 0
    assert "register import SOURCE FILE" in told.output
    assert run(data, "list", "--format", "json").output == "[]\n"
    assert not data.exists()


def test_an_import_says_what_it_came_to(data: Path, tmp_path: Path) -> None:
    file = many(tmp_path / "many.csv", 30)
    first = run(data, "import", "generic", str(file), "--register", "made", "--as-of", "2026-06-01")
    assert first.output.startswith("made: 30 records as of 2026-06-01, snapshot ")
    again = run(data, "import", "generic", str(file), "--register", "made", "--as-of", "2026-06-01")
    assert "Nothing was made" in again.output


def test_a_second_import_says_what_changed(present: Path) -> None:
    told = run(present, "diff", "made")
    assert "0 entries new, 1 gone, 1 changed of 3." in told.output
    assert "Q-1 (Ana Cert) status: active -> suspended" in told.output
    events = json.loads(run(present, "diff", "--format", "json").output)["events"]
    assert {(event["kind"], event["number"]) for event in events} == {("suspended", "Q-1"), ("removed", "Q-2")}


def test_the_list_marks_what_is_in_force(present: Path) -> None:
    lines = run(present, "list").output.splitlines()
    assert [line[0] for line in lines[1:3]] == [" ", "*"]
    plain = json.loads(run(present, "list", "--format", "json").output)
    assert [(one["as_of"], one["in_force"]) for one in plain] == [("2026-06-01", False), ("2026-07-01", True)]


def test_a_snapshot_is_shown_by_name_and_by_id(present: Path) -> None:
    by_name = json.loads(run(present, "show", "made", "--format", "json").output)
    assert by_name["counts"] == {"records": 2}
    assert json.loads(run(present, "show", by_name["id"][:8], "--format", "json").output) == by_name
    assert "licence" in run(present, "show", "made").output


def test_two_snapshots_are_compared_in_the_order_given(present: Path) -> None:
    old, new = (one["id"] for one in json.loads(run(present, "list", "--format", "json").output))
    assert "1 entry new, 0 gone" in run(present, "diff", new, old).output


def test_one_snapshot_alone_is_compared_with_nothing(data: Path, tmp_path: Path) -> None:
    run(data, "import", "generic", str(many(tmp_path / "one.csv", 3)), "--register", "made")
    told = run(data, "diff", "made")
    assert "fewer than two snapshots" in str(told.exception)


def test_rows_that_are_not_understood_stop_the_import_with_what_to_do(data: Path, tmp_path: Path) -> None:
    wrong = table(tmp_path / "wrong.csv", [{"number": f"Q-{row}", "expires_on": "2026-13-40"} for row in range(7)])
    told = run(data, "import", "generic", str(wrong), "--register", "made")
    assert told.exit_code == 3
    assert told.stderr.count("2026-13-40") == 5
    assert "and 2 more" in told.stderr
    assert "7 rows are not understood; nothing was imported" in told.stderr
    aside = tmp_path / "aside.csv"
    good = table(tmp_path / "good.csv", [{"number": "Q-1"}, {"number": "Q-2", "expires_on": "2026-13-40"}])
    kept = run(data, "import", "generic", str(good), "--register", "made", "--quarantine", str(aside))
    assert kept.exit_code == 0
    assert "1 row not understood: set aside in" in kept.output
    assert aside.exists()


def test_a_file_cannot_speak_of_a_day_to_come(data: Path, tmp_path: Path) -> None:
    file = many(tmp_path / "many.csv", 3)
    told = run(data, "import", "generic", str(file), "--register", "made", "--as-of", "2999-01-01")
    assert told.exit_code == 2
    assert "future" in told.stderr


def test_an_import_that_failed_makes_no_register(data: Path, tmp_path: Path) -> None:
    assert run(data, "import", "generic", str(tmp_path / "none.csv"), "--register", "made").exit_code == 1
    assert "No register" in run(data, "list").output
    assert "No register" in run(data, "verify").output
    assert run(data, "show", "made").exit_code == 1


def test_verifying_says_what_differs(present: Path) -> None:
    whole = run(present, "verify")
    assert whole.exit_code == 0
    assert whole.output.count("nothing differs") == 2
    path = Path(json.loads(run(present, "show", "made", "--format", "json").output)["folder"]) / "records.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    told = run(present, "verify", "made")
    assert told.exit_code == 1
    assert "records.parquet: changed" in told.output


def test_dropping_asks_first(present: Path) -> None:
    assert run(present, "drop", "made", given="n\n").exit_code == 1
    assert "made" in run(present, "list").output
    assert run(present, "drop", "made", given="y\n").exit_code == 0
    assert "No register" in run(present, "list").output


def test_dropping_may_be_told_not_to_ask(present: Path) -> None:
    assert run(present, "drop", "made", "--yes").output == "Removed: register made.\n"


def test_an_entry_is_found_by_number_and_by_holder_with_what_agrees(present: Path) -> None:
    by_number = run(present, "find", "Q-1", "--holder", "Dao Precision Ltd", "--standard", "ISO 9001")
    assert by_number.exit_code == 0, by_number.output
    assert "Q-1  Dao Precision Ltd" in by_number.output
    assert "agrees" in by_number.output
    (plain,) = json.loads(run(present, "find", "Dao", "Precision", "Ltd", "--format", "json").output)
    assert plain["register"] == "made"
    held = [plain["record"], *(each["record"] for each in plain["near"])]
    assert {record["number"] for record in held if record} == {"Q-1", "Q-3"}


def test_a_number_alone_shows_the_entry_that_has_it(present: Path) -> None:
    assert "Q-3  Dao Precision Ltd" in run(present, "find", "Q-3").output


def test_entries_of_one_number_are_all_shown_and_none_is_chosen(data: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "short.csv", [{"number": "Q1"}, {"number": "Q1", "scope": "valves"}])
    assert run(data, "import", "generic", str(file), "--register", "made").exit_code == 0
    told = run(data, "find", "Q1").output
    assert "which of its certificates is open" in told
    assert told.count("Q1  Dao Precision Ltd") == 2
    assert "(same number)" in told


def test_what_is_shown_fits_a_terminal_and_breaks_no_word(present: Path, tmp_path: Path) -> None:
    words = ["certificate"] * 40
    long = table(tmp_path / "long.csv", [{"number": "Q-1", "scope": " ".join(words)}, {"number": "Q-3"}])
    assert run(present, "import", "generic", str(long), "--register", "made", "--as-of", "2026-08-01").exit_code == 0
    lines = run(present, "diff", "made").output.splitlines()
    assert max(map(len, lines)) <= 78
    assert sum(line.split().count("certificate") for line in lines) == len(words)


def test_what_no_register_holds_is_not_found(present: Path) -> None:
    told = run(present, "find", "Completely Different Works")
    assert told.exit_code == 0
    assert "nothing that fits" in told.output


def test_looking_needs_something_to_look_for(present: Path, data: Path, tmp_path: Path) -> None:
    assert run(present, "find").exit_code == 2
    assert data == present
    assert run(tmp_path / "empty", "find", "Q-1").exit_code == 1


def test_the_index_is_made_again_without_changing_the_snapshot(present: Path) -> None:
    before = json.loads(run(present, "show", "made", "--format", "json").output)
    assert "2 certificates indexed" in run(present, "index", "made").output
    assert json.loads(run(present, "show", "made", "--format", "json").output) == before
    assert run(present, "verify").exit_code == 0


def test_a_mapping_is_proposed_for_columns_with_other_names(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("Zertifikatsnummer,Unternehmen,Land,Norm\nQ-1,Dao GmbH,DE,ISO 9001:2015\n", encoding="utf-8")
    shown = CliRunner().invoke(app, ["register", "map", str(foreign)])
    assert shown.exit_code == 0, shown.output
    assert "Zertifikatsnummer" in shown.output
    out = tmp_path / "columns.yml"
    assert CliRunner().invoke(app, ["register", "map", str(foreign), "--out", str(out)]).exit_code == 0
    imported = run(tmp_path / "data", "import", "generic", str(foreign), "--columns", str(out), "--register", "made")
    assert "1 record as of" in imported.output, imported.stderr
    assert CliRunner().invoke(app, ["register", "map", str(foreign), "--out", str(out)]).exit_code == 2


def test_every_source_is_named(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["register", "sources"])
    assert {line.split()[0] for line in told.output.splitlines()} >= {"generic", "gleif", "certsearch"}
    assert not list(tmp_path.iterdir())


def test_the_option_goes_before_the_setting_and_the_setting_before_the_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert data_directory(None) == tmp_path / "home" / "livingproof"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "set"))
    assert data_directory(None) == tmp_path / "set"
    assert data_directory(tmp_path / "given") == tmp_path / "given"
