"""The first start: while there is no account, every address leads to one page that makes the first one. After that it is closed for ever."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from livingproof.app.people import members
from livingproof.app.people.models import Account, Founding, Person

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_THROUGH = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
"""What a proxy leaves: with one of these the request did not begin on this machine."""


class StartError(ValueError):
    """The first start cannot be done; the text says why."""


def is_open() -> bool:
    """Whether nobody founded this installation and there is no account."""
    return not Founding.objects.exists() and not Account.objects.exists()


def start_token() -> str:
    """What the console prints at the first start: with it another machine may found. It follows from the secret key, so every process knows it."""
    return salted_hmac("livingproof first start", "token", algorithm="sha256").hexdigest()[:32]


def start_path() -> str:
    """The address to print, with the token."""
    return f"{reverse('people:start')}?token={start_token()}"


def may_found(request: HttpRequest, token: str) -> bool:
    """Whether the request comes from this machine itself, or brings the token that the console printed."""
    return constant_time_compare(token, start_token()) or is_local(request)


def is_local(request: HttpRequest) -> bool:
    """Whether the request was made on this machine, under a name of this machine, and through no proxy."""
    if settings.BEHIND_TLS or settings.ALLAUTH_TRUSTED_PROXY_COUNT or any(request.META.get(name) for name in _THROUGH):
        return False
    host, _ = split_domain_port(request.get_host())
    try:
        peer = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return peer.is_loopback and host in LOCAL_NAMES


def found_first(email: str, password: str, name: str, organisation: str, now: datetime) -> Person:
    """The first account, organisation and person. Of two who try at once, one gets StartError."""
    try:
        with transaction.atomic():
            # The row with key 1 can be inserted once: that decides, not the look before it.
            Founding(pk=1, at=now).save(force_insert=True)
            if Account.objects.exists():
                raise StartError("there is an account already: sign in")
            account = members.open_account(email, password)
            Account.objects.filter(pk=account.pk).update(is_staff=True)
            return members.found(organisation, account, name, now)
    except IntegrityError as error:
        raise StartError("somebody else was first: sign in, or ask them for an invitation") from error


class FirstStart:
    """Leads every address to the page of the first start until there is an account; then it steps aside for ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._done = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the page."""
        if not self._done and not self._passes(request.path):
            self._done = not is_open()
            if not self._done:
                return self._led(request)
        return self._get_response(request)

    def _passes(self, path: str) -> bool:
        return path.startswith((f"/{settings.STATIC_URL.lstrip('/')}", "/health", "/i18n/", reverse("people:start")))

    def _led(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/"):
            return HttpResponse('{"detail": "not founded yet"}', status=503, content_type="application/json")
        query = request.META.get("QUERY_STRING", "") if "token=" in request.META.get("QUERY_STRING", "") else ""
        return HttpResponseRedirect(reverse("people:start") + (f"?{query}" if query else ""))
