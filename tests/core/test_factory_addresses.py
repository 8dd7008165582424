"""Addresses of factories as lists print them: villages, estates, lost commas, local words of many countries."""

from __future__ import annotations

import pytest

from livingproof.core.matching.addresses import AddressReason, compare_addresses
from livingproof.core.terms import Zone


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lot 14, Serapalm Export Processing Zone, Serapalm", "Lot 14, S.E.P.Z., Serapalm"),
        ("Phum Trolok, Khum Prey Sarang, Srok Bati", "Trolok village, Prey Sarong commune, Bati district, Cambodia"),
        ("dungawila madampela kotadeniya 11232 sri lanka", "dungawilamadampelakotadeniya"),
        ("Lo B3, Khu cong nghiep Hoa Sen, TX Di Lam", "Lot B3, KCN Hoa Sen, Di Lam"),
        ("Third Industrial Zone, Qiaoshan Village, Huling Town", "The 3rd Industrial Zone, Qiao Shan, Hu Ling"),
        ("112 Bd Moulay Rachid, Casablanca", "112 Boulevard Moulay Rachid, Casablanca"),
        ("P.O. Box 22, Al Noor Industrial Estate, Plot 9, Sahab", "Plot 9 Al Noor Industrial Estate Sahab"),
    ],
)
def test_what_two_lists_print_of_one_site_is_the_same(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is Zone.SAME, compare_addresses(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Plot B-14, SIPCOT Industrial Complex, Perundurai", "Plot D-3, SIPCOT Industrial Complex, Perundurai"),
        ("Gat No. 305, Nanewadi, Chakan", "Gat No. 112, Nanewadi, Chakan"),
        ("36 Bd Moulay Rachid, Casablanca", "112 Bd Moulay Rachid, Casablanca"),
        ("Via Verdi 14, 37060 Sona", "Via Bellini 3, 37060 Sona"),
    ],
)
def test_the_next_plot_is_another_site(left: str, right: str) -> None:
    assert compare_addresses(left, right).zone is Zone.OTHER, compare_addresses(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Building 3, Luoshan Industrial Park, Nanhai", "Building 9, Luoshan Industrial Park, Nanhai"),
        ("Qiaoshan Village, Huling Town", "Xinwei Village, Huling Town"),
        ("700/12 Amara Industrial Estate, Chonburi", "700/85 Amara Industrial Estate, Chonburi"),
        ("No. 18 Qinghe East Road, Ningbo", "No. 18 Qinghe West Road, Ningbo"),
    ],
)
def test_what_speaks_for_two_sites_is_never_near(left: str, right: str) -> None:
    match = compare_addresses(left, right)
    assert match.zone is not Zone.SAME, match
    assert not match.nearby, match


def test_a_house_number_and_a_milestone_do_not_contradict() -> None:
    match = compare_addresses("Km 51, Highway 5, Dai Lam, Hai Duong", "No. 10, Dai Lam, Hai Duong")
    assert match.zone is not Zone.OTHER


def test_a_village_agrees_word_by_word_and_says_so() -> None:
    match = compare_addresses("Udukoda, Denigama, Weliwita", "Udukoda Industrial Estate, Denigama, Weliwita")
    assert match.reason is AddressReason.SAME_WORDS
