"""Notices as mail, in the language of whoever reads them."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage

from livingproof.app.kit import reasons
from livingproof.app.kit.models import Notice
from livingproof.app.people.models import Organisation
from livingproof.core.system.machine import Blocked

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)
MOST = 200
"""Mails of one turn; the rest goes with the next."""


def waiting() -> QuerySet[Notice]:
    """The notices that are to be mailed and were not yet."""
    return Notice.objects.filter(mailed_at=None, person__active=True, person__account__isnull=False)


def send(now: datetime) -> int:
    """Mail what was not mailed yet; how many went. A notice counts as mailed once the mail server took it.

    An address that the server refuses keeps no other waiting. OSError where the server takes nothing: all goes with a later turn.
    """
    sent = 0
    for notice in waiting().select_related("person__account").order_by("made_at")[:MOST]:
        account = notice.person.account
        if account is None:
            continue
        told = reasons.told(Blocked(notice.code, notice.facts), None, account.language)
        subject, body = f"{notice.record_number}: {told.text}", f"{told.text}\n\n{told.todo}\n"
        try:
            EmailMessage(subject, body, to=[account.email]).send()
        except SMTPRecipientsRefused:
            log.warning("the mail server refuses the address of account %s; the notice stays on the page", account.pk)
            continue
        notice.mailed_at = now
        notice.save(update_fields=["mailed_at"])
        sent += 1
    return sent


def checkpoint(organisation: Organisation, path: Path | None) -> int:
    """Mail a checkpoint once to whoever keeps them (the setting LIVINGPROOF_CHECKPOINT_MAIL); 0 where there is none to send or to send to.

    It counts as mailed once the mail server took it: a file beside it says so.
    """
    if path is None or not settings.CHECKPOINT_MAIL or path.with_suffix(".mailed").exists():
        return 0
    body = (
        f"The attached file says what the ledger of {organisation.name} was on {path.stem}.\n"
        "Keep it: `livingproof ledger verify --checkpoint FILE` holds a later ledger against it.\n"
    )
    message = EmailMessage(f"Checkpoint of the ledger, {path.stem}", body, to=settings.CHECKPOINT_MAIL)
    message.attach(path.name, path.read_text(encoding="utf-8"), "application/json")
    sent = message.send()
    path.with_suffix(".mailed").touch()
    return sent
