"""Identifiers, numbers of schemes and sector codes are read with their labels, and their check digits are respected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livingproof.core.claim import Claim, Identifier, SectorCode
from livingproof.core.terms import Source

Read = Callable[..., list[Claim]]

PAGE = """
^20 > CERTIFICATE
> This is to certify that
^16 > Nordwerk Pumpen Ltd
> {line}
> 12 Harbour Street, 24103 Kiel, Germany
> has been found to conform to
> ISO 9001:2015
> for the following scope
> Manufacture of centrifugal pumps and spare parts
@60 Certificate No.: || @220 QM-4711-22
@60 Valid until: || @220 2027-03-01
@60 Date of issue: || @220 2024-03-02
"""


def read_with(claims_of: Read, line: str) -> Claim:
    return claims_of(PAGE.format(line=line))[0]


@pytest.mark.parametrize(
    ("line", "scheme", "value"),
    [
        ("统一社会信用代码：91110000600037341L", "USCC", "91110000600037341L"),
        ("91110000600037341L", "USCC", "91110000600037341L"),
        ("LEI: 529900T8BM49AURSDO55", "LEI", "529900T8BM49AURSDO55"),
        ("GSTIN: 27AAPFU0939F1ZV", "GSTIN", "27AAPFU0939F1ZV"),
        ("27AAPFU0939F1ZV", "GSTIN", "27AAPFU0939F1ZV"),
        ("CNPJ 16.727.230/0001-97", "CNPJ", "16727230000197"),
        ("16.727.230/0001-97", "CNPJ", "16727230000197"),
        ("RUC: 20512333797", "RUC-PE", "20512333797"),
        ("RUC 1792060346001", "RUC-EC", "1792060346001"),
        ("RUT: 12.531.909-2", "RUT-CL", "125319092"),
        ("NIT: 213.123.432-1", "NIT-CO", "2131234321"),
        ("R.F.C. GODE561231GR8", "RFC-MX", "GODE561231GR8"),
        ("CUIT: 20-05536168-2", "CUIT-AR", "20055361682"),
        ("ИНН 7830002293", "INN-RU", "7830002293"),
        ("ОГРН: 1022200525819", "OGRN-RU", "1022200525819"),
        ("код ЄДРПОУ 32855961", "EDRPOU-UA", "32855961"),
        ("ЕИК: 175074752", "EIK-BG", "175074752"),
        ("PIB: 101134702", "PIB-RS", "101134702"),
        ("OIB: 33392005961", "OIB-HR", "33392005961"),
        ("IČ: 25123891", "ICO-CZ", "25123891"),
        ("NIP: 856-734-62-15", "NIP-PL", "8567346215"),
        ("REGON: 192598184", "REGON-PL", "192598184"),
        ("ΑΦΜ: 094259216", "VAT-GR", "094259216"),
        ("Vergi No: 4540536920", "VKN-TR", "4540536920"),
        ("P.IVA 00743110157", "VAT-IT", "00743110157"),
        ("C.I.F.: A13585625", "CIF-ES", "A13585625"),
        ("SIREN: 552 008 443", "SIREN-FR", "552008443"),
        ("SIRET 732 829 320 00074", "SIRET-FR", "73282932000074"),
        ("USt-IdNr.: DE136695976", "VAT-DE", "DE136695976"),
        ("VAT No. DE136695976", "VAT-DE", "DE136695976"),
        ("TVA: BE0428759497", "VAT-BE", "BE0428759497"),
        ("CHE-107.787.577", "UID-CH", "CHE107787577"),
        ("法人番号：5835678256246", "CORPORATE-JP", "5835678256246"),
        ("사업자등록번호: 116-82-00276", "BRN-KR", "1168200276"),
        ("統一編號：00501503", "UBN-TW", "00501503"),
        ("UEN: 197401143C", "UEN-SG", "197401143C"),
        ("ABN 83 914 571 673", "ABN-AU", "83914571673"),
        ("ACN: 004 085 616", "ACN-AU", "004085616"),
        ("Mã số thuế: 0100233488", "MST-VN", "0100233488"),
        ("CIN: U72200KA2013PTC097389", "CIN", "U72200KA2013PTC097389"),
        ("Company Number: 07805321", "COMPANY-GB", "07805321"),
        ("D-U-N-S Number: 15-048-3782", "DUNS", "150483782"),
        ("Matični broj: 20871356", "MB-RS", "20871356"),
    ],
)
def test_an_identifier_beside_the_holder_is_read_in_its_scheme(
    claims_of: Read, line: str, scheme: str, value: str
) -> None:
    assert read_with(claims_of, line).holder_ids.value == (Identifier(scheme, value),)


def test_a_wrong_check_digit_is_kept_as_printed_and_not_trusted(claims_of: Read) -> None:
    read = read_with(claims_of, "CNPJ: 16.727.230/0001-98").holder_ids
    assert read.value == (Identifier("CNPJ", "16727230000198"),)
    assert read.confidence < 0.5


@pytest.mark.parametrize("line", ["Tel: 5835678256246", "Order 7830002293", "20051234567", "A13585625"])
def test_a_number_without_the_name_of_a_scheme_is_no_identifier(claims_of: Read, line: str) -> None:
    assert not read_with(claims_of, line).holder_ids


def test_the_certificate_number_is_no_identifier(claims_of: Read) -> None:
    claim = read_with(claims_of, "ИНН 7830002293")
    assert claim.certificate_number.value == "QM-4711-22"
    assert "QM471122" not in {one.value for one in claim.holder_ids.value or ()}


def test_an_identifier_is_no_certificate_number(claims_of: Read) -> None:
    page = PAGE.replace("@60 Certificate No.: || @220 QM-4711-22", "@60 Registration No.: || @220 91110000600037341L")
    page = page + "\n@60 Certificate No.: || @220 QM-4711-22"
    assert claims_of(page.format(line="USCC: 91110000600037341L"))[0].certificate_number.value == "QM-4711-22"


def test_a_number_at_the_foot_is_that_of_the_body(claims_of: Read) -> None:
    gaps = "\n" * 40
    claim = claims_of(PAGE.format(line="Kiel") + gaps + "@60 Certifier Ltd, VAT No. DE136695976")[0]
    assert not claim.holder_ids


@pytest.mark.parametrize(
    ("line", "scheme", "value"),
    [
        ("IATF Number: 0598765", "IATF", "0598765"),
        ("IATF Certificate No.: 0498213", "IATF", "0498213"),
        ("IATF证书编号：0512345", "IATF", "0512345"),
        ("USI: LHN4HM", "IATF-USI", "LHN4HM"),
        ("OIN: 6109876543", "OASIS", "6109876543"),
        ("COID: CHN-1-1234-567890", "FSSC-COID", "CHN11234567890"),
        ("BRCGS Site Code: 1234567", "BRCGS", "1234567"),
    ],
)
def test_the_number_in_the_data_base_of_a_scheme_is_read(claims_of: Read, line: str, scheme: str, value: str) -> None:
    claim = read_with(claims_of, line)
    assert claim.scheme_numbers.value == (Identifier(scheme, value),)
    assert claim.certificate_number.value == "QM-4711-22"


def test_the_number_of_a_site_gives_way_to_that_of_the_holder(claims_of: Read) -> None:
    second = (
        "^14 Sites\n@60 Extended Manufacturing Site\n@60 USI: 3HNE4Z\n@60 Certificate No.: QM-4711-22\n@60 Page 2 of 2"
    )
    claim = claims_of(PAGE.format(line="USI: LHN4HM"), second)[0]
    assert claim.scheme_numbers.value == (Identifier("IATF-USI", "LHN4HM"),)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("EA: 17, 18", (("EA", "17"), ("EA", "18"))),
        ("EA Code: 14", (("EA", "14"),)),
        ("EAC 19, 33 and 34", (("EA", "19"), ("EA", "33"), ("EA", "34"))),
        ("IAF Code – 14", (("IAF", "14"),)),
        ("IAF:12", (("IAF", "12"),)),
        ("IAF 29a", (("IAF", "29a"),)),
        ("EA / NACE Kodu: 19 / 27.32", (("EA", "19"), ("NACE", "27.32"))),
        ("NACE Rev. 2: 25.62; 28.13", (("NACE", "25.62"), ("NACE", "28.13"))),
        ("ОКВЭД 32.50, 46.46.2", (("OKVED", "32.50"), ("OKVED", "46.46.2"))),
        ("认可专业范围：17.01.01", (("CNAS", "17.01.01"),)),
        ("GB/T 4754: C3311", (("GB/T 4754", "C3311"),)),
        ("食品链类别：CI", (("FOOD", "CI"),)),
        ("Food chain category: CII, CIII", (("FOOD", "CII"), ("FOOD", "CIII"))),
        ("Категория: СІІ", (("FOOD", "CII"),)),
    ],
)
def test_codes_of_a_line_of_business_are_read_with_their_scheme(
    claims_of: Read, line: str, codes: tuple[tuple[str, str], ...]
) -> None:
    page = PAGE.replace("@60 Certificate No.", f"@60 {line}\n@60 Certificate No.").format(line="Kiel")
    assert claims_of(page)[0].sector_codes.value == tuple(SectorCode(*code) for code in codes)


@pytest.mark.parametrize(
    "line", ["IAF MLA", "IAF MD 5", "EA-7/04", "Category: A good one", "EA 99", "member of the IAF 2024"]
)
def test_other_numbers_are_no_codes(claims_of: Read, line: str) -> None:
    page = PAGE.replace("@60 Certificate No.", f"@60 {line}\n@60 Certificate No.").format(line="Kiel")
    assert not claims_of(page)[0].sector_codes


def test_a_code_in_the_cell_beside_its_label_is_read(claims_of: Read) -> None:
    page = PAGE.replace("@60 Certificate No.", "@60 EAC Code || @220 33\n@60 Certificate No.").format(line="Kiel")
    assert claims_of(page, source=Source.OCR)[0].sector_codes.value == (SectorCode("EA", "33"),)
