"""Files of facts are read strictly: what is wrong is named with file, entry and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from livingproof.catalogue import lay_over, load, overlay_from
from livingproof.catalogue.files import parse
from livingproof.core.errors import CatalogueError
from livingproof.core.facts import Facts

KNOWN = "source: [https://example.org/list], confidence: high, verified: looked-up"


def refusal(folder: Path, text: str) -> str:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(folder)
    return str(refused.value)


def test_an_unknown_body_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    message = refusal(tmp_path, f"recognitions:\n  - {{body: ukass, arrangement: IAF MLA, {KNOWN}}}\n")
    assert message.startswith(
        "own.yaml: recognitions 'ukass · IAF MLA': body 'ukass' is not among the accreditation_bodies"
    )
    assert "'ukas'" in message


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, f"recognitions:\n  - {{body: ukas, arrangment: IAF MLA, {KNOWN}}}\n")
    assert "has no key 'arrangment'; did you mean 'arrangement'?" in message


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    assert "has no table 'recognition'; did you mean 'recognitions'" in refusal(tmp_path, "recognition: []\n")


def test_an_entry_without_a_source_is_refused(tmp_path: Path) -> None:
    message = refusal(
        tmp_path, "sectors:\n  - {code: '99', name: x, nace: ['99'], confidence: high, verified: expert}\n"
    )
    assert "lacks 'source'" in message


def test_a_source_key_that_nobody_explains_is_refused(tmp_path: Path) -> None:
    message = refusal(
        tmp_path,
        "sectors:\n  - {code: '99', name: x, nace: ['99'], source: [MY-LIST], confidence: high, verified: expert}\n",
    )
    assert "source 'MY-LIST' is not explained" in message


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    message = refusal(
        tmp_path, f"recognitions:\n  - {{body: ukas, arrangement: IAF MLA, starts_on: 30.9.2026, {KNOWN}}}\n"
    )
    assert "starts_on must be a day like 2026-09-16" in message


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "'code' stands twice" in refusal(tmp_path, "sectors:\n  - code: '1'\n    code: '2'\n")


def test_an_entry_that_stands_twice_is_refused(tmp_path: Path) -> None:
    row = f"  - {{code: '99', name: x, nace: ['99'], {KNOWN}}}\n"
    assert "stands twice" in refusal(tmp_path, f"sectors:\n{row}{row}")


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, "sectors: [\n").startswith("own.yaml: cannot be read")


def test_a_folder_without_facts_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"holds no \.yaml file"):
        load(tmp_path)


def test_all_problems_are_counted(tmp_path: Path) -> None:
    assert "(and 1 more; run `livingproof catalogue check`)" in refusal(tmp_path, "one: []\ntwo: []\n")


def test_a_pattern_that_is_none_is_refused() -> None:
    row = {"body": "sgs", "pattern": "[", "meaning": "x", "source": ["EK"], "confidence": "low", "verified": "expert"}
    with pytest.raises(CatalogueError, match="is no regular expression"):
        overlay_from({"number_patterns": [row]})


def test_nothing_is_known_on_an_empty_catalogue() -> None:
    with pytest.raises(CatalogueError, match="is not among"):
        lay_over(Facts(), {"symbol_numbers": [symbol("ukas")]})


def symbol(body: str) -> dict[str, object]:
    return {
        "accreditation_body": body,
        "number": "0001",
        "body": "lrqa",
        "source": ["https://example.org"],
        "confidence": "low",
        "verified": "expert",
    }


@pytest.mark.parametrize(
    ("text", "value"), [("a: NO", "NO"), ("a: 0003", "0003"), ("a: 2026-09-16", "2026-09-16"), ("a: 12:30", "12:30")]
)
def test_a_text_stays_a_text(text: str, value: str) -> None:
    assert parse(text) == {"a": value}
