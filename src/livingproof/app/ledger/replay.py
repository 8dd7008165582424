"""A record as its entries alone tell it: the proof that nothing moved it but its acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from livingproof.app.ledger.models import Entry

OWN = "@"


@dataclass(frozen=True, slots=True)
class State:
    """What entries add up to. `faults` are entries that do not fit those before them; empty for a sound history."""

    stage: str = ""
    cycle: int = 1
    version: int = 0
    number: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def replay(entries: Iterable[Entry]) -> State:
    """Lay the entries of one record over one another, oldest first. Persons stand as references."""
    state = State()
    for entry in entries:
        if not entry.act.startswith(OWN):
            state = _after(state, entry)
    return state


def replay_all(entries: Iterable[Entry]) -> dict[tuple[str, UUID], State]:
    """Every record that a ledger tells of, by kind and id."""
    states: dict[tuple[str, UUID], State] = {}
    for entry in entries:
        if entry.act.startswith(OWN):
            continue
        key = entry.kind, entry.record
        states[key] = _after(states.get(key, State()), entry)
    return states


def _after(state: State, entry: Entry) -> State:
    faults = state.faults
    if entry.source != state.stage:
        faults += (f"entry {entry.number}: begins in {entry.source!r}, the record stood in {state.stage!r}",)
    if entry.version != state.version + 1:
        faults += (f"entry {entry.number}: version {entry.version} follows version {state.version}",)
    return State(entry.target, entry.cycle, entry.version, entry.record_number, state.fields | entry.changes, faults)
