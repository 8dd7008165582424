"""Policies: the shipped ones are shown, one's own is checked line by line, and none can bend what a finding weighs."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from livingproof.catalogue.policies import FOLDER, policy_from, policy_named, shipped_policies
from livingproof.catalogue.policies.faults import faults_of
from livingproof.cli.commands import app
from livingproof.core.errors import PolicyError

STANDARD = (FOLDER / "standard.yml").read_text(encoding="utf-8")


def own(folder: Path, text: str) -> Path:
    path = folder / "mine.yml"
    path.write_text(text, encoding="utf-8")
    return path


def asked(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["policy", *words])
    assert done.exit_code == status, done.output
    return done.output


def test_every_shipped_policy_is_listed_and_can_be_shown() -> None:
    listed = asked("list")
    for name in shipped_policies():
        assert policy_named(name).label in listed
        assert "reading_confidence" in asked("show", name)


def test_every_shipped_policy_is_without_fault() -> None:
    assert not [fault for name in shipped_policies() for fault in faults_of(FOLDER / f"{name}.yml")]


def test_a_policy_of_ones_own_says_what_it_changes(tmp_path: Path) -> None:
    told = asked("check", str(own(tmp_path, STANDARD.replace("fresh_days: 60", "fresh_days: 7"))))
    assert "fresh_days" in told
    assert "60 → 7" in told
    assert "evidence" not in told


def test_a_copy_of_the_standard_changes_nothing(tmp_path: Path) -> None:
    assert "It decides as standard@1 does." in asked("check", str(own(tmp_path, STANDARD)))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("fresh_days: 60", "fresh_dayz: 60", "Did you mean `fresh_days`?"),
        ("fresh_days: 60", "fresh_days: -1", "0 or more"),
        ("fresh_days: 60", "fresh_days: sixty", "0 or more"),
        ("fresh_days: 60", "fresh_days: 60\nfresh_days: 7", "`fresh_days` stands twice"),
        ("reading_confidence: 0.8", "reading_confidence: 1.5", "at most 1"),
        ("reading_confidence: 0.8", "reading_confidence: 0", "above 0"),
        ("evidence: E3", "evidence: E1", "below E3 nothing is confirmed"),
        ("evidence: E3", "", "`evidence` is missing"),
        ("unrecognised: ask", "unrecognised: perhaps", "ask, do_not_rely or rely"),
        ("sector_standard: false", "sector_standard: 3", "true or false"),
        ("[id.number, site.scope]", "[id.numbr]", "near to it: id.number"),
        ("[id.number, site.scope]", "[id.number, site.scope", "is no YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_write(tmp_path: Path, before: str, after: str, said: str) -> None:
    path = own(tmp_path, STANDARD.replace(before, after))
    told = asked("check", str(path), status=2)
    assert said in told
    assert told.startswith(f"{path}:")


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = STANDARD.replace("evidence: E3", "evidence: E9").replace("answer_days: 14", "answer_days: often")
    lines = [fault.line for fault in faults_of(own(tmp_path, text))]
    assert len(lines) == 2
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "bent",
    ["weights: {pdf.producer: decisive}", "undetermined: fail", "grades: {EXPIRED: pass}", "headline: CONFIRMED"],
)
def test_a_policy_cannot_bend_what_a_finding_weighs_or_says(tmp_path: Path, bent: str) -> None:
    path = own(tmp_path, f"{STANDARD}{bent}\n")
    assert "a policy cannot change" in asked("check", str(path), status=2)
    with pytest.raises(PolicyError, match="a policy cannot change"):
        policy_named(str(path))


@pytest.mark.parametrize("content", [None, [], "standard", 3])
def test_what_is_no_policy_is_refused(content: object) -> None:
    with pytest.raises(PolicyError, match="expected keys and values"):
        policy_from("mine", content)
