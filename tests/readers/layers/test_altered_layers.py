"""A PDF that holds another text than it shows, read from end to end; and designs that only look like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from livingproof.catalogue import load
from livingproof.cli.examples import FOLDER
from livingproof.core.claim import Claim, Document, Field, LayerDifference, StandardRef
from livingproof.core.facts import Facts
from livingproof.core.terms import Source
from livingproof.readers.fields.knowledge import Knowledge, knowledge_of
from livingproof.readers.fields.places import Said, against_picture, beneath, is_found_again, places_of, said
from livingproof.readers.limits import Limits
from livingproof.readers.page import CoveredText, Page, Segment
from livingproof.readers.paper import Paper
from livingproof.readers.reading import read, read_opened
from tests.readers.layers.sheets import (
    FIELDS,
    Sample,
    designs,
    filled,
    noted,
    painted_over,
    pasted_over,
    rewritten,
    sample,
    scanned,
    stamped,
    updated,
    whitened,
)
from tests.readers.making import patch, pdf

BOX = (60.0, 100.0, 120.0, 110.0)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load()


@pytest.fixture(scope="module")
def known(facts: Facts) -> Knowledge:
    return knowledge_of(facts)


def document_of(content: bytes, facts: Facts) -> Document:
    document = read(content, facts).document
    assert document is not None
    return document


def layers_of(content: bytes, facts: Facts) -> tuple[Claim, tuple[LayerDifference, ...]]:
    """The first claim by text layers alone, without recognition."""
    with Paper(content, Limits(looking=0)) as paper:
        claim = read_opened(paper, facts).claims[0]
    assert claim.document is not None
    return claim, claim.document.differences


def holds_both(differences: tuple[LayerDifference, ...], one: Sample, field: str) -> bool:
    """Whether a difference of the field gives the old text as hidden and the new one as seen, with page and box."""
    return any(
        found.field == field
        and one.fields[field].text in found.hidden
        and one.others[field].replace(" ", "") in found.visible.replace(" ", "")
        and found.page == 1
        and found.box is not None
        for found in differences
    )


ALTERED: dict[str, Callable[[Sample, str], bytes]] = {
    "a box and another text": painted_over,
    "the old text made white": whitened,
    "a note of a viewer": noted,
    "a filled form field": filled,
    "an incremental update": updated,
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("way", ALTERED)
def test_a_replaced_text_is_found_with_both_values(way: str, field: str, facts: Facts) -> None:
    one = sample(FIELDS.index(field) + 7)
    claim, differences = layers_of(ALTERED[way](one, field), facts)
    assert holds_both(differences, one, field)
    assert one.others[field][:9] in (getattr(claim, field).as_printed or "")  # the reading follows what is seen


@pytest.mark.parametrize("seed", range(6))
def test_a_box_in_the_colour_of_the_ground_is_seen_through(seed: int, facts: Facts) -> None:
    one = sample(seed, coloured=True)
    assert holds_both(layers_of(painted_over(one, "expires_on"), facts)[1], one, "expires_on")


@pytest.mark.parametrize("design", [name for name in designs(sample(0)) if "scan" not in name])
@pytest.mark.parametrize("seed", [1, 2])
def test_an_untouched_design_has_no_difference_in_its_layers(design: str, seed: int, facts: Facts) -> None:
    assert layers_of(designs(sample(seed))[design], facts)[1] == ()


@pytest.mark.slow
@pytest.mark.parametrize("way", [pasted_over, stamped])
def test_a_picture_pasted_over_a_field_is_read_and_compared(way: Callable[[Sample, str], bytes], facts: Facts) -> None:
    one = sample(3)
    assert holds_both(document_of(way(one, "expires_on"), facts).differences, one, "expires_on")


@pytest.mark.slow
def test_the_invisible_layer_of_a_scan_is_held_against_the_picture(facts: Facts) -> None:
    one = sample(4)
    (found,) = document_of(scanned(one, "certificate_number"), facts).differences
    assert found.field == "certificate_number"
    assert one.others["certificate_number"] in found.hidden
    assert one.fields["certificate_number"].text in found.visible


@pytest.mark.slow
@pytest.mark.parametrize("design", ["plain", "a scan with its own layer", "a scan with a layer of small mistakes"])
def test_an_untouched_document_says_the_same_in_layer_and_picture(design: str, facts: Facts) -> None:
    document = document_of(designs(sample(6))[design], facts)
    assert document.differences == ()
    assert document.layers_compared is (design == "plain")


def test_text_drawn_again_over_a_panel_is_read(facts: Facts) -> None:
    one = sample(1)
    claim, _ = layers_of(designs(one)["panel over a used template"], facts)
    assert claim.expires_on.as_printed == one.fields["expires_on"].text


def test_text_under_an_empty_box_is_not_read(facts: Facts) -> None:
    one = sample(1)
    claim, differences = layers_of(pdf(one.content() + patch(*one.fields["expires_on"].box)), facts)
    assert not claim.expires_on
    assert differences == ()


def test_a_text_changed_in_the_file_itself_leaves_no_trace_in_the_layers(facts: Facts) -> None:
    assert layers_of(rewritten(sample(5), "expires_on"), facts)[1] == ()


def expiry(day: date = date(2028, 6, 6), source: Source = Source.TEXT_LAYER, printed: str = "6 June 2028") -> Claim:
    return Claim(expires_on=Field(day, f"{day}", printed, 0.95, source, 1, BOX))


def picture(text: str, confidence: float = 0.98, turned: int = 0) -> Page:
    seen = Segment(text, (59, 99, 121, 111), 10, Source.OCR, confidence, 1)
    return Page(1, 595, 842, (seen,), turned=turned)


LAYER = Page(1, 595, 842, layer="good")


def test_a_picture_that_shows_another_day_is_a_difference(known: Knowledge) -> None:
    agreed, (found,) = against_picture(expiry(), LAYER, picture("6 June 2031"), known)
    assert (agreed, found.field, found.hidden, found.visible) == (0, "expires_on", "6 June 2028", "6 June 2031")


@pytest.mark.parametrize(
    "seen",
    [
        picture("6 June 2026"),  # one look-alike digit
        picture("6 June 2031", confidence=0.7),  # read badly
        picture("6 Jnue"),  # no date at all
        picture("6 June 2031", turned=90),  # another page, as it were
        picture("valid from 7 June 2025 to 6 June 2028"),
    ],
)
def test_what_recognition_may_have_misread_is_no_difference(seen: Page, known: Knowledge) -> None:
    assert against_picture(expiry(), LAYER, seen, known)[1] == ()


@pytest.mark.parametrize(
    ("seen", "again"), [("06.06.2028", True), ("6 June 2031", False), ("6 June 2026", False), ("6 Jnue", False)]
)
def test_only_the_same_meaning_in_its_place_spares_a_look_at_the_whole_page(
    seen: str, known: Knowledge, *, again: bool
) -> None:
    assert is_found_again(expiry(), LAYER, picture(seen), known) is again


def test_the_places_looked_at_are_the_lines_in_which_the_fields_stand() -> None:
    line = (50.0, 99.0, 300.0, 111.0)
    rows = (line, (50.0, 120.0, 300.0, 132.0))
    layer = replace(LAYER, segments=tuple(Segment("x", row, 10, Source.TEXT_LAYER, 1.0, 1) for row in rows))
    assert places_of(expiry(), layer) == (line,)
    assert places_of(expiry(source=Source.OCR), layer) == ()


@pytest.mark.slow
def test_a_page_that_shows_what_its_layer_says_is_read_only_where_the_fields_stand() -> None:
    class Opened(Paper):
        def ocr_page(self, number: int, *, fine: bool = False) -> Page:
            raise AssertionError(number, fine)

    with Opened((FOLDER / "confirmed" / "certificate.pdf").read_bytes()) as paper:
        document = read_opened(paper, load(FOLDER / "catalogue")).claims[0].document
    assert document is not None
    assert (document.layers_compared, document.differences) == (True, ())


def test_a_date_printed_in_another_way_is_the_same_day(known: Knowledge) -> None:
    assert against_picture(expiry(), LAYER, picture("06.06.2028"), known) == (1, ())


def test_one_wrong_digit_of_a_scanner_is_a_doubtful_difference(known: Knowledge) -> None:
    read_there = CoveredText("6 June 2026", "", 1, BOX)
    (found,) = beneath([read_there], expiry(source=Source.OCR), known)
    assert found.confidence < 0.8
    (surer,) = beneath([read_there], expiry(), known)
    assert surer.confidence > 0.8


def test_hidden_text_elsewhere_is_no_difference_of_a_field(known: Knowledge) -> None:
    assert list(beneath([CoveredText("6 June 2026", "", 1, (60, 300, 120, 310))], expiry(), known)) == []
    assert list(beneath([CoveredText("6 June 2028", "", 1, BOX)], expiry(), known)) == []


NAME: Field[object] = Field("Northwind Castings Limited", "northwind", "Northwind Castings Limited")
NUMBER: Field[object] = Field("QM-2024-0815", "QM20240815", "QM-2024-0815")
STANDARD: Field[object] = Field((StandardRef("ISO 9001", "2015", "ISO 9001:2015"),))


@pytest.mark.parametrize(
    ("name", "one", "text", "outcome"),
    [
        ("holder_name", NAME, "NORTHWIND CASTINGS LIMITED", Said.SAME),
        ("holder_name", NAME, "Northwlnd Castlngs Lirnited", Said.DOUBTFUL),
        ("holder_name", NAME, "Omega Trading Corporation", Said.OTHER),
        ("certificate_number", NUMBER, "No. QM 2024 0815", Said.SAME),
        ("certificate_number", NUMBER, "QM-2O24-O815", Said.SAME),
        ("certificate_number", NUMBER, "QМ-2024-0815", Said.SAME),
        ("certificate_number", Field(value="СОС-0274"), "COC-0274", Said.SAME),
        ("certificate_number", NUMBER, "QM-2024-081", Said.NOTHING),
        ("certificate_number", NUMBER, "ZX-7733-1192", Said.OTHER),
        ("certificate_number", NUMBER, "see annex", Said.NOTHING),
        ("standards", STANDARD, "ISO 9001:2015", Said.SAME),
        ("standards", STANDARD, "ISO 9001", Said.SAME),
        ("standards", STANDARD, "ISO 9001:2008", Said.OTHER),
        ("standards", STANDARD, "ISO 14001:2015", Said.OTHER),
        ("standards", STANDARD, "management system", Said.NOTHING),
    ],
)
def test_texts_are_compared_by_what_they_mean(
    name: str, one: Field[object], text: str, outcome: Said, known: Knowledge
) -> None:
    assert said(name, one, text, known) is outcome
