"""Stages and acts of a record as data: the one door through which a record moves, and the reasons that keep it shut.

Nothing else moves a record. An act says from which stages it starts, where it leads, who may do it, what must be filled, whether it
is signed, and which gates must be open. Gates are pure functions of a `Moment`; they return reasons, never raise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

PersonId = NewType("PersonId", str)
"""The id of a person, where a part of a record names one."""


class Meaning(StrEnum):
    """What a signature says (ISO 9001 7.5.3: evidence that is retained shall be protected)."""

    AUTHOR = "author"
    REVIEW = "review"
    APPROVE = "approve"
    VERIFY = "verify"
    ACCEPT_RISK = "accept_risk"


@dataclass(frozen=True, slots=True)
class Blocked:
    """One reason why an act cannot be done now.

    `code` is stable and names the words; `facts` fill them. `until` is the day on which the reason falls away by itself, None where
    somebody has to do something.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done: what, by whom, when, in which cycle of the record (1 is the first), from and to which stage.

    `actor` is the id of a person; "" stands for the clock. `signed` is the meaning of the signature, None for an unsigned act.
    `waived` are codes of reasons that a signed waiver set aside.
    """

    act: str
    actor: str
    at: datetime
    cycle: int = 1
    source: str = ""
    target: str = ""
    signed: Meaning | None = None
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a gate may look at: the record as plain values, what was done, who asks for what, and the day.

    `record` are the record's fields as they would be after the act (its payload laid over). `about` are facts from beside the record
    that the caller looked up (counts of similar records, roles of persons). `day` is today in the organisation's time zone.
    """

    record: Mapping[str, Any]
    history: tuple[Done, ...]
    actor: str
    roles: frozenset[str]
    at: datetime
    day: date
    about: Mapping[str, Any] = field(default_factory=dict)

    def last(self, *acts: str) -> Done | None:
        """The newest of these acts; None when none was done."""
        return next((done for done in reversed(self.history) if done.act in acts), None)

    def actors(self, *acts: str, cycle: int | None = None) -> frozenset[str]:
        """Who did these acts; of one cycle where one is given."""
        return frozenset(
            done.actor for done in self.history if done.act in acts and (cycle is None or done.cycle == cycle)
        )


Gate = Callable[[Moment], Iterable[Blocked]]

ANYONE = "anyone"
"""The role that every member has."""
CLOCK = "clock"
"""The role of the clock: acts that only a due date does."""
PARTY = "party"
"""The role of another party: acts that a grant may name for it."""


@dataclass(frozen=True, slots=True)
class Act:
    """A named deed on a record. `sources` empty: the act that makes the record. `target` None: the stage stays.

    `fields` are what the form asks, `required` those of them that must be filled; both are names of the record's fields. `gates` are
    asked in order and all reasons are told. `renews` begins a new cycle. A waiver may set aside only the reasons in `waivable`.
    `alone` says why whoever did the work may sign this act too, where no gate keeps them apart.
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    roles: tuple[str, ...] = (ANYONE,)
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    signature: Meaning | None = None
    gates: tuple[Gate, ...] = ()
    waivable: tuple[str, ...] = ()
    renews: bool = False
    alone: str = ""

    def starts_from(self, stage: str) -> bool:
        """Whether the act may be done in this stage ("" before the record is made)."""
        return stage in self.sources if self.sources else stage == ""


@dataclass(frozen=True, slots=True)
class Machine:
    """The stages of one kind of record and every act between them.

    `final` stages are the declared ends; `achieved` are those of them that say that the work was done (empty: all of them).
    """

    name: str
    stages: tuple[str, ...]
    acts: tuple[Act, ...]
    final: tuple[str, ...]
    achieved: tuple[str, ...] = ()

    def act(self, name: str) -> Act:
        """The act of this name; KeyError when the machine has none."""
        return next((act for act in self.acts if act.name == name), None) or _none(self.name, name)

    @property
    def going(self) -> tuple[str, ...]:
        """The stages that are no end."""
        return tuple(stage for stage in self.stages if stage not in self.final)

    @property
    def making(self) -> tuple[Act, ...]:
        """The acts that make a record."""
        return tuple(act for act in self.acts if not act.sources)

    def from_stage(self, stage: str) -> tuple[Act, ...]:
        """The acts that start from a stage, in their declared order; whether they may be done now is another question."""
        return tuple(act for act in self.acts if act.starts_from(stage))

    def edges(self) -> Iterator[tuple[str, str, str]]:
        """Every (from, act, to); "" is before the record is made."""
        for act in self.acts:
            for source in act.sources or ("",):
                yield source, act.name, act.target or source


def _none(machine: str, name: str) -> Act:
    raise KeyError(f"{machine} has no act {name!r}")


def reasons_against(act: Act, stage: str, moment: Moment) -> tuple[Blocked, ...]:
    """Every reason why the act cannot be done in this moment; empty: it can.

    1. the stage  2. the role  3. what must be filled  4. the gates. All four are asked, so that a person sees everything at once;
    only where the stage is wrong nothing else matters.
    """
    if not act.starts_from(stage):
        return (Blocked("wrong_stage", {"stage": stage, "needed": act.sources}),)
    found = [*_role(act, moment), *_unfilled(act, moment)]
    for gate in act.gates:
        found.extend(gate(moment))
    return tuple(found)


def _role(act: Act, moment: Moment) -> Iterator[Blocked]:
    if ANYONE not in act.roles and not moment.roles.intersection(act.roles):
        yield Blocked("role_missing", {"needed": act.roles})


def _unfilled(act: Act, moment: Moment) -> Iterator[Blocked]:
    for name in act.required:
        if filled(moment.record.get(name)) is False:
            yield Blocked("not_filled", {"field": name})


def filled(value: Any) -> bool:
    """Whether a value says something. Zero and False do; blank text does not, and neither does what holds nothing but blanks."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, (tuple, list, frozenset, set)):
        return any(map(filled, value))
    if isinstance(value, Mapping):
        return any(map(filled, value.values()))
    if is_dataclass(value):
        return any(filled(getattr(value, each.name)) for each in fields(value))
    return value is not None
