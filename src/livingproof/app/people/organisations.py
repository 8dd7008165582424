"""Organisations: what they say of themselves changes by a deed that the ledger keeps."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from livingproof.app.people import entries, members
from livingproof.app.people.models import Account, Person

if TYPE_CHECKING:
    from livingproof.app.people.forms import OrganisationForm

CHANGED = "@organisation"


def change(form: OrganisationForm, by: Person, now: datetime) -> None:
    """Write what a valid form says; the ledger keeps what changed."""
    facts = {name: form.cleaned_data[name] for name in form.changed_data}
    if not facts:
        return
    with transaction.atomic():
        form.save()
        entries.note(by.organisation, CHANGED, by.organisation_id, by=by, now=now, facts=facts)


def found_another(name: str, account: Account, founder: str, now: datetime) -> Person:
    """A further organisation of an account that keeps the installation."""
    return members.found(name, account, founder, now)
