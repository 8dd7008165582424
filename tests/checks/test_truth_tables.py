"""Every check answers its truth table, every reason has a case, every reason has words."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from livingproof.core.check import Check, Common
from livingproof.core.checks import every_check
from livingproof.core.determination import determine
from tests.cases import case_of

CONFIDENCE = 0.8


def folder(check: Check) -> Path:
    family, _, name = check.id.partition(".")
    module = import_module(f"livingproof.core.checks.{family}.{name.replace('-', '_')}")
    assert module.__file__
    return Path(module.__file__).parent


@cache
def content(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def table(check: Check) -> list[dict[str, Any]]:
    return list(content(folder(check) / "cases.yml"))


def words(check: Check) -> dict[str, Any]:
    return dict(content(folder(check) / "words.en.yml"))


CHECKS = [pytest.param(check, id=check.id) for check in every_check()]
ROWS = [pytest.param(check, row, id=f"{check.id}: {row['name']}") for check in every_check() for row in table(check)]


@pytest.mark.parametrize(("check", "row"), ROWS)
def test_a_check_answers_its_truth_table(check: Check, row: dict[str, Any]) -> None:
    finding = determine(case_of(row), [check], CONFIDENCE)[0]
    assert finding.code == row["expect"], dict(finding.facts)
    reason = {**Common.__members__, **check.reasons.__members__}[finding.code]
    assert finding.grade.value == row.get("grade", reason.grade.value), finding.lowered_by
    for name, value in row.get("facts", {}).items():
        found = finding.facts[name]
        assert (list(found) if isinstance(found, tuple) else found) == value, name


@pytest.mark.parametrize("check", CHECKS)
def test_every_reason_has_a_case(check: Check) -> None:
    expected = {row["expect"] for row in table(check)}
    assert set(check.reasons.__members__) <= expected


@pytest.mark.parametrize("check", CHECKS)
def test_every_reason_has_words_and_no_word_is_left_over(check: Check) -> None:
    assert set(words(check)["reasons"]) == set(check.reasons.__members__)


@pytest.mark.parametrize("check", CHECKS)
def test_the_words_name_only_facts_that_the_finding_holds(check: Check) -> None:
    reasons = words(check)["reasons"]
    for row in table(check):
        finding = determine(case_of(row), [check], CONFIDENCE)[0]
        for sentence in reasons.get(finding.code, {}).values():
            named = {name for _, name, _, _ in Formatter().parse(sentence) if name}
            assert named <= {*finding.facts, "as_of"}, (row["name"], sentence)


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_has_a_published_question_and_a_contract(check: Check) -> None:
    family, _, name = check.id.partition(".")
    module = import_module(f"livingproof.core.checks.{family}.{name.replace('-', '_')}")
    assert module.__doc__
    assert words(check)["question"].endswith("?")
    assert words(check)["source"]
