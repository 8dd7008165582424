"""What is kept of a verification case, the pictures of its pages, its alerts, and the webhooks of an organisation."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.models import Record
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Organisation, Person
from livingproof.app.verification.saying import decisions, headlines
from livingproof.core.system.machine import Machine
from livingproof.core.system.verification import VERIFICATION

CONCLUSIONS = [
    ("relied_on", _("relied on")),
    ("not_relied_on", _("not relied on")),
    ("not_needed", _("not needed any more")),
]


class Case(Record):
    """One certificate of one file, or one seller's text, asked about for one purchase."""

    machine: ClassVar[Machine] = VERIFICATION
    prefix: ClassVar[str] = "VC"

    evidence = models.JSONField(_("File"), default=list, blank=True)
    file_name = models.CharField(_("Name of the file"), max_length=200, blank=True)
    listing = models.TextField(_("What the seller's text says"), blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Owner"))
    place = models.PositiveIntegerField(_("Place in the file"), default=0, blank=True)
    """Which certificate of the file, counted from 0."""
    upload = models.CharField(_("Upload"), max_length=36, blank=True, db_index=True)
    """What the files that were given together share; "" where a file came alone."""

    product = models.CharField(_("What you buy"), max_length=500, blank=True)
    seller = models.CharField(_("Who sells it"), max_length=300, blank=True)
    seller_ids = models.JSONField(_("Identifiers of the seller"), default=list, blank=True)
    site = models.CharField(_("Which factory makes it"), max_length=500, blank=True)
    needs = models.JSONField(_("What the seller must do"), default=list, blank=True)
    markets = models.JSONField(_("Where it will be sold"), default=list, blank=True)
    delivery_on = models.DateField(_("Last delivery"), null=True, blank=True)
    policy = models.CharField(_("Policy"), max_length=40, default="standard", blank=True)

    readings = models.JSONField(_("What was read"), default=list, blank=True)
    judgements = models.JSONField(_("Verdicts"), default=list, blank=True)
    headline = models.CharField(_("Verdict"), max_length=40, choices=headlines, blank=True, db_index=True)
    decision = models.CharField(_("Decision"), max_length=20, choices=decisions, blank=True)
    certificate = models.CharField(_("Certificate"), max_length=200, blank=True)
    holder = models.CharField(_("Holder"), max_length=300, blank=True)
    standard = models.CharField(_("Standard"), max_length=200, blank=True)
    body = models.CharField(_("Certification body"), max_length=300, blank=True)
    expires_on = models.DateField(_("Ends"), null=True, blank=True)
    valid_until = models.DateField(_("The verdict holds until"), null=True, blank=True)
    turns_on = models.DateField(_("Could change on"), null=True, blank=True, db_index=True)
    known = models.CharField(_("Registers and catalogue"), max_length=64, blank=True)
    """A digest of the snapshots in force and the catalogue with which it was judged."""

    corrections = models.JSONField(_("Fields read by persons"), default=list, blank=True)
    answers = models.JSONField(_("Answers"), default=list, blank=True)
    overrides = models.JSONField(_("Findings held otherwise"), default=list, blank=True)
    replies = models.JSONField(_("Replies of the supplier"), default=list, blank=True)
    watched = models.BooleanField(_("Watched"), default=True, blank=True)
    conclusion = models.CharField(_("Conclusion"), max_length=20, choices=CONCLUSIONS, blank=True)
    conclusion_because = models.TextField(_("Why"), blank=True)
    reopened_because = models.TextField(_("Why it is opened again"), blank=True)
    withdrawn_because = models.TextField(_("Why it is withdrawn"), blank=True)

    class Meta(Record.Meta):
        """Filtered by what stands in them, and counted by verdict: without looking at a single row."""

        abstract = False
        verbose_name = _("Verification")
        verbose_name_plural = _("Verifications")
        indexes: ClassVar = [
            *Record.Meta.indexes,
            models.Index(fields=["organisation", "standard"]),
            models.Index(fields=["organisation", "body"]),
            models.Index(fields=["organisation", "headline", "stage"]),
        ]


class Picture(models.Model):
    """A page of a file as it is shown; made of the evidence, and gone when the evidence's content is."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="pictures")
    page = models.PositiveIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    content = models.BinaryField()

    class Meta:
        """One picture of each page."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["evidence", "page"], name="one_picture_each")]


class Alert(models.Model):
    """That somebody was told of the end of a certificate, so many days before (after: negative). Told once for each day that it ends on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="alerts")
    ends_on = models.DateField()
    days = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        """Each once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "ends_on", "days"], name="alerted_once")]


def _secret() -> str:
    return secrets.token_urlsafe(32)


class Webhook(models.Model):
    """An address of an organisation that is told of verdicts; each call is signed with its secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="webhooks")
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=64, default=_secret)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class Delivery(models.Model):
    """One call of a webhook: what is told, how often it was tried, when it goes next, when it arrived."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    """What it is about, so that the same is told once."""
    body = models.JSONField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    tries = models.PositiveIntegerField(default=0)
    arrived_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        """The same is told once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["webhook", "event", "key"], name="delivered_once")]


class Import(models.Model):
    """A register's file on its way in: asked by whom, how far, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    source = models.CharField(max_length=80)
    register = models.CharField(max_length=80, blank=True)
    as_of = models.DateField()
    made_at = models.DateTimeField()
    stage = models.CharField(max_length=20, default="waiting")
    """waiting, running, done, failed."""
    step = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(default=0)
    told = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
