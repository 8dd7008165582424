"""Sites in the layouts in which bodies list them, each with its name, address, role and scope."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livingproof.core.claim import Claim, SiteRef

Read = Callable[..., list[Claim]]

HEAD = """
^30 > CERTIFICATE
> This is to certify that
^18 > Northern Gear Works Ltd
> 5 Mill Lane, Leeds LS1 4AP, United Kingdom
> has been assessed and found to conform to the requirements of
^18 > ISO 9001:2015
@60 Scope: Manufacture of gears
@60 Certificate No.: QM-4711
@60 Issue Date: 05 Aug 2022
@60 Expiry Date: 04 Aug 2025

"""


def _sites(claims: list[Claim]) -> tuple[SiteRef, ...]:
    return claims[0].sites.value or ()


def test_a_numbered_list_has_a_name_and_an_address_each(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 Sites covered:
@60 1. Northern Gear Works Ltd, 5 Mill Lane, Leeds LS1 4AP
@60 2. Northern Gear Works Ltd, 7 Dock Street, Hull HU1 1AA
@60 3. Gear Logistics Ltd, 9 Quay Road, Grimsby DN31 3AA"""
        )
    )
    assert [(site.name, site.address) for site in sites] == [
        ("Northern Gear Works Ltd", "5 Mill Lane, Leeds LS1 4AP"),
        ("Northern Gear Works Ltd", "7 Dock Street, Hull HU1 1AA"),
        ("Gear Logistics Ltd", "9 Quay Road, Grimsby DN31 3AA"),
    ]


@pytest.mark.parametrize("bullet", ["•", "-", "–", "◦", "■", "·"])
def test_bullets_begin_sites(claims_of: Read, bullet: str) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + f"""@60 At the following sites:
@60 {bullet} Head Office: 5 Mill Lane, Leeds LS1 4AP
@60 {bullet} Warehouse: 7 Dock Street, Hull HU1 1AA"""
        )
    )
    assert [(site.role, site.address) for site in sites] == [
        ("Head Office", "5 Mill Lane, Leeds LS1 4AP"),
        ("Warehouse", "7 Dock Street, Hull HU1 1AA"),
    ]


def test_the_central_function_comes_first(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 List of sites
@60 1. Production - 7 Dock Street, Hull HU1 1AA
@60 2. Central function - 5 Mill Lane, Leeds LS1 4AP"""
        )
    )
    assert [site.role for site in sites] == ["Central function", "Production"]


def test_blocks_between_blank_lines_are_sites(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 The following sites:

@60 Northern Gear Works Ltd
@60 5 Mill Lane
@60 Leeds LS1 4AP

@60 Northern Castings Ltd
@60 7 Dock Street
@60 Hull HU1 1AA"""
        )
    )
    assert [(site.name, (site.address or "").replace(",", "")) for site in sites] == [
        ("Northern Gear Works Ltd", "5 Mill Lane Leeds LS1 4AP"),
        ("Northern Castings Ltd", "7 Dock Street Hull HU1 1AA"),
    ]


def test_a_scope_below_each_address_belongs_to_its_site(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 Site 1: Northern Gear Works Ltd
@60 5 Mill Lane, Leeds LS1 4AP
@60 Scope: Manufacture of gears
@60 Site 2: Northern Castings Ltd
@60 7 Dock Street, Hull HU1 1AA
@60 Scope: Casting of blanks"""
        )
    )
    assert [(site.name, site.scope) for site in sites] == [
        ("Northern Gear Works Ltd", "Manufacture of gears"),
        ("Northern Castings Ltd", "Casting of blanks"),
    ]


def test_the_scope_below_the_list_is_that_of_the_certificate(claims_of: Read) -> None:
    claim = claims_of(
        HEAD.replace("@60 Scope: Manufacture of gears\n", "")
        + """@60 Sites covered:
@60 1. 5 Mill Lane, Leeds LS1 4AP
@60 2. 7 Dock Street, Hull HU1 1AA
@60 Scope: Manufacture of gears"""
    )[0]
    assert [site.scope for site in claim.sites.value or ()] == [None, None]
    assert claim.scope.value == "Manufacture of gears"


@pytest.mark.parametrize(
    "heads",
    [
        "@60 Site || @220 Address || @420 Scope",
        "@60 Standort || @220 Anschrift || @420 Tätigkeiten",
        "@60 Site || @220 Adresse || @420 Activités",
        "@60 Emplazamiento || @220 Dirección || @420 Actividades",
        "@60 Sede || @220 Indirizzo || @420 Attività",
        "@60 Unidade || @220 Endereço || @420 Atividades",
        "@60 Vestiging || @220 Adres || @420 Activiteiten",
        "@60 Lokalizacja || @220 Adres || @420 Zakres działalności",
        "@60 Pracoviště || @220 Adresa || @420 Činnosti",
        "@60 Şube || @220 Adres || @420 Faaliyet",
        "@60 Площадка || @220 Адрес || @420 Область деятельности",
        "@60 场所名称 || @220 场所地址 || @420 业务范围",
        "@60 事業所名 || @220 所在地 || @420 活動範囲",
        "@60 사업장명 || @220 소재지 || @420 활동 범위",
    ],
)
def test_a_table_is_read_by_its_headings(claims_of: Read, heads: str) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + heads
            + """
@60 Works North || @220 5 Mill Lane, Leeds LS1 4AP || @420 Milling of gears
@60 Works South || @220 7 Dock Street, Hull HU1 1AA || @420 Casting of blanks"""
        )
    )
    assert [(site.name, site.address, site.scope) for site in sites] == [
        ("Works North", "5 Mill Lane, Leeds LS1 4AP", "Milling of gears"),
        ("Works South", "7 Dock Street, Hull HU1 1AA", "Casting of blanks"),
    ]


def test_a_table_counts_its_rows_and_names_roles(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 No. || @90 Location || @260 Function || @380 Activities
@60 1 || @90 Northern Gear Works Ltd || @260 Head office || @380 Sales and purchase
@90 5 Mill Lane, Leeds LS1 4AP
@60 2 || @90 Northern Castings Ltd || @260 Plant || @380 Casting of blanks,
@90 7 Dock Street, Hull HU1 1AA || @380 heat treatment"""
        )
    )
    assert sites == (
        SiteRef("Northern Gear Works Ltd", "5 Mill Lane, Leeds LS1 4AP", "Sales and purchase", "Head office"),
        SiteRef("Northern Castings Ltd", "7 Dock Street, Hull HU1 1AA", "Casting of blanks, heat treatment", "Plant"),
    )


def test_a_table_goes_on_over_the_page(claims_of: Read) -> None:
    first = """^20 > Annex to certificate
@60 Certificate No.: QM-4711
@60 Site || @220 Address || @420 Scope
@60 Works North || @220 5 Mill Lane, Leeds LS1 4AP || @420 Milling of gears
@60 Works South || @220 7 Dock Street, Hull HU1 1AA || @420 Casting of blanks
> Page 2 of 3"""
    second = """^20 > Annex to certificate
@60 Certificate No.: QM-4711

@60 Works East || @220 9 Quay Road, Grimsby DN31 3AA || @420 Storage of gears
> Page 3 of 3"""
    sites = _sites(claims_of(HEAD, first, second))
    assert [site.name for site in sites] == ["Works North", "Works South", "Works East"]


def test_a_numbered_list_goes_on_over_the_page(claims_of: Read) -> None:
    first = """^20 > Annex to certificate
@60 Certificate No.: QM-4711
@60 List of sites:
@60 1. 5 Mill Lane, Leeds LS1 4AP
@60 2. 7 Dock Street, Hull HU1 1AA"""
    second = """^20 > Annex to certificate
@60 Certificate No.: QM-4711

@60 3. 9 Quay Road, Grimsby DN31 3AA
@60 4. 11 Pier Road, Dover CT16 1AA"""
    sites = _sites(claims_of(HEAD, first, second))
    assert [(site.address or "")[:2].strip(",") for site in sites] == ["5 ", "7 ", "9 ", "11"]


def test_chinese_addresses_have_roles(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            """^26 > 质量管理体系认证证书
@60 证书编号：12324Q10001R0M
@60 兹证明
^16 > 宁波示例齿轮有限公司
@60 统一社会信用代码：91330200MA2XXXXX1X
@60 注册地址：浙江省宁波市北仑区大港路10号
@60 经营地址：浙江省宁波市鄞州区天童路22号
@60 生产地址：浙江省宁波市镇海区工业路35号
@60 管理体系符合标准：GB/T 19001-2016 / ISO 9001:2015
@60 认证范围：齿轮的生产和销售
@60 发证日期：2024年3月1日
@60 有效期至：2027年2月28日"""
        )
    )
    assert [(site.role, site.address) for site in sites] == [
        ("经营地址", "浙江省宁波市鄞州区天童路22号"),
        ("生产地址", "浙江省宁波市镇海区工业路35号"),
    ]


def test_a_place_said_in_two_languages_is_one_site(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 生产地址：浙江省宁波市镇海区工业路35号
@60 Production address: No. 35 Gongye Road, Zhenhai District, Ningbo City, China"""
        )
    )
    assert [site.role for site in sites] == ["生产地址"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Standorte:", "Lager"), ("Sites certifiés:", "Entrepôt"), ("Sedes certificadas:", "Almacén"),
        ("Elenco sedi:", "Magazzino"), ("Lista de locais:", "Armazém"), ("Locaties:", "Magazijn"),
        ("Lokalizacje:", "Magazyn"), ("Seznam pracovišť:", "Sklad"), ("Sahalar:", "Depo"),
        ("Производственная площадка:", "Склад"), ("多场所清单：", "仓库"), ("関連事業所一覧：", "倉庫"), ("사업장 목록:", "창고"),
    ],
)  # fmt: skip
def test_roles_are_known_in_many_languages(claims_of: Read, heading: str, role: str) -> None:
    sites = _sites(
        claims_of(
            HEAD + f"@60 {heading}\n@60 1. 5 Mill Lane, Leeds LS1 4AP\n@60 2. {role}: 7 Dock Street, Hull HU1 1AA"
        )
    )
    assert [site.role for site in sites] == [None, role]


def test_sites_named_inside_an_activity_are_sites_too(claims_of: Read) -> None:
    annex = """@60 Certificate No.: QM-4711
@60 Location || @320 Registered Activities
@60 Northern Gear Works Ltd || @320 Manufacture of gears.
@60 5 Mill Lane || @320 Including the following remote support functions:
@60 Leeds || @320 Northern Services Ltd 7 Dock Street, Hull HU1 1AA.
@320 Purchase and customer service"""
    sites = _sites(claims_of(HEAD, annex))
    assert [(site.role, site.scope) for site in sites] == [
        (None, "Manufacture of gears."),
        ("remote support functions", "Purchase and customer service"),
    ]


def test_notes_below_a_list_are_no_sites(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 Sites covered:
@60 1. 5 Mill Lane, Leeds LS1 4AP
@60 2. 7 Dock Street, Hull HU1 1AA
@60 This certificate remains the property of the body and must be returned on request
> Page 1 of 1"""
        )
    )
    assert [site.address for site in sites] == ["5 Mill Lane, Leeds LS1 4AP", "7 Dock Street, Hull HU1 1AA"]


def test_brackets_hold_the_activity_of_a_site(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 関連事業所：
@60 ・本社
@60 東京都港区架空町3-1-22
@60 [設計及び販売]
@60 ・埼玉工場
@60 埼玉県越谷市架空町7-449-1
@60 [金属加工品の製造]"""
        )
    )
    assert sites == (
        SiteRef(None, "東京都港区架空町3-1-22", "設計及び販売", "本社"),
        SiteRef("埼玉工場", "埼玉県越谷市架空町7-449-1", "金属加工品の製造", None),
    )


def test_labelled_blocks_on_an_annex_are_sites(claims_of: Read) -> None:
    annex = """^20 > Annex to certificate
@60 Certificate No.: QM-4711

@60 Name: Northern Gear Works Ltd
@60 Address: 5 Mill Lane, Leeds LS1 4AP
@60 Activity: Milling of gears

@60 Name: Northern Castings Ltd
@60 Address: 7 Dock Street, Hull HU1 1AA
@60 Activity: Casting of blanks"""
    assert _sites(claims_of(HEAD, annex)) == (
        SiteRef("Northern Gear Works Ltd", "5 Mill Lane, Leeds LS1 4AP", "Milling of gears"),
        SiteRef("Northern Castings Ltd", "7 Dock Street, Hull HU1 1AA", "Casting of blanks"),
    )


def test_lines_that_begin_with_a_role_are_sites(claims_of: Read) -> None:
    sites = _sites(
        claims_of(HEAD + "@60 Head Office: 5 Mill Lane, Leeds LS1 4AP\n@60 Plant 1: 7 Dock Street, Hull HU1 1AA")
    )
    assert [(site.role, site.address) for site in sites] == [
        ("Head Office", "5 Mill Lane, Leeds LS1 4AP"),
        ("Plant 1", "7 Dock Street, Hull HU1 1AA"),
    ]


def test_two_places_in_one_line_are_less_sure(claims_of: Read) -> None:
    one = claims_of(HEAD + "@60 Sites: 5 Mill Lane, Leeds LS1 4AP")[0].sites
    two = claims_of(HEAD + "@60 Sites: 5 Mill Lane, Leeds LS1 4AP and 7 Dock Street, Hull HU1 1AA")[0].sites
    assert [site.address for site in two.value or ()] == ["5 Mill Lane, Leeds LS1 4AP", "7 Dock Street, Hull HU1 1AA"]
    assert two.confidence < one.confidence


def test_cells_may_stand_in_the_middle_of_their_row(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 No. || @100 Site || @260 Address || @420 Activity
@260 5 Mill Lane,
@60 1 || @100 Works North || @260 Leeds LS1 4AP, || @420 Milling
@260 United Kingdom

@260 7 Dock Street,
@60 2 || @100 Works South || @260 Hull HU1 1AA, || @420 Casting
@260 United Kingdom"""
        )
    )
    assert [(site.name, site.address, site.scope) for site in sites] == [
        ("Works North", "5 Mill Lane, Leeds LS1 4AP, United Kingdom", "Milling"),
        ("Works South", "7 Dock Street, Hull HU1 1AA, United Kingdom", "Casting"),
    ]


def test_blocks_may_stand_side_by_side(claims_of: Read) -> None:
    sites = _sites(
        claims_of(
            HEAD
            + """@60 The following sites:
@60 Northern Gear Works Ltd || @320 Northern Castings Ltd
@60 5 Mill Lane, || @320 7 Dock Street,
@60 Leeds LS1 4AP || @320 Hull HU1 1AA"""
        )
    )
    assert [(site.name, site.address) for site in sites] == [
        ("Northern Gear Works Ltd", "5 Mill Lane, Leeds LS1 4AP"),
        ("Northern Castings Ltd", "7 Dock Street, Hull HU1 1AA"),
    ]


def test_a_certificate_of_one_place_lists_no_sites(claims_of: Read) -> None:
    assert not claims_of(HEAD)[0].sites
