"""Name, address and scope begin and end where the sentences around them do."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from livingproof.core.claim import Claim
from livingproof.core.terms import Source

ZONES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("zones.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
NAMES = [zone["name"] for zone in ZONES]


@pytest.fixture(scope="module")
def claims(claims_of: Callable[..., list[Claim]]) -> dict[str, Claim]:
    return {
        zone["name"]: claims_of(*zone["pages"], source=Source(zone.get("source", Source.TEXT_LAYER)))[0]
        for zone in ZONES
    }


def letters(text: object) -> str:
    return "".join(character for character in str(text).casefold() if character.isalnum())


def alike(read: object, expected: object) -> bool:
    return SequenceMatcher(None, letters(read), letters(expected), autojunk=False).ratio() >= 0.95


def zone_of(name: str) -> dict[str, Any]:
    return next(zone for zone in ZONES if zone["name"] == name)


@pytest.mark.parametrize("name", NAMES)
def test_the_holder_is_neither_the_words_around_it_nor_another(claims: dict[str, Claim], name: str) -> None:
    assert letters(claims[name].holder_name.value) == letters(zone_of(name)["holder"])


@pytest.mark.parametrize("name", NAMES)
def test_the_address_ends_where_the_sentence_goes_on(claims: dict[str, Claim], name: str) -> None:
    read, expected = claims[name].holder_address.value, zone_of(name)["address"]
    assert alike(read, expected), (read, expected)


@pytest.mark.parametrize("name", NAMES)
def test_the_scope_is_whole_and_nothing_more(claims: dict[str, Claim], name: str) -> None:
    read, expected = claims[name].scope.value, zone_of(name)["scope"]
    assert alike(read, expected), (read, expected)


@pytest.mark.parametrize("name", [name for name in NAMES if "sites" in zone_of(name)])
def test_each_place_of_a_list_is_a_site_of_its_own(claims: dict[str, Claim], name: str) -> None:
    assert [letters(site.address) for site in claims[name].sites.value or ()] == list(
        map(letters, zone_of(name)["sites"])
    )
