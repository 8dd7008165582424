"""Identifiers: equality inside one scheme, check digits, and what they say about two organisations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.claim import Identifier
from livingproof.core.matching.identifiers import (
    check_digit_holds,
    compare_identifiers,
    lei_check,
    readable,
    same_holder,
    uscc_check,
)
from livingproof.core.terms import Zone

LEI = "529900T8BM49AURSDO55"
USCC = "91350211M000100Y43"
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def ids(*pairs: tuple[str, str]) -> tuple[Identifier, ...]:
    return tuple(Identifier(scheme, value) for scheme, value in pairs)


def test_a_valid_lei_holds() -> None:
    assert lei_check(LEI)


@given(st.sampled_from([place for place, letter in enumerate(LEI) if letter.isdigit()]), st.sampled_from("0123456789"))
def test_one_changed_figure_of_an_lei_is_noticed(place: int, figure: str) -> None:
    changed = LEI[:place] + figure + LEI[place + 1 :]
    assert lei_check(changed) == (changed == LEI)


@given(st.text(LETTERS, min_size=17, max_size=17))
def test_exactly_one_check_character_fits_a_chinese_code(body: str) -> None:
    assert sum(uscc_check(body + letter) for letter in LETTERS) == 1


@pytest.mark.parametrize("value", ["", "91", "91350211M000100Y4I", "91350211M000100Y4"])
def test_what_is_no_chinese_code_does_not_hold(value: str) -> None:
    assert not uscc_check(value)


def test_a_scheme_without_a_rule_here_has_no_opinion_on_check_digits() -> None:
    assert check_digit_holds(Identifier("VAT-DE", "DE811111111")) is None


def test_spaces_case_and_the_way_the_scheme_is_written_do_not_matter() -> None:
    matches = compare_identifiers(ids(("vat de", "de 811 111 111")), ids(("VAT-DE", "DE811111111")))
    assert [match.zone for match in matches] == [Zone.SAME]


def test_identifiers_of_different_schemes_are_not_compared() -> None:
    assert compare_identifiers(ids(("LEI", LEI)), ids(("VAT-DE", "DE811111111"))) == ()
    assert same_holder(()) is None


def test_a_bad_check_digit_leaves_it_unclear() -> None:
    matches = compare_identifiers(ids(("LEI", LEI)), ids(("LEI", LEI[:-1] + "6")))
    assert matches[0].zone is Zone.UNCLEAR
    assert matches[0].bad_check_digit == (LEI[:-1] + "6",)


def test_one_identifier_that_agrees_outweighs_one_that_differs() -> None:
    left = ids(("LEI", LEI), ("VAT-DE", "DE811111111"))
    right = ids(("LEI", LEI), ("VAT-DE", "DE822222222"))
    assert same_holder(compare_identifiers(left, right)) is Zone.SAME


@given(st.text(max_size=22), st.text(max_size=22), st.sampled_from(["LEI", "USCC", "VAT-DE"]))
def test_comparing_is_symmetric_and_never_raises(left: str, right: str, scheme: str) -> None:
    there = compare_identifiers(ids((scheme, left)), ids((scheme, right)))[0]
    back = compare_identifiers(ids((scheme, right)), ids((scheme, left)))[0]
    assert there.zone is back.zone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Identifier("VAT-DE", "DE811111111"), Identifier("USt-IdNr.", "811 111 111")),
        (Identifier("VAT-GR", "EL094738215"), Identifier("ΑΦΜ", "094738215")),
        (Identifier("NIP-PL", "PL5260250995"), Identifier("NIP", "526-025-09-95")),
        (Identifier("INN-RU", "7830002293"), Identifier("ИНН", "7830002293")),
    ],
)
def test_a_number_is_the_same_with_and_without_the_letters_of_its_country(one: Identifier, other: Identifier) -> None:
    assert compare_identifiers([one], [other])[0].zone is Zone.SAME


def test_a_number_that_is_too_short_for_its_scheme_is_not_readable() -> None:
    assert not readable(Identifier("SIREN", "12345678"))
    assert readable(Identifier("SIREN", "123456789"))
