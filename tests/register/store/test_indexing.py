"""The index of a snapshot: the same from a second process as from this one, and what stops that process is told here."""

from __future__ import annotations

import os
import signal
from dataclasses import fields, replace
from multiprocessing import active_children
from pathlib import Path
from typing import get_type_hints

import pytest

from livingproof.catalogue import load
from livingproof.core.errors import RegisterError
from livingproof.core.matching.keys import keys_of_record, normaliser_of
from livingproof.core.record import Record
from livingproof.register.columns import batch_of
from livingproof.register.indexing import KEYED, index_records, indexing_beside
from tests.register.store.test_columns import FULL

RECORDS = [Record(f"Q-{row}", holder_name=f"Holder {row} Ltd", country="GB") for row in range(300)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_process_makes_the_same_index(tmp_path: Path) -> None:
    facts = load()
    index_records(RECORDS, tmp_path / "here", facts, lambda _: None)
    with indexing_beside(tmp_path / "beside", facts) as send:
        for start in range(0, len(RECORDS), 100):
            send(batch_of(Record, RECORDS[start : start + 100]))
    assert files(tmp_path / "here") == files(tmp_path / "beside")
    assert active_children() == []


def test_what_stops_the_second_process_is_raised_in_the_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotADirectoryError), indexing_beside(tmp_path / "file" / "index", load()) as send:
        send(batch_of(Record, RECORDS))


def test_keys_are_made_of_no_other_fields_than_those_handed_over() -> None:
    filled = {
        field.name: "Ana 7 Ltd" for field in fields(Record) if get_type_hints(Record)[field.name] in {str, str | None}
    }
    record = replace(FULL, **filled)
    handed_over = Record(**{name: getattr(record, name) for name in KEYED})
    normaliser = normaliser_of(load())
    assert keys_of_record(handed_over, normaliser) == keys_of_record(record, normaliser)


def indexed_with_its_process_killed(into: Path) -> None:
    with indexing_beside(into, load()) as send:
        (process,) = active_children()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        for _ in range(100):
            send(batch_of(Record, RECORDS))


def indexed_by_an_import_that_stops(into: Path) -> None:
    with indexing_beside(into, load()) as send:
        send(batch_of(Record, RECORDS))
        raise RegisterError("the import stops")


def test_a_second_process_that_is_killed_is_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="was not finished"):
        indexed_with_its_process_killed(tmp_path / "index")


def test_an_import_that_ends_early_ends_the_second_process(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="the import stops"):
        indexed_by_an_import_that_stops(tmp_path / "index")
    assert active_children() == []
