"""A check is one question that a professional asks of a case; its answer is a finding with a reason of a closed list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Self

from livingproof.core.case import Case
from livingproof.core.facts import Provenance
from livingproof.core.recall import recalled
from livingproof.core.terms import Axis, Grade, Weight

Plain = str | int | float | bool | date | None | tuple["Plain", ...] | Mapping[str, "Plain"]
"""What a fact may be: values that JSON can carry, and dates."""


class Reason(Enum):
    """The closed list of answers of one check; each member's value is its grade, its name the published code.

    Members stay distinct although grades repeat: they are numbered, and `grade` is kept beside the number.
    """

    grade: Grade
    code: str
    """The published code: the member's name."""

    def __new__(cls, grade: Grade) -> Self:
        """Number the member and keep its grade."""
        member = object.__new__(cls)
        member._value_ = len(cls.__members__) + 1
        member.grade = grade
        return member

    def with_facts(self, **facts: Plain) -> Judgement:
        """The judgement that this reason holds, for these facts."""
        try:
            return _holds(self, tuple(facts), *facts.values())
        except TypeError:  # a fact that is a table of its own
            return Judgement(self, facts)

    def __init__(self, _: Grade) -> None:
        """Keep the name as a plain attribute: it is asked for with every finding."""
        self.code = self.name


class Common(Reason):
    """Reasons that every check may have."""

    NOT_APPLICABLE = Grade.NOT_APPLICABLE
    FIELD_LOW_CONFIDENCE = Grade.UNDETERMINED


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check's rule returns: a reason, the facts that show it, and the catalogue facts it rests on.

    `reads` are the claim's fields on which this very reason rests, where it rests on fewer than the check; None: on all.
    """

    reason: Reason
    facts: Mapping[str, Plain] = field(default_factory=dict)
    rests_on: tuple[Provenance, ...] = ()
    reads: tuple[str, ...] | None = None

    def reading(self, *fields: str) -> Judgement:
        """The same judgement, resting on these fields of the claim only."""
        return Judgement(self.reason, self.facts, self.rests_on, fields)

    def resting_on(self, *facts: Provenance) -> Judgement:
        """The same judgement, resting also on these catalogue facts; an unconfirmed one will lower its grade."""
        return Judgement(self.reason, self.facts, (*self.rests_on, *facts), self.reads)


@lru_cache(maxsize=4096, typed=True)
def _holds(reason: Reason, names: tuple[str, ...], *values: Plain) -> Judgement:
    """The judgement that a reason holds for these facts: most cases of a list have it from an earlier one."""
    return Judgement(reason, dict(zip(names, values, strict=True)))


@lru_cache(maxsize=4096)
def not_applicable(why: str) -> Judgement:
    """The question does not arise in this case; `why` is the fact that says so."""
    return Common.NOT_APPLICABLE.with_facts(why=why)


@dataclass(frozen=True, slots=True)
class Check:
    """One question: its id, the axis it speaks for, its weight, its closed list of reasons, and its rule.

    `reads` are the claim's fields on which a fail would rest: one of them below the policy's confidence turns the fail into
    FIELD_LOW_CONFIDENCE. `cause` groups checks whose warns have one cause (a scan, a mail gateway), so that they count
    once; None: the check stands for itself. `answers` are the codes that a person may bring; empty where no person is asked.
    `group` names the part of the catalogue of checks, for the rule that strong signs count only from different groups.
    """

    id: str
    axis: Axis
    weight: Weight
    reasons: type[Reason]
    judge: Callable[[Case], Judgement]
    reads: tuple[str, ...] = ()
    cause: str | None = None
    answers: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The family of the check: the part of its id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one check in one case: codes and facts, no prose.

    `lowered_by` names the unconfirmed catalogue facts or the weakly read fields that lowered the grade; empty when the
    grade is that of the reason. `sources` are references to evidence: "doc:sha256:…", "lookup:<register>:<day>",
    "catalogue:<fact>".
    """

    check: str
    grade: Grade
    code: str
    axis: Axis
    weight: Weight
    facts: Mapping[str, Plain] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    lowered_by: tuple[str, ...] = ()
    cause: str | None = None

    @property
    def group(self) -> str:
        """The family of the check that found it."""
        return self.check.partition(".")[0]


@recalled(8)
def by_grade(findings: tuple[Finding, ...]) -> dict[Grade, list[Finding]]:
    """The findings of each grade, in their order."""
    graded: dict[Grade, list[Finding]] = {grade: [] for grade in Grade}
    for finding in findings:
        graded[finding.grade].append(finding)
    return graded


@recalled(8)
def by_check(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The findings by their checks; of two of one check, the first."""
    return {finding.check: finding for finding in reversed(findings)}
