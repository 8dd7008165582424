"""The parts of two addresses compared one by one: country, places, street, estate, numbers, units, postcode."""

from __future__ import annotations

import re
from enum import StrEnum

from livingproof.core.matching.address_parts import Address, Street
from livingproof.core.matching.address_wording import abbreviates
from livingproof.core.matching.address_words import DIRECTIONS
from livingproof.core.matching.letters import Script, alike, fold, loose
from livingproof.core.matching.numbers import confusion_key
from livingproof.core.matching.places import compatible


class Part(StrEnum):
    """How one part of two addresses compares; `similar` may be a spelling, a misreading or a shorter form."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    ABSENT = "absent"


MIN_NAME = 4
"""A name of fewer letters inside a longer one says nothing."""


def countries_of(left: str | None, right: str | None) -> Part:
    """Countries by their codes; a place that is also written under another code is similar to that."""
    if not left or not right:
        return Part.ABSENT
    if left == right:
        return Part.SAME
    return Part.SIMILAR if compatible(left, right) else Part.DIFFERENT


def units_of(left: frozenset[str], right: frozenset[str]) -> Part:
    """Units, buildings, floors: different only where both name the same kind of one."""
    if not left or not right:
        return Part.ABSENT
    if left & right:
        return Part.SAME
    kinds = {unit.split(" ")[0] for unit in left} & {unit.split(" ")[0] for unit in right}
    return Part.DIFFERENT if kinds else Part.SIMILAR


def postcodes_of(left: str | None, right: str | None) -> Part:
    """Postcodes; similar where one is the beginning of the other or a misprint of it."""
    if not left or not right:
        return Part.ABSENT
    if left == right:
        return Part.SAME
    shorter, longer = sorted((left, right), key=len)
    return Part.SIMILAR if longer.startswith(shorter) or alike(left, right) else Part.DIFFERENT


def places_of(mine: frozenset[str], yours: frozenset[str], left: Address, right: Address) -> Part:
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


def estates_of(left: Address, right: Address) -> Part:
    """Estates by their names; one that only stands in another part of the other address is similar, as is another sector."""
    mine, yours = (frozenset(name for name in one.estates if not name[-1:].isdigit()) for one in (left, right))
    sectors = [{name for name in one.estates if name[-1:].isdigit()} for one in (left, right)]
    apart = bool(sectors[0] and sectors[1] and not sectors[0] & sectors[1])
    if _by_initials(left, right) or _by_initials(right, left):
        return Part.SAME
    if not mine or not yours:
        return Part.ABSENT
    if mine & yours or any(len(one) >= MIN_NAME and (one in other or other in one) for one in mine for other in yours):
        return Part.SIMILAR if apart else Part.SAME
    mentioned = any(name in right.joined for name in mine) or any(name in left.joined for name in yours)
    near = any(alike(one, other) for one in mine for other in yours)
    return Part.SIMILAR if mentioned or near else Part.DIFFERENT


def _by_initials(left: Address, right: Address) -> bool:
    """Whether the left address has the initials of the right one's estate: "BEPZ", "Biyagama Export Processing Zone"."""
    return bool(right.estates) and any(abbreviates(word, right.words) for word in left.words)


def streets_of(left: Address, right: Address) -> Part:
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
    if _ordinals(left) and _ordinals(left) == _ordinals(right) and not (first.isalpha() and second.isalpha()):
        return Part.SAME if first == second else Part.SIMILAR
    directions = [{word for word in street.name if word in DIRECTIONS} for street in (left, right)]
    apart = bool(directions[0] and directions[1] and directions[0] != directions[1])
    kinds = not left.kind or not right.kind or left.kind == right.kind
    if apart and first == second and _opposite(directions[0], directions[1]):
        return Part.DIFFERENT
    if loose(first) == loose(second) or left.joined == right.joined:
        return Part.SAME if kinds and not apart else Part.SIMILAR
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= MIN_NAME and (longer.endswith(shorter) or longer.startswith(shorter)):
        return Part.SAME if kinds and not apart else Part.SIMILAR
    return Part.SIMILAR if alike(first, second) and first.isalpha() else Part.DIFFERENT


_OPPOSITE = {"east": "west", "north": "south", "eastern": "western", "northern": "southern", "dong": "xi", "nan": "bei"}


def _opposite(mine: set[str], yours: set[str]) -> bool:
    """Whether the two are the two ends of one street."""
    return any(_OPPOSITE.get(one) in yours for one in mine) or any(_OPPOSITE.get(one) in mine for one in yours)


def _base(street: Street) -> str:
    """The name without directions and ordinals, unless it has nothing else."""
    rest = [word for word in street.name if word not in DIRECTIONS and not word[0].isdigit()]
    return "".join(rest) or street.joined


def _ordinals(street: Street) -> frozenset[str]:
    return frozenset(re.sub(r"\D", "", word) for word in street.name if word[0].isdigit())


def numbers_of(left: Address, right: Address) -> Part:
    """House and plot numbers: different only if no number of one stands in the other, not even misread or in short form."""
    if not left.numbers or not right.numbers:
        return Part.ABSENT
    mine, yours = set(left.numbers), set(right.numbers)
    if left.numbers[0] in yours or right.numbers[0] in mine:
        return Part.SAME
    if mine & (yours | right.every_number) or yours & left.every_number:
        return Part.SIMILAR
    if any(_number_near(mine, yours) for mine in left.numbers for yours in right.numbers):
        return Part.SIMILAR
    return Part.ABSENT if _other_kinds(left, right) else Part.DIFFERENT


def _other_kinds(left: Address, right: Address) -> bool:
    """Whether one side has only milestones ("km 51") and the other none: a house number is no other milestone."""
    mine, yours = ({number.startswith("km") for number in one.numbers} for one in (left, right))
    return mine.isdisjoint(yours)


def _number_near(left: str, right: str) -> bool:
    if confusion_key(fold(left)) == confusion_key(fold(right)):
        return True
    shorter, longer = sorted((left, right), key=len)
    if longer.startswith(shorter) and len(longer) - len(shorter) > 1:  # "9/11" whose stroke was lost
        return True
    first, second = (re.findall(r"\d+", number) for number in (left, right))
    if len(first) == len(second) > 1 and first[0] == second[0]:
        return False  # "700/12" and "700/85" are two plots of one block
    return bool(set(first) & set(second))
