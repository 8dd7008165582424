"""The command with the words of a seller: alone, beside a certificate, and when they claim nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER
from livingproof.core.statement import digest_of
from livingproof.verify.schema import verdict_schema

CERTIFICATE = FOLDER / "stainless-steel" / "certificate.pdf"
FACTS = ("--catalogue", str(FOLDER / "catalogue"), "--as-of", "2026-11-21")
HELD = "We are ISO 9001:2015 certified by SGS."
RUN = CliRunner()


def verdicts(*arguments: str | Path) -> list[dict[str, Any]]:
    done = RUN.invoke(app, ["verify", *map(str, arguments), *FACTS, "--format", "json"])
    assert done.exit_code in {0, 3}, done.output
    printed = list(json.loads(done.stdout))
    jsonschema.validate(printed, verdict_schema(), format_checker=jsonschema.FormatChecker())
    return printed


def codes(verdict: dict[str, Any]) -> dict[str, str]:
    return {finding["check"]: finding["code"] for finding in verdict["findings"]}


def test_a_text_alone_stands_on_the_lowest_rung() -> None:
    (verdict,) = verdicts("--claim", HELD)
    assert (verdict["verdict"], verdict["decision"]) == ("NOT_CONFIRMED", "ask")
    assert verdict["axes"]["genuine"]["evidence"] == "E0"
    assert (verdict["file"], verdict["document"]) == (None, None)
    assert codes(verdict)["claim.document"] == "NO_DOCUMENT"


def test_the_statement_keeps_the_words_and_what_was_understood() -> None:
    (verdict,) = verdicts("--claim", HELD)
    assert verdict["purchase"]["listing"] == HELD
    first = verdict["purchase"]["mentions"][0]
    assert (first["stance"], first["standard"]["standard"], first["standard"]["edition"]) == (
        "held",
        "ISO 9001",
        "2015",
    )
    assert HELD[first["start"] : first["end"]] == first["text"]
    assert digest_of(verdict) == verdict["digest"]


def test_the_supplier_is_asked_for_the_certificate_first() -> None:
    (verdict,) = verdicts("--claim", HELD)
    supplier = next(message for message in verdict["questions"] if message["to"] == "supplier")
    assert "Please send the certificate" in supplier["asks"][0]
    assert "thank you for your certificate" not in supplier["message"]


def test_a_body_is_asked_only_about_something_that_it_can_look_up() -> None:
    (verdict,) = verdicts("--claim", HELD)
    assert [message["to"] for message in verdict["questions"]] == ["supplier"]
    (verdict,) = verdicts("--claim", HELD, "--seller", "Muster Pumpen GmbH")
    asked = next(message for message in verdict["questions"] if message["to"] == "certification_body")
    assert "Holder: Muster Pumpen GmbH" in asked["message"]


def test_a_text_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "listing.txt"
    path.write_text(HELD, encoding="utf-8")
    (verdict,) = verdicts("--claim", path)
    assert verdict["purchase"]["listing"] == HELD


def test_the_terminal_says_that_only_a_text_says_so() -> None:
    done = RUN.invoke(app, ["verify", "--claim", HELD, *FACTS])
    words = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "Only a text says so. No document was given" in words
    assert "For the certificate itself: its number" in words
    assert "not stated" in words
    assert "found on the document" not in words
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_with_all_no_finding_speaks_of_a_document_that_is_not_there() -> None:
    done = RUN.invoke(app, ["verify", "--claim", HELD, *FACTS, "--all"])
    words = " ".join(done.stdout.split())
    assert "on the document" not in words
    assert "The document names" not in words
    assert "your certificate (not" not in words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pipes and fittings since 1999.", "names no standard"),
        ("We plan to be ISO 9001 certified next year.", "ISO 9001 as planned"),
        ("We are not ISO 9001 certified.", "ISO 9001 as not held"),
    ],
)
def test_a_text_that_claims_nothing_gives_one_line_and_says_what_it_names(text: str, said: str) -> None:
    done = RUN.invoke(app, ["verify", "--claim", text, *FACTS])
    assert done.exit_code == 3
    assert done.stdout.strip() == ""
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_in_json_a_text_that_claims_nothing_is_an_empty_list() -> None:
    assert verdicts("--claim", "Pipes and fittings since 1999.") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a certificate, or the seller's text with --claim"),
        (("--claim", ""), "there is no text in it"),
        (("--claim", "listing.txt"), "there is no such file"),
        (("--claim", "."), "this is a folder"),
        (("--claim", "nowhere.txt"), "no such file"),
        (("--claim", str(CERTIFICATE)), "is no text in UTF-8"),
    ],
)
def test_wrong_use_says_what_to_give(arguments: tuple[str, ...], said: str) -> None:
    done = RUN.invoke(app, ["verify", *arguments], env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())


def test_characters_that_are_not_seen_reach_no_terminal() -> None:
    done = RUN.invoke(app, ["verify", "--claim", f"\x1b[31m{HELD}\u202e", *FACTS, "--all"])
    assert done.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(done.stdout)
    done = RUN.invoke(app, ["verify", "--claim", "\x1b[31mVerified Supplier", *FACTS])
    assert "\x1b" not in done.output


def test_a_long_text_is_no_file_name() -> None:
    (verdict,) = verdicts("--claim", HELD + " Pipes and fittings." * 400)
    assert codes(verdict)["claim.extract"] == "CLAIM_READ"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our company is ISO 9001:2015 certified.", "CLAIM_SUPPORTED"),
        ("Our company is ISO 9001:2025 certified.", "CLAIM_CONTRADICTED"),
        ("Our company is ISO 9001 and ISO 14001 certified.", "CLAIM_WIDER_THAN_DOCUMENT"),
        ("We plan to be ISO 14001 certified next year.", "NOT_APPLICABLE"),
    ],
)
def test_a_text_is_held_against_the_certificate(text: str, expected: str) -> None:
    (verdict,) = verdicts(CERTIFICATE, "--claim", text)
    assert verdict["file"] == str(CERTIFICATE)
    assert codes(verdict)["claim.document"] == expected
