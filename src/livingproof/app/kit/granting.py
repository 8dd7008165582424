"""Sharing by the interface: who may see and do what on a record until when, and the end of it. The link's token is told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from livingproof.app.kit import grants, values
from livingproof.app.kit.kinds import Kind
from livingproof.app.kit.models import Grant, Record
from livingproof.app.people.models import Person

Finder = Callable[[HttpRequest, Kind, UUID], Record]
Presence = Callable[[HttpRequest, Kind], Person]


class Shared(Schema):
    """A grant: for whom, what it names, until when; `party` where an organisation of this installation took it up."""

    id: UUID
    party_name: str
    party: UUID | None
    fields: list[str]
    acts: list[str]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    looks: int


class Given(Shared):
    """A grant just given, with the address of its link, which is told this once."""

    link: str


class ToShare(Schema):
    """What another party may see and do. Whoever may do an act may see what it fills."""

    party_name: str = Field(min_length=1, max_length=200)
    fields: list[str] = Field(default=[], max_length=200)
    acts: list[str] = Field(default=[], max_length=200)
    expires_at: datetime


def told(grant: Grant) -> dict[str, Any]:
    """The grant as its schema takes it."""
    named = ("party_name", "fields", "acts", "made_at", "expires_at", "revoked_at")
    return {name: getattr(grant, name) for name in named} | {
        "id": grant.pk,
        "party": grant.party_id,
        "looks": grant.views.count(),
    }


def _ending(kind: Kind, asked: ToShare) -> grants.Terms:
    if asked.expires_at.year not in values.YEARS:
        raise HttpError(400, "expires_at is too far from today")
    at = asked.expires_at if timezone.is_aware(asked.expires_at) else timezone.make_aware(asked.expires_at)
    filled = (name for act in kind.machine.acts if act.name in asked.acts for name in act.fields)
    names = tuple(dict.fromkeys((*asked.fields, *filled)))
    return grants.Terms(asked.party_name, names, tuple(asked.acts), at)


def grant(router: Router, kind: Kind, find: Finder, present: Presence, problems: dict[int, Any]) -> None:
    """Give a kind's router the addresses of sharing."""

    def share(request: HttpRequest, key: Annotated[UUID, Path()], asked: ToShare) -> Any:
        record = find(request, kind, key)
        try:
            made, token = grants.give(kind, record, _ending(kind, asked), present(request, kind), timezone.now())
        except grants.GrantError as problem:
            raise HttpError(422, str(problem)) from None
        link = request.build_absolute_uri(reverse("kit:shared", args=[token]))
        return Status(201, told(made) | {"link": link})

    def listed(request: HttpRequest, key: Annotated[UUID, Path()]) -> Any:
        record = find(request, kind, key)
        found = Grant.objects.filter(record=record.pk, organisation_id=record.organisation_id)
        return [told(one) for one in found.order_by("-made_at")]

    def end(request: HttpRequest, key: Annotated[UUID, Path()], grant: Annotated[UUID, Path()]) -> Any:
        record = find(request, kind, key)
        row = Grant.objects.filter(pk=grant, record=record.pk, organisation_id=record.organisation_id).first()
        if row is None:
            raise HttpError(404, "Not found")
        grants.revoke(row, record, present(request, kind), timezone.now())
        row.refresh_from_db()
        return told(row)

    slug, path = kind.slug, "/{uuid:key}/grants"
    router.post(path, response={201: Given, **problems}, operation_id=f"{slug}_share", summary="Share one")(share)
    router.get(path, response={200: list[Shared], **problems}, operation_id=f"{slug}_shares", summary="Who sees one")(
        listed
    )
    router.post(
        path + "/{uuid:grant}/end",
        response={200: Shared, **problems},
        operation_id=f"{slug}_end_share",
        summary="End sharing",
    )(end)
