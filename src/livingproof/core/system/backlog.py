"""What is open, and since when: a draft counts like everything else once it is a week old."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from livingproof.core.system.machine import Machine

DRAFT_DAYS: Final = 7
AGES: Final = (7, 30, 90)
"""The last days of the age classes; older than the last is a class too."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record as the backlog sees it: its stage, and the day it was made."""

    stage: str
    made_on: date


def counts(held: Held, machine: Machine, day: date) -> bool:
    """Whether it is in the backlog: in no final stage, and no draft younger than `DRAFT_DAYS`."""
    if held.stage in machine.final:
        return False
    young = (day - held.made_on).days < DRAFT_DAYS
    return not (young and held.stage in {act.target for act in machine.making if act.target == "draft"})


def ages(backlog: Iterable[Held], machine: Machine, day: date) -> tuple[tuple[int | None, int], ...]:
    """How many of the backlog are in each class of age: (last day of the class or None, number), the youngest first."""
    days = [(day - held.made_on).days for held in backlog if counts(held, machine, day)]
    bounds = (-1, *AGES)
    young = tuple((last, sum(first < age <= last for age in days)) for first, last in zip(bounds, AGES, strict=False))
    return (*young, (None, sum(age > AGES[-1] for age in days)))
