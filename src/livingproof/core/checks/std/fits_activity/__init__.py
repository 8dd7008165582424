"""The standard makes sense for what the scope names.

Standards for quality, environment, safety and information fit any activity. A standard of one sector (medical devices, food,
vehicles, aircraft ...) is odd only when everything that the scope names belongs to a sector far from it; suppliers of materials,
parts, packaging and services to that sector are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.facts import Standard
from livingproof.core.matching.clauses import read
from livingproof.core.matching.products import ProductIndex, index_of
from livingproof.core.matching.scope_parts import Role
from livingproof.core.terms import Axis, Grade, Weight

_EDIBLE = frozenset({"g-food"})
_WORN = frozenset({"g-textile", "g-home2"})
_BUILT = frozenset({"g-building", "svc-construction"})
FAR_FROM = {
    "medical devices quality": _EDIBLE | _BUILT | frozenset({"g-home2", "g-vehicle"}),
    "automotive quality": _EDIBLE | frozenset({"g-health", "svc-hotel", "svc-catering"}),
    "aerospace quality": _EDIBLE | frozenset({"g-health", "svc-hotel", "svc-catering"}),
    "railway quality": _EDIBLE | frozenset({"g-health"}),
    "telecommunication quality": _EDIBLE | frozenset({"g-health"}),
    "oil and gas quality": _EDIBLE | frozenset({"g-health"}),
    "food safety": _WORN | _BUILT | frozenset({"fastener", "g-vehicle", "g-electronic", "g-health"}),
    "feed safety": _WORN | _BUILT | frozenset({"fastener", "g-vehicle", "g-electronic", "g-health"}),
    "cosmetics": _BUILT | frozenset({"fastener", "g-vehicle", "g-electronic"}),
}
"""Families far from the sector of a standard, by the area of the standard; an area that is not here fits any activity.

A starting list for reading, after the sign "standard does not fit the activity" of public warnings on misuse.
"""


class Fit(Reason):
    """Whether the standard makes sense for the activity."""

    STANDARD_FITS = Grade.PASS
    STANDARD_ODD_FOR_ACTIVITY = Grade.WARN
    ACTIVITY_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Each standard's area against the families of everything that the scope names."""
    scope = case.claim.scope
    facts: dict[str, Plain] = {"standards": tuple(known.id for known in case.standards), "scope": scope.value}
    if not scope or not case.standards:
        why = "no scope was found on the document" if not scope else "the standard was not recognised"
        return Fit.ACTIVITY_UNKNOWN.with_facts(**facts, why=why)
    index = index_of(case.facts.families, case.facts.wording)
    things = tuple(_things(scope.readings, index))
    sector = [standard for standard in case.standards if standard.area in FAR_FROM]
    if sector and not any(families for _, families in things):
        return Fit.ACTIVITY_UNKNOWN.with_facts(**facts, why="nothing that the scope names is known to the catalogue")
    odd = next((standard for standard in sector if _far(standard, things)), None)
    if odd:
        named = tuple(words for words, _ in things)
        return Fit.STANDARD_ODD_FOR_ACTIVITY.with_facts(**facts, standard=odd.id, area=odd.area, named=named)
    return Fit.STANDARD_FITS.with_facts(**facts)


def _things(texts: tuple[str, ...], index: ProductIndex) -> Iterator[tuple[str, frozenset[str]]]:
    """What the scope covers, each with its families and all that contain them; empty where nothing is known of it."""
    for text in texts:
        for thing in read(text, index).things:
            if thing.role is Role.COVERED:
                above = (index.ancestors(family) for family in thing.families)
                yield thing.words, frozenset(thing.families).union(*above)


def _far(standard: Standard, things: tuple[tuple[str, frozenset[str]], ...]) -> bool:
    """Whether every single thing is known, and far from the standard's sector."""
    return all(families & FAR_FROM[standard.area] for _, families in things)


CHECK = Check("std.fits-activity", Axis.FITNESS, Weight.WEAK, Fit, judge, reads=("scope", "standards"))
