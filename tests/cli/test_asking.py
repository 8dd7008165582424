"""Asking, keeping answers and watching, as commands: what is kept lifts or lowers the verdict, and nothing is overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER

CERTIFICATE = FOLDER / "confirmed" / "certificate.pdf"
FACTS = ("--catalogue", str(FOLDER / "catalogue"))
READ = (CERTIFICATE, "--no-ocr")
"""The text layer says all that these tests ask for."""


def run(*words: str | Path, status: int = 0) -> str:
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exit_code == status, done.output
    return done.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.txt"
    path.write_text("We confirm certificate KC-9-20311-03.", encoding="utf-8")
    return path


def answered(data: Path, *words: str | Path, status: int = 0) -> dict[str, Any]:
    told = run("answer", *READ, *words, "--data", data, *FACTS, "--format", "json", status=status)
    return dict(json.loads(told)[0]) if told else {}


@pytest.mark.slow
def test_asking_names_whom_where_and_how_within_the_width_of_a_terminal(data: Path) -> None:
    told = json.loads(run("ask", *READ, "--data", data, *FACTS, "--format", "json"))
    (one,) = told
    assert [step["check"] for step in one["ask"]] == ["reg.found", "reg.found", "link.record", "cb.answer"]
    assert one["ask"][0]["type_in"]["certificate_number"] == "KC-9-20311-03"
    for language in ("de", "zh"):  # every further one reads the document again
        lines = run("ask", *READ, "--data", data, *FACTS, "--language", language).splitlines()
        copied = ("livingproof answer", str(CERTIFICATE))  # as they are to be copied, however long
        assert max(cell_len(line) for line in lines if not any(word in line for word in copied)) <= 80
        assert all(str(data) in line for line in lines if line.startswith("     livingproof answer"))
    assert not data.exists()


@pytest.mark.slow
def test_a_confirmation_lifts_a_denial_contradicts_and_both_stay(data: Path, mail: Path) -> None:
    words = ("cb.answer", "--file", mail, "--from", "office@kelderby.example")
    confirmed = answered(data, *words, "--on", "2026-06-01", "--says", "confirmed", "--as-of", "2026-06-02")
    assert confirmed["axes"]["genuine"]["evidence"] == "E3"
    denied = answered(data, *words, "--on", "2026-06-02", "--says", "denied", "--as-of", "2026-06-02")
    assert denied["verdict"] == "CONTRADICTED"
    assert [answer["code"] for answer in denied["answers"]] == ["CB_CONFIRMED", "CB_DENIED"]
    kept = data / "evidence" / "kept"
    assert [path.read_bytes() for path in kept.rglob("*") if path.is_file()] == [mail.read_bytes()]


@pytest.mark.slow
def test_an_answer_from_an_address_of_unknown_origin_stays_with_the_document(data: Path, mail: Path) -> None:
    told = run(
        "answer", *READ, "cb.answer", "--file", mail, "--from", "office@elsewhere.example", "--on", "2026-06-01",
        "--says", "confirmed", "--as-of", "2026-06-02", "--data", data, *FACTS,
    )  # fmt: skip
    assert "not from a register or the catalogue" in " ".join(told.split())
    assert "Now: Not confirmed" in told


@pytest.mark.slow
def test_a_look_up_of_a_person_is_used_by_verify_from_then_on(data: Path, mail: Path) -> None:
    record = ("number=KC-9-20311-03", "holder_name=Trevanka Armatury s.r.o.", "status=withdrawn")
    pairs = [word for pair in record for word in ("--record", pair)]
    answered(data, "reg.found", "--file", mail, "--from", "kelderby-clients", "--on", "2026-06-01", *pairs)
    verified = run("verify", *READ, "--data", data, *FACTS, "--format", "json")
    assert json.loads(verified)[0]["verdict"] == "NOT_IN_FORCE"
    alone = run("verify", *READ, "--data", data, *FACTS, "--format", "json", "--no-registers")
    assert json.loads(alone)[0]["records"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("cb.answer", "--from", "x", "--on", "2026-06-31"),
        ("cb.answer", "--from", "x", "--on", "2999-01-01", "--says", "confirmed"),
        ("cb.answer", "--from", "x", "--on", "2026-06-01", "--record", "number"),
        ("cb.answer", "--from", "x", "--on", "2026-06-01", "--format", "xml"),
        ("cb.answer", "--from", "x", "--on", "2026-06-01", "--file", "not-there.txt"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_kept(data: Path, words: tuple[str, ...]) -> None:
    run("answer", CERTIFICATE, *words, "--data", data, status=2)
    assert not data.exists()


@pytest.mark.slow
def test_a_watched_statement_is_made_again_when_something_is_new(data: Path, mail: Path, tmp_path: Path) -> None:
    file = tmp_path / "verdict.json"
    file.write_text(run("verify", *READ, *FACTS, "--no-registers", "--format", "json"), encoding="utf-8")
    where = ("--data", data, *FACTS)
    assert "watched from now on" in run("watch", "add", file, *where)
    assert "is watched already" in run("watch", "add", file, *where)
    assert "Nothing is due" in run("watch", "run", *where)
    answered(
        data, "cb.answer", "--file", mail, "--from", "office@kelderby.example", "--on", "2026-06-01", "--says", "denied"
    )
    assert "is now" in run("watch", "run", "--all", *where, status=1)
    (one,) = json.loads(run("watch", "list", *where, "--format", "json"))
    assert one["verdict"] == "CONTRADICTED"
    assert {"EXPIRY", "SURVEILLANCE"} <= {turn["why"] for turn in one["turns"]}
    assert max(map(len, run("watch", "list", *where).splitlines())) <= 80
    assert len(list((data / "watched" / one["id"]).glob("*.json"))) == 2
    run("watch", "remove", one["id"], "--data", data)
    assert "Nothing is watched" in run("watch", "list", *where)


def test_an_id_that_is_not_watched_is_told(data: Path) -> None:
    run("watch", "remove", "abc", "--data", data, status=1)


def test_a_statement_that_cannot_be_looked_at_holds_up_no_other(data: Path, tmp_path: Path) -> None:
    claim = "We are certified to ISO 9001:2015 by SGS."
    printed = json.loads(run("verify", "--claim", claim, "--seller", "Alpha Ltd", "--format", "json", "--no-registers"))
    file = tmp_path / "verdict.json"
    file.write_text(json.dumps(printed), encoding="utf-8")
    run("watch", "add", file, "--data", data)
    folder = data / "watched" / "0123456789ab"
    folder.mkdir()
    (folder / "000001.json").write_text("{", encoding="utf-8")
    assert len(json.loads(run("watch", "list", "--data", data, "--format", "json"))) == 1
    run("watch", "run", "--all", "--data", data)
    assert len(list((data / "watched" / printed[0]["digest"][7:19]).glob("*.json"))) == 2
