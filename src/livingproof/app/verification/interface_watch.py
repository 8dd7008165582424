"""The watch by program: what is watched, at `/api/watch`, and who is told, at `/api/webhooks`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.interface import Refused, told
from livingproof.app.kit.pages import status_of
from livingproof.app.people.models import Person
from livingproof.app.verification import webhooks
from livingproof.app.verification.interface import Problem, present
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case, Webhook
from livingproof.core.system.verification import CLOSED, JUDGED

WATCH, HOOKS = Router(tags=["watch"]), Router(tags=["webhooks"])
MOST = 100
NEWEST_CALLS = 5
ERRORS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
ACTS: dict[int, Any] = {401: Problem, 403: Refused, 404: Problem, 409: Refused, 422: Refused}


class Watched(Schema):
    """A case that is judged again by itself: when something came in, and on `turns_on`, a day on which its verdict could change."""

    case: UUID
    number: str
    certificate: str
    holder: str
    verdict: str
    decision: str
    expires_on: date | None
    turns_on: date | None


class Stretch(Schema):
    """So many watched cases; `next` is the cursor of the following ones, None at the end."""

    items: list[Watched]
    next: UUID | None


class ToWatch(Schema):
    """The case that is to be watched."""

    case: UUID


class Call(Schema):
    """One call of a webhook: what was told, how often it was tried, what came back, when it goes again."""

    id: UUID
    event: str
    made_at: datetime
    tries: int
    answer: str
    arrived_at: datetime | None
    next_at: datetime | None


class Hook(Schema):
    """A webhook and its newest calls."""

    id: UUID
    url: str
    made_at: datetime
    calls: list[Call]


class Made(Schema):
    """A new webhook. Its secret is told this once: the signature of every call is made with it."""

    id: UUID
    url: str
    made_at: datetime
    secret: str


class ToTell(Schema):
    """Where a webhook calls: an https address of a public host."""

    url: str = Field(min_length=1, max_length=webhooks.LONGEST)


def _judged(request: HttpRequest) -> Any:
    return Case.objects.of(present(request).organisation).filter(stage__in=(JUDGED, CLOSED))


@WATCH.get("", response={200: Stretch, **ERRORS}, operation_id="watch_list", summary="What is watched")
def index(
    request: HttpRequest, after: UUID | None = None, limit: Annotated[int, Query(ge=1, le=MOST)] = MOST
) -> Stretch:
    """By id; ask again with `after`, the id where the last answer ended."""
    found = _judged(request).filter(watched=True).order_by("pk")
    rows = list((found.filter(pk__gt=after) if after else found)[: limit + 1])
    names = ("number", "certificate", "holder", "decision", "expires_on", "turns_on")
    items = [
        Watched(case=case.pk, verdict=case.headline, **{name: getattr(case, name) for name in names})
        for case in rows[:limit]
    ]
    return Stretch(items=items, next=rows[limit - 1].pk if len(rows) > limit else None)


@WATCH.post("", response={204: None, **ACTS}, operation_id="watch_add", summary="Watch a case")
def add(request: HttpRequest, wish: ToWatch) -> Any:
    """What is watched already stays so."""
    return _turned(request, wish.case, watched=True)


@WATCH.delete("/{key}", response={204: None, **ACTS}, operation_id="watch_remove", summary="Watch a case no more")
def remove(request: HttpRequest, key: UUID) -> Any:
    """Its verdict stays as it is until somebody asks again."""
    return _turned(request, key, watched=False)


def _turned(request: HttpRequest, key: UUID, *, watched: bool) -> Any:
    case = _judged(request).filter(pk=key).select_related("organisation").first()
    if case is None:
        raise HttpError(404, "There is no such case, or it is not judged yet.")
    if case.watched is not watched:
        asked = Request("watch", {"watched": watched}, timezone.now(), actor=present(request), version=case.version)
        outcome = perform(KIND, case, asked)
        if outcome.blocked:
            return Status(status_of(outcome.blocked), Refused(reasons=told(outcome.blocked, KIND)))
    return Status(204, None)


@HOOKS.get("", response={200: list[Hook], **ERRORS}, operation_id="webhooks_list", summary="Webhooks and their calls")
def hooks(request: HttpRequest) -> list[Hook]:
    """Those that have not ended, with their newest calls. A secret is never told again."""
    return [
        Hook(id=hook.pk, url=hook.url, made_at=hook.made_at, calls=[_call(one) for one in _calls(hook)])
        for hook in _ours(present(request)).order_by("made_at")
    ]


@HOOKS.post("", response={201: Made, **ERRORS}, operation_id="webhooks_add", summary="Have an address told")
def begin(request: HttpRequest, wish: ToTell) -> Any:
    """Needs a role that may: administrator, quality manager or top management."""
    try:
        hook = webhooks.begin(_may(request), wish.url, timezone.now())
    except ValueError as problem:
        raise HttpError(422, str(problem)) from None
    return Status(201, Made(id=hook.pk, url=hook.url, made_at=hook.made_at, secret=hook.secret))


@HOOKS.delete("/{key}", response={204: None, **ERRORS}, operation_id="webhooks_remove", summary="End a webhook")
def end(request: HttpRequest, key: UUID) -> Any:
    """What was not delivered yet is not delivered any more."""
    hook = _ours(present(request)).filter(pk=key).first()
    if hook is None:
        raise HttpError(404, "There is no such webhook.")
    _may(request)
    webhooks.end(hook, timezone.now())
    return Status(204, None)


def _ours(person: Person) -> Any:
    return Webhook.objects.filter(organisation=person.organisation, ended_at=None)


def _may(request: HttpRequest) -> Person:
    person = present(request)
    if webhooks.MAY.isdisjoint(person.roles):
        raise HttpError(403, f"This needs one of these roles: {', '.join(sorted(webhooks.MAY))}.")
    return person


def _calls(hook: Webhook) -> Any:
    return hook.deliveries.order_by("-made_at")[:NEWEST_CALLS]


def _call(one: Any) -> Call:
    return Call(id=one.pk, **{name: getattr(one, name) for name in list(Call.model_fields)[1:]})
