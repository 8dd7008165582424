"""What happened between two snapshots: every change is told once, in the register's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from livingproof.core.claim import Identifier
from livingproof.core.record import Event, Record, Site
from livingproof.core.terms import EventKind, State
from livingproof.register import history
from livingproof.register.changes import changes_between
from livingproof.register.columns import batch_of, values_of
from tests.register.store.made import NEW, OLD, snapshot_of

PLAIN = Record(
    number="Q-1",
    certification_body="Ana Cert",
    standard="ISO 9001",
    holder_name="Dao Ltd",
    status=State.ACTIVE,
    status_raw="valid",
    expires_on=date(2027, 5, 1),
    sites=(Site(address="Road 1"),),
    scope="castings",
)
OTHER = replace(PLAIN, number="Q-2", holder_name="Eve Ltd")


def events(folder: Path, old: list[Record], new: list[Record]) -> list[Event]:
    found = changes_between(snapshot_of(folder / "old", old), snapshot_of(folder / "new", new, NEW))
    return values_of(Event, found.events)


def changed(kind: EventKind, name: str, before: str | None, after: str | None, **more: date) -> Event:
    return Event("made", "Q-1", kind, NEW, "Ana Cert", on=more.get("on"), field=name, before=before, after=after)


ALTERED = {
    "a suspension, on the day the register gives": (
        {"status": State.SUSPENDED, "status_raw": "suspendu", "status_since": date(2026, 6, 20)},
        [changed(EventKind.SUSPENDED, "status", "active", "suspended", on=date(2026, 6, 20))],
    ),
    "a withdrawal": ({"status": State.WITHDRAWN}, [changed(EventKind.WITHDRAWN, "status", "active", "withdrawn")]),
    "a state that is no longer told": ({"status": None}, [changed(EventKind.CHANGED, "status", "active", None)]),
    "another word for the same state": (
        {"status_raw": "en vigor"},
        [changed(EventKind.CHANGED, "status_raw", "valid", "en vigor")],
    ),
    "a new end of its term": (
        {"expires_on": date(2030, 5, 1)},
        [changed(EventKind.CHANGED, "expires_on", "2027-05-01", "2030-05-01")],
    ),
    "another holder": (
        {"holder_name": "Eve Ltd"},
        [changed(EventKind.CHANGED, "holder_name", "Dao Ltd", "Eve Ltd")],
    ),
    "a site more": (
        {"sites": (Site(address="Road 1"), Site(address="Road 2"))},
        [changed(EventKind.EXTENDED, "sites", "Road 1", "Road 1; Road 2")],
    ),
    "a site less": ({"sites": ()}, [changed(EventKind.REDUCED, "sites", "Road 1", None)]),
    "a site at another place": (
        {"sites": (Site(address="Road 9"),)},
        [changed(EventKind.CHANGED, "sites", "Road 1", "Road 9")],
    ),
    "a number at a site": (
        {"sites": (Site(address="Road 1", ids=(Identifier("GLN", "8001"),)),)},
        [changed(EventKind.CHANGED, "sites", "Road 1", "Road 1, GLN, 8001")],
    ),
    "another scope": ({"scope": "forgings"}, [changed(EventKind.CHANGED, "scope", "castings", "forgings")]),
    "a revision in the place of the last": (
        {"revision": "2"},
        [changed(EventKind.CHANGED, "revision", None, "2")],
    ),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("name", ALTERED)
def test_a_change_is_told_as(tmp_path: Path, name: str) -> None:
    altered, expected = ALTERED[name]
    assert events(tmp_path, [OTHER, PLAIN], [replace(PLAIN, **altered), OTHER]) == expected


def test_a_suspension_that_ends_is_a_restoration(tmp_path: Path) -> None:
    (event,) = events(tmp_path, [replace(PLAIN, status=State.SUSPENDED)], [PLAIN])
    assert event.kind is EventKind.RESTORED


def test_an_audit_more_is_told_and_one_less_is_a_correction(tmp_path: Path) -> None:
    one, two = replace(PLAIN, surveillance_count=1), replace(PLAIN, surveillance_count=2)
    assert [event.kind for event in events(tmp_path / "a", [one], [two])] == [EventKind.SURVEYED]
    assert [event.kind for event in events(tmp_path / "b", [two], [one])] == [EventKind.CORRECTED]


def test_what_a_register_no_longer_shows_is_removed(tmp_path: Path) -> None:
    assert events(tmp_path, [PLAIN, OTHER], [PLAIN]) == [Event("made", "Q-2", EventKind.REMOVED, NEW, "Ana Cert")]


def test_what_a_register_shows_newly_is_issued_only_if_it_was_issued_since(tmp_path: Path) -> None:
    late = replace(PLAIN, number="Q-3", issued_on=date(2026, 6, 15))
    old = replace(PLAIN, number="Q-4", issued_on=date(2019, 6, 15))
    kinds = {event.number: (event.kind, event.on) for event in events(tmp_path, [PLAIN], [PLAIN, late, old])}
    assert kinds == {"Q-3": (EventKind.ISSUED, date(2026, 6, 15)), "Q-4": (EventKind.CHANGED, None)}


def test_two_revisions_of_one_number_are_two_entries(tmp_path: Path) -> None:
    first, second = replace(PLAIN, revision="1"), replace(PLAIN, revision="2", scope="forgings")
    assert events(tmp_path, [first, second], [second, first]) == []


def test_the_same_number_of_another_body_is_another_certification(tmp_path: Path) -> None:
    foreign = replace(PLAIN, certification_body="Ben Cert")
    assert {event.kind for event in events(tmp_path, [PLAIN], [foreign])} == {EventKind.REMOVED, EventKind.CHANGED}


def test_entries_that_a_register_renumbers_are_the_same(tmp_path: Path) -> None:
    found = events(tmp_path, [replace(PLAIN, record_id="1")], [replace(PLAIN, record_id="99")])
    assert [(event.field, event.before, event.after) for event in found] == [("record_id", "1", "99")]


def test_the_history_is_appended_in_order_and_once(tmp_path: Path) -> None:
    def table(number: str, kind: EventKind) -> pa.Table:
        return pa.Table.from_batches([batch_of(Event, [Event("made", number, kind, OLD, "Ana Cert")])])

    history.append(tmp_path, table("Q-1", EventKind.SUSPENDED), "aa", "bb")
    history.append(tmp_path, table("Q-2", EventKind.EXPIRED), "bb", "cc")
    history.append(tmp_path, table("Q-1", EventKind.RESTORED), "cc", "aa")
    history.append(tmp_path, table("Q-1", EventKind.RESTORED), "cc", "aa")
    kinds = [event.kind for event in history.told_of(tmp_path, "Q-1")]
    assert kinds == [EventKind.SUSPENDED, EventKind.RESTORED]
    assert history.told_of(tmp_path, "Q-1", "Ben Cert") == ()
    assert history.events_of(tmp_path).num_rows == 3
