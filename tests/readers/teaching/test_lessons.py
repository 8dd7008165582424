"""What a correction teaches, and that it helps on the page it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from livingproof.catalogue import load
from livingproof.catalogue.load import lay_over
from livingproof.catalogue.own import with_rows, write_rows
from livingproof.core.errors import CatalogueError
from livingproof.readers.limits import Limits
from livingproof.readers.paper import Paper
from livingproof.readers.reading import Reading, read_again, read_opened
from livingproof.readers.teaching import NothingToLearnError, lesson_of, sheets_of
from livingproof.readers.teaching.lessons import shape_of
from tests.readers.making import pdf, words

DAY = date(2026, 11, 21)
HEAD = (
    words("CERTIFICATE", 200, 80, 24, bold=True)
    + words("We certify that the quality management system of", 120, 130)
    + words("Example Castings Limited", 180, 160, 18, bold=True)
    + words("12 Foundry Road, Leeds LS10 1AB, United Kingdom", 150, 185)
    + words("meets the requirements of ISO 9001:2015", 160, 220, 14)
    + words("Scope: manufacture of iron castings", 150, 250)
)
UNKNOWN_LABELS = (
    words("Numru tal-Kliem: QX-77-1234", 80, 300)
    + words("Jibda: 2025-03-02", 80, 320)
    + words("Jispicca: 2028-03-01", 80, 340)
)
BSI = words("BSI Assurance UK Limited", 80, 500) + words("Effective Date: 03/04/2025", 80, 320)


def reading_of(*content: str) -> Reading:
    """A page read by its text layer."""
    from livingproof.readers.apart import TextOnly

    with Paper(pdf("".join(content)), Limits()) as paper:
        return read_opened(TextOnly(paper), load())


def test_words_that_announce_a_number_are_learnt_and_then_read() -> None:
    reading = reading_of(HEAD, UNKNOWN_LABELS)
    lesson = lesson_of("certificate_number", "QX-77-1234", reading.claims[0], sheets_of(reading.pages))
    taught = lay_over(load(), {"sources": {"T": "taught"}, **_tables(lesson.tables)})
    assert "numru tal-kliem" in lesson.because
    assert read_again(reading, taught)[0].certificate_number.value == "QX-77-1234"


def test_a_lesson_about_a_known_body_belongs_to_its_profile() -> None:
    reading = reading_of(HEAD, BSI, words("Numru tal-Kliem: FM 712345", 80, 300))
    lesson = lesson_of("certificate_number", "FM 712345", reading.claims[0], sheets_of(reading.pages))
    assert lesson.tables["profiles"][0] == {"body": "bsi", "labels": {"number": ["numru tal-kliem"]}}
    assert lesson.tables["number_patterns"][0]["pattern"] == r"FM\ \d{6}"


def test_the_order_of_day_and_month_is_learnt_for_a_body() -> None:
    reading = reading_of(HEAD, BSI)
    claim = reading.claims[0]
    assert claim.valid_from.readings == (date(2025, 4, 3), date(2025, 3, 4))
    lesson = lesson_of("valid_from", "2025-03-04", claim, sheets_of(reading.pages))
    taught = lay_over(load(), {"sources": {"T": "taught"}, **_tables(lesson.tables)})
    assert lesson.tables["profiles"] == ({"body": "bsi", "date_order": "month first"},)
    assert read_again(reading, taught)[0].valid_from.readings == (date(2025, 3, 4),)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("certificate_number", "ZZ-00-0000", "was not read on any page"),
        ("expires_on", "01.03.2028", "is no day"),
        ("scope", "manufacture of iron castings", "is known already"),
        ("certification_body", "国认", "has no Latin letters"),
    ],
)
def test_a_correction_that_teaches_nothing_says_why(name: str, value: str, why: str) -> None:
    reading = reading_of(HEAD, UNKNOWN_LABELS)
    with pytest.raises(NothingToLearnError, match=why):
        lesson_of(name, value, reading.claims[0], sheets_of(reading.pages))


def test_a_body_that_was_not_known_is_found_by_its_taught_name() -> None:
    reading = reading_of(HEAD, UNKNOWN_LABELS, words("Norma Attest Bureau", 80, 500))
    lesson = lesson_of("certification_body", "Norma Attest Bureau", reading.claims[0], sheets_of(reading.pages))
    taught = lay_over(load(), {"sources": {"T": "taught"}, **_tables(lesson.tables)})
    assert read_again(reading, taught)[0].certification_body.normalised == "norma-attest-bureau"


def test_a_shape_keeps_letters_and_counts_digits() -> None:
    assert shape_of("12 100 62504 TMS") == r"\d{2}\ \d{3}\ \d{5}\ TMS"


def test_what_was_taught_before_stays_beside_what_is_new(tmp_path: Path) -> None:
    first = {"printed_labels": ({"role": "number", "words": ["one word"]},)}
    second = {"printed_labels": ({"role": "number", "words": ["another word"]},), "profiles": ({"body": "bsi", "date_order": "day first"},)}  # fmt: skip
    write_rows(tmp_path, first, "taught from a.pdf", DAY)
    write_rows(tmp_path, second, "taught from b.pdf", DAY)
    facts = load(tmp_path)
    assert facts.printed_labels["number"] == ("one word", "another word")
    assert facts.profiles["bsi"].date_order == "day first"
    assert facts.profiles["bsi"].labels["first"] == ("original registration date",)


def test_a_file_of_taught_facts_that_is_none_is_never_written_over() -> None:
    with pytest.raises(CatalogueError, match="taught"):
        with_rows("- not a mapping", {}, "x", DAY)


def _tables(tables: object) -> dict[str, object]:
    stamp = {"source": ["T"], "confidence": "low", "verified": "expert"}
    return {name: [{**row, **stamp} for row in rows] for name, rows in dict(tables).items()}  # type: ignore[call-overload]
