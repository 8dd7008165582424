"""Erasing a person: the name by the signed act of the ledger, and with it everything else that tells who they were."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from livingproof.app.ledger.erasure import erase_person
from livingproof.app.people import members, tokens
from livingproof.app.people.models import Account, Invitation, Person

if TYPE_CHECKING:
    from livingproof.app.kit.signing import Signature


def erase(person: Person, by: Signature, reason: str, now: datetime) -> None:
    """Erase the name; the account too where no other organisation knows it, with its sessions, factors and address.

    Acts, references and digests stay as they are. Whoever is the last to change roles hands that on first.
    """
    account = person.account
    with transaction.atomic():
        members.someone_remains(person)
        erase_person(person, by, reason, now)
        tokens.end_all((person,), now)
        if account is None:
            return
        for each in Invitation.objects.filter(organisation=person.organisation_id, email=account.email):
            each.email = ""
            each.save(update_fields=["email"])
        if not Person.objects.filter(account=account).exists():
            members.end_sessions(account)
            # Sessions, second factors, proven addresses and company sign-ins hang on the account and go with it.
            Account.objects.filter(pk=account.pk).delete()
