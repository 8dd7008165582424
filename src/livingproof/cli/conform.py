"""`livingproof conform`: answer the cases of the conformance suite, as any program may that is held against it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.facts import Facts
    from livingproof.core.policy import Policy
    from livingproof.core.verdict import Verdict


def conform(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Cases as conformance/run.py asks them; - reads them from the input.")
    ],
) -> None:
    """Answer the cases of a conformance suite: codes, axes, headline and decision of each, as JSON."""
    from pydantic import ValidationError

    text = sys.stdin.read() if str(file) == "-" else _text(file)
    try:
        told = answers(json.loads(text))
    except (KeyError, TypeError, ValueError, ValidationError) as problem:
        why = " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
        raise typer.BadParameter(
            f"not as in conformance/schema/question.schema.json ({why}).", param_hint="FILE"
        ) from problem
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise typer.BadParameter(f"{file}: cannot be read ({problem}).", param_hint="FILE") from problem


def answers(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to each case by its id. The facts are those asked with and no others; only words come from this program."""
    from livingproof.catalogue import lay_over, load
    from livingproof.catalogue.policies import policy_from
    from livingproof.core.facts import Facts

    shipped = load()
    language = Facts(version="suite", wording=shipped.wording, site_roles=shipped.site_roles)
    facts = lay_over(language, asked["facts"])
    policies = {name: policy_from(name, {"version": 1, **content}) for name, content in asked["policies"].items()}
    return {
        case["id"]: answer_of(
            _verdict(case, lay_over(facts, case["facts"]) if case.get("facts") else facts, policies[case["policy"]])
        )
        for case in asked["cases"]
    }


def answer_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the form of an answer."""
    from livingproof.core.terms import Axis

    evidence = verdict.axes[Axis.GENUINE].evidence
    return {
        "findings": {
            finding.check: {"code": finding.code, "grade": finding.grade.value} for finding in verdict.findings
        },
        "axes": {axis.value: graded.grade.value for axis, graded in verdict.axes.items()},
        "evidence": evidence.value if evidence else None,
        "headline": verdict.headline.value,
        "also": [headline.value for headline in verdict.also],
        "decision": verdict.decision.value,
    }


def _verdict(case: Mapping[str, Any], facts: Facts, policy: Policy) -> Verdict:
    from datetime import date

    from livingproof.core.checks import every_check
    from livingproof.core.decision import decide
    from livingproof.core.determination import determine
    from livingproof.core.purchase import Purchase
    from livingproof.core.record import Lookup
    from livingproof.verify.selection import select

    selected = select(
        _claim(case),
        purchase=_adapter(Purchase).validate_python(case["purchase"]),
        lookups=tuple(_adapter(Lookup).validate_python(lookup) for lookup in case["records"]),
        facts=facts,
        as_of=date.fromisoformat(case["as_of"]),
        beside=tuple(_claim(other) for other in case["beside"]),
    )
    return decide(selected, determine(selected, every_check(), policy.reading_confidence), policy)


def _claim(case: Mapping[str, Any]) -> Claim:
    """The claim with the document behind it, which the published form keeps beside it."""
    from livingproof.core.claim import Claim, Document

    claim: Claim = _adapter(Claim).validate_python(case["claim"])
    document = case.get("document")
    return replace(claim, document=_adapter(Document).validate_python(document)) if document else claim


@cache
def _adapter(shape: type) -> Any:
    """The reader of a core type from plain values; made once, for making it takes longer than reading."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)
