"""A body's profile settles close calls; without one everything is read as before."""

from __future__ import annotations

from datetime import date

from livingproof.catalogue import load
from livingproof.catalogue.load import lay_over
from livingproof.core.facts import Facts
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.page import Page, Segment
from livingproof.readers.reading import Reading, read_again

STAMP = {"source": ["T"], "confidence": "low", "verified": "expert"}


def with_profile(**keys: object) -> Facts:
    """The shipped facts with a profile for NQA over them."""
    return lay_over(load(), {"sources": {"T": "test"}, "profiles": [{"body": "nqa", **keys, **STAMP}]})


def reading_of(*rows: str) -> Reading:
    """A page of rows."""
    segments = tuple(
        Segment(text, (60, 40 + 20 * at, 60 + 5 * len(text), 50 + 20 * at), 10, Source.TEXT_LAYER, 1.0, 1)
        for at, text in enumerate(rows)
    )
    return Reading((), None, (Page(1, 595, 842, segments, layer="good"),))  # type: ignore[arg-type]  # no file behind it


HEAD = ("Certificate of Registration", "NQA Certification Limited", "This is to certify that", "Example Works Ltd")


def test_a_body_that_prints_the_month_first_settles_an_ambiguous_day() -> None:
    reading = reading_of(*HEAD, "Certificate No: 12345", "Valid until: 03/04/2027")
    assert len(read_again(reading, load())[0].expires_on.readings) == 2
    settled = read_again(reading, with_profile(date_order="month first"))[0].expires_on
    assert settled.readings == (date(2027, 3, 4),)


def test_the_pages_own_dates_go_before_the_profile() -> None:
    reading = reading_of(*HEAD, "Issue date: 25/04/2024", "Valid until: 03/04/2027")
    settled = read_again(reading, with_profile(date_order="month first"))[0].expires_on
    assert settled.readings == (date(2027, 4, 3),)


def test_a_label_of_the_profile_is_read_on_pages_of_that_body_only() -> None:
    own = with_profile(labels={"number": ["kennung der urkunde"]})
    line = "Kennung der Urkunde: AB-12/77"
    assert read_again(reading_of(*HEAD, line), own)[0].certificate_number.value == "AB-12/77"
    others = ("Certificate of Registration", "SGS United Kingdom Ltd", "This is to certify that", "Example Works Ltd")
    assert read_again(reading_of(*others, line), own)[0].certificate_number.value != "AB-12/77"


def test_the_printed_order_settles_which_of_two_numbers_is_the_certificates() -> None:
    rows = (*HEAD, "Registration No: 404041", "Scope: manufacture of valves", "Registration No: 777123")
    first, last = with_profile(order=["number", "scope"]), with_profile(order=["scope", "number"])
    assert read_again(reading_of(*rows), first)[0].certificate_number.value == "404041"
    assert read_again(reading_of(*rows), last)[0].certificate_number.value == "777123"


def test_relabelling_keeps_every_line() -> None:
    page = reading_of(*HEAD).pages[0]
    from livingproof.catalogue.labels import label_table
    from livingproof.readers.fields.layout import relabelled

    sheet = lay_out(page, label_table())
    assert relabelled(sheet, label_table()) == sheet
