"""The programs and days that the file names for its own making fit a document of the day of issue.

What a file says of its making is easily changed and often lost, so it is a hint and no more. Genuine certificates are
written with word processors, printed by browsers, scanned, and saved again with all kinds of tools: none of this counts. Only an
image editor, and a document written by hand in an office or drawing program long after the day of issue, are worth a question.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import Program, ProgramKind
from livingproof.core.facts.programs import AUTHORS, REWRITES
from livingproof.core.matching.programs import programs_of
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
LATE_DAYS = 180
"""Half a year: bodies print again for a new address or a lost copy, usually in the first weeks."""


class Making(Reason):
    """What the file says of its making."""

    META_PLAUSIBLE = Grade.PASS
    META_IMAGE_EDITOR = Grade.WARN
    META_AFTER_ISSUE = Grade.WARN
    META_STRIPPED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Look for an image editor first, then for a document written long after the last day that it prints as its start."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    origin = document.origin
    made_on, issued_on = _day(origin.created_on) or _day(origin.modified_on), _issued(case)
    days = (made_on - issued_on).days if made_on and issued_on else None
    found = programs_of(origin, case.facts.programs)
    facts: dict[str, Plain] = {
        "program": " / ".join(dict.fromkeys(name for name in (origin.creator, origin.producer) if name)) or None,
        "kind": tuple(sorted({str(program.kind) for program in found})) or "not known to this catalogue",
        "made_on": made_on,
        "issued_on": issued_on,
        "days": days,
    }
    editors = _of(found, ProgramKind.IMAGE_EDITOR)
    if editors:
        return Making.META_IMAGE_EDITOR.with_facts(**facts).resting_on(*(program.provenance for program in editors))
    if facts["program"] is None:
        return Making.META_STRIPPED.with_facts(**facts)
    authors = _of(found, *AUTHORS)
    if days is not None and days > LATE_DAYS and authors and not _of(found, *REWRITES):
        return Making.META_AFTER_ISSUE.with_facts(**facts).resting_on(*(program.provenance for program in authors))
    return Making.META_PLAUSIBLE.with_facts(**facts)


def _of(found: tuple[Program, ...], *kinds: ProgramKind) -> tuple[Program, ...]:
    return tuple(program for program in found if program.kind in kinds)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _issued(case: Case) -> date | None:
    """The latest day that may be the issue: a re-issue prints a later day than the decision."""
    claim = case.claim
    days = (*claim.issued_on.readings, *claim.decision_on.readings, *claim.valid_from.readings)
    return max(days, default=None)


CHECK = Check("pdf.producer", Axis.GENUINE, Weight.WEAK, Making, judge, cause="saving")
