"""What a claim owes to the whole document: several certificates, annexes, marks, kinds, identifiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from livingproof.catalogue.labels import label_table
from livingproof.core.claim import Claim, Field, Identifier
from livingproof.core.facts import Facts
from livingproof.core.terms import DocumentKind, Mark, Source
from livingproof.readers.fields.identifiers import valid
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.fields.merge import merged
from livingproof.readers.fields.papers import marks_of, pages_of
from livingproof.readers.gate import judge_kind
from livingproof.readers.page import Page, Segment

Read = Callable[..., list[Claim]]

SHEET = """
^30 > CERTIFICATE OF REGISTRATION
> This is to certify that the Quality Management System of
^18 > Northern Gear Works Ltd
^11 > 5 Mill Lane, Leeds LS1 4AP, United Kingdom
> has been assessed and found to conform to the requirements of
^18 > ISO {standard}
> for the following scope:
^12 > Manufacture of gears and gearboxes
@60 Certificate No.: {number}
@60 Issue Date: 05 Aug 2022
@60 Expiry Date: 04 Aug 2025
> Page 1 of 2
^12 > Sterling Peak Certification Limited
"""
ANNEX = """
^20 > Annex to certificate
@60 Certificate No.: QM-4711
@60 Location || @320 Registered Activities
@60 Northern Gear Works Ltd || @320 Manufacture of gears
@60 5 Mill Lane
@60 Leeds
@60 Northern Gear Works Ltd || @320 Storage
@60 7 Dock Street
@60 Hull
> Page 2 of 2
"""


def test_a_second_number_and_standard_make_a_second_claim(claims_of: Read) -> None:
    claims = claims_of(
        SHEET.format(standard="9001:2015", number="QM-4711"), SHEET.format(standard="14001:2015", number="EM-4712")
    )
    assert [claim.certificate_number.value for claim in claims] == ["QM-4711", "EM-4712"]


def test_an_annex_belongs_to_its_sheet(claims_of: Read) -> None:
    claims = claims_of(SHEET.format(standard="9001:2015", number="QM-4711"), ANNEX)
    assert [claim.certificate_number.value for claim in claims] == ["QM-4711"]
    assert {site.scope for site in claims[0].sites.value or ()} == {"Manufacture of gears", "Storage"}


def test_the_pages_that_were_printed_are_counted(page_of: Callable[..., Page]) -> None:
    sheet = lay_out(page_of(SHEET.format(standard="9001:2015", number="QM-4711")), label_table())
    pages = pages_of([sheet], 1, 1)
    assert (pages.printed, pages.printed_of) == ((1,), 2)


def test_a_number_in_a_code_is_the_strongest_evidence(claims_of: Read) -> None:
    claim = claims_of(
        SHEET.format(standard="9001:2015", number="QM-4711"), codes=("https://example.com/verify/QM4711",)
    )[0]
    assert claim.certificate_number.confidence > 0.98


def test_an_ambiguous_day_keeps_both_readings_when_nothing_settles_it(claims_of: Read) -> None:
    claim = claims_of(
        "> Certificate\n> This is to certify that\n^18 > Lotus Exports Ltd\n> ISO 9001:2015\n@60 Expiry Date: 03/04/2025"
    )[0]
    assert claim.expires_on.readings == (date(2025, 4, 3), date(2025, 3, 4))


def test_another_date_settles_the_order_of_day_and_month(claims_of: Read) -> None:
    claim = claims_of("@60 Issue Date: 04/28/2022\n@60 Expiry Date: 03/04/2025")[0]
    assert claim.expires_on.readings == (date(2025, 3, 4),)


def test_a_certificate_passes_the_gate(claims_of: Read, page_of: Callable[..., Page], facts: Facts) -> None:
    text = SHEET.format(standard="9001:2015", number="QM-4711")
    judged = judge_kind([lay_out(page_of(text), label_table())], claims_of(text)[0], label_table(), facts)
    assert judged.kind is DocumentKind.MS_CERTIFICATE


def test_a_course_attestation_says_what_it_is(claims_of: Read, page_of: Callable[..., Page], facts: Facts) -> None:
    text = """
    ^24 > CERTIFICATE OF COMPLETION
    > This is to certify that
    ^18 > Anna Example
    > has successfully completed the
    > ISO 9001:2015 Lead Auditor Course
    > Certificate No.: TR-12345
    > Date: 12 March 2024
    """
    text = "\n".join(line.strip() for line in text.splitlines())
    judged = judge_kind([lay_out(page_of(text), label_table())], claims_of(text)[0], label_table(), facts)
    assert judged.kind is DocumentKind.TRAINING


def test_a_logo_is_a_picture(claims_of: Read, page_of: Callable[..., Page], facts: Facts) -> None:
    judged = judge_kind(
        [lay_out(page_of("^40 > ISO 9001"), label_table())], claims_of("^40 > ISO 9001")[0], label_table(), facts
    )
    assert judged.kind is DocumentKind.PICTURE


def test_a_word_across_the_page_marks_a_draft(page_of: Callable[..., Page]) -> None:
    page = page_of("> Certificate")
    across = Segment("DRAFT", (100, 100, 400, 500), 80, Source.OCR, 1.0, 1)
    marked = Page(page.number, page.width, page.height, page.segments, oblique=(across,))
    assert marks_of([lay_out(page, label_table())], [marked], label_table()) == (Mark.DRAFT,)


def test_a_wrong_check_digit_is_no_identifier(claims_of: Read) -> None:
    right = claims_of("@60 CNPJ: 11.222.333/0001-81\n\n\n\n\n\n@60 end")[0]
    wrong = claims_of("@60 CNPJ: 11.222.333/0001-82\n\n\n\n\n\n@60 end")[0]
    assert right.holder_ids.value == (Identifier("CNPJ", "11222333000181"),)
    assert not wrong.holder_ids
    assert valid("INN-RU", "7830002293")


def test_agreement_of_two_layers_makes_a_reading_surer() -> None:
    text = Claim(certificate_number=Field("QM-1234", "QM1234", "QM-1234", 0.9, Source.TEXT_LAYER, 1))
    picture = Claim(certificate_number=Field("QM 1234", "QM1234", "QM 1234", 0.8, Source.OCR, 1))
    assert merged(text, picture).certificate_number.confidence > 0.9
