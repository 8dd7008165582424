"""Addresses: compared by their parts, in several scripts, with and without commas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.matching.addresses import (
    AddressReason,
    Part,
    compare_addresses,
    country_of,
    nearest_address,
)
from livingproof.core.matching.places import country_code
from livingproof.core.terms import Zone

SAME = [
    ("No. 18 Xing Ye Road, Beilun District, Ningbo", "18 Xingye Rd, Beilun, Ningbo, China"),
    ("Industriestraße 12, 70565 Stuttgart, Germany", "Industriestr. 12, 70565 Stuttgart"),
    ("Via Roma 5, 36100 Vicenza", "VIA ROMA, 5 - 36100 VICENZA (VI), ITALIA"),
    ("Calle Circunvalación, Pol. A, Nº 3, Antiguo Cuscatlán", "CALLE CIRCUNVALACION POL A NO 3 ANTIGUO CUSCATLAN"),
    ("12 High Street, London SW1A 1AA", "12 High St., London SW1A1AA, United Kingdom"),
    ("ul. Marszałkowska 10/5, 00-590 Warszawa", "Ulica Marszalkowska 10/5, 00-590 Warszawa, Polska"),
    ("Bozburun Mah. 7042 Sokak No:6 Denizli", "bozburun mahallesi 7042 sk. no 6, Denizli, Türkiye"),
    (
        "Plot No. 4, Sector 25, Korangi Industrial Area, Karachi",
        "plot # 4 sector 25 korangi industrial area karachi 74900",
    ),
    ("KM 31.4 Carretera a Santa Ana, La Libertad", "Km. 31.4 carretera a Santa Ana La Libertad El Salvador"),
    ("г. Томск, ул. Ленина, д. 15", "ulitsa Lenina 15, Tomsk"),
    ("浙江省宁波市北仑区兴业路18号", "中国浙江省寧波市北侖區興業路18號"),
    ("서울특별시 강남구 테헤란로 152", "서울특별시 강남구 테헤란로 152"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_address_printed_in_two_ways_is_the_same(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is Zone.SAME, compare_addresses(left, right)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("No. 18 Xingye Rd, Ningbo", "No. 233 Binhai 4th Rd, Ningbo", AddressReason.OTHER_STREET_AND_NUMBER),
        ("No. 18 Xingye Rd, Ningbo", "No. 52 Xingye Rd, Ningbo", AddressReason.OTHER_NUMBER),
        ("No. 18 Binhai 4th Road, Ningbo", "No. 33 Binhai 5th Road, Ningbo", AddressReason.OTHER_STREET_AND_NUMBER),
        ("10 High Street, Leeds", "22 Mill Lane, Coventry", AddressReason.OTHER_TOWN_AND_STREET),
        ("Xincang Industrial Area, Pinghu", "Gaoqiao Industrial Zone, Tongxiang", AddressReason.OTHER_TOWN_AND_ESTATE),
        (
            "Plot 42, Korangi Industrial Area, Karachi",
            "Plot 77, Korangi Industrial Area, Karachi",
            AddressReason.OTHER_PLOT,
        ),
        ("5 Long Road, Leeds, United Kingdom", "9 Rue Haute, Lyon, France", AddressReason.OTHER_COUNTRY),
        ("浙江省宁波市北仑区兴业路18号", "浙江省宁波市北仑区兴业路52号", AddressReason.OTHER_NUMBER),
        ("浙江省宁波市北仑区兴业路18号", "江苏省苏州市吴中区红旗路9号", AddressReason.OTHER_TOWN_AND_STREET),
    ],
)
def test_another_place_needs_a_positive_reason(left: str, right: str, reason: AddressReason) -> None:
    match = compare_addresses(left, right)
    assert (match.zone, match.reason) == (Zone.OTHER, reason), match


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Building 4, No. 18 Xingye Road, Ningbo", "Building 7, No. 18 Xingye Road, Ningbo"),
        ("Xingye Road, Ningbo", "No. 18 Xingye Road, Ningbo"),
        ("No. 18 Xingye Road", "No. 18 Xingye Road, Ningbo"),
        ("浙江省宁波市北仑区兴业路18号", "No. 18 Xingye Road, Beilun, Ningbo"),
        ("Ningbo, China", "No. 18 Xingye Road, Ningbo"),
        ("No. 18 Xingye East Road, Ningbo", "No. 18 Xingye West Road, Ningbo"),
        ("No. 9 Xingye Road, Ningbo", "No. 911 Xingye Road, Ningbo"),
        ("", "No. 18 Xingye Road, Ningbo"),
    ],
)
def test_what_does_not_suffice_stays_unclear(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is Zone.UNCLEAR, compare_addresses(left, right)


def test_every_part_says_how_it_compares() -> None:
    match = compare_addresses("No. 18 Xingye Rd, Ningbo, Zhejiang", "No. 52 Xingye Rd, Ningbo 315100, China")
    assert match.parts == {
        "country": "absent",
        "region": "absent",
        "city": "same",
        "street": "same",
        "number": "different",
        "unit": "absent",
        "postcode": "absent",
        "estate": "absent",
    }


def test_an_address_printed_in_two_scripts_counts_in_each() -> None:
    both = "No. 18 Xingye Road, Beilun, Ningbo 浙江省宁波市北仑区兴业路18号"
    assert compare_addresses(both, "浙江省宁波市北仑区兴业路18号").zone is Zone.SAME
    assert compare_addresses(both, "18 Xingye Rd, Beilun, Ningbo").zone is Zone.SAME


def test_the_nearest_of_several_addresses_is_shown() -> None:
    match = nearest_address("18 Xingye Rd, Ningbo", ("2 Hongqi Road, Suzhou", "No. 52 Xingye Road, Ningbo"))
    assert match
    assert match.right == "No. 52 Xingye Road, Ningbo"
    assert match.number is Part.DIFFERENT
    assert nearest_address("18 Xingye Rd", ()) is None


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("No. 18 Xingye Road, Ningbo, Zhejiang", "CN"),
        ("Via Roma 5, 36100 Vicenza, Italy", "IT"),
        ("浙江省宁波市北仑区兴业路18号", "CN"),
        ("12 High Street, Littleham", None),
        ("Korangi Industrial Area, Karachi 74900 Pakistan", "PK"),
    ],
)
def test_the_country_of_an_address(address: str, country: str | None) -> None:
    assert country_of(address) == country


ADDRESSES = st.one_of(st.sampled_from([one for pair in SAME for one in pair]), st.text(max_size=40))


@given(ADDRESSES, ADDRESSES)
def test_the_zone_is_symmetric(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is compare_addresses(right, left).zone


@given(ADDRESSES.filter(lambda text: any(letter.isalpha() and letter.isascii() for letter in text)))
def test_an_address_is_the_same_as_itself(address: str) -> None:
    assert compare_addresses(address, address).zone is Zone.SAME


@pytest.mark.parametrize(("left", "right"), SAME)
def test_case_and_double_spaces_do_not_change_a_zone(left: str, right: str) -> None:
    for changed in (left.upper(), left.lower(), left.replace(" ", "  ")):
        assert compare_addresses(changed, right).zone is Zone.SAME, changed


@given(st.sampled_from([pair[0] for pair in SAME]), st.sampled_from([pair[1] for pair in SAME]))
def test_lost_commas_never_turn_the_same_into_other_or_other_into_the_same(left: str, right: str) -> None:
    zones = {compare_addresses(left, right).zone, compare_addresses(left.replace(",", " "), right).zone}
    assert zones != {Zone.SAME, Zone.OTHER}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("12 Nathan Road, Kowloon, Hong Kong", "12 Nathan Road, Kowloon, Hong Kong, China"),
        ("No. 5 Zhongshan Road, Taipei, Taiwan", "No. 5 Zhongshan Road, Taipei, Taiwan, Province of China"),
    ],
)
def test_a_place_that_is_also_written_under_another_country_is_one_place(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is Zone.SAME


def test_the_same_words_in_another_country_are_not_the_same_place() -> None:
    match = compare_addresses("5 Main Street, Newport, United Kingdom", "5 Main Street, Newport, Ireland")
    assert (match.zone, match.reason) == (Zone.UNCLEAR, AddressReason.COUNTRY_DIFFERS)


@pytest.mark.parametrize(
    ("text", "code"),
    [("CZ", "CZ"), ("cz", "CZ"), ("Hong Kong", "HK"), ("UK", "GB"), ("XX", None), ("Atlantis", None), (None, None)],
)
def test_a_country_is_told_by_its_letters_or_its_name(text: str | None, code: str | None) -> None:
    assert country_code(text) == code
