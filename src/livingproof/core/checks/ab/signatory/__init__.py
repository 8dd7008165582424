"""The accreditation body was a signatory of a recognition arrangement for management systems when the certificate was issued.

A member of an arrangement is not yet a signatory; the status is dated. Known entries come from the catalogue's dated sources. A
source older than two rounds of the four-yearly evaluation among signatories (IAF/ILAC A2, in own words) is too old to rely on.
A body fails only against a list that is complete at the day of issue.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.facts import AccreditationBody, Recognition
from livingproof.core.matching.registers import Behind, accreditation_behind, complete_list_on
from livingproof.core.terms import Axis, Grade, Role, Weight

STALE_YEARS = 8
DAYS_A_YEAR = 365.25


class Signatory(Reason):
    """What the catalogue knows of the body's standing in the recognition arrangements."""

    AB_SIGNATORY = Grade.PASS
    AB_MEMBER_ONLY = Grade.WARN
    AB_SIGNATORY_LIST_STALE = Grade.WARN
    AB_NOT_AMONG_KNOWN = Grade.WARN
    AB_NOT_SIGNATORY = Grade.FAIL
    AB_LIST_UNAVAILABLE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Ask the catalogue's dated entries for every reading of the day of issue, and for the day asked about."""
    if case.standards and all(standard.outside_arrangement for standard in case.standards):
        return not_applicable("the scheme stands outside the accreditation arrangements and has its own oversight")
    behind = accreditation_behind(case.claim, case.record, case.lookup, case.facts)
    if behind is None:
        return Signatory.AB_LIST_UNAVAILABLE.with_facts(name="the accreditation body", why="none is named")
    days = (*case.claim.starts.readings, case.as_of)
    entries = behind.body.recognitions if behind.body else ()
    signatory = [entry for entry in entries if entry.role is Role.SIGNATORY]
    covering = [entry for entry in signatory if all(covers(entry, day) for day in days)]
    if covering:
        return _recognised(case, behind, max(covering, key=_rank))
    listed = complete_list_on(case.facts)
    if listed and case.claim.starts.readings and max(case.claim.starts.readings) <= listed:
        return Signatory.AB_NOT_SIGNATORY.with_facts(name=behind.name, list_of=listed, catalogue=case.facts.version)
    if signatory:
        ends = max((entry.ends_on for entry in signatory if entry.ends_on), default=None)
        starts = min((entry.starts_on for entry in signatory if entry.starts_on), default=None)
        return Signatory.AB_LIST_UNAVAILABLE.with_facts(
            name=behind.name,
            why="the known entries do not cover the days asked about",
            known_from=starts,
            known_until=ends,
        )
    return _without_entry(case, behind)


def covers(entry: Recognition, day: date) -> bool:
    """Whether the entry speaks for that day; an open end speaks on, as no end was seen."""
    return (entry.starts_on is None or entry.starts_on <= day) and (entry.ends_on is None or day <= entry.ends_on)


def _rank(entry: Recognition) -> tuple[bool, date, str]:
    """A confirmed entry before others, then the newest source."""
    return entry.provenance.confirmed, entry.provenance.as_of or date.min, entry.arrangement


def _recognised(case: Case, behind: Behind, entry: Recognition) -> Judgement:
    spoken = entry.provenance.as_of
    years = (case.as_of - spoken).days / DAYS_A_YEAR if spoken else None
    reason = Signatory.AB_SIGNATORY_LIST_STALE if years and years > STALE_YEARS else Signatory.AB_SIGNATORY
    return reason.with_facts(
        name=behind.name,
        arrangement=entry.arrangement,
        scope=entry.main_scope,
        source_of=spoken,
        age_years=round(years, 1) if years else None,
        sources=entry.provenance.sources,
    ).resting_on(entry.provenance)


def _without_entry(case: Case, behind: Behind) -> Judgement:
    body: AccreditationBody | None = behind.body
    if body and any(entry.role is not Role.SIGNATORY for entry in body.recognitions):
        roles = tuple(sorted({entry.role.value for entry in body.recognitions}))
        return Signatory.AB_MEMBER_ONLY.with_facts(name=behind.name, role=roles).resting_on(
            *(entry.provenance for entry in body.recognitions)
        )
    if body and not body.outside and body.signatory in {"yes", "likely"}:
        return Signatory.AB_LIST_UNAVAILABLE.with_facts(
            name=behind.name, why="it is expected to be a signatory, and no dated source of this catalogue says so"
        )
    outside = body.outside if body else None
    return Signatory.AB_NOT_AMONG_KNOWN.with_facts(name=behind.name, outside=outside, catalogue=case.facts.version)


CHECK = Check(
    "ab.signatory",
    Axis.RECOGNISED,
    Weight.DECISIVE,
    Signatory,
    judge,
    reads=("accreditation_body",),
)
