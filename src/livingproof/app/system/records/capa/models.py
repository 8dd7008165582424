"""What is kept of a CAPA. Causes, actions and counts are parts (`livingproof.core.system.causes`, `plan`, `effectiveness`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.models import Record
from livingproof.app.people.models import Person
from livingproof.app.system.records.nonconformity.models import SEVERITIES
from livingproof.core.system.capa import CAPA
from livingproof.core.system.machine import Machine

METHODS = [
    ("five_why", _("5 whys")),
    ("ishikawa", _("Ishikawa")),
    ("fault_tree", _("fault tree")),
    ("is_is_not", _("is / is not")),
    ("other", _("other")),
]


class Capa(Record):
    """A CAPA. `nonconformities` and `came_back_as` are numbers of nonconformities, `follows` the number of an earlier CAPA.

    `shown` are fields that its own part of the page shows, `head` is what stands in its head, `folded` are fields of which a form
    needs one alone.
    """

    machine: ClassVar[Machine] = CAPA
    prefix: ClassVar[str] = "CAPA"
    shown: ClassVar[tuple[str, ...]] = (
        "whys",
        "causes",
        "cause_proofs",
        "actions",
        "implementations",
        "voided",
        "criterion",
        "measurements",
    )
    head: ClassVar[str] = "system/capa_head.html"
    folded: ClassVar[tuple[str, ...]] = ("whys", "bones", "contrasts", "events")

    title = models.CharField(_("Title"), max_length=200, blank=True)
    problem = models.TextField(_("Problem"), blank=True)
    severity = models.CharField(_("Severity"), max_length=10, choices=SEVERITIES, blank=True)
    process = models.CharField(_("Process"), max_length=120, blank=True)
    defect_code = models.CharField(_("Defect code"), max_length=80, blank=True)
    product_family = models.CharField(_("Product family"), max_length=120, blank=True)
    nonconformities = models.JSONField(_("Nonconformities"), default=list, blank=True)
    follows = models.CharField(_("Follows"), max_length=40, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Owner"))
    team = models.TextField(_("Team"), blank=True)
    due_on = models.DateField(_("Due"), null=True, blank=True)
    containment = models.TextField(_("Containment"), blank=True)
    evidence = models.JSONField(_("Files"), default=list, blank=True)

    method = models.CharField(_("Method"), max_length=20, choices=METHODS, blank=True)
    method_name = models.CharField(_("Name of the method"), max_length=120, blank=True)
    whys = models.JSONField(_("Whys"), default=list, blank=True)
    bones = models.JSONField(_("Ishikawa"), default=list, blank=True)
    contrasts = models.JSONField(_("Is / is not"), default=list, blank=True)
    events = models.JSONField(_("Fault tree"), default=list, blank=True)
    causes = models.JSONField(_("Causes"), default=list, blank=True)
    cause_proofs = models.JSONField(_("How the causes were shown"), default=list, blank=True)

    actions = models.JSONField(_("Actions"), default=list, blank=True)
    criterion = models.JSONField(_("How the effect will be known"), null=True, default=None, blank=True)
    read_across = models.JSONField(_("Read-across"), default=list, blank=True)
    implementations = models.JSONField(_("What was done"), default=list, blank=True)
    voided = models.JSONField(_("Voided actions"), default=list, blank=True)

    measurements = models.JSONField(_("Counts"), default=list, blank=True)
    effect = models.TextField(_("Effect"), blank=True)
    not_effective_because = models.TextField(_("Why it is not effective"), blank=True)
    extended_until = models.DateField(_("Window extended until"), null=True, blank=True)
    extended_because = models.TextField(_("Why the window is extended"), blank=True)
    came_back_as = models.JSONField(_("Came back as"), default=list, blank=True)
    cancel_because = models.TextField(_("Why it is cancelled"), blank=True)
    moved_because = models.TextField(_("Why the day is moved"), blank=True)

    class Meta(Record.Meta):
        """Found by mark, listed by stage."""

        abstract = False
        verbose_name = _("CAPA")
        verbose_name_plural = _("CAPAs")
        indexes: ClassVar = [
            *Record.Meta.indexes,
            models.Index(fields=["organisation", "defect_code", "stage"], name="capa_by_code"),
        ]
