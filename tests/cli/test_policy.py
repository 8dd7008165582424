"""Policies: the shipped ones are shown, one's own is checked line by line, and none can bend what a finding weighs."""

from __future__ import annotations

from hashlib import sha256
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
        ("fresh_days: 60", "fresh_days: -1", "from 0 to 365"),
        ("fresh_days: 60", "fresh_days: sixty", "from 0 to 365"),
        ("fresh_days: 60", "fresh_days: 99999", "from 0 to 365"),
        ("answer_days: 14", "answer_days: 99999", "from 0 to 365"),
        ("fresh_days: 60", "fresh_days: 60\nfresh_days: 7", "`fresh_days` stands twice"),
        ("reading_confidence: 0.8", "reading_confidence: 1.5", "from 0.5 to 1"),
        ("reading_confidence: 0.8", "reading_confidence: 0", "from 0.5 to 1"),
        ("reading_confidence: 0.8", "reading_confidence: .nan", "from 0.5 to 1"),
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


def test_a_file_of_ones_own_is_never_taken_for_a_shipped_policy(tmp_path: Path) -> None:
    path = tmp_path / "standard.yml"
    path.write_text(STANDARD, encoding="utf-8")
    digest = sha256(path.read_bytes()).hexdigest()
    label = f"own/standard.yml@1 (sha256:{digest[:12]})"
    assert policy_named(str(path)).label == label
    told = asked("check", str(path))
    assert label in told
    assert "Your own policy" in told
    assert digest in told
    assert "A shipped policy." in asked("show", "standard")


def test_a_policy_changed_by_one_byte_bears_another_label(tmp_path: Path) -> None:
    first = policy_named(str(own(tmp_path, STANDARD))).label
    assert policy_named(str(own(tmp_path, f"{STANDARD}#\n"))).label != first


def test_a_key_that_stands_twice_is_refused_with_its_line_wherever_the_policy_is_used(tmp_path: Path) -> None:
    path = own(tmp_path, f"{STANDARD}fresh_days: 7\n")
    line = len(STANDARD.splitlines()) + 1
    with pytest.raises(PolicyError, match=rf"mine\.yml:{line}: `fresh_days` stands twice"):
        policy_named(str(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected keys and values, got nothing"),
        (b"- a", "got a list"),
        (b"\xff\xfe\x00", "is no text in UTF-8"),
        (b"[" * 19_000, "nested too deeply"),
        (b"#" * 30_000, "is longer than 20,000 bytes"),
        (b"version: 2026-13-45", "holds a value that is none"),
        (b"version: !!python/object:os.system x", "is no YAML"),
    ],
)
def test_a_file_that_holds_no_policy_is_told_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "mine.yml"
    path.write_bytes(content)
    assert said in asked("check", str(path), status=2)
    with pytest.raises(PolicyError, match=said):
        policy_named(str(path))


def test_a_policy_that_is_no_file_is_told_without_a_programmers_words(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "none.yml", "there is no such file"), (tmp_path, "this is a folder")):
        told = asked("check", str(path), status=2)
        assert said in told
        assert "Errno" not in told
