"""What happened between two snapshots of a register, compared column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from livingproof.core.record import Event, Record
from livingproof.core.terms import EventKind, State
from livingproof.register.columns import batch_of, schema_of, values_of
from livingproof.register.snapshot import Snapshot

CERTIFICATION = ("number", "certification_body", "standard")
ENTRY = (*CERTIFICATION, "record_id", "revision")
"""What names an entry; where the register changed its own id or the revision, the certification alone names it."""

COMPARED = tuple(
    field.name for field in fields(Record) if field.name not in {"number", "certification_body", "standard"}
)

STATES: dict[str, EventKind] = {
    State.SUSPENDED: EventKind.SUSPENDED,
    State.REDUCED: EventKind.REDUCED,
    State.WITHDRAWN: EventKind.WITHDRAWN,
    State.CANCELLED: EventKind.CANCELLED,
    State.EXPIRED: EventKind.EXPIRED,
    State.TRANSFERRED: EventKind.TRANSFERRED,
}
HALTED = {State.SUSPENDED, State.REDUCED}
GROWING: dict[str, EventKind] = {
    "surveillance_count": EventKind.SURVEYED,
    "last_audit_on": EventKind.SURVEYED,
    "recertification_count": EventKind.RECERTIFIED,
}
"""Fields whose growth is an event of its own; any other change of them is a correction of the entry."""

TOLD_BY_STATUS = {"status_raw", "status_since", "status_reason"}
"""Fields that change with the status: where it changed they are no events of their own."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The rows of two snapshots that are the same entry, and those that only one of them holds."""

    before: np.ndarray
    after: np.ndarray
    removed: np.ndarray
    added: np.ndarray


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two snapshots: events as columns of Event, and how many entries are concerned, of how many."""

    events: pa.Table
    entries_before: int
    removed: int
    added: int
    changed: int


def changes_between(old: Snapshot, new: Snapshot) -> Changes:
    """The events that lead from the old snapshot to the new one, in the order of the fields of a record."""
    pairs = _paired(old.table(ENTRY), new.table(ENTRY))
    tables = [_gone(old, new, pairs), _come(old, new, pairs)]
    touched, moved = np.zeros(len(pairs.after), bool), np.zeros(len(pairs.after), bool)
    for name in COMPARED:
        if name not in old.manifest.filled and name not in new.manifest.filled:
            continue
        differ = _differing(old, new, pairs, name)
        touched |= differ
        moved |= differ & (name == "status")
        tables.append(
            _changed(old, new, pairs, name, np.flatnonzero(differ & ~moved if name in TOLD_BY_STATUS else differ))
        )
    removed, added = len(pairs.removed), len(pairs.added)
    return Changes(pa.concat_tables(tables), old.holds(Record), removed, added, int(touched.sum()))


def _paired(old: pa.Table, new: pa.Table) -> Pairing:
    """Pair the entries by all that names them, then the rest by the certification; equal names in the order they stand."""
    before, after = _meet(old, new, ENTRY, np.arange(len(old)), np.arange(len(new)))
    rest_old, rest_new = _others(len(old), before), _others(len(new), after)
    more_before, more_after = _meet(old, new, CERTIFICATION, rest_old, rest_new)
    before, after = np.concatenate([before, more_before]), np.concatenate([after, more_after])
    return Pairing(before, after, _others(len(old), before), _others(len(new), after))


def _others(rows: int, taken: np.ndarray) -> np.ndarray:
    left = np.ones(rows, bool)
    left[taken] = False
    return np.flatnonzero(left)


def _meet(
    old: pa.Table, new: pa.Table, names: Sequence[str], rows_old: np.ndarray, rows_new: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The rows whose names are equal, pairwise: the first with the first, the second with the second."""
    keys = pa.chunked_array([_keys(old, names, rows_old), _keys(new, names, rows_new)])
    codes = keys.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    left, right = _numbered(codes[: len(rows_old)]), _numbered(codes[len(rows_old) :])
    _, at_left, at_right = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    order = np.argsort(at_left)
    return rows_old[at_left[order]], rows_new[at_right[order]]


def _keys(table: pa.Table, names: Sequence[str], rows: np.ndarray) -> pa.Array:
    held = table if len(rows) == len(table) else table.take(pa.array(rows))
    columns = [held.column(name).cast(pa.large_string()) for name in names]
    between = pa.scalar("\x1f", pa.large_string())
    joined = pc.binary_join_element_wise(*columns, between, null_handling="replace", null_replacement="")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _numbered(codes: np.ndarray) -> np.ndarray:
    """The codes made unique: the second of a code becomes another one than the first."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(codes) else np.zeros(0, int)
    rank = np.arange(len(codes)) - np.repeat(starts, np.diff(np.r_[starts, len(codes)]))
    unique = np.empty(len(codes), np.int64)
    unique[order] = (ordered << 24) + rank
    return unique


def _differing(old: Snapshot, new: Snapshot, pairs: Pairing, name: str) -> np.ndarray:
    left = _taken(old.table([name]).column(name), pairs.before)
    right = _taken(new.table([name]).column(name), pairs.after)
    return unequal(left, right)


def _taken(column: pa.ChunkedArray, rows: np.ndarray) -> pa.Array:
    array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    in_order = len(rows) == len(array) and bool((rows == np.arange(len(rows))).all())
    return array if in_order else array.take(pa.array(rows))


def unequal(left: pa.Array, right: pa.Array) -> np.ndarray:
    """Where two columns of one type differ, row by row; nested values are compared part by part."""
    differ: np.ndarray = np.asarray(pc.is_null(left)) != np.asarray(pc.is_null(right))
    if pa.types.is_struct(left.type):
        for one, other in zip(left.flatten(), right.flatten(), strict=True):
            differ |= unequal(one, other)
    elif pa.types.is_list(left.type):
        differ |= _unequal_lists(left, right)
    else:
        differ |= np.asarray(pc.fill_null(pc.not_equal(left, right), fill_value=False))
    return differ


def _unequal_lists(left: pa.Array, right: pa.Array) -> np.ndarray:
    lengths, others = (np.asarray(pc.fill_null(pc.list_value_length(side), 0)) for side in (left, right))
    differ: np.ndarray = lengths != others
    alike = pa.array(~differ)
    inside = unequal(left.filter(alike).flatten(), right.filter(alike).flatten())
    rows = np.repeat(np.flatnonzero(~differ), lengths[~differ])
    differ[rows[inside]] = True
    return differ


def _gone(old: Snapshot, new: Snapshot, pairs: Pairing) -> pa.Table:
    told = old.table(["number", "certification_body"]).take(pa.array(pairs.removed))
    return _events(
        Event(new.register, number, EventKind.REMOVED, new.as_of, body)
        for number, body in zip(*(column.to_pylist() for column in told.columns), strict=True)
    )


def _come(old: Snapshot, new: Snapshot, pairs: Pairing) -> pa.Table:
    """What is new: issued since the last snapshot, or only shown since then."""
    told = new.table(["number", "certification_body", "issued_on"]).take(pa.array(pairs.added))

    def event(number: str, body: str | None, issued_on: date | None) -> Event:
        if issued_on and old.as_of < issued_on <= new.as_of:
            return Event(new.register, number, EventKind.ISSUED, new.as_of, body, issued_on)
        return Event(new.register, number, EventKind.CHANGED, new.as_of, body, field="record", text="first seen")

    return _events(event(*row) for row in zip(*(column.to_pylist() for column in told.columns), strict=True))


def _changed(old: Snapshot, new: Snapshot, pairs: Pairing, name: str, differ: np.ndarray) -> pa.Table:
    """The events of one field."""
    if not len(differ):
        return schema_of(Event).empty_table()
    was = values_of(Record, _rows(old, ("number", name), pairs.before[differ]))
    now = values_of(Record, _rows(new, ("number", "certification_body", "status_since", name), pairs.after[differ]))
    return _events(_event(new, name, one, other) for one, other in zip(was, now, strict=True))


def _rows(snapshot: Snapshot, names: Sequence[str], rows: np.ndarray) -> pa.Table:
    return snapshot.table(sorted(set(names))).take(pa.array(rows))


def _event(new: Snapshot, name: str, was: Record, now: Record) -> Event:
    before, after = getattr(was, name), getattr(now, name)
    kind = _kind(name, before, after)
    on = now.status_since if name == "status" and kind is not EventKind.CHANGED else None
    return Event(
        register=new.register,
        number=now.number,
        kind=kind,
        observed_on=new.as_of,
        certification_body=now.certification_body,
        on=on,
        field=name,
        before=told(before),
        after=told(after),
    )


def _kind(name: str, before: object, after: object) -> EventKind:
    if name == "status":
        restored = after is State.ACTIVE and before in HALTED
        return EventKind.RESTORED if restored else STATES.get(str(after), EventKind.CHANGED)
    if name == "sites" and isinstance(before, tuple) and isinstance(after, tuple):
        more, less = set(after) - set(before), set(before) - set(after)
        return (
            EventKind.EXTENDED if more and not less else EventKind.REDUCED if less and not more else EventKind.CHANGED
        )
    if name in GROWING and before is not None and after is not None:
        return GROWING[name] if after > before else EventKind.CORRECTED  # type: ignore[operator] # both of one field
    return EventKind.CHANGED


def told(value: object) -> str | None:
    """A value of a record in words: parts joined by commas, several by semicolons; None for what is not held."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(told, value)))
    if is_dataclass(value):
        return ", ".join(filter(None, (told(getattr(value, field.name)) for field in fields(value))))
    return str(value)


def _events(events: Iterator[Event]) -> pa.Table:
    return pa.Table.from_batches([batch_of(Event, list(events))])
