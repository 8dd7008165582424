"""Whether every record stands as its entries in the ledger tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from livingproof.app.kit import values
from livingproof.app.kit.kinds import every_kind
from livingproof.app.ledger.chain import entries_of
from livingproof.app.ledger.replay import State, replay_all

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Record
    from livingproof.app.people.models import Organisation


def differences(organisation: Organisation) -> Iterator[str]:
    """Every place where a record and its history disagree, as a sentence; nothing where all agree.

    Entries of records that another organisation holds and shared tell only a part of them, and are left out.
    """
    kinds = {kind.slug: kind for kind in every_kind()}
    states = replay_all(entry for entry in entries_of(organisation) if not entry.held_by and entry.kind in kinds)
    for kind in kinds.values():
        for record in kind.model.objects.of(organisation).iterator(chunk_size=500):
            state = states.pop((kind.slug, record.pk), None)
            if state is None:
                yield f"{kind.slug} {record.number}: stands in the table, but the ledger has no entry of it"
            else:
                yield from between(kind, record, state)
    for (slug, _), state in sorted(states.items(), key=lambda pair: pair[1].number):
        yield f"{slug} {state.number}: is in the ledger, but not in the table"


def between(kind: Kind, record: Record, state: State) -> Iterator[str]:
    """Where one record differs from what its entries add up to."""
    where = f"{kind.slug} {record.number}"
    for fault in state.faults:
        yield f"{where}: {fault}"
    for name in ("stage", "cycle", "version", "number"):
        if getattr(record, name) != getattr(state, name):
            yield f"{where}: {name} is {getattr(record, name)!r}, its entries say {getattr(state, name)!r}"
    now = values.without_persons(values.as_json(kind, record))
    for name in sorted(now.keys() | state.fields.keys()):
        if now.get(name) != state.fields.get(name):
            yield f"{where}: {name} differs from what its entries say"
