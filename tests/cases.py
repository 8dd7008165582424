"""Truth-table cases in short form become the core's own values.

claim: a field is its value, or {value, normalised, confidence, readings}; `standards` may be ["ISO 9001:2015"];
       `sites` may be [{name, address, scope}]; `holder_ids` [{scheme, value}]; `document` as in core.claim.Document
purchase: as in core.purchase.Purchase; `mentions` may be [{held: "ISO 9001:2015", body, number, ...}], [{badge: words}] or
       [{vague: words}], with any other key of core.mention.Mention
record: keys of core.record.Record plus register, asked_on, snapshot_as_of, answer, by_number (or a list of such)
catalogue: facts laid over the shipped ones, in the format of a catalogue directory's files
beside: further claims in hand
replies: what persons were told, as in core.record.Reply; kin: further records of the holder; history: events of registers
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from livingproof.catalogue import lay_over, load
from livingproof.core.case import Case
from livingproof.core.claim import Claim, Document, Field
from livingproof.core.facts import Facts
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Record, Reply
from livingproof.verify.records import lookup_from
from livingproof.verify.selection import select

CLAIM = TypeAdapter(Claim)
PURCHASE = TypeAdapter(Purchase)
DOCUMENT = TypeAdapter(Document)
KIN = TypeAdapter(tuple[Record, ...])
HISTORY = TypeAdapter(tuple[Event, ...])
REPLIES = TypeAdapter(tuple[Reply, ...])
NAMES = {slot.name for slot in fields(Claim)} - {"document"}


@cache
def shipped() -> Facts:
    """The catalogue as it is shipped, loaded once."""
    return load()


def case_of(short: dict[str, Any]) -> Case:
    """The case that a row of a truth table describes."""
    facts = lay_over(shipped(), short["catalogue"]) if short.get("catalogue") else shipped()
    claim = claim_of(short.get("claim") or {})
    records = short.get("record") or []
    records = records if isinstance(records, list) else [records]
    return select(
        claim,
        purchase=purchase_of(short.get("purchase") or {}),
        lookups=tuple(lookup_from(record) for record in records),
        facts=facts,
        as_of=short.get("as_of", date(2026, 11, 21)),
        beside=tuple(claim_of(other) for other in short.get("beside") or ()),
        kin=KIN.validate_python(short.get("kin") or ()),
        history=HISTORY.validate_python(short.get("history") or ()),
        replies=REPLIES.validate_python(short.get("replies") or ()),
    )


def claim_of(short: dict[str, Any]) -> Claim:
    """A claim from its short form; unknown keys are refused."""
    short = dict(short)
    document = short.pop("document", None)
    unknown = set(short) - NAMES
    assert not unknown, f"no such field of a claim: {sorted(unknown)}"
    claim = CLAIM.validate_python({name: _field(name, value) for name, value in short.items()})
    if document is None:
        return claim
    parts: dict[str, Field[Any]] = dict(claim.read_fields())
    return Claim(**parts, document=DOCUMENT.validate_python(document))


def purchase_of(short: dict[str, Any]) -> Purchase:
    """A purchase from its short form."""
    mentions = [_mention(mention) for mention in short.get("mentions") or ()]
    return PURCHASE.validate_python({**short, "mentions": mentions})


def _mention(short: dict[str, Any]) -> dict[str, Any]:
    """A mention: the words of a standard, a badge or a vague phrase are its text too."""
    short = dict(short)
    content: dict[str, Any] = {"topic": "standard", "stance": "held", "start": 0, "end": 0}
    if "held" in short:
        named = str(short.pop("held"))
        content |= {"text": named, "standard": _standard(named)}
    for topic in ("badge", "vague"):
        if topic in short:
            content |= {"topic": topic, "text": short.pop(topic)}
    return {**content, **short}


def _field(name: str, value: Any) -> dict[str, Any]:
    content = dict(value) if isinstance(value, dict) else {"value": value}
    if "value" not in content and content.get("readings"):
        content["value"] = content["readings"][0]
    if name == "standards":
        content["value"] = [_standard(item) if isinstance(item, str) else item for item in content["value"]]
    return {"confidence": 1.0, "source": "stated", **content}


def _standard(text: str) -> dict[str, str | None]:
    name, _, edition = text.partition(":")
    return {"standard": name, "edition": edition or None, "as_printed": text}
