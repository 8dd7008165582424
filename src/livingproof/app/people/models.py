"""Organisations, persons and members. A person's name lives in one table of its own, so that it can be erased."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone


class Accounts(BaseUserManager["Account"]):
    """Accounts by e-mail address, compared without case."""

    def create_user(self, email: str, password: str | None = None, **more: object) -> Account:
        """A new account; without a password it can only be entered by passkey or a company's sign-in."""
        account = self.model(email=self.normalize_email(email).lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **more: object) -> Account:
        """An account for the technical pages of Django (persons and settings, no records)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)


class Account(AbstractBaseUser, PermissionsMixin):
    """What somebody signs in with. It carries no name: names belong to persons within organisations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=8, blank=True, default="")
    """Of pages and mail. Empty until somebody chooses one: pages then follow the browser, and mail is English."""
    single_keys = models.BooleanField(default=True)
    """Whether single letters are shortcuts (WCAG 2.1.4: can be switched off)."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Accounts] = Accounts()


def _salt() -> str:
    return secrets.token_hex(16)


def _working_week() -> list[int]:
    return [1, 2, 3, 4, 5]


class Organisation(models.Model):
    """A legal person that works here. Nothing of one is visible in another but by a grant."""

    class Order(models.TextChoices):
        """In which order the parts of the navigation stand."""

        BUY = "buy", "Buy, Run, Show"
        RUN = "run", "Run, Show, Buy"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    staff = models.PositiveIntegerField(null=True, blank=True)
    order = models.CharField(max_length=3, choices=Order, default=Order.BUY)
    anonymous_reports = models.BooleanField(default=False)
    working_days = models.JSONField(default=_working_week)
    """Days of the week that are worked on, 1 (Monday) to 7."""
    holidays = models.JSONField(default=list, blank=True)
    """Days that are not worked on, as ISO dates."""
    salt = models.CharField(max_length=64, default=_salt, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """The organisation's name."""
        return self.name


class Person(models.Model):
    """Somebody known to an organisation, with or without an account. Their name is in `PersonName`, and nowhere else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="persons")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="persons")
    active = models.BooleanField(default=True)
    manager = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reports")
    roles = models.JSONField(default=list)
    """Ids of roles of the table of roles; see `livingproof.app.people.roles`."""
    made_at = models.DateTimeField(default=timezone.now)
    reference = models.CharField(max_length=32, unique=True, editable=False)
    """What the ledger holds in place of the person: a salted digest of the id, made with the row."""

    class Meta:
        """One person for each account in an organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "account"], name="one_person_per_account"),
        ]

    def __str__(self) -> str:
        """The person's name; after an erasure, that there was one."""
        name = PersonName.objects.filter(person=self).values_list("name", flat=True).first()
        return name or "(erased)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; a new one gets its reference, which never changes."""
        if not self.reference:
            key = bytes.fromhex(self.organisation.salt)
            self.reference = hmac.new(key, self.id.bytes, hashlib.sha256).hexdigest()[:32]
        super().save(*args, **kwargs)


class PersonName(models.Model):
    """The name of a person, and nothing else of them. Erasing it leaves every record and every hash as it was."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="named")
    name = models.CharField(max_length=200)


class Founding(models.Model):
    """That this installation was founded. One row at most, key 1: of two who try at once, one is too late."""

    at = models.DateTimeField()


class Invitation(models.Model):
    """A place kept for whoever reads the mail at this address: once, until an instant, revocable. Only the token's digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    roles = models.JSONField(default=list)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made_at", "pk"]

    def holds(self, now: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at


class Token(models.Model):
    """A key by which a program acts as a person, within a scope and until an instant. Only its digest is kept.

    `areas` are the parts of the interface that it opens (the first name of an address after `/api/`, for records the kind's slug);
    empty opens none. Without `acts` it only reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    begins = models.CharField(max_length=8)
    """The first letters of the secret, to tell one from another."""
    sha256 = models.CharField(max_length=64, unique=True)
    acts = models.BooleanField(default=False)
    areas = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    """The day it was last used."""

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made_at", "pk"]

    def holds(self, now: datetime) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and now < self.expires_at


class Spent(models.Model):
    """How often something was done in a window of time; the key is a keyed digest, so that no address or name is kept here."""

    key = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        """One count each."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "window"], name="spent_once")]


class Cached(models.Model):
    """The table of the cache that all processes share (`django.core.cache`): attempts to sign in are counted here."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """Under the name that the settings give."""

        db_table = "people_cached"
