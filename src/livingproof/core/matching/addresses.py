"""Addresses compared part by part, with reasons, in three zones.

`same` needs street and number (or estate and plot) with the town or postcode; `other` needs a positive reason: another street
in another town, another number in the same street, another street and number, another plot of one estate, another country.
Everything else, another script above all, is `unclear`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from livingproof.core.matching.address_parts import Address, Street, country_in, take_apart
from livingproof.core.matching.address_unspaced import take_apart_unspaced
from livingproof.core.matching.address_words import DIRECTIONS
from livingproof.core.matching.letters import ALPHABETIC, Script, alike, fold, loose, main_script, words
from livingproof.core.matching.numbers import confusion_key
from livingproof.core.matching.places import CITIES, REGIONS, compatible
from livingproof.core.terms import Zone


class Part(StrEnum):
    """How one part of two addresses compares; `similar` may be a spelling, a misreading or a shorter form."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    ABSENT = "absent"


class AddressReason(StrEnum):
    """Why two addresses are in their zone."""

    EQUAL = "all parts that decide agree"
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
    AddressReason.OTHER_COUNTRY: Zone.OTHER,
    AddressReason.OTHER_TOWN_AND_STREET: Zone.OTHER,
    AddressReason.OTHER_TOWN_AND_ESTATE: Zone.OTHER,
    AddressReason.OTHER_NUMBER: Zone.OTHER,
    AddressReason.OTHER_STREET_AND_NUMBER: Zone.OTHER,
    AddressReason.OTHER_PLOT: Zone.OTHER,
}
"""Every other reason leaves it unclear."""

MIN_NAME = 4
"""A name of fewer letters inside a longer one says nothing."""


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
    country = _countries(left.country, right.country)
    scripts = {left.script, right.script} - {None}
    if len(scripts) > 1 and not scripts <= ALPHABETIC:
        numbers = _numbers(left, right)
        match = AddressMatch(left_text, right_text, AddressReason.OTHER_SCRIPT, country, number=numbers)
        return match if country is not Part.DIFFERENT else _because(match, AddressReason.OTHER_COUNTRY)
    match = AddressMatch(
        left_text,
        right_text,
        AddressReason.PARTLY,
        country=country,
        region=_names(left.regions, right.regions, left, right),
        city=_names(left.places, right.places, left, right),
        street=_streets(left, right),
        number=_numbers(left, right),
        unit=_sets(left.units, right.units),
        postcode=_postcodes(left.postcode, right.postcode),
        estate=_estates(left, right),
    )
    reordered = sorted(left.core) == sorted(right.core) and match.number is Part.SAME
    if left.core and (left.core == right.core or reordered or loose(left.joined) == loose(right.joined)):
        apart = match.country is Part.DIFFERENT
        return _because(match, AddressReason.COUNTRY_DIFFERS if apart else AddressReason.EQUAL)
    return _because(match, _reason(match))


def _because(match: AddressMatch, reason: AddressReason) -> AddressMatch:
    parts = {name: Part(value) for name, value in match.parts.items()}
    return AddressMatch(match.left, match.right, reason, **parts)


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
    return match.postcode is not Part.SAME


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


def _countries(left: str | None, right: str | None) -> Part:
    """Countries by their codes; a place that is also written under another code is similar to that."""
    if not left or not right:
        return Part.ABSENT
    if left == right:
        return Part.SAME
    return Part.SIMILAR if compatible(left, right) else Part.DIFFERENT


def _sets(left: frozenset[str], right: frozenset[str]) -> Part:
    if not left or not right:
        return Part.ABSENT
    if left & right:
        return Part.SAME
    kinds = {unit.split(" ")[0] for unit in left} & {unit.split(" ")[0] for unit in right}
    return Part.DIFFERENT if kinds else Part.SIMILAR


def _postcodes(left: str | None, right: str | None) -> Part:
    if not left or not right:
        return Part.ABSENT
    if left == right:
        return Part.SAME
    shorter, longer = sorted((left, right), key=len)
    return Part.SIMILAR if longer.startswith(shorter) or alike(left, right) else Part.DIFFERENT


def _names(mine: frozenset[str], yours: frozenset[str], left: Address, right: Address) -> Part:
    """Places: the same as soon as one is shared, different only if none of either stands anywhere in the other address."""
    if not mine or not yours:
        return Part.ABSENT
    if mine & yours:
        return Part.SAME
    if any(len(name) >= MIN_NAME and name in right.joined for name in mine):
        return Part.SAME
    if any(len(name) >= MIN_NAME and name in left.joined for name in yours):
        return Part.SAME
    unspaced = {left.script, right.script} & {Script.HAN, Script.HANGUL}
    if not unspaced and any(alike(name, other) for name in mine for other in yours):
        return Part.SIMILAR
    return Part.DIFFERENT


def _estates(left: Address, right: Address) -> Part:
    """Estates by their names; one that only stands in another part of the other address is similar, as is another sector."""
    mine, yours = (frozenset(name for name in one.estates if not name[-1:].isdigit()) for one in (left, right))
    sectors = [{name for name in one.estates if name[-1:].isdigit()} for one in (left, right)]
    apart = bool(sectors[0] and sectors[1] and not sectors[0] & sectors[1])
    if not mine or not yours:
        return Part.ABSENT
    if mine & yours or any(len(one) >= MIN_NAME and (one in other or other in one) for one in mine for other in yours):
        return Part.SIMILAR if apart else Part.SAME
    mentioned = any(name in right.joined for name in mine) or any(name in left.joined for name in yours)
    near = any(alike(one, other) for one in mine for other in yours)
    return Part.SIMILAR if mentioned or near else Part.DIFFERENT


def _streets(left: Address, right: Address) -> Part:
    """Streets: the nearest pair; a street whose name stands somewhere in the other address is never called different.

    Where only one side has a street that is known as one, it is similar if the other names it among its places.
    """
    if not left.streets or not right.streets:
        named = _among_places(left, right) or _among_places(right, left)
        return Part.SIMILAR if named else Part.ABSENT
    found = {_street(mine, yours) for mine in left.streets for yours in right.streets}
    nearest = next(part for part in (Part.SAME, Part.SIMILAR, Part.DIFFERENT) if part in found)
    if nearest is Part.DIFFERENT and (_mentioned(left, right) or _mentioned(right, left)):
        return Part.SIMILAR
    return nearest


def _among_places(left: Address, right: Address) -> bool:
    return any(len(street.joined) >= MIN_NAME and street.joined in right.places for street in left.streets)


def _mentioned(left: Address, right: Address) -> bool:
    return any(len(street.joined) >= MIN_NAME and street.joined in right.joined for street in left.streets)


def _street(left: Street, right: Street) -> Part:
    first, second = _base(left), _base(right)
    if _ordinals(left) != _ordinals(right) and ((_ordinals(left) and _ordinals(right)) or first == second):
        return Part.DIFFERENT
    directions = [{word for word in street.name if word in DIRECTIONS} for street in (left, right)]
    apart = bool(directions[0] and directions[1] and directions[0] != directions[1])
    kinds = not left.kind or not right.kind or left.kind == right.kind
    if loose(first) == loose(second) or left.joined == right.joined:
        return Part.SAME if kinds and not apart else Part.SIMILAR
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= MIN_NAME and (longer.endswith(shorter) or longer.startswith(shorter)):
        return Part.SAME if kinds and not apart else Part.SIMILAR
    return Part.SIMILAR if alike(first, second) and first.isalpha() else Part.DIFFERENT


def _base(street: Street) -> str:
    """The name without directions and ordinals, unless it has nothing else."""
    rest = [word for word in street.name if word not in DIRECTIONS and not word[0].isdigit()]
    return "".join(rest) or street.joined


def _ordinals(street: Street) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", word) for word in street.name if word[0].isdigit())


def _numbers(left: Address, right: Address) -> Part:
    """House and plot numbers: different only if no number of one stands in the other, not even misread or in short form."""
    if not left.numbers or not right.numbers:
        return Part.ABSENT
    mine, yours = set(left.numbers), set(right.numbers)
    if left.numbers[0] in yours or right.numbers[0] in mine:
        return Part.SAME
    if mine & (yours | right.every_number) or yours & left.every_number:
        return Part.SIMILAR
    near = any(_number_near(mine, yours) for mine in left.numbers for yours in right.numbers)
    return Part.SIMILAR if near else Part.DIFFERENT


def _number_near(left: str, right: str) -> bool:
    if confusion_key(fold(left)) == confusion_key(fold(right)):
        return True
    shorter, longer = sorted((left, right), key=len)
    if longer.startswith(shorter) and len(longer) - len(shorter) > 1:  # "9/11" whose stroke was lost
        return True
    first, second = (re.findall(r"\d+", number) for number in (left, right))
    return bool(set(first) & set(second))
