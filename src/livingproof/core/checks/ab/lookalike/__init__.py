"""The name, acronym or host is close to a recognised accreditation body without being it.

A likeness is a hint that names may be confused, and nothing more: many honest names are near to others. A body counts as warned of
only when a look-up in a published list, run by an accreditation body, a state or a scheme, brought an entry of that name whose
own word is "warning".
"""

from __future__ import annotations

from collections.abc import Sequence

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import AccreditationBody
from livingproof.core.matching.bodies import accreditation_body_of, key, shown, spellings
from livingproof.core.matching.hosts import likeness
from livingproof.core.matching.letters import distance, words
from livingproof.core.matching.places import PLACE_WORDS
from livingproof.core.matching.registers import CERTIFICATES, FOUND, register_of
from livingproof.core.record import Lookup
from livingproof.core.terms import Axis, Grade, Weight

MIN_ACRONYM = 4
"""Shorter letter words differ by one letter as a rule: IAS, NAS and SAS are three bodies."""

MIN_NEAR = 6
"""Letters of a word of a name that a misprint may explain; shorter ones are other words."""

WARNING = "warning"


class Lookalike(Reason):
    """Whether the body shown could be taken for another one."""

    AB_EXACT = Grade.PASS
    AB_RESEMBLES = Grade.WARN
    AB_ON_WARNING_LIST = Grade.FAIL


def judge(case: Case) -> Judgement:
    """Look for a published warning first, then for the exact name, then for the nearest recognised name or host."""
    field = case.claim.accreditation_body
    if not shown(field) or not field.value:
        return not_applicable("no accreditation body is shown")
    warned = next((lookup for lookup in case.lookups if _warns_of(case, lookup, field.value)), None)
    if warned:
        register = case.facts.registers[warned.register]
        facts: dict[str, Plain] = {"name": field.value, "published_by": register.name, "asked_on": warned.asked_on}
        return Lookalike.AB_ON_WARNING_LIST.with_facts(**facts).resting_on(register.provenance)
    body = accreditation_body_of(case.claim, case.facts)
    if body and _recognised(body):
        exact = Lookalike.AB_EXACT.with_facts(name=field.value, body=body.name, country=body.country)
        return exact.resting_on(body.provenance)
    recognised = tuple(known for known in case.facts.accreditation_bodies.values() if _recognised(known))
    for known in recognised:
        how = _resembles(case, field.value, known)
        if how:
            return Lookalike.AB_RESEMBLES.with_facts(name=field.value, body=known.name, acronym=known.acronym, how=how)
    return not_applicable("the name is not close to that of a recognised body")


def _recognised(body: AccreditationBody) -> bool:
    """Whether the body is known or expected to be recognised: only then is a likeness to it worth telling."""
    return not body.outside and (bool(body.recognitions) or body.signatory in {"yes", "likely"})


def _warns_of(case: Case, lookup: Lookup, name: str) -> bool:
    register = register_of(lookup, case.facts)
    if register is None or register.holds == CERTIFICATES or not register.independent or lookup.answer not in FOUND:
        return False
    return any(
        record.accreditation_body
        and key(record.accreditation_body) == key(name)
        and WARNING in (record.status_raw or "").lower()
        for record in lookup.records
    )


def _resembles(case: Case, name: str, known: AccreditationBody) -> str | None:
    """How the name is near to the known body: by its letters, by its words, by the host of a link; None when it is not."""
    printed = words(name)
    for acronym in (word for word in printed if len(word) >= MIN_ACRONYM):
        if len(key(known.acronym)) >= MIN_ACRONYM and distance(acronym, key(known.acronym), 1) == 1:
            return "one letter differs"
    if len(key(known.acronym)) > 2 and key(known.acronym) in printed:  # noqa: PLR2004 - two letters are no name
        return "same letters, other name"
    for spelling in spellings(known):
        theirs = words(spelling)
        if len(theirs) > 2 and set(theirs) < set(printed):  # noqa: PLR2004 - two words are no name
            return "same words and more"
        if len(theirs) > 2 and all(_stands_near(word, printed) for word in theirs):  # noqa: PLR2004 - two words are no name
            return "nearly the same words"
        if len(key(spelling)) >= 2 * MIN_ACRONYM and distance(key(name), key(spelling), 2) in {1, 2}:
            return "a letter or two differ"
    hosts = (link.host for link in case.claim.links.value or () if link.host)
    found = (likeness(host, known.domains) for host in hosts)
    return next((f"host close to {near.domain}: {near.how}" for near in found if near), None)


def _stands_near(word: str, printed: Sequence[str]) -> bool:
    """Whether the word stands in the name, or a long one that a single letter parts from it; places are never near places."""
    if word in printed:
        return True
    if len(word) < MIN_NEAR:
        return False
    near = (other for other in printed if distance(word, other, 1) == 1)
    return any(not (word in PLACE_WORDS and other in PLACE_WORDS) for other in near)


CHECK = Check(
    "ab.lookalike", Axis.RECOGNISED, Weight.DECISIVE, Lookalike, judge, reads=("accreditation_body",), cause="marks"
)
