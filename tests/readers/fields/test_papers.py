"""Which pages make one certificate, what a sheet depends on, page counts, annexes and marks across the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.readers.making import pdf, words

from livingproof.catalogue import load
from livingproof.catalogue.labels import label_table
from livingproof.core.claim import Claim, Pages
from livingproof.core.facts import Facts
from livingproof.core.terms import Mark, Source
from livingproof.readers.fields.grouping import Group, grouped
from livingproof.readers.fields.halves import sheets_of
from livingproof.readers.fields.knowledge import knowledge_of
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.fields.papers import marks_of, pages_of
from livingproof.readers.limits import Limits
from livingproof.readers.page import Page, Segment
from livingproof.readers.reading import read

Read = Callable[..., list[Claim]]
Maker = Callable[..., Page]

SHEET = """
^30 > CERTIFICATE OF REGISTRATION
> This is to certify that the Management System of
^18 > {holder}
^11 > 5 Mill Lane, Leeds LS1 4AP, United Kingdom
> has been assessed and found to conform to the requirements of
^18 > {standard}
@60 Scope: Manufacture of gears and gearboxes
@60 Certificate No.: {number}
@60 Issue Date: 05 Aug 2022
@60 Expiry Date: 04 Aug 2025
{more}
^12 > Sterling Peak Certification Limited
"""
ANNEX = """
^20 > Annex to certificate
@60 Certificate No.: {number}
@60 Sites covered:
@60 1. 5 Mill Lane, Leeds LS1 4AP
@60 2. 7 Dock Street, Hull HU1 1AA
"""


def sheet(
    number: str = "QM-4711", standard: str = "ISO 9001:2015", more: str = "", holder: str = "Northern Gear Works Ltd"
) -> str:
    return SHEET.format(number=number, standard=standard, more=more, holder=holder)


def groups_of(page_of: Maker, *texts: str) -> list[Group]:
    known = knowledge_of(load())
    return grouped([lay_out(page_of(text, number=at), known.labels) for at, text in enumerate(texts, 1)], known)


def pages(groups: list[Group]) -> list[list[int]]:
    return [[one.number for one in group.sheets] for group in groups]


def test_each_page_with_its_own_number_is_a_certificate(page_of: Maker) -> None:
    texts = (sheet("QM-4711"), sheet("EM-4712", "ISO 14001:2015"), sheet("HS-4713", "ISO 45001:2018"))
    assert pages(groups_of(page_of, *texts)) == [[1], [2], [3]]


def test_an_annex_goes_to_the_certificate_whose_number_it_names(page_of: Maker) -> None:
    texts = (sheet("QM-4711"), sheet("EM-4712", "ISO 14001:2015"), ANNEX.format(number="QM-4711"))
    assert pages(groups_of(page_of, *texts)) == [[1, 3], [2]]


def test_an_annex_may_lie_before_its_sheet(page_of: Maker) -> None:
    assert pages(groups_of(page_of, ANNEX.format(number="QM-4711"), sheet("QM-4711"))) == [[2, 1]]


def test_an_annex_of_another_certificate_adds_nothing_but_is_told(page_of: Maker) -> None:
    group = groups_of(page_of, sheet("QM-4711"), ANNEX.format(number="QM-9917"))[0]
    assert pages([group]) == [[1]]
    assert pages_of(group.sheets, 2, 2, group.strange).annex_number == "QM-9917"


def test_the_same_number_in_a_second_language_is_the_same_certificate(claims_of: Read) -> None:
    german = """
^30 > ZERTIFIKAT
> Hiermit wird bescheinigt, dass das Unternehmen
^18 > Northern Gear Works Ltd
> 5 Mill Lane, Leeds LS1 4AP, Vereinigtes Königreich
> ein Qualitätsmanagementsystem eingeführt hat und anwendet. Die Anforderungen der Norm
^18 > ISO 9001:2015
> werden erfüllt für die Herstellung und den Vertrieb von Zahnrädern und Getrieben
@60 Zertifikat-Nr.: QM-4711
@60 Gültig bis: 04.08.2025
"""
    english = sheet(more="@60 This certificate is valid for the manufacture and sale of gears and of gearboxes")
    claims = claims_of(english, german)
    assert [claim.certificate_number.value for claim in claims] == ["QM-4711"]


def test_the_twin_of_a_network_is_a_claim_of_its_own(page_of: Maker) -> None:
    twin = sheet(more="@60 IQNet and its partner Sterling Peak hereby certify that the organization")
    assert pages(groups_of(page_of, sheet(), twin)) == [[1], [2]]


def test_the_twin_refers_to_the_certificate_of_the_body() -> None:
    twin = _lines("IQNet and its partner Sterling Peak hereby certify that the organization", number="GB-QM-2024-0815")
    claims = read(pdf(_lines("", number="QM-2024-0815"), twin), load(), Limits(looking=0)).claims
    assert [claim.main_certificate_number.value for claim in claims] == [None, "QM-2024-0815"]


def _lines(more: str, number: str) -> str:
    return (
        words("CERTIFICATE OF REGISTRATION", 120, 110, 22, bold=True)
        + words(more, 60, 140, 9)
        + words("This is to certify that the management system of", 150, 170)
        + words("Northwind Castings Limited", 170, 205, 18, bold=True)
        + words("12 Harbour Road, Bristol BS1 4ST, United Kingdom", 150, 235)
        + words("has been assessed and meets the requirements of", 150, 275)
        + words("ISO 9001:2015", 220, 310, 20, bold=True)
        + words("Certificate number:", 90, 420)
        + words(number, 260, 420, bold=True)
        + words("Date of issue: 1 June 2024", 90, 445)
        + words("Date of expiry: 31 May 2027", 90, 470)
    )


def test_a_price_list_is_no_part_of_the_certificate(page_of: Maker) -> None:
    prices = "^20 > Spring prices\n@60 Spur wheel 20 teeth || @300 12.50\n@60 Spur wheel 40 teeth || @300 19.90\n@60 Bevel wheel 20 teeth || @300 31.00"
    assert pages(groups_of(page_of, prices, sheet())) == [[2]]


def test_a_page_without_a_heading_follows_its_sheet(page_of: Maker) -> None:
    more = "@60 and the following products of the works in Leeds\n@60 gears, racks, pinions, worm wheels\n> Page 2 of 2"
    assert pages(groups_of(page_of, sheet(), more)) == [[1, 2]]


def _side_by_side(left: Page, right: Page) -> Page:
    moved = tuple(
        Segment(one.text, (one.box[0] + 600, one.box[1], one.box[2] + 600, one.box[3]), one.size, one.source, 1.0, 1)
        for one in right.segments
    )
    return Page(1, 1195.0, 842.0, left.segments + moved, layer="good")


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        (sheet("QM-4711"), sheet("EM-4712", "ISO 14001:2015"), 2),
        (sheet("QM-4711"), ANNEX.format(number="QM-4711"), 2),
        (sheet("QM-4711"), sheet("QM-4711"), 1),
    ],
)
def test_a_landscape_page_may_carry_two_sheets(page_of: Maker, left: str, right: str, count: int) -> None:
    assert len(sheets_of(_side_by_side(page_of(left), page_of(right)), knowledge_of(load()))) == count


@pytest.mark.parametrize(
    "words_of_main",
    [
        "Main certificate No.: QM-4700",
        "This certificate is part of certificate No. QM-4700",
        "valid only in connection with certificate no. QM-4700",
        "Sub-certificate to QM-4700",
        "Nur gültig in Verbindung mit dem Hauptzertifikat Nr. QM-4700",
        "Hauptzertifikat-Nr.: QM-4700",
        "Certificat principal n° QM-4700",
        "Certificado principal nº: QM-4700",
        "Certificato principale n. QM-4700",
        "Certificado principal n.º QM-4700",
        "Hoofdcertificaat nr. QM-4700",
        "Certyfikat główny nr QM-4700",
        "Hlavní certifikát č. QM-4700",
        "Ana sertifika no: QM-4700",
        "Основной сертификат № QM-4700",
        "主证书编号：QM-4700",
        "主登録証番号：QM-4700",
        "주인증서 번호: QM-4700",
    ],
)
def test_a_sub_certificate_names_its_main_one(claims_of: Read, words_of_main: str) -> None:
    claim = claims_of(sheet("QM-4711", more=f"@60 {words_of_main}"))[0]
    assert (claim.certificate_number.value, claim.main_certificate_number.value) == ("QM-4711", "QM-4700")


def test_a_certificate_that_stands_alone_names_no_main_one(claims_of: Read) -> None:
    assert not claims_of(sheet())[0].main_certificate_number


@pytest.mark.parametrize(
    ("print_", "counted"),
    [
        ("Page 1 of 2", (1, 2)), ("Page 1 (2)", (1, 2)), ("Page: 1/2", (1, 2)), ("1/2", (1, 2)), ("1 of 2", (1, 2)),
        ("Seite 1 von 2", (1, 2)), ("Blatt 1/2", (1, 2)), ("Page 1 sur 2", (1, 2)), ("Página 1 de 2", (1, 2)),
        ("Pagina 1 di 2", (1, 2)), ("Pagina 1 van 2", (1, 2)), ("Strona 1 z 2", (1, 2)), ("Strana 1 ze 2", (1, 2)),
        ("Sayfa 1/2", (1, 2)), ("Страница 1 из 2", (1, 2)), ("Лист 1 из 2", (1, 2)), ("第1页 共2页", (1, 2)),
        ("共2頁之第1頁", (1, 2)), ("第 1 页/共 2 页", (1, 2)), ("1/2ページ", (1, 2)), ("페이지 1/2", (1, 2)), ("1/2 페이지", (1, 2)),
        ("Pagina 1 din 2", (1, 2)), ("Halaman 1 dari 2", (1, 2)), ("Page 3 of 2", None), ("12/24", (12, 24)),
    ],
)  # fmt: skip
def test_pages_are_counted_in_every_form(page_of: Maker, print_: str, counted: tuple[int, int] | None) -> None:
    found = pages_of([lay_out(page_of(f"> Certificate\n\n> {print_}"), label_table())], 1, 1)
    assert (found.printed, found.printed_of) == (((counted[0],), counted[1]) if counted else ((), None))


def test_an_annex_named_in_a_sentence_is_looked_for(page_of: Maker) -> None:
    found = pages_of(
        [lay_out(page_of("> Certificate\n@60 For the sites see Annex No. 123-A rev 2"), label_table())], 1, 1
    )
    assert (found.annex_number, found.annex_seen) == ("123-A", False)


def test_an_annex_heading_below_the_letterhead_is_seen(page_of: Maker) -> None:
    head = "> Sterling Peak Certification Limited\n" * 16
    found = pages_of([lay_out(page_of(head + "^14 > ANNEX No. 1"), label_table())], 1, 1)
    assert isinstance(found, Pages)
    assert found.annex_seen


MARKED = [
    ("COPY", Mark.COPY), ("DRAFT", Mark.DRAFT), ("SPECIMEN", Mark.SPECIMEN), ("MUSTER", Mark.SPECIMEN), ("KOPIE", Mark.COPY),
    ("ENTWURF", Mark.DRAFT), ("COPIA", Mark.COPY), ("BORRADOR", Mark.DRAFT), ("样本", Mark.SPECIMEN), ("副本", Mark.COPY),
    ("見本", Mark.SPECIMEN), ("ОБРАЗЕЦ", Mark.SPECIMEN), ("КОПИЯ", Mark.COPY), ("DRAFT DRAFT", Mark.DRAFT),
]  # fmt: skip


@pytest.mark.parametrize(("word", "mark"), MARKED)
def test_a_word_across_the_sheet_is_a_mark(page_of: Maker, word: str, mark: Mark) -> None:
    across = Segment(word, (100, 100, 400, 500), 80, Source.OCR, 1.0, 1)
    page = page_of("> Certificate")
    shown = Page(1, page.width, page.height, page.segments, oblique=(across,))
    assert marks_of([lay_out(page, label_table())], [shown], label_table()) == (mark,)


@pytest.mark.parametrize(("word", "mark"), MARKED)
def test_a_large_word_on_a_line_of_its_own_is_a_mark(page_of: Maker, word: str, mark: Mark) -> None:
    page = page_of(sheet() + f"\n^40 > {word}")
    assert marks_of([lay_out(page, label_table())], [page], label_table()) == (mark,)


@pytest.mark.parametrize(
    "words_on_it",
    [
        "A copy of this certificate is not valid without the stamp of the body",
        "Certified copy",
        "CERTIFIED COPY",
        "Copy",
        "Any copy must be marked as a copy",
        "Model || Sample",
        "copies of this document are available at the body",
    ],
)
def test_sentences_about_copies_are_no_marks(page_of: Maker, words_on_it: str) -> None:
    page = page_of(sheet(more=f"@60 {words_on_it}"))
    margin = Segment("This copy is the property of the body", (10, 100, 20, 500), 8, Source.TEXT_LAYER, 1.0, 1)
    shown = Page(1, page.width, page.height, page.segments, oblique=(margin,))
    assert marks_of([lay_out(page, label_table())], [shown], label_table()) == ()


def test_a_watermark_over_the_whole_page_is_a_mark(page_of: Maker) -> None:
    tiles = tuple(
        Segment("COPY", (50 * at, 50 * at, 50 * at + 40, 50 * at + 12), 12, Source.TEXT_LAYER, 1.0, 1)
        for at in range(6)
    )
    page = page_of(sheet())
    shown = Page(1, page.width, page.height, page.segments + tiles)
    assert marks_of([lay_out(shown, label_table())], [shown], label_table()) == (Mark.COPY,)


def test_a_diagonal_word_of_a_text_layer_is_a_mark(facts: Facts) -> None:
    content = pdf(_lines("", "QM-2024-0815") + words("SPECIMEN", 120, 700, 90, turned=315))
    reading = read(content, facts, Limits(looking=0))
    assert reading.document.marks == (Mark.SPECIMEN,)
