"""What waits for a person today: their tasks by the day on which they were due at first, whatever was moved since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from livingproof.app.kit.models import Task
from livingproof.app.kit.tasks import open_tasks
from livingproof.app.people.models import Person
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from livingproof.core.system.roles import QUALITY_MANAGER

OVERDUE, TODAY, WEEK, LATER, UNDATED = "overdue", "today", "week", "later", "undated"
GROUPS: Final = (OVERDUE, TODAY, WEEK, LATER, UNDATED)
UNOWNED_FOR: Final = (QUALITY_MANAGER, "quality")
"""Roles that see what nobody owns yet."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one time, the oldest first."""

    name: str
    tasks: tuple[Task, ...]


def mine(person: Person, day: date) -> tuple[Group, ...]:
    """The person's open tasks in groups; with a role of quality, nonconformities that nobody owns yet too. Empty groups are left out."""
    owned = list(open_tasks(person))
    if set(person.roles).intersection(UNOWNED_FOR):
        unowned = Q(owner=None, done_at=None, kind=NONCONFORMITIES.slug, organisation=person.organisation)
        owned += list(Task.objects.filter(unowned).order_by("original_due_on", "made_at"))
    return tuple(Group(name, found) for name in GROUPS if (found := _of(owned, name, day)))


def _of(tasks: Iterable[Task], name: str, day: date) -> tuple[Task, ...]:
    found = [task for task in tasks if when(task.original_due_on, day) == name]
    return tuple(sorted(found, key=lambda task: (task.original_due_on or date.max, task.made_at)))


def when(due_on: date | None, day: date) -> str:
    """In which group a day falls."""
    if due_on is None:
        return UNDATED
    if due_on < day:
        return OVERDUE
    if due_on == day:
        return TODAY
    return WEEK if due_on <= day + timedelta(days=7) else LATER
