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

from livingproof.core.errors import unopened
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.facts import Facts
    from livingproof.core.policy import Policy
    from livingproof.core.verdict import Verdict

PARTS: Mapping[str, tuple[type, str]] = {
    "facts": (dict, "object"),
    "policies": (dict, "object"),
    "cases": (list, "list"),
}
"""What is asked has these parts."""
CASE: Mapping[str, tuple[type, str]] = {
    "id": (str, "text"),
    "as_of": (str, "text"),
    "policy": (str, "text"),
    "claim": (dict, "object"),
    "purchase": (dict, "object"),
    "records": (list, "list"),
    "beside": (list, "list"),
}
"""Each case has these parts."""


def conform(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Cases as conformance/run.py asks them; - reads them from the input.")
    ],
) -> None:
    """Answer the cases of a conformance suite: codes, axes, headline and decision of each, as JSON.

    Exit status: 0 every case is answered; 2 the cases cannot be read.
    """
    from pydantic import ValidationError

    try:
        asked = _asked(_text(file))
        told = answers(asked)
    except ValidationError as problem:
        where = ".".join(str(part) for part in problem.errors()[0]["loc"]) or "a value"
        raise _other_form(f"{where} is in another form") from None
    except _OtherFormError as problem:
        raise _other_form(str(problem)) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise _other_form("a value in it is in another form; validate it against that schema to find it") from None
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


class _OtherFormError(Exception):
    """What is asked is in another form; the message names the place."""


def _other_form(why: str) -> typer.BadParameter:
    return typer.BadParameter(
        visible(f"these are no cases as in conformance/schema/question.schema.json: {why}."), param_hint="FILE"
    )


def _text(file: Path) -> str:
    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{visible(str(file))}: is no text in UTF-8.", param_hint="FILE") from None
    except (OSError, ValueError) as problem:
        raise typer.BadParameter(f"{visible(str(file))}: {unopened(problem)}.", param_hint="FILE") from None


def _asked(text: str) -> dict[str, Any]:
    """The cases as they are asked, with every part where it must be."""
    try:
        asked = json.loads(text)
    except ValueError:
        raise _OtherFormError("it is no JSON" if text.strip() else "it is empty") from None
    _require(asked, PARTS, "the whole")
    for name, policy in asked["policies"].items():
        _require(policy, {}, f"policies.{name}")
    for place, case in enumerate(asked["cases"], start=1):
        _require(case, CASE, f"case {place}")
        if case["policy"] not in asked["policies"]:
            raise _OtherFormError(f"case {case['id']}: policy {case['policy']!r} is not among the policies asked with")
        for part in ("records", "beside"):
            for number, entry in enumerate(case[part], start=1):
                _require(entry, {}, f"case {case['id']}: {part} {number}")
    return dict(asked)


def _require(value: Any, parts: Mapping[str, tuple[type, str]], where: str) -> None:
    if not isinstance(value, dict):
        raise _OtherFormError(f"{where} is no object")
    for key, (form, told) in parts.items():
        if key not in value:
            raise _OtherFormError(f"{where} has no `{key}`")
        if not isinstance(value[key], form):
            raise _OtherFormError(f"{where}: `{key}` is no {told}")


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
    from livingproof.core.record import Event, Lookup, Record, Reply
    from livingproof.verify.selection import select

    selected = select(
        _claim(case),
        purchase=_adapter(Purchase).validate_python(case["purchase"]),
        lookups=tuple(_adapter(Lookup).validate_python(lookup) for lookup in case["records"]),
        facts=facts,
        as_of=date.fromisoformat(case["as_of"]),
        beside=tuple(_claim(other) for other in case["beside"]),
        kin=tuple(_adapter(Record).validate_python(record) for record in case["kin"]),
        history=tuple(_adapter(Event).validate_python(event) for event in case["history"]),
        replies=tuple(_adapter(Reply).validate_python(reply) for reply in case["answers"]),
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
