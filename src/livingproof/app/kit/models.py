"""What every record has, and the tables that serve all kinds of records: numbers, tasks, grants, links, saved views."""

from __future__ import annotations

import secrets
import uuid
from contextvars import ContextVar
from typing import Any, ClassVar, NoReturn

from django.db import models

from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.machine import Machine

ACTING: ContextVar[bool] = ContextVar("acting", default=False)
"""Whether the writing comes through the one door (`kit.acts.perform`)."""


class AroundTheDoorError(TypeError):
    """A record was to be changed, moved or deleted otherwise than by an act."""


class Records(models.QuerySet[Any]):
    """Records of one kind. They are read here and changed by acts only."""

    def of(self, organisation: Organisation) -> Records:
        """Those that belong to one organisation: the beginning of every question."""
        return self.filter(organisation=organisation)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        """A record is changed by an act, and never deleted: it is voided by an act, with a reason."""
        raise AroundTheDoorError("a record is changed by an act: livingproof.app.kit.acts.perform")

    update = _refuse
    delete = _refuse
    bulk_update = _refuse
    bulk_create = _refuse


class Record(models.Model):
    """The base of every kind of record. A kind declares its machine, its prefix and its fields; all else follows.

    `number` is unique for the kind within an organisation ("NC-2026-0007"). `version` grows with every act: whoever acts on an older one
    is told so. `cycle` is 1 until an act renews it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, editable=False)
    stage = models.CharField(max_length=40, editable=False, db_index=True)
    cycle = models.PositiveIntegerField(default=1, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    imported = models.BooleanField(default=False, editable=False)

    machine: ClassVar[Machine]
    prefix: ClassVar[str]

    objects: ClassVar[Any] = Records.as_manager()

    class Meta:
        """No table of its own; every kind's numbers are unique within an organisation."""

        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="%(app_label)s_%(class)s_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-made_at", "id"]),
            models.Index(fields=["organisation", "stage", "-made_at", "id"]),
        ]

    def __str__(self) -> str:
        """The number."""
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record; only an act may."""
        if not ACTING.get():
            raise AroundTheDoorError("a record is changed by an act: livingproof.app.kit.acts.perform")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise AroundTheDoorError("a record is never deleted; void it by an act, with a reason")


class Counter(models.Model):
    """The last number given in an organisation for a kind and a year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter each."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "kind", "year"], name="one_counter")]


class Task(models.Model):
    """Something that a person owes a record by a day. Overdue is counted from the original day, whatever was moved since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=40)
    record = models.UUIDField(db_index=True)
    record_number = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    """What it is within its record: the act that is awaited, or the id of an action."""
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    original_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    reminded = models.JSONField(default=list)
    """Which reminders were sent ("-7", "0", "+7:manager"), so that a clock that slept sends each once."""

    class Meta:
        """One task for each thing owed."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "key"], name="one_task_each")]
        indexes: ClassVar = [models.Index(fields=["organisation", "owner", "done_at", "original_due_on"])]


def _token() -> str:
    return secrets.token_urlsafe(32)


class Grant(models.Model):
    """What one other party may see and do on one record: named fields, named acts, until a day, revocable.

    The party is an organisation with an account here, or whoever holds the link. Only the digest of the link's token is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grants_given")
    kind = models.CharField(max_length=40)
    record = models.UUIDField(db_index=True)
    party = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="grants_held")
    party_name = models.CharField(max_length=200)
    party_email = models.EmailField(blank=True)
    token_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    fields = models.JSONField(default=list)
    acts = models.JSONField(default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class View(models.Model):
    """One look at a shared record: when, by which grant."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="views")
    at = models.DateTimeField()
    what = models.CharField(max_length=40, default="page")


class SavedView(models.Model):
    """A list as somebody likes it: filter, search, order and columns as the query string."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.TextField(max_length=2000)

    class Meta:
        """A person's views of a kind have different names."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind", "name"], name="one_view_each")]


class Notice(models.Model):
    """Something that a person is told once, by page and by mail: a reminder, an escalation, an act that awaits them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="notices")
    code = models.CharField(max_length=60)
    """Names the words; `facts` fill them."""
    facts = models.JSONField(default=dict)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    record_number = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Nobody is told the same twice; the newest are asked for."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "task", "code"], name="told_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "read_at", "-made_at"], name="kit_notice_unread")]


class Run(models.Model):
    """When a job of the clock last ran for an organisation: from there it catches up."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="runs")
    job = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """One row each."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "job"], name="one_run_each")]
