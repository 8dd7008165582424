"""The edition that is named exists.

An edition is impossible when the catalogue knows the edition before and the one that followed it at once, or when it knows
the newest one and the printed year is not later than its own newest entry. National adoptions carry years of their own
(GB/T 19001-2016 is ISO 9001:2015), so a national designation is never called impossible. In the text of a listing a wrong
year is often a slip: the document decides.
"""

from __future__ import annotations

import re

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.claim import StandardRef
from livingproof.core.facts import Facts, Provenance, Standard
from livingproof.core.terms import Axis, Grade, Weight

LETTERS = re.compile(r"[^\W\d_]+")
INTERNATIONAL = {"ISO", "IEC", "TS", "V", "VERSION", "REV"}
YEAR = re.compile(r"(?:19|20)\d\d")
AHEAD_YEARS = 3
"""National bodies adopt a standard up to about three years after its publication."""


class Existence(Reason):
    """Whether the edition exists."""

    EDITION_OK = Grade.PASS
    EDITION_NATIONAL_EQUIVALENT = Grade.PASS
    EDITION_IMPOSSIBLE_IN_CLAIM_TEXT = Grade.WARN
    EDITION_IMPOSSIBLE_IN_DOCUMENT = Grade.FAIL
    EDITION_MISSING = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Judge each standard by its best designation; what cannot be answers first, then what is missing."""
    by_standard: dict[str, list[StandardRef]] = {}
    for ref in case.claim.standards.value or ():
        if ref.standard and ref.standard in case.facts.standards and ref.edition:
            by_standard.setdefault(ref.standard, []).append(ref)
    unknown = {name for name in by_standard if not case.facts.standards[name].editions}
    missing = tuple(one.id for one in case.standards if one.id not in by_standard or one.id in unknown)
    judged = [
        _best(case, case.facts.standards[name], refs) for name, refs in by_standard.items() if name not in unknown
    ]
    impossible = next((judgement for judgement in judged if judgement.reason in IMPOSSIBLE), None)
    if impossible:
        return impossible
    if missing or not judged:
        return Existence.EDITION_MISSING.with_facts(standards=missing)
    return next(
        (judgement for judgement in judged if judgement.reason is Existence.EDITION_NATIONAL_EQUIVALENT), judged[0]
    )


IMPOSSIBLE = {Existence.EDITION_IMPOSSIBLE_IN_CLAIM_TEXT, Existence.EDITION_IMPOSSIBLE_IN_DOCUMENT}


def _best(case: Case, standard: Standard, refs: list[StandardRef]) -> Judgement:
    for ref in refs:
        edition = standard.edition(ref.edition or "")
        if edition:
            national = not _names_edition(ref) or any(alias in ref.as_printed for alias in edition.aliases)
            reason = Existence.EDITION_NATIONAL_EQUIVALENT if national else Existence.EDITION_OK
            told = reason.with_facts(standard=standard.id, edition=edition.edition, printed=ref.as_printed)
            return told.resting_on(edition.provenance)
    ref = refs[0]
    facts = {"standard": standard.id, "edition": ref.edition, "printed": ref.as_printed}
    if _national(case, ref) and _adoptable(standard, ref):
        unsure = Provenance(f"national designation {ref.as_printed}")
        return Existence.EDITION_NATIONAL_EQUIVALENT.with_facts(**facts).resting_on(unsure)
    in_document = case.claim.document is not None
    reason = Existence.EDITION_IMPOSSIBLE_IN_DOCUMENT if in_document else Existence.EDITION_IMPOSSIBLE_IN_CLAIM_TEXT
    known = tuple(edition.edition for edition in standard.editions)
    told = reason.with_facts(**facts, known=known)
    return told.resting_on(*_grounds(case.facts, standard, ref))


def _names_edition(ref: StandardRef) -> bool:
    return bool(ref.edition) and str(ref.edition) in ref.as_printed


def _national(case: Case, ref: StandardRef) -> bool:
    """Whether the designation carries an adopter's prefix, or words that are not the standard's own."""
    printed = ref.as_printed.upper()
    words, own = LETTERS.findall(printed), LETTERS.findall((ref.standard or "").upper())
    prefixes = (prefix.upper() for adoption in case.facts.adoptions for prefix in adoption.prefixes)
    foreign = [word for word in words if len(word) > 1 and word not in INTERNATIONAL and word not in own]
    return bool(foreign) or any(printed.startswith(f"{prefix} ") and prefix not in INTERNATIONAL for prefix in prefixes)


def _adoptable(standard: Standard, ref: StandardRef) -> bool:
    """Whether some edition was published in the year printed or in the three before."""
    years = [int(year) for year in YEAR.findall(ref.edition or "")]
    published = [edition.published_on.year for edition in standard.editions if edition.published_on]
    return any(year - AHEAD_YEARS <= known <= year for year in years[-1:] for known in published)


def _grounds(facts: Facts, standard: Standard, ref: StandardRef) -> tuple[Provenance, ...]:
    """What the impossibility rests on: the editions on both sides of the year; an unconfirmed fact where one is not known."""
    gap = Provenance(f"all editions of {standard.id}")
    year = YEAR.fullmatch(ref.edition or "")
    dated = sorted(
        (edition for edition in standard.editions if edition.published_on),
        key=lambda edition: str(edition.published_on),
    )
    before = [edition for edition in dated if year and str(edition.published_on)[:4] < year[0]]
    after = [edition for edition in dated if year and str(edition.published_on)[:4] > year[0]]
    if not before or len(before) + len(after) < len(dated):
        return (gap,)
    if not after:
        settled = before[-1].superseded_by is None and year is not None and int(year[0]) <= _horizon(facts)
        return (before[-1].provenance,) if settled else (gap,)
    follows = (before[-1].superseded_by or "").endswith(after[0].edition)
    return (before[-1].provenance, after[0].provenance) if follows else (gap,)


def _horizon(facts: Facts) -> int:
    """The year up to which the catalogue knows editions: that of the newest one in it."""
    published = (edition.published_on for standard in facts.standards.values() for edition in standard.editions)
    return max((day.year for day in published if day), default=0)


CHECK = Check("std.edition", Axis.CONSISTENT, Weight.STRONG, Existence, judge, reads=("standards",))
