"""Who is present: the person as whom an account acts, in the organisation that they chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from livingproof.app.people.models import Person
from livingproof.core.system.machine import Meaning

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.signing import Signature
    from livingproof.app.people.models import Organisation

CHOSEN = "person"
"""The session's key for the person chosen by an account that belongs to several organisations."""


def person_of(request: HttpRequest) -> Person | None:
    """The active person who acts by this request; None for whoever is not signed in or belongs nowhere."""
    known = getattr(request, "_person", None)
    if known is not None:
        return known if isinstance(known, Person) else None
    found = _look_up(request)
    request._person = found or False  # type: ignore[attr-defined] # noqa: SLF001 - asked many times in one request
    return found


def _look_up(request: HttpRequest) -> Person | None:
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return None
    persons = (
        Person.objects.filter(account=account, active=True).select_related("organisation").order_by("made_at", "pk")
    )
    chosen = request.session.get(CHOSEN) if hasattr(request, "session") else None
    if chosen:
        found = persons.filter(pk=UUID(chosen)).first()
        if found is not None:
            return found
    return persons.first()


Page = Callable[..., HttpResponseBase]


def member(page: Page) -> Page:
    """Only for members: others are asked to sign in; whoever belongs to no organisation finds nothing."""

    @wraps(page)
    def only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            if request.user.is_authenticated:
                raise Http404
            return redirect_to_login(request.get_full_path())
        # Days and hours are asked and shown as they are in the organisation.
        with timezone.override(ZoneInfo(person.organisation.time_zone)):
            return page(request, person, *args, **kwargs)

    return only


def readable(slug: str, person: Person) -> Kind:
    """The kind of this slug; 404 where there is none, or where the person's roles may not read it."""
    from livingproof.app.kit.kinds import kind_named

    kind = kind_named(slug)
    if kind is None or not kind.read_by(person.roles):
        raise Http404
    return kind


def signed_now(request: HttpRequest, person: Person, meaning: Meaning, now: datetime) -> Signature | None:
    """The signature of the person who sends this form with their secret; None where the secret is not theirs."""
    return signed_with(request, person, meaning, request.POST.get("secret", ""), now)


def signed_with(request: HttpRequest, person: Person, meaning: Meaning, secret: str, now: datetime) -> Signature | None:
    """A signature by the account's password; who has none has proved themselves again to the sign-in pages a moment ago."""
    from livingproof.app.kit.signing import Signature
    from livingproof.app.people.proof import proves

    account = person.account
    proved = account is not None and proves(request, account, secret, now)
    return Signature(person, meaning, now) if proved else None


def waiver_signed(
    request: HttpRequest, organisation: Organisation, who: str, secret: str, now: datetime
) -> Signature | None:
    """The signature of a member of the top management under a waiver, given at the screen of whoever acts; None where it is not theirs."""
    from livingproof.app.kit.waivers import TOP

    try:
        key = UUID(who)
    except ValueError:
        return None
    leader = Person.objects.filter(organisation=organisation, pk=key, active=True).select_related("account").first()
    if leader is None or TOP not in leader.roles:
        return None
    return signed_with(request, leader, Meaning.ACCEPT_RISK, secret, now)
