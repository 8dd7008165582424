"""Where a block of text begins and ends: scopes in two languages, addresses in running text, tables of sites."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livingproof.core.claim import Claim, Field

Read = Callable[..., list[Claim]]

TOP = """
^30 > CERTIFICATE
@60 This is to certify that
^16 @60 Varga Optical Ltd
@60 5 Mill Lane, Leeds LS1 4AP, United Kingdom

@60 has been assessed and found to conform to
^16 @60 ISO 9001:2015

"""
BOTTOM = """

@60 Certificate No.: QX 55120
@60 Date of issue: 12 March 2024
@60 Valid until: 11 March 2027
"""


def value(field: Field[str]) -> str:
    """The value of a field that was found."""
    assert field.value is not None
    return field.value


@pytest.mark.parametrize(
    ("label", "first", "second"),
    [
        ("Geltungsbereich:", "Entwicklung und Herstellung von Linsen", "Development and manufacture of lenses"),
        ("Domeniul / Scope:", "Producția de lentile pentru ochelari", "Manufacture of lenses for the spectacles"),
        ("认证范围：", "眼镜镜片的设计、生产和销售", "Design, manufacture and sales of spectacle lenses"),
    ],
)
def test_a_scope_said_again_in_a_second_language_is_one_language_only(
    claims_of: Read, label: str, first: str, second: str
) -> None:
    (claim,) = claims_of(f"{TOP}@60 {label}\n@60 {first}\n@60 {second}{BOTTOM}")
    assert value(claim.scope) == first


def test_a_second_label_of_the_scope_ends_the_first_scope(claims_of: Read) -> None:
    (claim,) = claims_of(
        f"{TOP}@60 认证范围：LED灯具的设计和生产\n@60 Scope: Design and production of LED lamps{BOTTOM}"
    )
    assert value(claim.scope) == "LED灯具的设计和生产"


@pytest.mark.parametrize(
    "sentence",
    [
        "Proof has been furnished by means of an audit that the",
        "This registration is granted subject to the rules of the body",
        "applies an energy management system that fulfils the requirements",
        "(Food chain category: CI)",
    ],
)
def test_a_scope_ends_where_another_sentence_begins(claims_of: Read, sentence: str) -> None:
    (claim,) = claims_of(f"{TOP}@60 for the scope:\n@60 Manufacture of lenses and lens blanks\n@60 {sentence}{BOTTOM}")
    assert value(claim.scope) == "Manufacture of lenses and lens blanks"


def test_a_scope_without_a_label_is_told_by_the_activities_in_it(claims_of: Read) -> None:
    text = """
^30 > CERTIFICADO
@60 certifica que o Sistema de Gestão da Qualidade da organização
^16 @60 Ótica do Sado, Lda.
@60 Rua das Flores 4, 2900-100 Setúbal

@60 no que respeita a
@60 Fabrico e comercialização de lentes oftálmicas

@60 cumpre os requisitos da norma
^16 @60 NP EN ISO 9001:2015
"""
    (claim,) = claims_of(text + BOTTOM)
    assert value(claim.scope) == "Fabrico e comercialização de lentes oftálmicas"


def test_an_address_at_a_label_inside_a_sentence_ends_with_its_clause(claims_of: Read) -> None:
    text = """
^24 > 质量管理体系认证证书
@60 兹证明：青岛海桥光学有限公司（注册地址：山东省青岛市城阳区
@60 正阳路12号；办公地址：山东省青岛市市南区香港路3号）的质量管理体系符合
^14 @60 ISO 9001:2015
@60 认证范围：光学镜片的生产
@60 有效期至：2027年3月11日
"""
    (claim,) = claims_of(text)
    assert value(claim.holder_address) == "山东省青岛市城阳区正阳路12号"


def test_a_space_parts_label_and_value_in_scripts_without_spaces(claims_of: Read) -> None:
    text = """
^30 > 認証登録証
^16 @60 青葉光学株式会社
@60 所在地 宮城県仙台市青葉区本町2丁目3番4号

@60 適用規格 || @200 ISO 9001:2015
@60 登録範囲 || @200 光学レンズの設計及び製造
@60 有効期限 || @200 2027年3月11日
"""
    (claim,) = claims_of(text)
    assert value(claim.holder_address) == "宮城県仙台市青葉区本町2丁目3番4号"


def test_a_line_of_an_address_that_was_ended_on_purpose_gets_a_comma(claims_of: Read) -> None:
    text = TOP.replace(
        "@60 5 Mill Lane, Leeds LS1 4AP, United Kingdom", "@60 Lipová alej 41\n@60 602 00 Brno Czech Republic"
    )
    (claim,) = claims_of(f"{text}@60 Scope: Manufacture of lenses{BOTTOM}")
    assert value(claim.holder_address) == "Lipová alej 41, 602 00 Brno Czech Republic"


def test_a_table_of_sites_is_cut_where_all_columns_begin_anew(claims_of: Read) -> None:
    annex = """
^20 > ANNEX
@60 Certificate No.: QX 55120

@60 Facility || @220 Address || @400 Activity

@60 Varga Optical Ltd || @220 12 Quay Street || @400 Grinding of lenses
@60 Hull Works || @220 Hull HU1 2AA || @400 and coating

@60 Varga Optical Ltd || @220 8 Dock Road || @400 Sales
@60 London Office || @220 London E1 6AN
"""
    claim = claims_of(f"{TOP}@60 Scope: Manufacture of lenses{BOTTOM}", annex)[0]
    assert [(site.name, site.scope) for site in claim.sites.value or ()] == [
        ("Varga Optical Ltd Hull Works", "Grinding of lenses and coating"),
        ("Varga Optical Ltd London Office", "Sales"),
    ]


def test_the_accreditation_number_stands_right_of_a_label_in_two_languages(claims_of: Read) -> None:
    (claim,) = claims_of(
        f"{TOP}@60 Scope: Manufacture of lenses{BOTTOM}\n@60 认可注册号 Accreditation No.: || @300 C321-M"
    )
    assert value(claim.accreditation_number) == "C321-M"


def test_an_address_ends_at_the_next_label_of_its_line(claims_of: Read) -> None:
    text = """
^24 > 质量管理体系认证证书
@60 兹证明
^16 @60 青岛海桥光学有限公司
@60 注册地址：山东省青岛市城阳区正阳路12号 邮编：266109

@60 符合标准 ISO 9001:2015
@60 认证范围：光学镜片的生产
@60 有效期至：2027年3月11日
"""
    (claim,) = claims_of(text)
    assert value(claim.holder_address) == "山东省青岛市城阳区正阳路12号"
