"""Erasure: a person's name, or the content of a piece of evidence, goes; that it went, by whom and why stays, signed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from livingproof.app.ledger import chain, evidence
from livingproof.app.ledger.models import Entry, Evidence
from livingproof.app.people.models import Organisation, Person, PersonName
from livingproof.core.system.machine import Meaning

if TYPE_CHECKING:
    from livingproof.app.kit.signing import Signature

ERASE_NAME, ERASE_CONTENT = "@erase_name", "@erase_content"
MAY = frozenset({"top_management", "quality_manager", "administrator"})
FRESH = timedelta(minutes=10)


class ErasureError(ValueError):
    """An erasure that cannot be done; the text says why."""


def erase_person(person: Person, by: Signature, reason: str, now: datetime) -> Entry:
    """Erase the person's name, and cut the tie to the account. Their acts, references and every digest stay as they are."""
    _may(by, person.organisation, reason, now)
    with transaction.atomic():
        entry = _note(person.organisation, ERASE_NAME, person.pk, {"person": person.reference}, by, reason, now)
        PersonName.objects.filter(person=person).delete()
        person.account, person.active = None, False
        person.save(update_fields=["account", "active"])
    return entry


def erase_evidence(row: Evidence, by: Signature, reason: str, now: datetime) -> Entry:
    """Erase the content of a piece of evidence, also where records rest on it: they show that and since when it is gone."""
    _may(by, row.organisation, reason, now)
    if row.erased_at is not None:
        raise ErasureError("the content was erased before")
    with transaction.atomic():
        what = {"sha256": row.sha256, "size": row.size}
        entry = _note(row.organisation, ERASE_CONTENT, row.pk, what, by, reason, now)
        # What a file is called may tell of a person too.
        row.name = "(erased)"
        row.save(update_fields=["name"])
        evidence.remove(row, now)
    return entry


def _may(by: Signature, organisation: Organisation, reason: str, now: datetime) -> None:
    if by.person.organisation_id != organisation.pk or not by.person.active or MAY.isdisjoint(by.person.roles):
        raise ErasureError(f"an erasure is signed by one of: {', '.join(sorted(MAY))}")
    if by.meaning is not Meaning.APPROVE or not now - FRESH <= by.at <= now:
        raise ErasureError("an erasure is approved by a signature given just now")
    if not reason.strip():
        raise ErasureError("an erasure needs its reason")


def _note(
    organisation: Organisation, act: str, what: UUID, facts: dict[str, Any], by: Signature, reason: str, now: datetime
) -> Entry:
    entry = Entry(
        kind="person" if act == ERASE_NAME else "evidence",
        record=what,
        record_number="",
        act=act,
        actor=by.person.reference,
        occurred_at=now,
        recorded_at=now,
        version=1,
        changes=facts | {"reason": reason.strip()},
        signed={
            "meaning": by.meaning.value,
            "by": by.person.reference,
            "at": by.at.isoformat(),
            "sha256": "",
            "covers": [],
        },
    )
    return chain.append(organisation, entry)
