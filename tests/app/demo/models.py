from __future__ import annotations

from typing import ClassVar

from django.db import models

from livingproof.app.kit.models import Record
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Machine
from tests.app.demo.machine import MACHINE


class Remark(Record):
    class Severity(models.TextChoices):
        MINOR = "minor", "minor"
        MAJOR = "major", "major"

    machine: ClassVar[Machine] = MACHINE
    prefix: ClassVar[str] = "RM"

    title = models.CharField("title", max_length=200, blank=True)
    severity = models.CharField("severity", max_length=10, choices=Severity, default=Severity.MINOR, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="owner")
    due_on = models.DateField("due", null=True, blank=True)
    amount = models.DecimalField("amount", max_digits=12, decimal_places=3, null=True, blank=True)
    seen_at = models.DateTimeField("seen at", null=True, blank=True)
    steps = models.JSONField("steps", default=list, blank=True)
    answer = models.TextField("answer", blank=True)
    evidence = models.JSONField("evidence", default=list, blank=True)
    conclusion = models.TextField("conclusion", blank=True)
    reason = models.TextField("reason", blank=True)

    class Meta(Record.Meta):
        abstract = False
