"""Fields that a person read: understood as written, never guessed, with the machine's reading kept beside them."""

from __future__ import annotations

from datetime import date

import pytest

from livingproof.core.claim import Claim, Field, StandardRef
from livingproof.core.terms import Source
from livingproof.readers.typed import FORMS, SEVERAL, NotTypedError, with_typed
from tests.cases import shipped

MACHINE = Claim(
    holder_name=Field("Northem Gear Works", confidence=0.75, source=Source.OCR, page=1, box=(1, 2, 3, 4)),
    expires_on=Field(date(2028, 8, 4), confidence=0.9, source=Source.OCR, page=1, box=(5, 6, 7, 8)),
)


def typed(*pairs: tuple[str, str], claim: Claim = MACHINE) -> Claim:
    return with_typed(claim, pairs, shipped())


def test_a_corrected_field_keeps_its_place_and_the_machines_reading_beside_it() -> None:
    field = typed(("holder_name", "Northern Gear Works Ltd")).holder_name
    assert (field.value, field.confidence, field.source) == ("Northern Gear Works Ltd", 1.0, Source.PERSON)
    assert (field.page, field.box) == (1, (1, 2, 3, 4))
    kept = field.runner_up
    assert kept is not None
    assert (kept.value, kept.confidence, kept.source, kept.page) == ("Northem Gear Works", 0.75, Source.OCR, 1)


def test_a_confirmed_field_keeps_its_place_on_the_page() -> None:
    field = typed(("expires_on", "04 Aug 2028")).expires_on
    assert (field.value, field.confidence, field.page, field.box) == (date(2028, 8, 4), 1.0, 1, (5, 6, 7, 8))
    assert field.as_printed == "04 Aug 2028"


def test_a_second_correction_keeps_the_machines_reading_and_not_the_first_correction() -> None:
    once = typed(("holder_name", "Northern"))
    twice = typed(("holder_name", "Northern Gear Works Ltd"), claim=once)
    assert twice.holder_name.runner_up == once.holder_name.runner_up


def test_a_body_that_the_catalogue_knows_is_found_in_it() -> None:
    assert typed(("certification_body", "SGS United Kingdom Ltd")).certification_body.normalised == "sgs"


def test_standards_are_understood_as_they_are_printed() -> None:
    refs = typed(("standards", "ISO 9001:2015 / ISO 14001:2015")).standards.value or ()
    assert [(ref.standard, ref.edition) for ref in refs] == [("ISO 9001", "2015"), ("ISO 14001", "2015")]
    assert typed(("standards", "House norm 7")).standards.value == (StandardRef(None, None, "House norm 7"),)


def test_a_field_of_several_values_may_stand_several_times() -> None:
    sites = typed(("sites", "5 Mill Lane, Leeds"), ("sites", "7 Dock Street, Hull")).sites.value or ()
    assert [site.address for site in sites] == ["5 Mill Lane, Leeds", "7 Dock Street, Hull"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("expires_on", "03/04/2028", "no day with one meaning"),
        ("expires_on", "soon", "Write it as 2028-08-04"),
        ("expires_on", "valid until 2028-08-04", "no day with one meaning"),
        ("expires_on", " ", "write what the document says"),
        ("holder_ids", "91320594", "SCHEME:VALUE"),
        ("sector_codes", "17", "SCHEME:CODE"),
        ("links", "x", "Fields: holder_name"),
        ("Expires on", "2028-08-04", "Did you mean expires_on"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_type(name: str, value: str, said: str) -> None:
    with pytest.raises(NotTypedError, match=said):
        typed((name, value))


def test_every_name_is_a_field_of_a_claim() -> None:
    names = {name for name, _ in Claim().read_fields()}
    assert {*FORMS, *SEVERAL} <= names
    assert names - {*FORMS, *SEVERAL} == {"expires_on_other", "languages", "links"}


def test_characters_that_are_not_seen_are_not_taken() -> None:
    assert typed(("holder_name", "Alpha\x1b[31m\n Ltd")).holder_name.value == "Alpha\ufffd[31m Ltd"
