"""Imports: strict, atomic, content-addressed; whatever goes wrong, the last good snapshot stays in force."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from livingproof.core.errors import RegisterError, SourceError
from livingproof.core.record import Record
from livingproof.core.terms import EventKind, State
from livingproof.register.durable import locked
from livingproof.register.store import Store, differences, leftovers
from tests.register.store.files import AT, DAY, imported, many, table

LATER = date(2026, 8, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return table(
        tmp_path / "register.csv", [{"number": "Q-1"}, {"number": "Q-2", "sites": "One | Road 1 ;; Two | Road 2"}]
    )


def test_an_empty_store_holds_nothing_and_makes_nothing(store: Store) -> None:
    assert (store.registers(), store.present(), store.unfinished(), store.names()) == ((), (), (), ())
    assert store.in_force("made") is None
    assert not store.directory.exists()


def test_what_was_imported_is_in_force(store: Store, file: Path) -> None:
    brought = imported(store, file)
    snapshot = store.in_force("made")
    assert brought.new
    assert snapshot is not None
    assert (snapshot.register, snapshot.as_of, snapshot.manifest.counts) == ("made", DAY, {"records": 2})
    first, second = snapshot.records([0, 1])
    assert (first.number, first.standard, first.edition, first.status) == ("Q-1", "ISO 9001", "2015", State.ACTIVE)
    assert [site.address for site in second.sites] == ["Road 1", "Road 2"]
    assert snapshot.record(1) == second
    assert store.registers() == ("made",)


def test_the_manifest_names_what_went_in_and_what_came_out(store: Store, file: Path) -> None:
    imported(store, file)
    (manifest,) = store.snapshots("made")
    assert [one.name for one in manifest.inputs] == ["register.csv"]
    assert manifest.inputs[0].size == file.stat().st_size
    assert "records.parquet" in manifest.files
    assert any(name.startswith("index/") for name in manifest.files)
    assert manifest.imported_at == AT


def test_a_snapshot_is_found_by_the_beginning_of_its_id(store: Store, file: Path) -> None:
    imported(store, file)
    (manifest,) = store.snapshots("made")
    assert store.snapshot(manifest.id[:6]).id == store.snapshot("made").id == manifest.id
    with pytest.raises(RegisterError, match="There are: made"):
        store.snapshot("nothing-such")


def test_the_same_file_again_makes_nothing_new(store: Store, file: Path) -> None:
    first = imported(store, file)
    again = imported(store, file)
    assert not again.new
    assert again.snapshot is not None
    assert first.snapshot is not None
    assert again.snapshot.id == first.snapshot.id
    assert len(store.snapshots("made")) == 1


def test_the_same_content_in_another_file_makes_nothing_new(store: Store, file: Path, tmp_path: Path) -> None:
    imported(store, file)
    other = tmp_path / "other.csv"
    other.write_bytes(file.read_bytes().replace(b"\r\n", b"\n"))
    assert not imported(store, other).new
    assert len(store.snapshots("made")) == 1


def test_the_same_content_for_a_later_day_is_a_new_snapshot_without_events(store: Store, file: Path) -> None:
    imported(store, file)
    later = imported(store, file, as_of=LATER)
    assert later.new
    assert later.changes is not None
    assert later.changes.events.num_rows == 0
    assert store.snapshot("made").as_of == LATER
    assert len(store.snapshots("made")) == 2


def test_what_changed_is_appended_to_the_history(store: Store, tmp_path: Path, file: Path) -> None:
    imported(store, file)
    suspended = table(tmp_path / "new.csv", [{"number": "Q-1", "status": "suspended"}, {"number": "Q-2"}])
    brought = imported(store, suspended, as_of=LATER)
    assert brought.changes is not None
    assert [(event.kind, event.observed_on) for event in store.history("made", "Q-1")] == [(EventKind.SUSPENDED, LATER)]
    assert [event.kind for event in store.history("made", "Q-2", "Ana Cert")] == [EventKind.REDUCED]
    assert store.events("made").num_rows == 2


def test_an_older_state_does_not_replace_a_newer_one_unasked(store: Store, file: Path, tmp_path: Path) -> None:
    imported(store, file, as_of=LATER)
    older = table(tmp_path / "old.csv", [{"number": "Q-9"}])
    with pytest.raises(RegisterError, match="an older day"):
        imported(store, older)
    assert store.snapshot("made").as_of == LATER
    assert imported(store, older, accept_change=True).new


def test_a_file_that_lost_most_entries_is_not_taken_for_a_refresh(store: Store, tmp_path: Path) -> None:
    imported(store, many(tmp_path / "whole.csv", 40))
    cut = many(tmp_path / "cut.csv", 20)
    with pytest.raises(RegisterError, match="20 of 40 entries are gone"):
        imported(store, cut, as_of=LATER)
    assert store.snapshot("made").holds(Record) == 40
    assert leftovers(store.folder("made")) == []
    assert imported(store, cut, as_of=LATER, accept_change=True).new


def test_a_row_that_is_not_understood_stops_the_import(store: Store, file: Path, tmp_path: Path) -> None:
    imported(store, file)
    wrong = table(
        tmp_path / "wrong.csv",
        [{"number": f"Q-{row}", "expires_on": "2026-13-40"} for row in range(7)] + [{"number": "Q-8"}],
    )
    brought = imported(store, wrong, as_of=LATER)
    assert (brought.snapshot, brought.new, brought.refused, len(brought.first_refused)) == (None, False, 7, 5)
    assert "2026-13-40" in str(brought.first_refused[0])
    assert store.snapshot("made").as_of == DAY
    assert leftovers(store.folder("made")) == []


def test_rows_that_are_not_understood_may_be_set_aside(store: Store, tmp_path: Path) -> None:
    wrong = table(tmp_path / "wrong.csv", [{"number": "=1+1"}, {"number": "Q-8"}])
    aside = tmp_path / "aside.csv"
    brought = imported(store, wrong, quarantine=aside)
    assert brought.snapshot is not None
    assert (brought.snapshot.manifest.counts, brought.snapshot.manifest.quarantined) == ({"records": 1}, 1)
    with aside.open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["row"], row["column"]) == ("2", "number")
    assert all(row[name] for name in ("value", "why", "what_to_do"))
    assert (row["value"], row["raw"][:6]) == ("'=1+1", "'=1+1,")


def test_the_table_of_refused_rows_replaces_no_other_file(store: Store, file: Path, tmp_path: Path) -> None:
    own = tmp_path / "notes.csv"
    own.write_text("my notes", encoding="utf-8")
    with pytest.raises(RegisterError, match="Name another file"):
        imported(store, file, quarantine=own)
    with pytest.raises(RegisterError, match="Name another file"):
        imported(store, file, quarantine=file)
    assert own.read_text(encoding="utf-8") == "my notes"


def test_a_file_that_is_not_there_changes_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        imported(store, tmp_path / "missing.csv")
    assert store.registers() == ()


def test_a_register_needs_a_name_that_can_be_a_folder(store: Store, file: Path) -> None:
    for name in ("../away", "My Register", ""):
        with pytest.raises(RegisterError):
            imported(store, file, register=name)


def test_two_imports_at_once_do_not_meet(store: Store, file: Path) -> None:
    imported(store, file)
    with locked(store.folder("made"), AT), pytest.raises(RegisterError, match=r"process \d+ \(since 2026-07-02"):
        imported(store, file, as_of=LATER)
    assert imported(store, file, as_of=LATER).new


def test_what_a_broken_import_left_is_told_and_cleaned_by_the_next(store: Store, file: Path) -> None:
    imported(store, file)
    (store.folder("made") / "partial-123").mkdir()
    assert store.unfinished() == ("made",)
    assert store.snapshot("made").as_of == DAY
    imported(store, file, as_of=LATER)
    assert store.unfinished() == ()


def test_an_import_that_runs_is_not_called_broken(store: Store, file: Path) -> None:
    imported(store, file)
    (store.folder("made") / "partial-123").mkdir()
    with locked(store.folder("made"), AT):
        assert store.unfinished() == ()


def test_verifying_names_every_file_that_differs(store: Store, file: Path) -> None:
    imported(store, file)
    snapshot = store.snapshot("made")
    assert differences(snapshot) == ()
    path = snapshot.folder / "records.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (snapshot.folder / "more.txt").write_text("foreign", encoding="utf-8")
    assert differences(snapshot) == ("more.txt: does not belong to the snapshot", "records.parquet: changed")
    path.unlink()
    assert "records.parquet: missing" in differences(snapshot)
    altered = replace(snapshot, manifest=replace(snapshot.manifest, as_of=LATER))
    assert "manifest.json: its id is not that of its content" in differences(altered)


def test_a_register_is_dropped_with_its_snapshots_and_never_the_evidence(store: Store, file: Path) -> None:
    imported(store, file)
    digest = store.evidence.keep(b"an answer")
    assert store.drop("made", AT) == "register made"
    assert store.names() == ()
    assert store.evidence.content(digest) == b"an answer"


def test_only_a_snapshot_that_is_not_in_force_is_dropped_alone(store: Store, file: Path) -> None:
    first = imported(store, file).snapshot
    second = imported(store, file, as_of=LATER).snapshot
    assert first is not None
    assert second is not None
    with pytest.raises(RegisterError, match="is in force"):
        store.drop(second.manifest.short, AT)
    store.drop(first.manifest.short, AT)
    assert [manifest.id for manifest in store.snapshots("made")] == [second.id]


def test_two_registers_are_not_compared(store: Store, file: Path) -> None:
    one = imported(store, file).snapshot
    other = imported(store, file, register="other").snapshot
    assert one is not None
    assert other is not None
    with pytest.raises(RegisterError, match="two registers"):
        store.changes(one, other)


def test_a_damaged_manifest_says_what_to_do(store: Store, file: Path) -> None:
    imported(store, file)
    (store.snapshot("made").folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(RegisterError, match="Import the register again"):
        store.in_force("made")


def test_rows_are_read_alike_one_by_one_and_whole(store: Store, tmp_path: Path) -> None:
    imported(store, many(tmp_path / "many.csv", 9_000))
    snapshot = store.snapshot("made")
    assert snapshot.table().num_rows == 9_000
    assert [record.number for record in snapshot.records([8_999, 0, 4_096, 4_095])] == [
        "Q-8999",
        "Q-0",
        "Q-4096",
        "Q-4095",
    ]


def test_a_data_directory_that_cannot_be_written_is_told(file: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "registers").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"nothing was imported, no snapshot of it is in force.*another directory"):
        imported(Store(tmp_path / "data"), file)
