"""The statement: a verdict as canonical bytes with a digest. Same inputs, same bytes, for ever.

The digest covers codes and facts only: verdict, also, decision, axes, claim, purchase, findings, not_checked, as_of,
valid_until, policy, catalogue, program, the file's hash, the records, the other documents in hand, what persons were told, further
records of the holder and what registers tell of its past. Prose is rendered from it and stands outside, so that a
better word never breaks an old digest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from livingproof.core.check import Finding
from livingproof.core.claim import Claim
from livingproof.core.terms import Grade
from livingproof.core.verdict import Verdict

DIGITS = 4
"""Decimal places of confidences and coordinates in a statement."""

STATED = (
    "verdict",
    "also",
    "decision",
    "axes",
    "claim",
    "purchase",
    "findings",
    "not_checked",
    "as_of",
    "valid_until",
    "policy",
    "catalogue",
    "program",
    "document",
    "records",
    "beside",
    "answers",
    "kin",
    "history",
)
"""The keys of a statement that the digest covers."""

LATER: Mapping[str, Any] = {"program": "", "answers": [], "kin": [], "history": []}
"""Stated keys that statements of earlier versions lack, each with what is then read; their digest stands without them."""

PROSE = frozenset({"text", "innocent", "next"})
"""Keys of a finding that are words."""


def statement_of(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values that JSON can carry, with its digest under `digest`."""
    body: dict[str, Any] = {
        "verdict": verdict.headline.value,
        "also": [headline.value for headline in verdict.also],
        "decision": verdict.decision.value,
        "axes": {axis.value: _axis(grade) for axis, grade in verdict.axes.items()},
        "claim": claim_of(verdict.claim),
        "purchase": plain(verdict.purchase),
        "findings": [finding_of(finding) for finding in verdict.findings],
        "not_checked": [
            {"check": finding.check, "code": finding.code}
            for finding in verdict.findings
            if finding.grade is Grade.UNDETERMINED
        ],
        "as_of": verdict.as_of.isoformat(),
        "valid_until": verdict.valid_until.isoformat() if verdict.valid_until else None,
        "policy": verdict.policy,
        "catalogue": verdict.catalogue,
        "program": verdict.program,
        "document": plain(verdict.claim.document),
        "records": [plain(lookup) for lookup in verdict.lookups],
        "beside": [{**claim_of(claim), "document": plain(claim.document)} for claim in verdict.beside],
        "answers": [plain(reply) for reply in verdict.replies],
        "kin": [plain(record) for record in verdict.kin],
        "history": [plain(event) for event in verdict.history],
    }
    return {**body, "digest": digest_of(body)}


def digest_of(statement: Mapping[str, Any]) -> str:
    """The digest of a statement, recomputed from its stated keys; words and unknown keys do not count."""
    body = {key: statement[key] for key in STATED if key in statement}
    body["findings"] = [
        {key: value for key, value in finding.items() if key not in PROSE} for finding in body.get("findings", ())
    ]
    return f"sha256:{sha256(canonical(body)).hexdigest()}"


def canonical(body: Mapping[str, Any]) -> bytes:
    """The one spelling of plain values: keys sorted, no spaces, UTF-8, numbers as JSON writes them."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def claim_of(claim: Claim) -> dict[str, Any]:
    """The fields of a claim by name; the document behind it stands beside, under `document`."""
    return {name: plain(content) for name, content in claim.read_fields()}


def finding_of(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; `cause` is a rule of counting and is not told."""
    return {key: value for key, value in plain(finding).items() if key != "cause"}


def plain(value: Any) -> Any:
    """Dataclasses, enums, dates and tuples as dictionaries, words, ISO days and lists; numbers to four places."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case bool() | int() | str() | None:
            return value
        case float():
            return round(value, DIGITS)
        case Mapping():
            return {str(key): plain(content) for key, content in value.items()}
        case tuple() | list() | frozenset():
            return [plain(content) for content in value]
        case _:
            return _parts(value)


def _parts(value: Any) -> dict[str, Any]:
    if is_dataclass(value):
        return {slot.name: plain(getattr(value, slot.name)) for slot in fields(value)}
    raise TypeError(f"a statement cannot carry {type(value).__name__}")


def _axis(grade: Any) -> dict[str, Any]:
    return {key: value for key, value in plain(grade).items() if value not in (None, [])}
