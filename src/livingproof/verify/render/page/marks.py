"""The numbered places on the pages: where each field was read, and which findings rest on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from livingproof.core.check import Finding
from livingproof.core.checks import every_check
from livingproof.core.claim import DECIDING_FIELDS, Box, Claim
from livingproof.core.terms import Axis, Grade, Source
from livingproof.core.verdict import Verdict

TELLING = (Grade.FAIL, Grade.WARN, Grade.PASS, Grade.UNDETERMINED)
"""What a place shows of several findings: something found there counts before something that stays open."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: its number on the page, the claim's field read there, its box in points, what was found of it.

    `printed` is the text read there; `findings` are the ids of the checks that rest on it, in the order in which they are shown.
    `misread` is what the machine read where a person read something else, "" where nobody did.
    """

    number: int
    field: str
    page: int
    box: Box
    printed: str
    grade: Grade
    findings: tuple[str, ...]
    misread: str = ""

    def told(self, corrected: str) -> str:
        """The text read there; of a corrected field both readings, in the words of `corrected` with {read} and {said}."""
        return corrected.format(read=self.misread, said=self.printed) if self.misread else self.printed


def marks_of(verdict: Verdict, order: Sequence[Finding]) -> tuple[Mark, ...]:
    """The places of the fields that were looked at; the findings in the order of the page give the order of the numbers."""
    reads = _reads()
    looked_at = [finding for finding in order if finding.grade is not Grade.NOT_APPLICABLE]
    ranked = [name for finding in looked_at for name in reads.get(finding.check, ())]
    placed = _placed(verdict.claim)
    names = [name for name in dict.fromkeys((*ranked, *DECIDING_FIELDS)) if name in placed]
    weak = verdict.axes[Axis.READ].because
    marks = []
    for number, name in enumerate(names, start=1):
        resting = [finding for finding in looked_at if name in reads.get(finding.check, ())]
        grade = Grade.UNDETERMINED if name in weak else _telling(resting)
        page, box, printed = placed[name]
        checks = tuple(finding.check for finding in resting)
        marks.append(Mark(number, name, page, box, printed, grade, checks, misread(verdict.claim, name)))
    return tuple(marks)


def marks_of_reading(verdict: Verdict, check: str) -> tuple[Mark, ...]:
    """The places of the deciding fields, graded by how surely they were read and nothing else; they lead to this check."""
    placed = _placed(verdict.claim)
    weak = verdict.axes[Axis.READ].because
    names = [name for name in DECIDING_FIELDS if name in placed]
    return tuple(
        Mark(
            number,
            name,
            *placed[name],
            Grade.UNDETERMINED if name in weak else Grade.PASS,
            (check,),
            misread(verdict.claim, name),
        )
        for number, name in enumerate(names, start=1)
    )


def pages_marked(claim: Claim, most: int) -> tuple[int, ...]:
    """The first page and the pages on which something was read, at most so many; none without a document."""
    if claim.document is None:
        return ()
    reached = {page for page, _, _ in _placed(claim).values()}
    return tuple(sorted({1 if not reached else min(reached), *reached})[:most])


def _placed(claim: Claim) -> dict[str, tuple[int, Box, str]]:
    return {
        name: (field.page, field.box, field.as_printed or str(field.value))
        for name, field in claim.read_fields()
        if field and field.page is not None and field.box is not None
    }


def misread(claim: Claim, name: str) -> str:
    """What the machine read in a field that a person read otherwise; "" where nobody did, or the machine read nothing."""
    field = getattr(claim, name)
    machine = field.runner_up if field.source is Source.PERSON else None
    if machine is None or machine.value == field.value:
        return ""
    values = machine.value if isinstance(machine.value, tuple) else (machine.value,)
    return " / ".join(_as_text(one) for one in values)


def _as_text(value: object) -> str:
    """A value as it was printed, or the address of a site; else the value itself."""
    return str(getattr(value, "as_printed", None) or getattr(value, "address", None) or value)


def _telling(findings: Sequence[Finding]) -> Grade:
    grades = {finding.grade for finding in findings}
    return next((grade for grade in TELLING if grade in grades), Grade.UNDETERMINED)


@cache
def _reads() -> Mapping[str, tuple[str, ...]]:
    """Which fields of the claim each check rests on, by its id."""
    return {check.id: check.reads for check in every_check()}
