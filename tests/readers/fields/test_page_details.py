"""What else a page says: its revision, who signed, the same in another language, when surveillance is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from livingproof.core.claim import Claim
from livingproof.core.terms import Source

Read = Callable[..., list[Claim]]

PAGE = """
^20 > CERTIFICATE
> This is to certify that
^16 > Nordwerk Pumpen Ltd
> 12 Harbour Street, 24103 Kiel, Germany
> has been found to conform to
> ISO 9001:2015
> for the following scope
> Manufacture of centrifugal pumps and spare parts

@60 Certificate No.: || @220 QM-4711-22
@60 Valid until: || @220 2027-03-01
@60 Date of issue: || @220 2024-03-02
{lines}
"""


def read_with(claims_of: Read, lines: str) -> Claim:
    return claims_of(PAGE.format(lines=lines))[0]


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        ("@60 Rev. 02", "2"),
        ("@60 Revision: 3", "3"),
        ("@60 Issue No. || @220 4", "4"),
        ("@60 Issue 1. Certified since 04 August 2021.", "1"),
        ("@60 Ausgabe: 2", "2"),
        ("@60 版本：3", "3"),
        ("@60 Version: 2.1", "2.1"),
        ("@60 Rev.: B", "B"),
        ("@60 Revizyon No / Tarihi || @260 02 / 14.03.2022", "2"),
        ("@60 vydání č. 5", "5"),
        ("@60 QM-4711-22 Rev. 00", "0"),
    ],
)
def test_the_revision_of_the_certificate_is_read(claims_of: Read, lines: str, mark: str) -> None:
    assert read_with(claims_of, lines).revision.normalised == mark


@pytest.mark.parametrize(
    "lines",
    [
        "@60 F-QM-12 Rev 3",
        "@60 FR.86 Rev.4",
        "@60 T.01, Rev.01, 11.10.2025",
        "@60 Latest Revision Date: 2023-12-22",
        "@60 Issue 12 March 2024",
        "@60 (SOA: 26.10.2024 Rev.00)",
        "@60 Enterprise Version, Bronze",
        "@60 NACE Rev. 2: 28.13",
        "@60 Statement of Applicability version 3.2",
    ],
)
def test_the_revision_of_a_form_or_another_paper_is_not_that_of_the_certificate(claims_of: Read, lines: str) -> None:
    assert not read_with(claims_of, lines).revision


def test_the_print_of_the_revision_is_kept(claims_of: Read) -> None:
    assert read_with(claims_of, "@60 Rev. 02").revision.value == "Rev. 02"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("@60 Michael Lambert, Managing Director", ("Michael Lambert",)),
        ("@60 Managing Director Taiwan, Peter Pu", ("Peter Pu",)),
        ("@60 Claudia Veraldini – Certification Body Manager", ("Claudia Veraldini",)),
        ("@60 C. Mair || @320 E. Anders\n@60 Generaldirektor || @320 Fachbeauftragte", ("C. Mair", "E. Anders")),
        ("@60 Authorised by\n@60 Julio Urbano\n@60 Certification Manager", ("Julio Urbano",)),
        ("@60 Dr. Markus Vöhringer\n@60 Leiter der Zertifizierungsstelle", ("Markus Vöhringer",)),
        ("@60 签发人：罗建平", ("罗建平",)),
        ("@60 代表取締役社長 立上和勇", ("立上和勇",)),
        ("@60 대표이사 김민수", ("김민수",)),
        ("@60 Управител: инж. Д. Петков", ("Д. Петков",)),
        ("@60 Dudina N.N.\n@60 Head of Certification Body", ("Dudina N.N.",)),
        ("@60 Rafael GARCÍA MEIRO\n@60 Director General", ("Rafael GARCÍA MEIRO",)),
    ],
)
def test_the_names_of_those_who_sign_are_read(claims_of: Read, lines: str, names: tuple[str, ...]) -> None:
    assert read_with(claims_of, "\n" + lines).signatories.value == names


@pytest.mark.parametrize(
    "lines",
    [
        "@60 Managing Director",
        "@60 Head Office: 52A Marg, Mumbai",
        "@60 Certification Body\n@60 Director",
        "@60 General Manager\n@60 Nordwerk Pumpen Ltd",
        "@60 The director of the company must inform the Certification Body of changes without delay.",
        "@60 总经理：",
    ],
)
def test_a_caption_without_a_name_gives_none(claims_of: Read, lines: str) -> None:
    assert not read_with(claims_of, "\n" + lines).signatories


BILINGUAL = """
^20 > 质量管理体系认证证书
> 兹证明 This is to certify that
^16 > 苏州北方泵业有限公司
^14 > Suzhou Nordwerk Pump Co., Ltd.
@60 地址：江苏省苏州市工业园区星湖街88号
@60 Add.: No. 88 Xinghu Street, Industrial Park, Suzhou, Jiangsu, China

@60 符合标准 has been found to conform to the standard:
> GB/T 19001-2016 / ISO 9001:2015

@60 认证范围：离心泵的设计、生产和销售
@60 Scope: Design, manufacture and sale of centrifugal pumps

@60 证书编号 Certificate No.: || @260 01524Q01263R1S
@60 有效期至 Valid until: || @260 2027.12.08
@60 发证日期 Date of issue: || @260 2024.12.09
"""


def test_name_address_and_scope_of_the_second_language_are_kept(claims_of: Read) -> None:
    claim = claims_of(BILINGUAL, source=Source.OCR)[0]
    names = {claim.holder_name.value, *(claim.holder_name_other.value or ())}
    addresses = " | ".join([claim.holder_address.value or "", *(claim.holder_address_other.value or ())])
    scopes = {claim.scope.value, *(claim.scope_other.value or ())}
    assert names == {"苏州北方泵业有限公司", "Suzhou Nordwerk Pump Co., Ltd."}
    assert "江苏省苏州市工业园区星湖街88号" in addresses
    assert "No. 88 Xinghu Street" in addresses
    assert scopes == {"离心泵的设计、生产和销售", "Design, manufacture and sale of centrifugal pumps"}


def test_a_second_column_in_other_letters_is_name_and_address(claims_of: Read) -> None:
    page = """
    ^20 > Certificate of Registration
    @60 This is to certify that:
    @60 Nordlink Industrial Co., Ltd. || @360 北連工業股份有限公司
    @60 No. 1, Harbour E. Rd. || @360 臺灣
    @60 Kaohsiung City || @360 高雄市
    @60 80661 || @360 港工東路1號
    @60 Taiwan || @360 80661

    @60 operates a Quality Management System which complies with ISO 9001:2015 for the following scope:
    @60 The manufacture of fasteners.

    @60 Certificate Number: 404044
    @60 Expiry Date: 2027-07-31
    """
    claim = claims_of("\n".join(line.strip() for line in page.splitlines()))[0]
    assert claim.holder_name_other.value == ("北連工業股份有限公司",)
    assert claim.holder_address_other.value == ("臺灣高雄市港工東路1號 80661",)


def test_a_scope_in_german_and_english_is_read_in_both(claims_of: Read) -> None:
    page = PAGE.replace(
        "> for the following scope\n> Manufacture of centrifugal pumps and spare parts",
        "@60 Geltungsbereich:\n@60 Entwicklung und Herstellung von Sondermaschinen für die Holzindustrie\n"
        "@60 Development and manufacture of special machines for the timber industry",
    )
    claim = claims_of(page.format(lines=""))[0]
    assert claim.scope.value == "Entwicklung und Herstellung von Sondermaschinen für die Holzindustrie"
    assert claim.scope_other.value == ("Development and manufacture of special machines for the timber industry",)


def test_one_language_has_no_further_versions(claims_of: Read) -> None:
    claim = read_with(claims_of, "")
    assert not claim.scope_other
    assert not claim.holder_name_other
    assert not claim.holder_address_other


def test_an_identifier_in_brackets_is_no_further_name(claims_of: Read) -> None:
    page = PAGE.replace("> 12 Harbour", "> (Unified social credit code: 91110000600037341L)\n> 12 Harbour")
    assert not claims_of(page.format(lines=""))[0].holder_name_other


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (
            "@60 1st Surveillance Due On: 2025-03-01\n@60 2nd Surveillance Due On: 2026-03-01",
            ("2025-03-01", "2026-03-01"),
        ),
        ("@60 Surveillance audit before || @260 01 March 2025", ("2025-03-01",)),
        ("@60 Dozorový audit do 18. 5. 2025 a do 18. 5. 2026", ("2025-05-18", "2026-05-18")),
        ("@60 Инспекционный контроль: 13.02.2025, 13.02.2026", ("2025-02-13", "2026-02-13")),
        ("@60 第一次监督审核日期：2025年3月1日", ("2025-03-01",)),
    ],
)
def test_every_day_on_which_surveillance_is_due_is_read(claims_of: Read, lines: str, days: tuple[str, ...]) -> None:
    claim = read_with(claims_of, lines)
    assert claim.surveillance_due_on.value == tuple(map(date.fromisoformat, days))
    assert claim.expires_on.value == date(2027, 3, 1)


@pytest.mark.parametrize(
    "lines",
    [
        "@60 Recertification audit before: 2027-01-15",
        "@60 Recertification due: 2026-12-01",
        "@60 Previous expiry date: 2024-03-01",
        "@60 Date of last audit: 2028-01-12",
        "@60 Expiry date of previous cycle: 2024-03-01",
        "@60 Rezertifizierungsaudit bis: 15.01.2027",
        "@60 上次认证到期日：2024年3月1日",
    ],
)
def test_another_day_is_not_the_expiry(claims_of: Read, lines: str) -> None:
    assert read_with(claims_of, lines).expires_on.value == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("@60 Certification decision date: 2024-02-27", "2024-02-27"),
        ("@60 Date of decision: 27 February 2024", "2024-02-27"),
        ("@60 认证决定日期：2024年2月27日", "2024-02-27"),
        ("@60 Datum der Zertifizierungsentscheidung: 27.02.2024", "2024-02-27"),
    ],
)
def test_the_day_of_the_decision_is_read(claims_of: Read, lines: str, day: str) -> None:
    assert read_with(claims_of, lines).decision_on.value == date.fromisoformat(day)


def test_a_first_year_alone_makes_no_day(claims_of: Read) -> None:
    assert not read_with(claims_of, "@60 First certified: 2008").first_certified_on
