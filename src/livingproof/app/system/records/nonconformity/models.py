"""What is kept of a nonconformity. Lots, decisions, concessions and re-inspections are parts (`livingproof.core.system.lots`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.models import Record
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Machine
from livingproof.core.system.nonconformity import NONCONFORMITY

SEVERITIES = [("minor", _("minor")), ("major", _("major")), ("critical", _("critical"))]
SOURCES = [
    ("receiving", _("receiving inspection")),
    ("in_process", _("in process")),
    ("final_inspection", _("final inspection")),
    ("customer", _("customer")),
    ("field", _("in use")),
    ("supplier", _("supplier")),
    ("internal_audit", _("internal audit")),
    ("external_audit", _("external audit")),
    ("other", _("other")),
]
DECISIONS = [("linked", _("a CAPA takes it up")), ("not_needed", _("no CAPA, with a reason"))]


class Nonconformity(Record):
    """A nonconformity. The first five fields are all that a report asks. `shown` are fields that its own part of the page shows."""

    machine: ClassVar[Machine] = NONCONFORMITY
    prefix: ClassVar[str] = "NC"
    shown: ClassVar[tuple[str, ...]] = ("lots", "dispositions")

    what = models.TextField(_("What was seen"), blank=True)
    place = models.CharField(_("Where"), max_length=200, blank=True)
    product = models.CharField(_("Product or lot"), max_length=200, blank=True)
    quantity = models.CharField(_("How many"), max_length=80, blank=True)
    evidence = models.JSONField(_("Pictures and files"), default=list, blank=True)

    severity = models.CharField(_("Severity"), max_length=10, choices=SEVERITIES, blank=True)
    process = models.CharField(_("Process"), max_length=120, blank=True)
    source = models.CharField(_("Found by"), max_length=20, choices=SOURCES, blank=True)
    defect_code = models.CharField(_("Defect code"), max_length=80, blank=True)
    product_family = models.CharField(_("Product family"), max_length=120, blank=True)
    reached_customer = models.BooleanField(_("Reached a customer"), null=True, default=None, blank=True)
    customer_requirement = models.BooleanField(
        _("Touches a requirement of the customer"), null=True, default=None, blank=True
    )
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Owner"))
    due_on = models.DateField(_("Due"), null=True, blank=True)

    lots = models.JSONField(_("Affected lots"), default=list, blank=True)
    containment = models.TextField(_("What was done to contain it"), blank=True)
    concessions = models.JSONField(_("Concessions"), default=list, blank=True)
    reinspections = models.JSONField(_("Re-inspections"), default=list, blank=True)
    dispositions = models.JSONField(_("What becomes of the lots"), default=list, blank=True)
    costs = models.JSONField(_("Costs"), default=list, blank=True)
    correction = models.TextField(_("Correction"), blank=True)

    capa_decision = models.CharField(_("Decision about a CAPA"), max_length=20, choices=DECISIONS, blank=True)
    capa_reason = models.TextField(_("Why no CAPA"), blank=True)
    rejected_because = models.TextField(_("Why it is not taken up"), blank=True)
    duplicate_of = models.CharField(_("Duplicate of"), max_length=40, blank=True)
    reopened_because = models.TextField(_("Why it is opened again"), blank=True)
    moved_because = models.TextField(_("Why the day is moved"), blank=True)

    class Meta(Record.Meta):
        """Counted by mark, listed by stage."""

        abstract = False
        verbose_name = _("Nonconformity")
        verbose_name_plural = _("Nonconformities")
        indexes: ClassVar = [
            *Record.Meta.indexes,
            models.Index(fields=["organisation", "defect_code", "made_at"], name="nc_by_code"),
        ]
