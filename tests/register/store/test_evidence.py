"""Evidence: kept once, never overwritten, erasable where a licence asks, found again by what it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from livingproof.core.errors import RegisterError
from livingproof.core.record import Lookup, Record, Reply
from livingproof.core.terms import Answer
from livingproof.register.evidence import Evidence, about_certificate, about_document

DOCUMENT = about_document("ab" * 32)
CERTIFICATE = about_certificate("Q 10-1", "Dao Ltd.")
SEEN = Lookup(
    "ukas-certcheck", Answer.FOUND, date(2026, 11, 2), records=(Record("Q-1", holder_name="Dao"),), digest="d"
)
TOLD = Reply("cb.answer", "CONFIRMED", "the body", date(2026, 11, 3), facts=(("status", "active"),))


def test_what_was_noted_is_found_by_each_of_its_keys(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.note([DOCUMENT, CERTIFICATE], SEEN)
    evidence.note([CERTIFICATE], TOLD)
    assert evidence.noted([DOCUMENT]) == (SEEN,)
    assert evidence.noted([about_certificate("q10-1", "DAO LTD")]) == (SEEN, TOLD)
    assert evidence.noted([DOCUMENT, CERTIFICATE]) == (SEEN, TOLD)
    assert evidence.noted([about_certificate("Q 10-2", "Dao Ltd.")]) == ()


def test_a_capture_is_kept_under_its_digest_and_only_once(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    digest = evidence.keep(b"a page")
    assert evidence.keep(b"a page") == digest
    assert evidence.content(digest) == b"a page"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_an_erased_capture_leaves_its_note_and_digest(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    digest = evidence.keep(b"licensed")
    evidence.note([DOCUMENT], Lookup("iaf-certsearch", Answer.FOUND, date(2026, 11, 2), digest=digest))
    assert evidence.erase(digest)
    assert not evidence.erase(digest)
    assert evidence.content(digest) is None
    assert [note.digest for note in evidence.noted([DOCUMENT])] == [digest]


def test_an_altered_capture_is_not_given_out(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    digest = evidence.keep(b"a page")
    next(path for path in tmp_path.rglob(digest)).write_bytes(b"another page")
    with pytest.raises(RegisterError, match="not what was kept"):
        evidence.content(digest)


def test_a_note_that_was_broken_off_does_not_spoil_the_others(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.note([DOCUMENT], SEEN)
    (notes,) = tmp_path.rglob("*.jsonl")
    notes.write_bytes(notes.read_bytes() + b'{"reply": {"che')
    assert evidence.noted([DOCUMENT]) == (SEEN,)
    evidence.note([DOCUMENT], TOLD)
    assert evidence.noted([DOCUMENT]) == (SEEN, TOLD)


def test_an_altered_note_is_told(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path)
    evidence.note([DOCUMENT], SEEN)
    (notes,) = tmp_path.rglob("*.jsonl")
    notes.write_text('{"opinion": {}}\n', encoding="utf-8")
    with pytest.raises(RegisterError, match="cannot be read"):
        evidence.noted([DOCUMENT])


def test_evidence_that_cannot_be_written_is_an_error_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(RegisterError, match="Nothing was noted"):
        Evidence(tmp_path / "evidence").keep(b"a page")
