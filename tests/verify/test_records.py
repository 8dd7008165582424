"""Register answers from files: strict on the way in, nothing guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from livingproof.core.errors import RecordError
from livingproof.core.terms import Answer, State
from livingproof.verify.records import lookup_from, read_lookups

FULL = {
    "register": "ukas-certcheck",
    "asked_on": "2026-11-20",
    "snapshot_as_of": "2026-11-01",
    "answer": "found",
    "number": 4711,
    "holder_name": "Halden Instruments AS",
    "standard": "ISO 9001",
    "edition": 2015,
    "status": "active",
    "expires_on": "2028-05-01",
    "sites": [{"name": "Plant 1", "address": "1 Mill Lane"}],
}


def test_a_record_is_read_with_every_key() -> None:
    lookup = lookup_from(FULL)
    (record,) = lookup.records
    assert (lookup.register, lookup.speaks_of) == ("ukas-certcheck", date(2026, 11, 1))
    assert (record.number, record.edition, record.status) == ("4711", "2015", State.ACTIVE)
    assert record.sites[0].address == "1 Mill Lane"


@pytest.mark.parametrize("answer", ["not_found", "refused", "captcha", "error"])
def test_an_answer_without_a_record_is_kept_as_what_it_is(answer: str) -> None:
    lookup = lookup_from({"register": "cnca", "asked_on": "2026-11-20", "answer": answer})
    assert (lookup.answer, lookup.records) == (Answer(answer), ())


def test_no_number_and_no_answer_means_that_nothing_was_found() -> None:
    assert lookup_from({"register": "cnca", "asked_on": "2026-11-20"}).answer is Answer.NOT_FOUND


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"numbre": "1"}, "unknown key 'numbre'"),
        ({"asked_on": None}, "`asked_on` is missing"),
        ({"register": ""}, "`register` is missing"),
        ({"status": "alive"}, "`status`"),
        ({"expires_on": "soon"}, "`expires_on`"),
        ({"answer": "maybe"}, "`answer`"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(change: dict[str, Any], told: str) -> None:
    with pytest.raises(RecordError, match=told):
        lookup_from({**FULL, **change})


def test_found_without_a_record_is_refused() -> None:
    with pytest.raises(RecordError, match="`number`"):
        lookup_from({"register": "cnca", "asked_on": "2026-11-20", "answer": "found"})


def test_a_file_may_hold_a_list(tmp_path: Path) -> None:
    path = tmp_path / "answers.yml"
    path.write_text(
        "- {register: cnca, asked_on: 2026-11-20}\n- {register: iatf, asked_on: 2026-11-20}\n", encoding="utf-8"
    )
    assert [lookup.register for lookup in read_lookups(path)] == ["cnca", "iatf"]


@pytest.mark.parametrize("content", ["{", "- just words", "42"])
def test_a_file_that_holds_something_else_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError) as refused:
        read_lookups(path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="nowhere"):
        read_lookups(tmp_path / "nowhere.yml")


def test_an_answer_from_the_future_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "answer.yml"
    path.write_text("{register: cnca, asked_on: 2026-11-22}", encoding="utf-8")
    assert read_lookups(path, date(2026, 11, 22))
    with pytest.raises(RecordError, match="future"):
        read_lookups(path, date(2026, 11, 21))
