"""Entries that are never changed, each bound to the one before it by a digest; evidence by the digest of its bytes."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models

from livingproof.app.people.models import Organisation


class Fixed(models.QuerySet[Any]):
    """Rows that are only added. Whoever wants to change or delete them is refused."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        """An entry that stands is neither changed nor deleted."""
        raise TypeError("the ledger is only appended to")

    update = _refuse
    delete = _refuse
    bulk_update = _refuse
    bulk_create = _refuse


class Entry(models.Model):
    """One act on one record, as it was done.

    `number` counts from 1 in each organisation. `occurred_at` is when it is said to have happened, `recorded_at` when the server wrote
    it. `actor` is a person's reference (never a name), "" for the clock, "link:<id>" for a party without an account. `changes` are
    the record's fields after the act, by name. `digest` is that of the canonical entry with `previous` in it.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries", db_index=False)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    record_number = models.CharField(max_length=40)
    act = models.CharField(max_length=60)
    actor = models.CharField(max_length=80, blank=True)
    on_behalf = models.CharField(max_length=80, blank=True)
    """The other party's organisation id where the act was theirs (two-party records)."""
    held_by = models.CharField(max_length=80, blank=True)
    """The id of the organisation that holds the record, where that is another one and shared it."""
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    cycle = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField()
    changes = models.JSONField(default=dict)
    signed = models.JSONField(null=True, blank=True)
    """{meaning, printed name's reference, at, sha256 of the canonical record}; None for an unsigned act."""
    waived = models.JSONField(default=list)
    imported = models.BooleanField(default=False)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = Fixed.as_manager()

    class Meta:
        """A number is used once in an organisation: two writers can never fork the chain.

        Both indexes grow at their end or near it; one over digests would be written all over and slow down a long ledger.
        """

        ordering: ClassVar = ["organisation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="entry_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "record", "number"], name="ledger_entry_of_record")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; one that stands is never written again."""
        if not self._state.adding:
            raise TypeError("the ledger is only appended to")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("the ledger is only appended to")


class Head(models.Model):
    """The newest entry of an organisation's chain: the row that a writer locks."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="head")
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class Evidence(models.Model):
    """Bytes kept by their digest. `claimed_on` is the day the file claims or somebody stated, `received_at` when it came.

    The content may be erased by a signed act; digest, size and days stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40, default="file")
    claimed_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The same bytes are kept once for an organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="evidence_once"),
        ]


class Reference(models.Model):
    """A record that rests on a piece of evidence: as long as there is one, the content stays."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="references")
    kind = models.CharField(max_length=40)
    record = models.UUIDField(db_index=True)
    made_at = models.DateTimeField()

    class Meta:
        """Once for each record."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["evidence", "record"], name="referred_once")]
