"""Wording that says more than a certification can."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.facts import Facts
from livingproof.core.mention import Misuse, Stance, Topic
from livingproof.readers.listing.book import Cues
from livingproof.readers.listing.found import Found
from livingproof.readers.listing.stance import Surroundings

_LOOKED_AT = 60


def misuses_of(
    item: Found, stance: Stance, around: Surroundings, folded: str, cues: Cues, facts: Facts
) -> tuple[Misuse, ...]:
    """What is noticed about one thing, in the order of the closed list."""
    found = set(_of_standard(item, stance, around, cues, facts)) if item.topic is Topic.STANDARD else set()
    if item.authority and _says_too_much(item, folded, cues):
        found.add(Misuse.AUTHORITY_CERTIFICATE)
    if item.bare_iso:
        found |= set(_of_bare_iso(item, stance, folded, cues))
    if item.topic is not Topic.MARK and stance is Stance.HELD and _of_goods(item, around, folded, cues):
        found.add(Misuse.PRODUCT_CERTIFIED)
    return tuple(misuse for misuse in Misuse if misuse in found)


def _of_standard(item: Found, stance: Stance, around: Surroundings, cues: Cues, facts: Facts) -> Iterator[Misuse]:
    standard = facts.standards[item.standard or ""]
    if (
        item.edition
        and not item.adopted
        and not item.corrected
        and standard.editions
        and standard.edition(item.edition) is None
    ):
        yield Misuse.NO_SUCH_EDITION
    if not standard.certifiable and stance is Stance.HELD and _is_certified(around, cues):
        yield Misuse.NOT_CERTIFIABLE


def _is_certified(around: Surroundings, cues: Cues) -> bool:
    """Whether words of certification, and none of accreditation, stand directly beside."""
    after = cues.certified.search(around.right[:24])
    before = list(cues.certified.finditer(around.left[-32:]))
    words = [match.group() for match in (*([after] if after else []), *before[-1:])]
    return bool(words) and not any("redit" in word for word in words)


def _says_too_much(item: Found, folded: str, cues: Cues) -> bool:
    return bool(cues.authority.search(folded, item.start, item.end) or cues.authority.match(folded, item.end))


def _of_bare_iso(item: Found, stance: Stance, folded: str, cues: Cues) -> Iterator[Misuse]:
    if stance is Stance.HELD:
        yield Misuse.NUMBER_MISSING
    if cues.given_by.search(folded[max(0, item.start - _LOOKED_AT) : item.start]) or cues.approved.match(
        folded, item.end
    ):
        yield Misuse.ISSUED_BY_ISO


def _of_goods(item: Found, around: Surroundings, folded: str, cues: Cues) -> bool:
    if cues.product_after.match(folded, around.end):
        return True
    before = cues.product_before.search(folded[max(0, item.start - _LOOKED_AT) : item.start])
    return bool(before and (before["certified"] or cues.certified.match(around.right.lstrip(" -"))))
