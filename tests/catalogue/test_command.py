"""`livingproof catalogue`: lists, shows, checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from livingproof.cli.catalogue import app

OWN = """
recognitions:
  - {body: ukas, arrangement: Global ACI MRA, standards: [ISO 9001], source: [https://example.org], confidence: high, verified: looked-up}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_list_names_every_table_with_its_number_of_entries() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "certification_bodies" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_table_is_listed_entry_by_entry() -> None:
    result = run("list", "misconceptions")
    assert result.exit_code == 0
    assert "M-ALWAYS" in result.stdout


def test_an_unknown_table_is_wrong_use() -> None:
    result = run("list", "recognition")
    assert result.exit_code == 2
    assert "did you mean 'recognitions'" in result.stderr


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ISO 9001", "2029-09-30"),
        ("iso9001", "2029-09-30"),
        ("ukas", "certcheck.ukas.com"),
        ("TÜV SÜD Management Service GmbH", "tuv-sud-management-service"),
        ("nonconformity", "non-fulfilment of a requirement"),
        ("RF-AB-SCOPE", "compare sub-scope"),
        ("EN 9100:2018", "AS9100"),
        ("中国质量认证中心", "cqc"),
        ("infusion-pump", "families"),
        ("rules", "R-CYCLE-3Y"),
    ],
)
def test_an_entry_is_found_by_id_name_or_term(word: str, said: str) -> None:
    result = run("show", word)
    assert result.exit_code == 0
    assert said in result.stdout


def test_an_entry_shows_how_sure_it_is_and_where_it_comes_from() -> None:
    text = " ".join(run("show", "jas-anz").stdout.split())
    assert "certainty high, looked up (but not domains" in text
    assert "OXB-JASANZ https://www.oxebridge.com/" in text


def test_a_word_that_nothing_is_called_gets_a_suggestion() -> None:
    result = run("show", "nonconformityy")
    assert result.exit_code == 2
    assert "did you mean 'nonconformity'" in result.stderr


def test_own_facts_without_problems_get_one_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    result = run("check", "--catalogue", str(tmp_path))
    assert result.exit_code == 0
    assert result.stdout.strip().endswith("1 entry in 1 table, no problems")


def test_every_problem_of_own_facts_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.replace("ukas", "ukass") + "two: []\n", encoding="utf-8")
    result = run("check", "--catalogue", str(tmp_path))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2


def test_a_folder_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    assert run("check", "--catalogue", str(tmp_path / "none")).exit_code == 2


def test_the_shipped_catalogue_is_in_order() -> None:
    result = run("check")
    assert result.exit_code == 0, result.stdout
    assert "no problems" in result.stdout
