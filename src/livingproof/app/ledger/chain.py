"""The chain of an organisation: entries are appended under one lock, and anybody can find a changed, removed or reordered one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from livingproof.app.ledger.models import Entry, Head
from livingproof.app.people.models import Organisation

BOUND = (
    "organisation_id",
    "number",
    "kind",
    "record",
    "record_number",
    "act",
    "actor",
    "on_behalf",
    "held_by",
    "occurred_at",
    "recorded_at",
    "source",
    "target",
    "cycle",
    "version",
    "changes",
    "signed",
    "waived",
    "imported",
    "previous",
)
"""What the digest of an entry covers: everything but the digest itself."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the number of the entry, and what was found there."""

    number: int
    what: str


def lock(organisations: Iterable[Organisation]) -> dict[UUID, Head]:
    """Hold the chains of these organisations until the transaction ends, always in the same order: no two writers wait for one another.

    Their heads as they are now, by the organisation's id.
    """
    keys = sorted({organisation.pk for organisation in organisations})
    asked = Head.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {head.pk: head for head in asked}
    if len(found) < len(keys):
        for key in keys:
            Head.objects.get_or_create(organisation_id=key)
        found = {head.pk: head for head in asked.all()}
    return found


def append(organisation: Organisation, entry: Entry) -> Entry:
    """Bind the entry to the newest one and write it. Must run within a transaction; writers of one organisation queue here."""
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is appended within the transaction of its act")
    head = lock((organisation,))[organisation.pk]
    entry.organisation = organisation
    entry.number, entry.previous = head.number + 1, head.digest
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    Head.objects.filter(organisation=organisation).update(number=entry.number, digest=entry.digest)
    return entry


def digest_of(entry: Entry) -> str:
    """The digest of the entry's canonical form, with the digest of the one before it inside."""
    return sha256(canonical({name: getattr(entry, name) for name in BOUND})).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one spelling of plain values: keys sorted, no spaces, UTF-8; instants in UTC to the microsecond."""
    return json.dumps(
        plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def plain(value: Any) -> Any:
    """Instants, ids, tuples and mappings as JSON carries them."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): plain(content) for key, content in value.items()}
        case list() | tuple():
            return [plain(content) for content in value]
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            return value


def breaks(entries: Iterable[Entry], *, previous: str = "", number: int = 0) -> Iterator[Break]:
    """Every place where entries in their order do not follow one another; `previous` and `number` are those of the one before."""
    for entry in entries:
        if entry.number != number + 1:
            yield Break(number + 1, f"missing or moved: entry {entry.number} stands in its place")
        if entry.previous != previous:
            yield Break(entry.number, "does not follow the entry before it")
        if digest_of(entry) != entry.digest:
            yield Break(entry.number, "was changed after it was written")
        number, previous = entry.number, entry.digest


def entries_of(organisation: Organisation) -> Iterator[Entry]:
    """All entries in their order, streamed."""
    yield from Entry.objects.filter(organisation=organisation).order_by("number").iterator(chunk_size=2000)
