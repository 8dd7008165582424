"""`livingproof claims`: what it prints, and how it says that something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from typer.testing import CliRunner, Result

from livingproof.cli.claims import Told, values_of
from livingproof.cli.commands import app

TEXT = "We are ISO 9001:2015 certified by SGS, applying for ISO 14001. CE marked. Our suppliers hold ISO 13485."


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["claims", *arguments], input=given, env={"COLUMNS": "80", "TERM": "dumb"})


def test_the_words_are_shown_with_what_is_meant_and_what_it_is_worth() -> None:
    done = run(TEXT)
    assert done.exit_code == 0
    for words in (
        "[ISO 9001:2015]",
        "planned",
        "of others",
        "CE marking",
        "by SGS",
        "prove no certificate",
        "livingproof verify FILE --claim",
    ):
        assert words in done.output
    assert max(map(len, done.output.splitlines())) <= 80


def test_a_file_and_standard_input_give_the_same_as_the_words(tmp_path: Path) -> None:
    path = tmp_path / "listing.txt"
    path.write_text(TEXT, encoding="utf-8")
    said = [
        json.loads(run(*arguments, "--format", "json", given=given).output)[0]["mentions"]
        for arguments, given in (([TEXT], None), ([str(path)], None), (["-"], TEXT))
    ]
    assert said[0] == said[1] == said[2]
    assert [mention["stance"] for mention in said[0]] == ["held", "planned", "held", "of_others"]


def test_json_is_the_dataclass() -> None:
    TypeAdapter(tuple[Told, ...]).validate_json(run(TEXT, "--format", "json").output)


def test_nothing_found_is_said_kindly() -> None:
    done = run("We sell pumps.")
    assert done.exit_code == 0
    assert "says nothing about certification" in done.output


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ([" "], None, "there is no text"),
        (["-"], "", "there is no text"),
        (["-"], b"ISO \xff", "no text in UTF-8"),
        (["ISO 9001", "--format", "xml"], None, "choose one of"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(
    arguments: list[str], given: str | bytes | None, said: str
) -> None:
    done = run(*arguments, given=given)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    assert run(str(tmp_path)).exit_code == 2


def test_lines_are_texts_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "listings.txt"
    path.write_text("ISO 9001 certified\npumps\nISO 13485\n", encoding="utf-8")
    rows = json.loads(run(str(path), "--lines", "--format", "json").output)
    assert [row["line"] for row in rows] == [1, 3]


def test_each_text_of_a_json_row_is_read_with_its_key(tmp_path: Path) -> None:
    path = tmp_path / "listings.jsonl"
    path.write_text(
        '{"title": "pump", "attributes": {"ISI Certified": "No"}, "tags": ["ISO 9001"]}\n\n', encoding="utf-8"
    )
    rows = json.loads(run(str(path), "--lines", "--format", "json").output)
    assert [(row["key"], row["mentions"][0]["stance"]) for row in rows] == [
        ("attributes.ISI Certified", "denied"),
        ("tags.1", "held"),
    ]
    assert "line 1, tags.1" in run(str(path), "--lines").output


def test_a_damaged_json_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "listings.jsonl"
    path.write_text('{"a": "b"}\n{broken\n', encoding="utf-8")
    done = run(str(path), "--lines")
    assert done.exit_code == 2
    assert "line 2" in " ".join(done.output.split())


def test_the_texts_of_a_row_keep_their_order_and_their_way() -> None:
    row = {"a": {"b": ["x", {"c": "y"}]}, "d": 7, "e": "z"}
    assert list(values_of(row)) == [("a.b.1", "b: x"), ("a.b.2.c", "c: y"), ("e", "e: z")]


def test_characters_that_steer_a_terminal_are_shown_as_spaces() -> None:
    done = run("\x1b[31mISO 9001\x1b[0m \u202ecertified")
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output
    assert "ISO 9001" in done.output
