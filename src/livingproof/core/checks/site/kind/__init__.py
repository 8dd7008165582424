"""The place on the certificate is one where goods are made, and not only an office or a registered address.

What counts is the document's own word for what is done at the place ("production", "registered address", "sales office") and the
scope that it gives to this place. Without such words an address alone can look like an office, never like a factory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import SiteRef
from livingproof.core.matching.activities import activities_of
from livingproof.core.matching.addresses import nearest_address
from livingproof.core.matching.bodies import key
from livingproof.core.matching.products import index_of
from livingproof.core.terms import Activity, Axis, Grade, Weight, Zone

MAKES = frozenset({Activity.MANUFACTURE, Activity.ASSEMBLY})
NOT_MADE_THERE = {
    "registration": "a registered address",
    "sales": "a sales office",
    "warehouse": "a warehouse",
    "support": "a support function",
    "design": "a design office",
}
"""Kinds of roles at which no goods are made; a head office, a branch or an operating address may well be a factory."""

# Only words that hardly stand in the address of a works; rooms and floors do, in buildings that house workshops, and so do
# post boxes, which stand beside every address where mail is not delivered.
OFFICE_WORDS = re.compile(
    r"\b(?:virtual office|business cent(?:re|er)|office (?:tower|building|park)|suite \d+|c/o|serviced office)\b"
    r"|写字楼|寫字樓|商务中心|商務中心|办公楼|辦公樓|虚拟办公",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[/,;&+、，]\s*|\s+(?:and|und|et|y|e|i|ve)\s+", re.IGNORECASE)


class SiteKind(Reason):
    """What kind of place it is."""

    SITE_IS_PRODUCTION = Grade.PASS
    SITE_LOOKS_LIKE_OFFICE = Grade.WARN
    SITE_KIND_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The place that was asked about, else every place of the document: one where goods are made is enough."""
    if case.purchase.needs and not MAKES & set(case.purchase.needs):
        return not_applicable("the purchase asks for no manufacture")
    places, asked = _places(case)
    facts: dict[str, Plain] = {"wanted": case.purchase.site, "places": len(places)}
    if not places:
        why = "the place that was asked about is not on the document" if asked else "no place was read on the document"
        return SiteKind.SITE_KIND_UNKNOWN.with_facts(**facts, why=why)
    told = [(place, *_told(place, case)) for place in places]
    made = next((one for one in told if one[1] is SiteKind.SITE_IS_PRODUCTION), None)
    offices = [one for one in told if one[1] is SiteKind.SITE_LOOKS_LIKE_OFFICE]
    chosen = made or (offices[0] if len(offices) == len(told) else None)
    if chosen is None:
        why = "the document does not say what is done at this place"
        return SiteKind.SITE_KIND_UNKNOWN.with_facts(**facts, why=why)
    place, reason, because = chosen
    return reason.with_facts(**facts, place=place.address or place.name, because=because)


def _places(case: Case) -> tuple[tuple[SiteRef, ...], bool]:
    """The places that count, and whether a single one was asked about."""
    claim, wanted = case.claim, case.purchase.site
    listed = tuple(site for site in claim.sites.value or () if site.address or site.name)
    own = SiteRef(claim.holder_name.value, claim.holder_address.value) if claim.holder_address else None
    places = (*listed, *((own,) if own and all(own.address != site.address for site in listed) else ()))
    if not wanted:
        return places, False
    return tuple(place for place in places if _is_at(place, wanted)), True


def _is_at(place: SiteRef, wanted: str) -> bool:
    match = nearest_address(wanted, (place.address,)) if place.address else None
    return match is not None and match.zone is Zone.SAME


def _told(place: SiteRef, case: Case) -> tuple[SiteKind, str]:
    """What the document says of the place, and the words that say it."""
    kinds = kinds_of_role(place.role, case.facts.site_roles)
    if "production" in kinds:
        return SiteKind.SITE_IS_PRODUCTION, f"the document calls it {place.role}"
    if place.scope:
        stated = activities_of((place.scope,), index_of(case.facts.families, case.facts.wording))
        if stated.activities & MAKES:
            return SiteKind.SITE_IS_PRODUCTION, f"its scope says {', '.join(stated.words)}"
    if kinds and all(kind in NOT_MADE_THERE for kind in kinds):
        return SiteKind.SITE_LOOKS_LIKE_OFFICE, f"the document calls it {place.role}"
    words = OFFICE_WORDS.search(place.address or "")
    if words and not kinds:
        return SiteKind.SITE_LOOKS_LIKE_OFFICE, f"its address says {words.group()}"
    return SiteKind.SITE_KIND_UNKNOWN, ""


def kinds_of_role(role: str | None, known: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds that a printed role names ("production", "registration" ...), in its order; empty for words not known."""
    if not role:
        return ()
    whole = known.get(key(role.rstrip(" 0123456789.:")))
    if whole:
        return (whole,)
    return tuple(kind for part in _BETWEEN.split(role) if (kind := known.get(key(part))))


CHECK = Check("site.kind", Axis.COVERS, Weight.STRONG, SiteKind, judge, reads=("sites", "holder_address"))
