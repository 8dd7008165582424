"""Worlds of bodies, certificates and sites: one change, and the verdict that it must cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.cli.examples import FOLDER
from livingproof.core.terms import Axis
from livingproof.verify import Question, verify
from livingproof.verify.records import lookup_from
from tests.cases import claim_of, purchase_of

WORLD: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "valve-maker.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
FACTS = load(FOLDER / "catalogue")
ROWS = [pytest.param(row, id=row["name"]) for row in WORLD["worlds"]]


def changed(base: Any, change: Any) -> Any:
    """The base with a change laid over it, key by key; None takes a key away."""
    if not (isinstance(base, dict) and isinstance(change, dict)) or "value" in change:
        return change
    merged = {key: changed(base.get(key), value) for key, value in change.items()}
    return {key: value for key, value in {**base, **merged}.items() if value is not None}


@pytest.mark.parametrize("row", ROWS)
def test_one_change_has_the_verdict_that_it_must_cause(row: dict[str, Any]) -> None:
    world = changed(
        {key: WORLD[key] for key in ("as_of", "policy", "claim", "purchase", "record")}, row.get("change", {})
    )
    question = Question(
        as_of=world["as_of"],
        policy=policy_named(world["policy"]),
        facts=FACTS,
        purchase=purchase_of(world.get("purchase") or {}),
        lookups=(lookup_from(world["record"]),) if world.get("record") else (),
    )
    (verdict,) = verify((claim_of(world["claim"]),), question)
    expected = row["expect"]
    told = {finding.check: f"{finding.code} {dict(finding.facts)}" for finding in verdict.findings}
    assert (verdict.headline.value, verdict.decision.value) == (expected["verdict"], expected["decision"]), (
        verdict.limits,
        told,
    )
    codes = {finding.check: finding.code for finding in verdict.findings}
    assert {check: codes[check] for check in expected.get("codes", {})} == expected.get("codes", {}), told
    if "evidence" in expected:
        evidence = verdict.axes[Axis.GENUINE].evidence
        assert evidence is not None
        assert evidence.value == expected["evidence"]
