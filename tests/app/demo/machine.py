"""Stages, acts and gates of the remark: pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from livingproof.core.system.finishing import Finished
from livingproof.core.system.machine import ANYONE, CLOCK, PARTY, Act, Blocked, Machine, Meaning, Moment
from livingproof.core.system.segregation import Apart


@dataclass(frozen=True, slots=True)
class RemarkStep:
    """One thing to do, by whom (a person's id), by when, shown by which evidence."""

    text: str
    owner: str | None = None
    due_on: date | None = None
    done: bool = False
    evidence: tuple[str, ...] = ()


def steps(moment: Moment) -> dict[str, Blocked]:
    planned = enumerate(moment.record.get("steps") or ())
    return {str(place): Blocked("demo_step_open", {"step": step.text}, until=step.due_on) for place, step in planned}


def steps_done(moment: Moment) -> Iterator[str]:
    return (str(place) for place, step in enumerate(moment.record.get("steps") or ()) if step.done)


FINISHED = Finished("steps", steps, steps_done, "demo_no_steps")


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
            gates=(Apart("demo_answerer_noted_it", ("note",), ever=True),),
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
            gates=(FINISHED, Apart("demo_closer_answered", ("answer",))),
            waivable=("demo_closer_answered",),
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
    achieved=("closed",),
)
