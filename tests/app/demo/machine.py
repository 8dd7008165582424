"""Stages, acts and gates of the remark: pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from livingproof.core.system.machine import ANYONE, CLOCK, PARTY, Act, Blocked, Machine, Meaning, Moment


@dataclass(frozen=True, slots=True)
class RemarkStep:
    """One thing to do, by whom (a person's id), by when, shown by which evidence."""

    text: str
    owner: str | None = None
    due_on: date | None = None
    done: bool = False
    evidence: tuple[str, ...] = ()


def answered_by_another(moment: Moment) -> Iterator[Blocked]:
    if moment.actor in moment.actors("note"):
        yield Blocked("demo_answerer_noted_it", {"person": moment.actor})


def steps_done(moment: Moment) -> Iterator[Blocked]:
    steps = moment.record["steps"]
    if not steps:
        yield Blocked("demo_no_steps")
    for step in steps:
        if not step.done:
            yield Blocked("demo_step_open", {"step": step.text}, until=step.due_on)


def past_due(moment: Moment) -> Iterator[Blocked]:
    due = moment.record["due_on"]
    if due is None or moment.day <= due:
        yield Blocked("demo_not_past_due", until=due)


MACHINE = Machine(
    name="remark",
    stages=("open", "answered", "closed", "lapsed", "void"),
    acts=(
        Act(
            "note",
            (),
            "open",
            fields=("title", "severity", "owner", "due_on", "amount", "seen_at"),
            required=("title",),
        ),
        Act(
            "plan",
            ("open",),
            None,
            ("quality_manager", PARTY),
            fields=("steps", "owner", "due_on"),
            required=("steps",),
        ),
        Act(
            "answer",
            ("open",),
            "answered",
            (ANYONE, PARTY),
            fields=("answer", "steps", "evidence"),
            required=("answer",),
            gates=(answered_by_another,),
            waivable=("demo_answerer_noted_it",),
        ),
        Act(
            "close",
            ("answered",),
            "closed",
            ("quality_manager",),
            fields=("conclusion",),
            required=("conclusion",),
            signature=Meaning.APPROVE,
            gates=(steps_done,),
        ),
        Act(
            "reopen",
            ("answered", "closed"),
            "open",
            ("quality_manager",),
            fields=("reason",),
            required=("reason",),
            renews=True,
        ),
        Act("split", ("open",), None, ("quality_manager",), fields=("reason",), required=("reason",)),
        Act("lapse", ("open",), "lapsed", (CLOCK,), gates=(past_due,)),
        Act("withdraw", ("open", "answered"), "void", ("quality_manager",), fields=("reason",), required=("reason",)),
    ),
    final=("closed", "lapsed", "void"),
)
