"""Statements: made again they hold, changed they do not, and an answer stands beside them, never over them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.catalogue.words import LANGUAGES
from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER
from livingproof.core.statement import digest_of
from livingproof.verify import Question, verify
from livingproof.verify.records import lookup_from
from livingproof.verify.schema import verdict_schema
from livingproof.verify.statements import check, read_statements, verdict_in
from livingproof.verify.telling import told_statement
from tests.cases import claim_of, purchase_of
from tests.worlds.test_worlds import WORLD, changed

OVERLAY = FOLDER / "catalogue"
FACTS = load(OVERLAY)


def entries_of(row: dict[str, Any], language: str = "en") -> list[dict[str, Any]]:
    base = {key: WORLD[key] for key in ("as_of", "policy", "claim", "purchase", "record")}
    world = changed(base, row.get("change", {}))
    question = Question(
        as_of=world["as_of"],
        policy=policy_named(world["policy"]),
        facts=FACTS,
        purchase=purchase_of(world.get("purchase") or {}),
        lookups=(lookup_from(world["record"]),) if world.get("record") else (),
    )
    other = claim_of({"holder_name": "Other Works GmbH", "standards": ["ISO 14001:2015"], "certificate_number": "Z 9"})
    told = verify((claim_of(world["claim"]), other), question)
    return [told_statement(verdict, FACTS, "certificate.pdf", language) for verdict in told]


ROWS = [pytest.param(row, id=row["name"]) for row in WORLD["worlds"]]
ENTRIES = entries_of(WORLD["worlds"][0])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(ENTRIES, ensure_ascii=False), encoding="utf-8")
    return path


def asked(*words: str | Path, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["statement", *map(str, words)], catch_exceptions=True)
    problem = str(done.exception) if done.exception and not isinstance(done.exception, SystemExit) else ""
    assert problem or done.exit_code == status, done.output
    return done.output + problem


@pytest.mark.parametrize("row", ROWS)
def test_every_statement_holds_when_it_is_made_again(row: dict[str, Any]) -> None:
    for entry in entries_of(row):
        again = json.loads(json.dumps(entry))
        checked = check(again, FACTS, policy_named(again["policy"].partition("@")[0]))
        assert checked.differs == ()
        assert checked.digest_holds


def test_the_command_says_that_they_hold(file: Path) -> None:
    told = asked("check", file, "--catalogue", OVERLAY)
    assert told.count("digest and verdict hold") == 2


def test_a_changed_fact_is_told(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0]["claim"]["holder_name"]["value"] = "Somebody Else AG"
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert "the digest does not fit the content" in asked("check", file, "--catalogue", OVERLAY, status=1)


def test_a_changed_verdict_with_a_new_digest_is_told_too(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0]["decision"] = "do_not_rely"
    entries[0]["digest"] = digest_of(entries[0])
    file.write_text(json.dumps(entries), encoding="utf-8")
    told = asked("check", file, "--catalogue", OVERLAY, status=1)
    assert "the digest fits, but the verdict does not follow from what is stated" in told
    now, before = entries[0]["decision"], ENTRIES[0]["decision"]
    assert f'decision: stated "{now}", made again "{before}"' in told


def resealed(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the first statement and give it the digest that fits, as one would who does not want it to be seen."""
    entries = json.loads(file.read_text(encoding="utf-8"))
    change(entries[0])
    entries[0]["digest"] = digest_of(entries[0])
    file.write_text(json.dumps(entries), encoding="utf-8")


CHANGES: list[tuple[str, Callable[[dict[str, Any]], None]]] = [
    ("verdict: stated", lambda entry: entry.update(verdict="DOES_NOT_COVER")),
    ("also: stated" if not ENTRIES[0]["also"] else "also", lambda entry: entry.update(also=["NOT_IN_FORCE"])),
    ("axes.covers.grade: stated", lambda entry: entry["axes"]["covers"].update(grade="fail")),
    ("findings.date.expiry.grade: stated", lambda entry: _finding(entry, "date.expiry").update(grade="undetermined")),
    ("findings.id.name: stated nothing", lambda entry: entry["findings"].remove(_finding(entry, "id.name"))),
    ("findings told twice", lambda entry: entry["findings"].append(_finding(entry, "id.name"))),
    ("valid_until: stated", lambda entry: entry.update(valid_until="2099-01-01")),
    ("claim.holder_name.note: stated", lambda entry: entry["claim"]["holder_name"].update(note="checked")),
]


def _finding(entry: dict[str, Any], check: str) -> dict[str, Any]:
    return next(finding for finding in entry["findings"] if finding["check"] == check)


@pytest.mark.parametrize(("said", "change"), CHANGES, ids=[said for said, _ in CHANGES])
def test_whoever_changes_a_verdict_and_its_digest_is_told_which_key(
    file: Path, said: str, change: Callable[[dict[str, Any]], None]
) -> None:
    resealed(file, change)
    told = asked("check", file, "--catalogue", OVERLAY, status=1)
    assert said.partition(":")[0] in told
    assert "made again" in told


def test_under_another_catalogue_a_verdict_that_differs_proves_no_alteration(file: Path) -> None:
    told = asked("check", file, status=4)
    assert "It was made with catalogue" in told
    assert "the verdict was made again with catalogue" in told
    assert "This proves no alteration" in told


@pytest.mark.parametrize("stated", ["0.0.9", None])
def test_what_an_earlier_program_decided_otherwise_is_no_alteration(file: Path, stated: str | None) -> None:
    def by_an_earlier_program(entry: dict[str, Any]) -> None:
        entry["decision"] = "ask" if entry["decision"] != "ask" else "rely"
        entry.pop("program")
        entry.update({"program": stated} if stated else {})

    resealed(file, by_an_earlier_program)
    told = asked("check", file, "--catalogue", OVERLAY, status=4)
    assert f"by {f'livingproof {stated}' if stated else 'an earlier livingproof'};" in told
    assert "This proves no alteration" in told


def test_under_another_catalogue_the_same_verdict_stands(tmp_path: Path) -> None:
    (entry, _) = (json.loads(json.dumps(entry)) for entry in ENTRIES)
    entry["catalogue"] = "2020-01-01"
    entry["limits"] = told_statement(verdict_in(entry, policy_named("standard")), FACTS, None)["limits"]
    entry["digest"] = digest_of(entry)
    path = tmp_path / "old.json"
    path.write_text(json.dumps([entry]), encoding="utf-8")
    assert "and is the same" in asked("check", path, "--catalogue", OVERLAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["text", "innocent", "next"])
def test_a_changed_sentence_is_told_though_words_stand_outside_the_digest(
    tmp_path: Path, language: str, key: str
) -> None:
    entry = json.loads(json.dumps(entries_of(WORLD["worlds"][0], language)[0]))
    finding = next(finding for finding in entry["findings"] if finding[key])
    finding[key] = "The certificate is genuine."
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(entry), encoding="utf-8")
    told = asked("check", path, "--catalogue", OVERLAY, status=5)
    assert "digest and verdict hold" in told
    assert f'findings.{finding["check"]}.{key}: stated "The certificate is genuine."' in told


@pytest.mark.parametrize("key", ["headline", "questions", "does_not_prove", "limits"])
def test_a_sentence_left_out_is_told(tmp_path: Path, key: str) -> None:
    entry = json.loads(json.dumps(next(entry for entry in ENTRIES if entry[key])))
    entry[key] = entry[key][:-1]
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(entry), encoding="utf-8")
    assert key in asked("check", path, "--catalogue", OVERLAY, status=5)


def test_a_key_that_no_statement_has_is_told(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0]["approved_by"] = "the certification body"
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert "approved_by" in asked("check", file, "--catalogue", OVERLAY, status=5)


def test_messages_in_another_language_than_the_readers_are_no_changed_sentences(tmp_path: Path) -> None:
    verdict = verdict_in(json.loads(json.dumps(ENTRIES[0])), policy_named("standard"))
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(told_statement(verdict, FACTS, "x.pdf", "de", "zh")), encoding="utf-8")
    assert "digest and verdict hold" in asked("check", path, "--catalogue", OVERLAY)


def test_a_statement_nested_beyond_reading_is_told(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    deep: Any = 1
    for _ in range(400):
        deep = [deep]
    entries[0]["claim"]["scope"]["note"] = deep
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert asked("check", file, "--catalogue", OVERLAY, status=1)


def test_the_help_says_what_each_exit_status_means() -> None:
    told = asked("check", "--help")
    for status in (
        "0 digest",
        "1 altered",
        "4 made with another catalogue or program",
        "5 codes and facts hold",
        "2 wrong use",
    ):
        assert status in " ".join(told.split())


def test_better_words_and_another_language_break_no_digest() -> None:
    digests = {tuple(entry["digest"] for entry in entries_of(WORLD["worlds"][0], language)) for language in LANGUAGES}
    assert len(digests) == 1


@pytest.mark.parametrize("content", ["", "nothing", "[]", "{}", "[3]", '{"verdict": "CONFIRMED"}'])
def test_what_is_no_statement_is_wrong_use(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    assert "verify --format json" in asked("check", path, status=2)


@pytest.mark.parametrize("key", ["claim", "purchase", "findings", "records", "as_of", "beside"])
def test_a_damaged_statement_is_told_and_never_a_traceback(file: Path, key: str) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0][key] = 17
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert "statement" in asked("check", file, "--catalogue", OVERLAY, status=2)


def test_a_damaged_statement_cannot_be_shown(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0]["axes"] = 17
    file.write_text(json.dumps(entries), encoding="utf-8")
    assert "the statement is damaged" in asked("show", file, status=2)


def test_a_reply_stands_beside_the_statement_and_changes_nothing_in_it(file: Path, tmp_path: Path) -> None:
    annex = tmp_path / "annex.pdf"
    annex.write_bytes(b"%PDF-1.7")
    answer = ("--finding", "site.listed", "--text", "See annex 2.", "--by", "Dao", "--on", "2026-11-22")
    asked("reply", file, *answer, "--file", annex, "--number", "1")
    asked("reply", file, "--finding", "id.name", "--text", "Same company.", "--number", "1")
    first, second = json.loads(file.read_text(encoding="utf-8"))
    assert [reply["finding"] for reply in first["replies"]] == ["site.listed", "id.name"]
    assert first["replies"][0]["on"] == "2026-11-22"
    assert first["replies"][0]["attachment"]["name"] == "annex.pdf"
    assert first["replies"][0]["attachment"]["media_type"] == "application/pdf"
    assert {key: value for key, value in first.items() if key != "replies"} == json.loads(json.dumps(ENTRIES[0]))
    assert second == json.loads(json.dumps(ENTRIES[1]))
    jsonschema.validate([first, second], verdict_schema(), format_checker=jsonschema.FormatChecker())
    assert asked("check", file, "--catalogue", OVERLAY).count("digest and verdict hold") == 2


def test_a_reply_is_shown_with_the_statement_in_the_readers_language(file: Path) -> None:
    asked("reply", file, "--finding", "site.listed", "--text", "See annex 2.", "--number", "1", "--on", "2026-11-22")
    told = asked("show", file, "--language", "de")
    assert "ANTWORTEN" in told
    assert "site.listed, beantwortet von jemandem ohne Namen am 2026-11-22: „See annex 2.“" in told


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("--finding", "site.lsted", "--text", "x", "--number", "1"), "Near to it: site.listed"),
        (("--finding", "site.listed", "--text", "  ", "--number", "1"), "the reply is empty"),
        (("--finding", "site.listed", "--text", "x"), "say which one is answered"),
        (("--finding", "site.listed", "--text", "x", "--number", "9"), "holds 2 of them"),
        (("--finding", "site.listed", "--text", "x", "--number", "1", "--file", "gone.pdf"), "there is no such file"),
    ],
)
def test_a_reply_that_cannot_be_attached_says_why(file: Path, answer: tuple[str, ...], said: str) -> None:
    before = file.read_bytes()
    assert said in asked("reply", file, *answer, status=2)
    assert file.read_bytes() == before


def test_a_changed_statement_takes_no_reply(file: Path) -> None:
    entries = json.loads(file.read_text(encoding="utf-8"))
    entries[0]["decision"] = "rely" if entries[0]["decision"] != "rely" else "ask"
    file.write_text(json.dumps(entries), encoding="utf-8")
    told = asked("reply", file, "--finding", "site.listed", "--text", "x", "--number", "1", status=2)
    assert "does not fit its content" in told


def test_a_statement_is_shown_as_it_stands(file: Path) -> None:
    entries, is_list = read_statements(file)
    verdict = verdict_in(entries[0], policy_named("standard"))
    assert is_list
    assert verdict.headline.value == ENTRIES[0]["verdict"]
    assert verdict.as_of == date.fromisoformat(ENTRIES[0]["as_of"])
    assert told_statement(verdict, FACTS, "certificate.pdf")["headline"] == ENTRIES[0]["headline"]
