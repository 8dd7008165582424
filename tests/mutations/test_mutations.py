"""A thousand worlds with one thing changed: no comfort on a wrong one, no accusation on an untouched one."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.cli.examples import FOLDER
from livingproof.core.terms import Grade, Headline
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.records import lookup_from
from tests.cases import claim_of, purchase_of
from tests.mutations.mutating import AS_OF, MUTATIONS, NUMBER, Mutation
from tests.worlds.test_worlds import changed

ROWS: list[list[str]] = yaml.load(
    (Path(__file__).parent / "worlds.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)["worlds"]
FACTS = load(FOLDER / "catalogue")
BODY, ACCREDITOR = "Kelderby Certification A/S", "Orvanta Accreditation Council"
START, END = date(2026, 2, 17), date(2029, 2, 16)
CASES = [pytest.param(at, mutation, id=f"{mutation.name} · {ROWS[at][0]}") for mutation in MUTATIONS for at in range(len(ROWS))]  # fmt: skip


def world_of(row: list[str]) -> dict[str, Any]:
    """A valid world: everything fits, and an extract of the body's own register says so."""
    holder, country, office, plant, product, other_product, other_holder = row
    scope = f"Manufacture and sale of {product}"
    sites = [
        {"address": office, "scope": f"Sale of {product}"},
        {"address": plant, "scope": f"Manufacture of {product}"},
    ]
    chain = {"certification_body": BODY, "accreditation_body": ACCREDITOR, "accreditation_number": "OAC-MS-0102"}
    return {
        "holder": holder, "office": office, "plant": plant, "product": product,
        "other_product": other_product, "other_holder": other_holder, "as_of": AS_OF,
        "claim": {
            "holder_name": holder, "holder_address": office, "sites": sites, "scope": scope, "standards": ["ISO 9001:2015"],
            "certificate_number": {"value": NUMBER, "normalised": NUMBER.replace("-", "")},
            "certification_body": {"value": BODY, "normalised": "kelderby"}, "first_certified_on": date(2020, 2, 17),
            "accreditation_body": {"value": ACCREDITOR, "normalised": "orvac"}, "accreditation_number": "OAC-MS-0102",
            "issued_on": START, "valid_from": START, "expires_on": END,
            "document": {"kind": "ms_certificate", "text_layer": "good", "layers_compared": True},
        },
        "purchase": {"product": product, "site": plant, "seller": holder, "needs": ["manufacture"], "delivery_on": date(2027, 3, 31)},
        "record": {
            "register": "kelderby-clients", "asked_on": AS_OF - (AS_OF - date(2026, 11, 20)), "snapshot_as_of": date(2026, 11, 20),
            "answer": "found", "number": NUMBER, "holder_name": holder, "address": office, "country": country,
            "standard": "ISO 9001", "edition": "2015", **chain, "scope": scope, "issued_on": START, "expires_on": END,
            "status": "active", "status_raw": "valid", "sites": [{"address": office}, {"address": plant}],
        },
    }  # fmt: skip


def verdict_on(world: dict[str, Any]) -> Verdict:
    """The verdict under the standard policy."""
    question = Question(
        as_of=world["as_of"],
        policy=policy_named("standard"),
        facts=FACTS,
        purchase=purchase_of(world.get("purchase") or {}),
        lookups=(lookup_from(world["record"]),) if world.get("record") else (),
    )
    (verdict,) = verify((claim_of(world["claim"]),), question)
    return verdict


@cache
def untouched(at: int) -> Verdict:
    """The verdict on a valid world."""
    return verdict_on(world_of(ROWS[at]))


def codes_of(verdict: Verdict) -> dict[str, tuple[str, Grade]]:
    """What each check found."""
    return {finding.check: (finding.code, finding.grade) for finding in verdict.findings}


def _either(code: str | tuple[str, ...]) -> tuple[str, ...]:
    return (code,) if isinstance(code, str) else code


def test_a_change_that_is_wrong_names_what_it_must_cause() -> None:
    assert [mutation.name for mutation in MUTATIONS if mutation.wrong and not mutation.codes] == []


def test_there_are_a_thousand() -> None:
    assert len(CASES) >= 1000
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)


@pytest.mark.parametrize("at", range(len(ROWS)), ids=lambda at: ROWS[at][0])
def test_a_valid_world_is_confirmed_and_nothing_fails(at: int) -> None:
    verdict = untouched(at)
    assert verdict.headline is Headline.CONFIRMED, verdict.limits
    assert [finding.check for finding in verdict.findings if finding.grade is Grade.FAIL] == []


@pytest.mark.slow
@pytest.mark.parametrize(("at", "mutation"), CASES)
def test_one_change_causes_what_it_must_and_nothing_else(at: int, mutation: Mutation) -> None:
    world = world_of(ROWS[at])
    verdict = verdict_on(changed(world, mutation.change(world)))
    before, after = codes_of(untouched(at)), codes_of(verdict)
    missing = {check: after[check][0] for check, code in mutation.codes.items() if after[check][0] not in _either(code)}
    assert not missing
    others = {check for check in after if after[check] != before[check]} - set(mutation.codes) - mutation.follows
    assert not others, {check: after[check] for check in others}
    assert (verdict.headline is Headline.CONFIRMED) is not mutation.wrong, verdict.limits
    if not mutation.wrong:
        assert [check for check, (_, grade) in after.items() if grade is Grade.FAIL] == []
