"""Two language versions of one scope compared: whether one names goods that the other does not.

Families of products join the languages. A difference is clear only where the narrower text is understood to its last word and nothing
in it is of the field of the goods named in the other; words that no table explains keep the question open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livingproof.core.facts import Family, Wording
from livingproof.core.matching.activities import activities_of
from livingproof.core.matching.clauses import read
from livingproof.core.matching.products import ProductIndex, index_of
from livingproof.core.matching.scope_parts import Role, Thing
from livingproof.core.terms import Activity, Zone

SERVICE = "service"
DECIDING = frozenset({Activity.MANUFACTURE, Activity.DESIGN})


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """Two versions side by side. `words` are the goods that only one of them names, `wider` the language of that one.

    `zone` is SAME when every thing of each has its like in the other and both make and design the same, OTHER for a clear
    difference of goods.
    """

    zone: Zone
    languages: tuple[str, str]
    wider: str | None = None
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def compare_versions(left: str, right: str, families: Mapping[str, Family], wording: Wording) -> VersionMatch:
    """The two texts compared; each is read in the language that it shows."""
    index = index_of(families, wording)
    first, second = (_goods(text, index) for text in (left, right))
    languages = (_language(left, index), _language(right, index))
    for mine, theirs, language in ((first, second, languages[0]), (second, first, languages[1])):
        more = _beyond(mine, theirs, index)
        if more and languages[0] != languages[1]:
            return VersionMatch(Zone.OTHER, languages, language, more)
    unknown = tuple(thing.words for thing in (*first, *second) if not thing.sure)
    deeds = [activities_of((text,), index).activities & DECIDING for text in (left, right)]
    agreed = first and second and not unknown and deeds[0] == deeds[1] and _mutual(first, second, index)
    return VersionMatch(Zone.SAME if agreed else Zone.UNCLEAR, languages, unknown=unknown)


def _goods(text: str, index: ProductIndex) -> list[Thing]:
    """The goods within the scope; services are done on goods of others and named in too many ways."""
    return [
        thing
        for thing in read(text, index).of_role(Role.COVERED)
        if not thing.limited and not thing.process and not _is_service(thing, index)
    ]


def _is_service(thing: Thing, index: ProductIndex) -> bool:
    return bool(thing.families) and all(index.families[family].kind == SERVICE for family in thing.families)


def _language(text: str, index: ProductIndex) -> str:
    return next(iter(read(text, index).languages), "")


def _beyond(mine: list[Thing], theirs: list[Thing], index: ProductIndex) -> tuple[str, ...]:
    """The goods of which nothing in the other text is of the same field; empty unless that text is wholly understood."""
    if not theirs or not all(thing.sure and thing.name and thing.name.whole for thing in theirs):
        return ()
    return tuple(thing.words for thing in mine if thing.sure and not any(_near(thing, one, index) for one in theirs))


def _mutual(first: list[Thing], second: list[Thing], index: ProductIndex) -> bool:
    return all(any(_alike(one, other, index) for other in second) for one in first) and all(
        any(_alike(one, other, index) for other in first) for one in second
    )


def _alike(one: Thing, other: Thing, index: ProductIndex) -> bool:
    """Whether the two may be the same goods: one family, or one within the other."""
    return any(
        left == right or left in index.ancestors(right) or right in index.ancestors(left)
        for left in one.families
        for right in other.families
    )


def _near(one: Thing, other: Thing, index: ProductIndex) -> bool:
    """Whether the two are of one field: they share a family at any distance."""
    field = {family for left in (*one.families, *one.beside) for family in ({left} | index.ancestors(left))}
    return any(field & ({right} | index.ancestors(right)) for right in (*other.families, *other.beside))
