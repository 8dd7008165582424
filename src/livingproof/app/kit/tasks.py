"""Tasks follow from what a record says is owed for it. The original day of a thing owed is written once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from livingproof.app.kit.models import Task
from livingproof.app.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from livingproof.app.kit.kinds import Due, Kind
    from livingproof.app.kit.models import Record


def renew(kind: Kind, record: Record, now: datetime) -> None:
    """Bring the record's tasks in line with what is owed now: new ones made, changed ones moved, settled ones done."""
    owed = {due.key: due for due in kind.dues(record)}
    known = {task.key: task for task in Task.objects.filter(record=record.pk)}
    for key, due in owed.items():
        _put(known.get(key) or _new(kind, record, key, now), due, record)
    for key in known.keys() - owed.keys():
        if known[key].done_at is None:
            known[key].done_at = now
            known[key].save(update_fields=["done_at"])


def _new(kind: Kind, record: Record, key: str, now: datetime) -> Task:
    return Task(
        organisation_id=record.organisation_id,
        kind=kind.slug,
        record=record.pk,
        record_number=record.number,
        key=key,
        made_at=now,
    )


def _put(task: Task, due: Due, record: Record) -> None:
    if task.original_due_on is None:
        task.original_due_on = due.due_on
    task.what, task.due_on, task.done_at = due.what[:300], due.due_on, None
    owner = Person.objects.filter(pk=due.owner, organisation_id=record.organisation_id).first() if due.owner else None
    if owner != task.owner:
        task.owner = owner
    task.save()


def open_tasks(person: Person) -> QuerySet[Task]:
    """What a person owes, the most overdue first; things without a day stand last."""
    from django.db.models import F

    return Task.objects.filter(owner=person, organisation=person.organisation, done_at=None).order_by(
        F("original_due_on").asc(nulls_last=True), "made_at"
    )
