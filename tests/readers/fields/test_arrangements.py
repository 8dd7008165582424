"""Arrangements of labels and values that tempt a reader to take the wrong words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livingproof.core.claim import Claim
from livingproof.core.terms import Source

Read = Callable[..., list[Claim]]

HEAD = """
^30 > CERTIFICATE
> This is to certify that
^18 > Northern Gear Works Ltd
> 5 Mill Lane, Leeds LS1 4AP, United Kingdom
> has been assessed and found to conform to the requirements of
^18 > ISO 9001:2015
"""


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ("@60 Certificate ID24/00112233", "ID24/00112233"),
        ("> č. Q-20417/24", "Q-20417/24"),
        ("> S: HT 5150/3.11.09", "HT 5150/3.11.09"),
        (("@60 Certificate No.: QM-4711\n@60 The mark belongs to a firm registered in England and Wales under the "
         "company laws of the country, Registration No. 01234567"), "QM-4711"),
        ("@60 Nummer || @160 K12345/02 || @300 Vervangt || @400 K12345/01", "K12345/02"),
    ],
)  # fmt: skip
def test_the_number_is_found_where_it_stands(claims_of: Read, rows: str, number: str) -> None:
    assert claims_of(HEAD + rows)[0].certificate_number.value == number


def test_a_national_standard_is_no_number(claims_of: Read) -> None:
    text = HEAD.replace("ISO 9001:2015", "ČSN EN ISO 9001:2016")
    assert claims_of(text)[0].certificate_number.value is None


@pytest.mark.parametrize(
    ("rows", "field", "day"),
    [
        (("@60 Datum první certifikace || @250 Platnost od || @400 Platnost do\n"
         "@60 4. 6. || @90 2008 || @250 4.6.2023 || @400 3.6.2026"), "first_certified_on", "2008-06-04"),
        (("@60 Platnost do: 3.6.2026\n@60 Platnost certifikátu je podmíněna úspěšným výsledkem dozorových auditů: "
         "do 4. 6. 2024 a do 4. 6. 2025"), "expires_on", "2026-06-03"),
        (("@60 Current Certificate || @250 20 May 2024\n@60 Certificate Expiry || @250 22 May 2027\n"
         "@60 Previous Expiry || @250 22 May 2024"), "issued_on", "2024-05-20"),
        (("@60 Дата на първоначална || @250 18.03.2019 г.\n@60 сертификация:\n"
         "@60 Дата на издаване: || @250 15.03.2025 г."), "first_certified_on", "2019-03-18"),
        (("@60 更新日/Renewed || @250 2022年12月25日\n@60 有効期限/Expiry || @250 2025年12月24日\n"
         "@60 東京都港区架空町 3-1-22"), "issued_on", "2022-12-25"),
    ],
)  # fmt: skip
def test_a_day_is_given_to_the_label_it_belongs_to(claims_of: Read, rows: str, field: str, day: str) -> None:
    assert str(getattr(claims_of(HEAD + rows)[0], field).value) == day


def test_a_company_number_in_brackets_is_no_part_of_the_name(claims_of: Read) -> None:
    text = """
    ^24 > 认证证书
    编号：12324Q0001R0S
    兹证明：北方齿轮有限公司（统一社会信用代码：
    91110000000000000X；注册地址：北京市海淀区某路1号）
    > ISO 9001:2015
    """
    assert claims_of("\n".join(row.strip() for row in text.splitlines()))[0].holder_name.value == "北方齿轮有限公司"


def test_a_heading_on_two_lines_is_no_holder(claims_of: Read) -> None:
    text = """
^30 ZERTIFIKAT
Dieses Zertifikat bestätigt die Anwendung eines wirksamen
^15 ARBEITS- UND
^15 GESUNDHEITSSCHUTZMANAGEMENTSYSTEMS
welches die Anforderungen des folgenden Standards erfüllt
^18 ISO 45001:2018
^15 Nordtal Getriebebau Gesellschaft m.b.H.
Gewerbepark 5, A-4594 Grünburg
"""
    assert claims_of(text)[0].holder_name.value == "Nordtal Getriebebau Gesellschaft m.b.H."


def test_a_legal_form_read_with_noughts_is_put_right(claims_of: Read) -> None:
    text = HEAD.replace("Northern Gear Works Ltd", "METALKA SEVER d.0.0.")
    assert claims_of(text, source=Source.OCR)[0].holder_name.value == "METALKA SEVER d.o.o."


@pytest.mark.parametrize("name", ["ТОВ «ПІВНІЧСЕРТ-СИСТЕМА»", "SEVERCERT d.o.o.", "北方国际认证（成都）有限公司"])
def test_an_unknown_body_named_with_its_legal_form_is_held_likely(claims_of: Read, name: str) -> None:
    body = claims_of(f"^14 > {name}\n{HEAD}\n@60 Certificate No.: QM-4711")[0].certification_body
    assert body.value == name
    assert body.normalised is None
    assert body.confidence >= 0.8
