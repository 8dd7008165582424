"""What happens to members is in the ledger too: ids, roles and references, never a name or an address of mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from livingproof.app.people.models import Organisation, Person

if TYPE_CHECKING:
    from livingproof.app.ledger.models import Entry

KIND = "person"


def hold(organisation: Organisation) -> None:
    """Hold the organisation's chain until the transaction ends: whoever changes members queues here."""
    from livingproof.app.ledger import chain

    chain.lock((organisation,))


def note(
    organisation: Organisation,
    act: str,
    what: UUID,
    *,
    by: Person | None,
    now: datetime,
    facts: Mapping[str, Any],
    signed: Mapping[str, Any] | None = None,
) -> Entry:
    """Append an entry about a person or an invitation (`what` is its id). `by` None: nobody of the organisation."""
    from livingproof.app.ledger import chain
    from livingproof.app.ledger.models import Entry

    entry = Entry(
        kind=KIND,
        record=what,
        record_number="",
        act=act,
        actor=by.reference if by else "",
        occurred_at=now,
        recorded_at=now,
        version=1,
        changes=dict(facts),
        signed=dict(signed) if signed else None,
    )
    return chain.append(organisation, entry)
