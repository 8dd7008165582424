"""Languages on the command line: the verdict in the reader's, the messages in the supplier's, the statement in none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from livingproof.catalogue.words import LANGUAGES, terms, words_of
from livingproof.cli.commands import app
from livingproof.core.errors import CatalogueError

TEXT = ("--claim", "We are ISO 9001:2015 certified by SGS, certificate CN12/34567", "--as-of", "2026-11-21")


def told(*options: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["verify", *TEXT, *options], env={"COLUMNS": "200"})
    assert done.exit_code == status, done.output
    return done.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_is_told_in_the_language_asked_for(language: str) -> None:
    words = terms(language)
    assert words["sections"]["matters"] in told("--language", language)
    shown = told("--language", language, "--all")
    assert words["headlines"]["NOT_CONFIRMED"]["tag"].upper() in shown
    assert words["sections"]["axes"] in shown
    assert words["sheet"]["limits"] in shown


def test_the_messages_may_be_in_another_language() -> None:
    shown = told("--message-language", "zh", "--all")
    assert terms("en")["sections"]["axes"] in shown
    assert terms("zh")["messages"]["supplier"]["greeting"] in shown
    assert terms("en")["messages"]["supplier"]["greeting"] not in shown


def test_the_statement_is_the_same_in_every_language() -> None:
    printed = [json.loads(told("--format", "json", "--language", language)) for language in LANGUAGES]
    assert len({entries[0]["digest"] for entries in printed}) == 1
    assert len({entries[0]["headline"] for entries in printed}) == len(LANGUAGES)


def test_a_statement_on_a_text_holds_when_it_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "text.json"
    path.write_text(told("--format", "json", "--language", "zh"), encoding="utf-8")
    done = CliRunner().invoke(app, ["statement", "check", str(path)])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("option", ["--language", "--message-language"])
def test_an_unknown_language_is_wrong_use_and_the_known_ones_are_named(option: str) -> None:
    assert "en, de, zh, es" in told(option, "xx", status=2)


def test_words_that_are_missing_say_so_instead_of_falling_back() -> None:
    with pytest.raises(CatalogueError, match="words are missing or damaged"):
        words_of("date.expiry", "xx")
