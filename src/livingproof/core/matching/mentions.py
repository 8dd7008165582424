"""What a text says of a certification, held against what a document shows: field by field, in three zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from livingproof.core.claim import Claim, StandardRef
from livingproof.core.facts import Facts, Standard
from livingproof.core.matching.bodies import find_body, key, same_certification_body
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.mention import Mention
from livingproof.core.terms import Zone

ADOPTION_YEARS = 3
"""National bodies adopt a standard up to about three years after its publication and print their own year."""

A_MONTH = timedelta(days=31)
"""Texts say "until May 2027"; a difference within the month is no difference."""

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Pair:
    """One field on both sides, as each says it. `other` needs a positive reason; what cannot be told is `unclear`.

    `field` is the claim's field, or "edition". `overstated` says that the text claims more than the document shows: a later
    edition, a later last day, another number or body; an older edition in a text is only out of date.
    """

    field: str
    said: str
    shown: str
    zone: Zone
    overstated: bool = True


def shows_standard(claim: Claim, said: StandardRef, facts: Facts) -> bool:
    """Whether the document names the standard, or one that includes it; unknown designations are compared as printed."""
    for ref in claim.standards.value or ():
        if said.standard is None:
            if key(ref.as_printed) == key(said.as_printed):
                return True
        elif ref.standard == said.standard or said.standard in _included(ref.standard, facts):
            return True
    return False


def compare_mention(mention: Mention, claim: Claim, facts: Facts) -> tuple[Pair, ...]:
    """The fields that both sides state, of a mention whose standard the document shows."""
    pairs = (
        _edition(mention, claim, facts),
        _number(mention, claim),
        _body(mention, claim, facts),
        _last_day(mention, claim),
    )
    return tuple(pair for pair in pairs if pair)


def _included(standard: str | None, facts: Facts) -> tuple[str, ...]:
    known = facts.standards.get(standard or "")
    return known.includes if known else ()


def _edition(mention: Mention, claim: Claim, facts: Facts) -> Pair | None:
    """Same when a reading of the document has the edition or prints its year; other when one is clearly the later one."""
    said = mention.standard
    refs = [ref for reading in claim.standards.readings for ref in reading if said and ref.standard == said.standard]
    shown = [ref for ref in refs if ref.edition]
    if said is None or said.standard is None or said.edition is None or not shown:
        return None
    if any(said.edition in {ref.edition, *YEAR.findall(ref.as_printed)} for ref in shown):
        return Pair("edition", said.as_printed, shown[0].as_printed, Zone.SAME)
    standard = facts.standards.get(said.standard)
    ages = [_later(said.edition, ref.edition or "", standard) for ref in shown]
    zone = Zone.UNCLEAR if None in ages else Zone.OTHER
    return Pair("edition", said.as_printed, shown[0].as_printed, zone, overstated=all(age is True for age in ages))


def _later(said: str, shown: str, standard: Standard | None) -> bool | None:
    """Whether the first edition came after the second; None when the years may name one edition, or cannot be compared."""
    known = [standard.edition(name) if standard else None for name in (said, shown)]
    days = [edition.published_on for edition in known if edition and edition.published_on]
    if len(days) == len(known):
        return days[0] > days[1]
    years = [int(found.group()) for name in (said, shown) if (found := YEAR.search(name))]
    if len(years) < len(known) or abs(years[0] - years[1]) <= ADOPTION_YEARS:
        return None
    return years[0] > years[1]


def _number(mention: Mention, claim: Claim) -> Pair | None:
    shown = [number for number in claim.certificate_number.readings if number]
    if not mention.number or not shown:
        return None
    further = (
        *(claim.other_numbers.value or ()),
        *(identifier.value for identifier in claim.scheme_numbers.value or ()),
        *(claim.main_certificate_number.readings or ()),
        *(claim.accreditation_number.readings or ()),
    )
    zones = {compare_numbers(mention.number, number) for number in (*shown, *further) if number}
    zone = next(zone for zone in (Zone.SAME, Zone.UNCLEAR, Zone.OTHER) if zone in zones)
    return Pair("certificate_number", mention.number, shown[0], zone)


def _body(mention: Mention, claim: Claim, facts: Facts) -> Pair | None:
    """An accreditation body named in the place of a certification body contradicts nothing."""
    said, printed = mention.body or mention.body_as_printed, mention.body_as_printed or mention.body
    shown = claim.certification_body
    zone = same_certification_body(said, shown.normalised or shown.value, facts)
    if zone is None or find_body(said, facts.accreditation_bodies):
        return None
    return Pair("certification_body", printed or "", shown.value or "", zone)


def _last_day(mention: Mention, claim: Claim) -> Pair | None:
    """Day against day; a year alone against the year."""
    shown = claim.expires_on.readings
    if not shown or not (mention.expires_on or mention.expires_year):
        return None
    last = max(shown)
    if mention.expires_on:
        said, beyond = mention.expires_on.isoformat(), mention.expires_on > last + A_MONTH
    else:
        said, beyond = str(mention.expires_year), (mention.expires_year or 0) > last.year
    return Pair("expires_on", said, last.isoformat(), Zone.OTHER if beyond else Zone.SAME)
