"""Proving once more who one is: what stands behind every signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from livingproof.app.people.limits import WRONG_SECRETS, spend, spent
from livingproof.app.people.models import Account


def can_prove(account: Account | None) -> bool:
    """Whether there is anything to prove it with here: a password, a passkey or a second factor. A company's sign-in alone is none."""
    return account is not None and bool(get_reauthentication_flows(account))


def proves(request: HttpRequest, account: Account, secret: str, now: datetime) -> bool:
    """Whether the password is the account's; who has none must have used a passkey or second factor a moment ago.

    Whoever found an open session must not try passwords here, past the limits of the sign-in page.
    """
    if not account.has_usable_password():
        return can_prove(account) and request.user == account and bool(did_recently_reauthenticate(request))
    if spent(WRONG_SECRETS, str(account.pk), now):
        return False
    proved = bool(account.check_password(secret))
    if not proved:
        spend(WRONG_SECRETS, str(account.pk), now)
    return proved


def proved_at(request: HttpRequest) -> datetime | None:
    """When whoever is present last proved it in this session; None when they did not."""
    records = [record for record in get_authentication_records(request, request.user) if record.get("reauthenticated")]
    return datetime.fromtimestamp(records[-1]["at"], UTC) if records else None


Page = Callable[..., HttpResponseBase]


def asks_again(page: Page) -> Page:
    """A page that does something only for whoever proved a moment ago who they are; looking at it needs no proof."""
    return cast("Page", reauthentication_required(allow_get=True)(page))
