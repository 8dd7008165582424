"""What waits, as pages show it: each task with its record's address and what the record is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from livingproof.app.front.navigation import in_order, record_url
from livingproof.app.kit.kinds import Kind, every_kind, kind_named
from livingproof.app.kit.models import Task
from livingproof.app.people.models import Organisation, Person
from livingproof.app.system import work

MOST = 200
"""Tasks of the whole house that one page shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A task as a line: where it leads, what its record is about, by how many days it is late."""

    task: Task
    kind: Kind
    url: str
    about: str
    late: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of one time."""

    name: str
    rows: tuple[Row, ...]


def mine(person: Person, day: date) -> tuple[Rows, ...]:
    """What one person owes, by the day on which it was due at first."""
    return _shown(((group.name, group.tasks) for group in work.mine(person, day)), person, day)


def count(person: Person) -> int:
    """How many things one person owes."""
    return sum(len(group.tasks) for group in work.mine(person, timezone.localdate()))


def team(person: Person, day: date) -> tuple[Rows, ...]:
    """What everybody in the house owes, of records that the person may read; at most `MOST`, the oldest first."""
    found = list(everybody(person).select_related("owner")[:MOST])
    grouped = defaultdict(list)
    for task in found:
        grouped[work.when(task.original_due_on, day)].append(task)
    return _shown(((name, grouped[name]) for name in work.GROUPS if grouped[name]), person, day)


def everybody(person: Person) -> QuerySet[Task]:
    """Open tasks of the house, of kinds that the person may read."""
    slugs = [kind.slug for kind in every_kind() if kind.read_by(person.roles)]
    found = Task.objects.filter(organisation=person.organisation, done_at=None, kind__in=slugs)
    return found.order_by(F("original_due_on").asc(nulls_last=True), "made_at")


def _shown(groups: Iterable[tuple[str, Iterable[Task]]], person: Person, day: date) -> tuple[Rows, ...]:
    held = [(name, tuple(tasks)) for name, tasks in groups]
    about = _about([task for _, tasks in held for task in tasks], person.organisation)
    return tuple(Rows(name, tuple(_rows(tasks, about, day))) for name, tasks in held)


def _rows(tasks: Iterable[Task], about: Mapping[UUID, str], day: date) -> Iterator[Row]:
    for task in tasks:
        kind = kind_named(task.kind)
        if kind is None:
            continue
        late = max(0, (day - task.original_due_on).days) if task.original_due_on else 0
        url = record_url(task.kind, task.record)
        yield Row(task, kind, url, about.get(task.record, ""), late)


def _about(tasks: Iterable[Task], organisation: Organisation) -> dict[UUID, str]:
    """The first headline of each record, asked once for each kind."""
    keys: dict[str, set[UUID]] = defaultdict(set)
    for task in tasks:
        keys[task.kind].add(task.record)
    found: dict[UUID, str] = {}
    for slug, records in keys.items():
        kind = kind_named(slug)
        if kind is not None and kind.headline:
            found.update(kind.model.objects.of(organisation).filter(pk__in=records).values_list("pk", kind.headline[0]))
    return found


def standing(person: Person, day: date) -> tuple[Mapping[str, Any], ...]:
    """For each kind of records that the person may read: how many are open, and how many things owed for them are late."""
    rows = []
    for kind in in_order():
        if kind.read_by(person.roles):
            here = kind.model.objects.of(person.organisation)
            late = Task.objects.filter(
                organisation=person.organisation, kind=kind.slug, done_at=None, original_due_on__lt=day
            ).count()
            rows.append({"kind": kind, "open": here.filter(stage__in=kind.machine.going).count(), "late": late})
    return tuple(rows)
