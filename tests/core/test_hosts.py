"""Hosts of links: who registered them, and which ones look like another."""

from __future__ import annotations

import pytest

from livingproof.core.matching.hosts import likeness, name_of, one_edit_apart, registrable

KNOWN = ("bsigroup.com", "turkak.org.tr", "bureauveritas.com", "sgs.com", "dnv.com", "tuv-nord.com", "ukas.com")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("verifeyeqr.bsigroup.com", "bsigroup.com"),
        ("asist.turkak.org.tr", "turkak.org.tr"),
        ("https://www.ukas.com:443/find?x=1", "ukas.com"),
        ("register.body.co.uk", "body.co.uk"),
        ("www.tuev.at", "tuev.at"),
        ("cx.cnca.cn", "cnca.cn"),
        ("seller.github.io", "seller.github.io"),
        ("10.0.0.7", "10.0.0.7"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_host_is_known_by_the_part_that_was_registered(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_the_name_is_the_label_of_the_owner() -> None:
    assert name_of("www.turkak.org.tr") == "turkak"


@pytest.mark.parametrize(
    ("host", "domain", "how"),
    [
        ("verify.bs1group.com", "bsigroup.com", "look-alike letters"),
        ("bureauverltas.com", "bureauveritas.com", "look-alike letters"),
        ("5gs.com", "sgs.com", "look-alike letters"),
        ("bureauveritaas.com", "bureauveritas.com", "one letter differs"),
        ("bureauveirtas.com", "bureauveritas.com", "one letter differs"),
        ("sgs-verify.com", "sgs.com", "added word"),
        ("verify-tuv-nord.com", "tuv-nord.com", "added word"),
        ("ukasverification.org", "ukas.com", "added word"),
    ],
)
def test_a_host_that_looks_like_a_known_one_is_named(host: str, domain: str, how: str) -> None:
    found = likeness(host, KNOWN)
    assert found is not None
    assert (found.domain, found.how) == (domain, how)


@pytest.mark.parametrize(
    "host",
    [
        "portal.bsigroup.com",  # the domain itself
        "sqs.ch",  # another body with a short name
        "bsigroup.co.uk",  # the same name elsewhere may be the body's own
        "dnvgl.com",
        "sgs-thailand.co.th",
        "tuv-nord-cert.de",
        "weixin.qq.com",
        "",
    ],
)
def test_other_hosts_resemble_nothing(host: str) -> None:
    assert likeness(host, KNOWN) is None


def test_a_likeness_that_lies_only_in_common_words_says_nothing() -> None:
    assert likeness("qccertification.com", ("qacertification.com",)) is None


@pytest.mark.parametrize(("left", "right"), [("abcd", "abxd"), ("abcd", "abc"), ("abc", "abcd"), ("abcd", "abdc")])
def test_one_edit_is_a_letter_added_left_out_replaced_or_swapped(left: str, right: str) -> None:
    assert one_edit_apart(left, right)


@pytest.mark.parametrize(("left", "right"), [("abcd", "abcd"), ("abcd", "axxd"), ("abcd", "ab"), ("abcd", "badc")])
def test_more_than_one_edit_or_none_is_not_one(left: str, right: str) -> None:
    assert not one_edit_apart(left, right)
