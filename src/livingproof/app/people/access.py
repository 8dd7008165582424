"""Who may use the interface at `/api`: a program with a token, within its scope; a browser with its session, guarded against foreign pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from livingproof.app.kit.present import person_of
from livingproof.app.people import tokens
from livingproof.app.people.limits import TOKEN_USE, UPLOADS, WRONG_TOKENS, Meter, address_of, spend
from livingproof.app.people.models import Person
from livingproof.app.people.safety import carries_files

READING = frozenset({"GET", "HEAD", "OPTIONS"})
RECORDS = "r"
"""What stands between `/api/` and the slug of a kind of records."""

_meter = Meter(TOKEN_USE, step=20)


class ByToken(HttpBearer):
    """`Authorization: Bearer lp_…`. The token must hold, and its scope cover the address and the method."""

    def authenticate(self, request: HttpRequest, token: str) -> Person:
        """The person as whom the program acts; an answer of 401, 403 or 429 for whatever does not hold."""
        now = timezone.now()
        found = tokens.find(token, now)
        if found is None:
            if not spend(WRONG_TOKENS, address_of(request), now):
                raise HttpError(429, "too many requests with tokens that do not hold: wait some minutes")
            # Said here: whoever shows a token is no browser, and would not understand what a browser lacks.
            raise HttpError(401, "this token does not hold: it is unknown, was ended, or is over")
        if not _meter.spend(str(found.pk), now):
            raise HttpError(429, f"more than {TOKEN_USE.amount} requests in {TOKEN_USE.seconds} seconds: wait a minute")
        if carries_files(request) and not spend(UPLOADS, str(found.pk), now):
            raise HttpError(429, "too many requests with files: wait ten minutes")
        area, acts = area_of(request.path_info), request.method not in READING
        if not tokens.scope_of(found).covers(area, acts=acts):
            raise HttpError(403, f"the scope of this token does not cover {'acts' if acts else 'reading'} in {area!r}")
        request._person = found.person  # type: ignore[attr-defined] # noqa: SLF001 - what person_of looks at first
        return found.person


class BySession(SessionAuth):
    """The session of a browser, with the proof that the page is ours."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:  # noqa: ARG002 - ninja's own form of the question
        """The person present; None for whoever is not signed in or belongs nowhere."""
        return person_of(request)


ACCESS = (ByToken(), BySession())
"""What the interface asks, in this order: `NinjaAPI(auth=ACCESS)`."""


def area_of(path: str) -> str:
    """The part of the interface that an address belongs to: the kind's slug for records, else the first name after `/api/`."""
    parts = [part for part in path.split("/") if part][1:]
    if parts[:1] == [RECORDS]:
        parts = parts[1:]
    return parts[0] if parts else ""
