"""What was done with a record, read from the ledger: for gates, for the page, for anybody who asks how it came to be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Done, Meaning

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from livingproof.app.kit.models import Record

OWN = "@"
"""Acts of the house itself (shared, revoked, erased) begin with this; they move no record."""


def entries(record: Record) -> QuerySet[Entry]:
    """The entries of a record in its own organisation's ledger, oldest first."""
    return Entry.objects.filter(organisation_id=record.organisation_id, record=record.pk).order_by("number")


def history(record: Record) -> tuple[Done, ...]:
    """The record's acts, oldest first, with persons by id. `at` is the server's time, not the claimed one."""
    return done_of([entry for entry in entries(record) if not entry.act.startswith(OWN)])


def done_of(found: Iterable[Entry]) -> tuple[Done, ...]:
    """Entries as the core's acts."""
    rows = tuple(found)
    known = persons_of(rows)
    return tuple(
        Done(
            act=entry.act,
            actor=known.get(entry.actor, entry.actor),
            at=entry.recorded_at,
            cycle=entry.cycle,
            source=entry.source,
            target=entry.target,
            signed=Meaning(entry.signed["meaning"]) if entry.signed else None,
            waived=tuple(waiver["code"] for waiver in entry.waived),
        )
        for entry in rows
    )


def persons_of(rows: Iterable[Entry]) -> dict[str, str]:
    """Ids of persons by the references that stand in entries."""
    references = {entry.actor for entry in rows if entry.actor}
    found = Person.objects.filter(reference__in=references).values_list("reference", "pk")
    return {reference: str(key) for reference, key in found}
