"""The conformance suite is whole: its files, its cases, its sources, its reach."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from conformance import build, run
from livingproof.catalogue import tables
from livingproof.core.check import Common
from livingproof.core.checks import every_check
from livingproof.core.claim import Claim, Document
from livingproof.core.mention import Mention
from livingproof.core.purchase import Purchase
from livingproof.core.record import Record

ROOT = Path(__file__).parents[2]
SUITE: dict[str, Any] = run.load()
CASES: list[dict[str, Any]] = SUITE["cases"]
CHECKS = {check.id: check for check in every_check()}
LEAST_CASES = 400


def validator(name: str) -> Draft202012Validator:
    folder = ROOT / "conformance" / "schema"
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    resources = [(file, Resource.from_contents(schema)) for file, schema in schemas.items()]
    return Draft202012Validator(schemas[name], registry=Registry().with_resources(resources))


def names(shape: type) -> set[str]:
    return {slot.name for slot in fields(shape)}


def test_the_stored_suite_is_as_its_files_say() -> None:
    assert run.SUITE.read_text(encoding="utf-8") == build.text(build.suite()), "run `python conformance/build.py`"


def test_the_suite_keeps_to_its_schema() -> None:
    assert [error.message for error in validator("case.schema.json").iter_errors(SUITE)] == []


def test_what_a_program_reads_keeps_to_its_schema() -> None:
    asked = run.question(SUITE, CASES)
    assert [error.message for error in validator("question.schema.json").iter_errors(asked)] == []


@pytest.mark.parametrize("name", ["case.schema.json", "question.schema.json", "answer.schema.json"])
def test_each_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(validator(name).schema)


def test_there_are_enough_cases_and_no_id_twice() -> None:
    assert len(CASES) >= LEAST_CASES
    assert [name for name, times in Counter(case["id"] for case in CASES).items() if times > 1] == []


def test_every_reason_of_every_check_is_expected_at_least_once() -> None:
    expected = {(check, wish.split()[0]) for case in CASES for check, wish in case["expect"]["findings"].items()}
    missing = [(check.id, code) for check in every_check() for code in check.reasons.__members__]
    assert [pair for pair in missing if pair not in expected] == []


def test_no_case_expects_a_code_that_its_check_does_not_have() -> None:
    unknown = [
        (case["id"], check, wish)
        for case in CASES
        for check, wish in case["expect"]["findings"].items()
        if wish.split()[0] not in {**Common.__members__, **CHECKS[check].reasons.__members__}
    ]
    assert unknown == []


def test_every_source_exists() -> None:
    known = {identity for name in ("rules", "red_flags", "misconceptions") for identity in tables()[name]}
    page = (ROOT / "docs" / "know" / "conformance.md").read_text(encoding="utf-8")
    for case in CASES:
        for source in case["source"]:
            ours = source in known or (source.startswith("verdict: ") and f"**{source}**" in page)
            assert ours or re.match(r"(ISO|IAF|ISO/IEC) [\w/ -]*\d", source), (case["id"], source)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES if "change" in case])
def test_a_case_changes_one_thing_in_its_base(case: dict[str, Any]) -> None:
    base, world = SUITE["bases"][case["base"]], run.changed(SUITE, case)
    path = case["change"]["at"].split(".")
    assert world != base, "nothing is changed"
    at = path[0]
    others = {key for key in {*base, *world} if base.get(key) != world.get(key)}
    assert others == {at}
    before, after = copy.deepcopy(base.get(at)), copy.deepcopy(world[at])
    for key in path[1:]:
        if not isinstance(before, (dict, list)) or not isinstance(after, (dict, list)):
            break
        place = int(key) if isinstance(after, list) else key
        rest_before = [part for name, part in parts(before) if name != place]
        assert rest_before == [part for name, part in parts(after) if name != place]
        before, after = part_at(before, place), part_at(after, place)


def parts(node: dict[str, Any] | list[Any]) -> list[tuple[Any, Any]]:
    return sorted(node.items()) if isinstance(node, dict) else list(enumerate(node))


def part_at(node: dict[str, Any] | list[Any], place: Any) -> Any:
    if isinstance(node, list):
        return node[place] if place < len(node) else None
    return node.get(place)


def test_cases_name_only_what_the_published_form_has() -> None:
    about = set(run.ABOUT_THE_LOOKUP)
    for case in CASES:
        asked = run.asked(SUITE, case)
        for claim in (asked, *asked["beside"]):
            assert set(claim["claim"]) <= names(Claim) - {"document"}, case["id"]
            assert set(claim["document"] or {}) <= names(Document), case["id"]
        assert set(asked["purchase"]) <= names(Purchase), case["id"]
        for mention in asked["purchase"].get("mentions", ()):
            assert set(mention) <= names(Mention), case["id"]
        for lookup in asked["records"]:
            assert set(lookup) <= about | {"records"}, case["id"]
            assert all(set(record) <= names(Record) for record in lookup["records"]), case["id"]


def test_every_base_is_a_case_of_its_own() -> None:
    alone = {case["base"] for case in CASES if "base" in case and "change" not in case}
    assert alone == set(SUITE["bases"])
