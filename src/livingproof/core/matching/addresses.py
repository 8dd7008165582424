"""Addresses compared part by part, with reasons, in three zones.

`same` needs street and number (or estate and plot) with the town or postcode; `other` needs a positive reason: another street
in another town, another number in the same street, another street and number, another plot of one estate, another country.
Everything else, another script above all, is `unclear`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from livingproof.core.matching.address_likeness import (
    Part,
    countries_of,
    estates_of,
    numbers_of,
    places_of,
    postcodes_of,
    streets_of,
    units_of,
)
from livingproof.core.matching.address_parts import Address, country_in, take_apart
from livingproof.core.matching.address_unspaced import take_apart_unspaced
from livingproof.core.matching.address_wording import Wording, wording_of
from livingproof.core.matching.letters import ALPHABETIC, Script, fold, loose, main_script, words
from livingproof.core.matching.places import CITIES, REGIONS
from livingproof.core.terms import Zone


class AddressReason(StrEnum):
    """Why two addresses are in their zone."""

    EQUAL = "all parts that decide agree"
    SAME_WORDS = "the same places word by word"
    OTHER_COUNTRY = "another country"
    OTHER_TOWN_AND_STREET = "another street in another town"
    OTHER_TOWN_AND_ESTATE = "another estate in another town"
    OTHER_NUMBER = "another number in the same street"
    OTHER_STREET_AND_NUMBER = "another street and number"
    OTHER_PLOT = "another plot of the same estate"
    OTHER_UNIT = "another unit at the same place"
    COUNTRY_DIFFERS = "the same place named in another country"
    OTHER_SCRIPT = "written in different scripts"
    PARTLY = "some parts agree, not enough to decide"
    TOO_LITTLE = "too little to compare"


ZONES = {
    AddressReason.EQUAL: Zone.SAME,
    AddressReason.SAME_WORDS: Zone.SAME,
    AddressReason.OTHER_COUNTRY: Zone.OTHER,
    AddressReason.OTHER_TOWN_AND_STREET: Zone.OTHER,
    AddressReason.OTHER_TOWN_AND_ESTATE: Zone.OTHER,
    AddressReason.OTHER_NUMBER: Zone.OTHER,
    AddressReason.OTHER_STREET_AND_NUMBER: Zone.OTHER,
    AddressReason.OTHER_PLOT: Zone.OTHER,
}
"""Every other reason leaves it unclear."""


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """Two addresses side by side, part by part."""

    left: str
    right: str
    reason: AddressReason
    country: Part = Part.ABSENT
    region: Part = Part.ABSENT
    city: Part = Part.ABSENT
    street: Part = Part.ABSENT
    number: Part = Part.ABSENT
    unit: Part = Part.ABSENT
    postcode: Part = Part.ABSENT
    estate: Part = Part.ABSENT
    numeric: bool = False
    """Whether a postcode that both have is of digits: it stands for a town or a quarter, not for a street."""
    wording: Wording = Wording.COARSE
    """How the words agree, looked at only where the parts do not decide."""

    @property
    def zone(self) -> Zone:
        """Same, unclear or other."""
        return ZONES.get(self.reason, Zone.UNCLEAR)

    @property
    def parts(self) -> dict[str, str]:
        """The comparison by part, for showing."""
        names = ("country", "region", "city", "street", "number", "unit", "postcode", "estate")
        return {name: str(getattr(self, name)) for name in names}

    @property
    def nearby(self) -> bool:
        """Whether the two may well be one site: the town or the estate agrees, something below it does, and nothing differs.

        Addresses of lists are often but pieces; this decides nothing by itself, only that one holder need not have two sites.
        """
        nearer = (self.street, self.number, self.estate, self.postcode)
        if self.zone is Zone.SAME:
            return True
        if Part.DIFFERENT in {self.country, self.region, self.city, *nearer[:3]}:
            return False
        finer = self.wording in {Wording.WHOLE, Wording.FINER} or not _NEAR.isdisjoint(nearer)
        return finer and not self.apart and Part.SAME in {self.city, self.estate}

    @property
    def apart(self) -> bool:
        """Whether something speaks for two sites, though not enough to decide: it takes more than a likely score to call them one."""
        if self.zone is Zone.SAME:
            return False
        nearer = (self.street, self.number, self.estate)
        if (self.wording is Wording.APART or self.city is Part.DIFFERENT) and Part.SAME not in (*nearer, self.postcode):
            return True
        numbered = self.number is Part.SAME
        if numbered and self.postcode is Part.SAME:
            return False  # A street that reads otherwise is more often misread than another one with the same number.
        return Part.DIFFERENT in nearer or (self.unit is Part.DIFFERENT and not numbered)

    @property
    def likeness(self) -> int:
        """How much agrees: for choosing the nearest of several addresses, never for deciding."""
        weights = {
            "street": 4,
            "number": 3,
            "estate": 3,
            "city": 2,
            "postcode": 2,
            "unit": 1,
            "region": 1,
            "country": 1,
        }
        points = {Part.SAME: 2, Part.SIMILAR: 1, Part.DIFFERENT: -1, Part.ABSENT: 0}
        return sum(weight * points[getattr(self, name)] for name, weight in weights.items())


_NEAR = frozenset({Part.SAME, Part.SIMILAR})


@lru_cache(maxsize=4096)
def compare_addresses(left: str, right: str) -> AddressMatch:
    """The addresses compared; one printed in two scripts counts in each, and the nearest pair decides."""
    if any(letter.isalnum() for letter in left) and fold(left).split() == fold(right).split():
        return AddressMatch(left, right, AddressReason.EQUAL)
    pairs = [(first, second) for first in _by_script(left) for second in _by_script(right)]
    matches = [_compare(left, right, first, second) for first, second in pairs]
    if not matches:
        return AddressMatch(left, right, AddressReason.TOO_LITTLE)
    return max(matches, key=_rank)


def nearest_address(wanted: str, known: Iterable[str]) -> AddressMatch | None:
    """The nearest of several addresses to the one wanted, None when there are none."""
    return max((compare_addresses(wanted, one) for one in known if one), key=_rank, default=None)


@lru_cache(maxsize=8192)
def country_of(text: str) -> str | None:
    """The country of an address: the one it names, else that of a region or large city it names; None when unknown."""
    address = _taken_apart(text)
    if address.country:
        return address.country
    named = words(text)
    runs = {" ".join(named[start:end]) for start in range(len(named)) for end in range(start + 1, start + 4)}
    runs |= address.places | address.regions
    found = {table[run] for table in (REGIONS, CITIES) for run in runs if run in table}
    return found.pop() if len(found) == 1 else country_in(named)


_SCRIPT_RANK = {Zone.SAME: 2, Zone.UNCLEAR: 1, Zone.OTHER: 0}


def _rank(match: AddressMatch) -> tuple[int, int, int]:
    comparable = match.reason not in {AddressReason.OTHER_SCRIPT, AddressReason.TOO_LITTLE}
    return (_SCRIPT_RANK[match.zone], int(comparable), match.likeness)


_HAN_RUN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af][^A-Za-z\u0400-\u052f\n]*")
MIN_HAN, MIN_LATIN = 4, 8


def _by_script(text: str) -> tuple[Address, ...]:
    """An address printed in two scripts, as two; initials and unit letters inside a Chinese one stay in it."""
    if not any(character.isalnum() for character in text):
        return ()
    runs = " ".join(run for run in _HAN_RUN.findall(text) if len(run.strip()) >= MIN_HAN)
    rest = _HAN_RUN.sub(" ", text)
    if runs and sum(map(str.isalpha, rest)) >= MIN_LATIN:
        return take_apart_unspaced(runs), take_apart(rest)
    return (_taken_apart(text),)


def _taken_apart(text: str) -> Address:
    return (take_apart_unspaced if main_script(text) in {Script.HAN, Script.HANGUL} else take_apart)(text)


def _compare(left_text: str, right_text: str, left: Address, right: Address) -> AddressMatch:
    country = countries_of(left.country, right.country)
    scripts = {left.script, right.script} - {None}
    if len(scripts) > 1 and not scripts <= ALPHABETIC:
        numbers = numbers_of(left, right)
        match = AddressMatch(left_text, right_text, AddressReason.OTHER_SCRIPT, country, number=numbers)
        return match if country is not Part.DIFFERENT else _because(match, AddressReason.OTHER_COUNTRY)
    match = AddressMatch(
        left_text,
        right_text,
        AddressReason.PARTLY,
        country=country,
        region=places_of(left.regions, right.regions, left, right),
        city=places_of(left.places, right.places, left, right),
        street=streets_of(left, right),
        number=numbers_of(left, right),
        unit=units_of(left.units, right.units),
        postcode=postcodes_of(left.postcode, right.postcode),
        numeric=bool(left.postcode and left.postcode.isdigit()),
        estate=estates_of(left, right),
    )
    if match.city is Part.DIFFERENT and match.estate is Part.SAME:
        match = replace(match, city=Part.SIMILAR)  # An estate on the border of two towns is written under either.
    reordered = sorted(left.core) == sorted(right.core) and match.number is Part.SAME
    if left.core and (left.core == right.core or reordered or loose("".join(left.core)) == loose("".join(right.core))):
        apart = match.country is Part.DIFFERENT
        return _because(match, AddressReason.COUNTRY_DIFFERS if apart else AddressReason.EQUAL)
    reason = _reason(match)
    settled = Part.DIFFERENT in {match.country, match.city, match.street}
    if reason is not AddressReason.PARTLY or settled or not scripts <= ALPHABETIC:
        return _because(match, reason)
    match = replace(match, wording=wording_of(left, right))
    if _another_number(match, left, right):
        return _because(match, AddressReason.OTHER_NUMBER)
    return _because(match, AddressReason.SAME_WORDS if _word_by_word(match, left, right) else reason)


def _another_number(match: AddressMatch, left: Address, right: Address) -> bool:
    """Whether the words are the same and the numbers are not: another plot of an estate that has no name."""
    plain = [{word for word in one.core if not word[0].isdigit() and len(word) > 1} for one in (left, right)]
    same = match.wording is Wording.WHOLE or plain[0] == plain[1]
    return same and match.number is Part.DIFFERENT and match.street is Part.ABSENT and match.city is Part.SAME


def _word_by_word(match: AddressMatch, left: Address, right: Address) -> bool:
    """Whether all words of one stand in the other, no part differs, and neither has a number that the other lacks."""
    differs = Part.DIFFERENT in match.parts.values()
    numbered = bool(left.numbers) != bool(right.numbers) or match.number is Part.SIMILAR
    return match.wording is Wording.WHOLE and match.city is Part.SAME and not differs and not numbered


def _because(match: AddressMatch, reason: AddressReason) -> AddressMatch:
    return replace(match, reason=reason)


def _reason(match: AddressMatch) -> AddressReason:
    """The first rule that fits, in the order of the table."""
    return next((reason for reason, holds in _RULES if holds(match)), AddressReason.PARTLY)


def _at_one_place(match: AddressMatch) -> bool:
    street = match.street is Part.SAME and match.number is Part.SAME
    plot = match.street is Part.ABSENT and match.estate is Part.SAME and match.number is Part.SAME
    placed = Part.SAME in {match.city, match.postcode} and match.city is not Part.DIFFERENT
    return (street or plot) and placed and Part.DIFFERENT not in {match.country, match.region}


def _coarse(match: AddressMatch) -> bool:
    """Whether the postcode leaves room for two streets: one with letters stands for a street or a house."""
    return match.postcode is not Part.SAME or match.numeric


_RULES: tuple[tuple[AddressReason, Callable[[AddressMatch], bool]], ...] = (
    (AddressReason.OTHER_UNIT, lambda match: _at_one_place(match) and match.unit is Part.DIFFERENT),
    (AddressReason.EQUAL, _at_one_place),
    (
        AddressReason.OTHER_COUNTRY,
        lambda match: match.country is Part.DIFFERENT and {match.city, match.street} <= {Part.DIFFERENT, Part.ABSENT},
    ),
    (
        AddressReason.COUNTRY_DIFFERS,
        lambda match: match.country is Part.DIFFERENT and {match.street, match.number} == {Part.SAME},
    ),
    (
        AddressReason.OTHER_TOWN_AND_STREET,
        lambda match: match.city is Part.DIFFERENT and match.street is Part.DIFFERENT and _coarse(match),
    ),
    (
        AddressReason.OTHER_TOWN_AND_ESTATE,
        lambda match: match.city is Part.DIFFERENT and match.estate is Part.DIFFERENT and match.street is Part.ABSENT,
    ),
    (
        AddressReason.OTHER_NUMBER,
        lambda match: match.street is Part.SAME and match.number is Part.DIFFERENT and match.city is not Part.DIFFERENT,
    ),
    (
        AddressReason.OTHER_STREET_AND_NUMBER,
        lambda match: (
            match.street is Part.DIFFERENT
            and match.number is Part.DIFFERENT
            and match.estate not in {Part.SAME, Part.SIMILAR}
            and _coarse(match)
        ),
    ),
    (
        AddressReason.OTHER_PLOT,
        lambda match: (
            match.street is Part.ABSENT
            and match.estate in {Part.SAME, Part.SIMILAR}
            and match.number is Part.DIFFERENT
            and match.city is Part.SAME
        ),
    ),
    (
        AddressReason.TOO_LITTLE,
        lambda match: {match.city, match.street, match.number, match.estate} == {Part.ABSENT},
    ),
)
