"""The accreditation body's status as a signatory includes the standard of the certificate.

Recognition is given for each standard by itself: a signatory for environment is not thereby one for medical devices. Sources
that name only the main scope leave the standard open; a standard that is not in a source is open, not refused.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.facts import Recognition
from livingproof.core.matching.registers import accreditation_behind, complete_list_on
from livingproof.core.terms import Axis, Grade, Role, Weight


class Subscope(Reason):
    """Whether the status names the standard."""

    AB_SUBSCOPE_OK = Grade.PASS
    AB_SUBSCOPE_MISSING = Grade.FAIL
    AB_SUBSCOPE_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Every standard of the claim needs an entry that names it and covers the days; the first that lacks one decides."""
    behind = accreditation_behind(case.claim, case.record, case.lookup, case.facts)
    standards = tuple(standard.id for standard in case.standards if not standard.outside_arrangement)
    if case.standards and not standards:
        return not_applicable("the scheme stands outside the accreditation arrangements and has its own oversight")
    if behind is None:
        return Subscope.AB_SUBSCOPE_UNKNOWN.with_facts(
            name="the accreditation body", standard=standards or "the standard", why="no accreditation body is named"
        )
    if not standards or behind.body is None:
        why = "the standard was not recognised" if behind.body else "the body is not known to this catalogue"
        return Subscope.AB_SUBSCOPE_UNKNOWN.with_facts(name=behind.name, standard=standards, why=why)
    named = {standard: _entries(case, behind.body.recognitions, standard) for standard in standards}
    missing = next((standard for standard, entries in named.items() if not entries), None)
    if missing:
        return _missing(case, behind.name, behind.body.recognitions, missing)
    chosen = tuple(entries[0] for entries in named.values())
    return Subscope.AB_SUBSCOPE_OK.with_facts(
        name=behind.name,
        standard=standards,
        arrangement=tuple(dict.fromkeys(entry.arrangement for entry in chosen)),
        source_of=min((entry.provenance.as_of for entry in chosen if entry.provenance.as_of), default=None),
    ).resting_on(*(entry.provenance for entry in chosen))


def _entries(case: Case, recognitions: tuple[Recognition, ...], standard: str) -> list[Recognition]:
    """The signatory entries that name the standard and cover every reading of the day of issue; confirmed ones first."""
    days = (*case.claim.starts.readings, case.as_of)
    found = [
        entry
        for entry in recognitions
        if entry.role is Role.SIGNATORY
        and standard in entry.standards
        and all(
            (not entry.starts_on or entry.starts_on <= day) and (not entry.ends_on or day <= entry.ends_on)
            for day in days
        )
    ]
    return sorted(found, key=lambda entry: not entry.provenance.confirmed)


def _missing(case: Case, name: str, recognitions: tuple[Recognition, ...], standard: str) -> Judgement:
    listed = complete_list_on(case.facts)
    issued = case.claim.starts.readings
    if listed and issued and max(issued) <= listed:
        return Subscope.AB_SUBSCOPE_MISSING.with_facts(name=name, standard=standard, list_of=listed)
    main = any(entry.role is Role.SIGNATORY for entry in recognitions)
    why = (
        "its sources name the main scope or other standards only" if main else "no dated source names it as a signatory"
    )
    return Subscope.AB_SUBSCOPE_UNKNOWN.with_facts(name=name, standard=(standard,), why=why)


CHECK = Check(
    "ab.subscope",
    Axis.RECOGNISED,
    Weight.DECISIVE,
    Subscope,
    judge,
    reads=("accreditation_body", "standards"),
)
