"""The JSON Schema of what `livingproof verify --format json` prints, made from the core's own types."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from livingproof.core.claim import Claim, Document
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record
from livingproof.core.record import Reply as Told
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.verify.beside import Taken
from livingproof.verify.messages import Message
from livingproof.verify.statements import Reply

SCHEMA_ID = "https://livingproof.example/schema/verdict-1.json"
DAY = {"type": "string", "format": "date"}
DIGEST = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
WORDS = {"type": "string"}


def verdict_schema() -> dict[str, Any]:
    """The schema of the printed list: one object for every certificate found, in the order of the files."""
    definitions: dict[str, Any] = {}
    entry = _closed({**_stated(definitions), **_worded(definitions)})
    entry["properties"]["replies"] = {
        "type": "array",
        "items": _of(Reply, definitions),
        "description": "Answers to findings, attached by `livingproof statement reply`; not part of the digest.",
    }
    entry["properties"]["in_hand"] = {
        "type": "array",
        "items": _with_text(_of(Taken, definitions)),
        "description": "What each document given along was taken for (--with); not part of the digest.",
    }
    entry["properties"]["problem"] = {
        "type": "string",
        "description": "Why the file could not be read, where it could not; not part of the digest.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Verdicts of Living Proof",
        "type": "array",
        "items": entry,
        "$defs": definitions,
    }


def _with_text(shape: dict[str, Any]) -> dict[str, Any]:
    return {**shape, "properties": {**shape["properties"], "text": WORDS}, "additionalProperties": False}


def _stated(definitions: dict[str, Any]) -> dict[str, Any]:
    claim = _of(Claim, definitions)
    for shape in (claim, definitions["Claim"]) if "Claim" in definitions else (claim,):
        shape.get("properties", {}).pop("document", None)
    if "properties" in claim:
        definitions["Claim"] = claim
    document = {"anyOf": [_of(Document, definitions), {"type": "null"}]}
    return {
        "verdict": _one_of(Headline),
        "also": {"type": "array", "items": _one_of(Headline)},
        "decision": _one_of(Decision),
        "axes": _closed({axis.value: _axis() for axis in Axis}),
        "claim": {"$ref": "#/$defs/Claim"},
        "purchase": _of(Purchase, definitions),
        "findings": {"type": "array", "items": _finding()},
        "not_checked": {"type": "array", "items": _closed({"check": WORDS, "code": WORDS})},
        "as_of": DAY,
        "valid_until": {"anyOf": [DAY, {"type": "null"}]},
        "policy": WORDS,
        "catalogue": WORDS,
        "program": {"type": "string", "description": "The version of the program that made it."},
        "document": document,
        "records": {"type": "array", "items": _of(Lookup, definitions)},
        "beside": {
            "type": "array",
            "items": {"$ref": "#/$defs/Claim", "properties": {"document": document}, "required": ["document"]},
            "description": "The claims of the other documents in hand, each with its document.",
        },
        "answers": {
            "type": "array",
            "items": _of(Told, definitions),
            "description": "What persons were told or saw, kept with `livingproof answer`.",
        },
        "kin": {"type": "array", "items": _of(Record, definitions), "description": "Further records of the holder."},
        "history": {"type": "array", "items": _of(Event, definitions)},
        "digest": DIGEST,
    }


def _worded(definitions: dict[str, Any]) -> dict[str, Any]:
    unproven = _closed({"id": WORDS, "belief": WORDS, "reality": WORDS, "ask_instead": WORDS})
    return {
        "file": {
            "anyOf": [WORDS, {"type": "null"}],
            "description": "The file as it was named on the command line; null where a text alone was verified (--claim).",
        },
        "headline": {"type": "string", "description": "The verdict as a sentence; not part of the digest."},
        "questions": {"type": "array", "items": _of(Message, definitions)},
        "does_not_prove": {"type": "array", "items": unproven},
        "limits": {"type": "array", "items": WORDS},
    }


def _finding() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "check": {"type": "string", "pattern": r"^[a-z]+\.[a-z-]+$"},
        "grade": _one_of(Grade),
        "code": {"type": "string", "pattern": "^[A-Z0-9_]+$"},
        "axis": _one_of(Axis),
        "weight": _one_of(Weight),
        "facts": {"type": "object"},
        "sources": {"type": "array", "items": WORDS},
        "lowered_by": {"type": "array", "items": WORDS},
        "text": WORDS,
        "innocent": WORDS,
        "next": WORDS,
    }
    return _closed(properties)


def _axis() -> dict[str, Any]:
    properties = {
        "grade": _one_of(Grade),
        "evidence": _one_of(Evidence),
        "because": {"type": "array", "items": WORDS},
    }
    return {"type": "object", "properties": properties, "required": ["grade"], "additionalProperties": False}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _one_of(words: type) -> dict[str, Any]:
    return {"enum": [word.value for word in words]}  # type: ignore[attr-defined]


def _of(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = TypeAdapter(shape).json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    return schema
