"""Signatures: who signed what, meaning what, and whether what they signed still stands as they signed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from livingproof.app.kit import history, values
from livingproof.app.ledger import chain
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Act, Blocked, Meaning, filled

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Record

FRESH = timedelta(minutes=10)
"""How long a re-authentication counts as given for this act."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature given by re-authentication just now: who, meaning what, when. The caller has asked for the secret."""

    person: Person
    meaning: Meaning
    at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it stands: the act, whose it is, and whether the signed content was changed since.

    `name` is the printed name ("(erased)" after an erasure). `changed` are the fields that differ from what was signed.
    """

    act: str
    name: str
    meaning: Meaning
    at: datetime
    sha256: str
    changed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the signed content stands unchanged."""
        return not self.changed


def reasons(act: Act, signature: Signature | None, actor: Person | None, now: datetime) -> Iterator[Blocked]:
    """Why the act is not signed as it must be."""
    if act.signature is None:
        return
    if signature is None:
        yield Blocked("signature_missing", {"meaning": act.signature.value})
        return
    if signature.meaning is not act.signature:
        yield Blocked("signature_other_meaning", {"meaning": act.signature.value, "given": signature.meaning.value})
    if actor is None or signature.person.pk != actor.pk:
        yield Blocked("signature_not_yours")
    if not now - FRESH <= signature.at <= now:
        yield Blocked("signature_stale")


def digest(kind: Kind, number: str, fields: dict[str, Any]) -> str:
    """SHA-256 of the canonical record: its kind, its number, the named fields as the ledger spells them."""
    return sha256(chain.canonical({"kind": kind.slug, "number": number, "fields": fields})).hexdigest()


def seal(kind: Kind, record: Record, signature: Signature) -> dict[str, Any]:
    """What the ledger keeps of a signature: it covers every field that says something at that moment."""
    fields = values.without_persons(values.as_json(kind, record))
    covered = {name: value for name, value in fields.items() if filled(value)}
    return {
        "meaning": signature.meaning.value,
        "by": signature.person.reference,
        "at": signature.at.isoformat(),
        "sha256": digest(kind, record.number, covered),
        "covers": sorted(covered),
    }


def signatures(kind: Kind, record: Record) -> tuple[Signed, ...]:
    """Every signature under the record, oldest first."""
    now = values.without_persons(values.as_json(kind, record))
    state: dict[str, Any] = {}
    found = []
    for entry in history.entries(record):
        if entry.act.startswith(history.OWN):
            continue
        state |= entry.changes
        if entry.signed:
            covered = entry.signed["covers"]
            stands = digest(kind, record.number, {name: now.get(name) for name in covered}) == entry.signed["sha256"]
            changed = (
                () if stands else tuple(name for name in covered if now.get(name) != state.get(name)) or tuple(covered)
            )
            found.append(
                Signed(
                    act=entry.act,
                    name=name_of(entry.signed["by"]),
                    meaning=Meaning(entry.signed["meaning"]),
                    at=datetime.fromisoformat(entry.signed["at"]),
                    sha256=entry.signed["sha256"],
                    changed=changed,
                )
            )
    return tuple(found)


def name_of(reference: str) -> str:
    """The printed name behind a reference."""
    person = Person.objects.filter(reference=reference).first()
    return str(person) if person else "(unknown)"
