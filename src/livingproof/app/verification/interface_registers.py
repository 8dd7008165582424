"""Registers by program, at `/api/registers`: what is here, what changed, search, and files on their way in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from livingproof.app.kit.calendars import day_of
from livingproof.app.verification import registering
from livingproof.app.verification.interface import Problem, present
from livingproof.app.verification.models import Import
from livingproof.app.verification.registers import store
from livingproof.core.statement import plain

ROUTER = Router(tags=["registers"])
ERRORS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


class Held(Schema):
    """A snapshot: what it is of, to which day it speaks, since when it is here."""

    register_id: str
    title: str
    snapshot: str
    as_of: date
    imported_at: datetime
    rows: int
    in_force: bool


class Hit(Schema):
    """What one snapshot holds of a number or a name."""

    register_id: str
    as_of: date
    records: list[dict[str, Any]]
    organisations: list[dict[str, Any]]


class Changed(Schema):
    """What happened between two snapshots; at most the first 200 events."""

    old: str
    new: str
    added: int
    removed: int
    changed: int
    events_in_all: int
    events: list[dict[str, Any]]


class Wish(Schema):
    """A register's file: from which source, to which day it speaks."""

    source: str = Field(max_length=80)
    register_id: str = Field(default="", max_length=80, description="Its name, where the source has none.")
    as_of: date | None = None


class Coming(Schema):
    """A file on its way in: waiting, running, done or failed."""

    id: UUID
    file: str
    source: str
    stage: str
    step: str
    rows: int
    told: str


def _coming(one: Import) -> Coming:
    return Coming(
        id=one.pk,
        file=one.evidence.name,
        source=one.source,
        stage=one.stage,
        step=one.step,
        rows=one.rows,
        told=one.told,
    )


@ROUTER.get("", response={200: list[Held], **ERRORS}, summary="The snapshots in force")
def lately(request: HttpRequest) -> list[Held]:
    """Every register with the snapshot on which verdicts rest."""
    present(request)
    return [_held(one.manifest, in_force=True) for one in store().present()]


def _held(manifest: Any, *, in_force: bool) -> Held:
    return Held(
        register_id=manifest.register,
        title=manifest.title or manifest.register,
        snapshot=manifest.id,
        as_of=manifest.as_of,
        imported_at=manifest.imported_at,
        rows=manifest.rows,
        in_force=in_force,
    )


@ROUTER.get("/search", response={200: list[Hit], **ERRORS}, summary="Find a number or a name")
def search(request: HttpRequest, q: str) -> list[Hit]:
    """What is not here says nothing about registers that are not here."""
    present(request)
    text = "".join(sign for sign in q[:200] if sign.isprintable()).strip()
    found = registering.found(text) if text else ()
    return [
        Hit(
            register_id=snapshot.register,
            as_of=snapshot.as_of,
            records=[plain(one) for one in records],
            organisations=[plain(one) for one in organisations],
        )
        for snapshot, records, organisations in found
    ]


@ROUTER.get("/imports", response={200: list[Coming], **ERRORS}, summary="Files on their way in")
def imports(request: HttpRequest) -> list[Coming]:
    """Those of the organisation, the newest first."""
    rows = Import.objects.filter(organisation=present(request).organisation).select_related("evidence")
    return [_coming(one) for one in rows.order_by("-made_at")[:100]]


@ROUTER.get("/imports/{key}", response={200: Coming, **ERRORS}, summary="How far an import is")
def coming(request: HttpRequest, key: UUID) -> Coming:
    """Ask until its stage is done or failed."""
    rows = Import.objects.filter(organisation=present(request).organisation, pk=key).select_related("evidence")
    one = rows.first()
    if one is None:
        raise HttpError(404, "There is no such import.")
    return _coming(one)


@ROUTER.post("/imports", response={202: Coming, **ERRORS}, summary="Bring in a register's file")
def bring(request: HttpRequest, wish: Form[Wish], file: File[UploadedFile]) -> Status[Coming]:
    """The worker brings it in; whatever goes wrong, the snapshot in force stays so."""
    person = present(request)
    if not registering.may_import(person):
        raise HttpError(403, "Whoever runs the house brings registers in.")
    today = day_of(person.organisation, timezone.now())
    if wish.source not in {one.id for one in registering.sources()}:
        raise HttpError(422, f"There is no source {wish.source}.")
    if wish.as_of and wish.as_of > today:
        raise HttpError(422, "The day lies ahead.")
    made = registering.handed_over(person, file, wish.source, wish.register_id, wish.as_of or today)
    return Status(202, _coming(made))


@ROUTER.get("/{name}", response={200: list[Held], **ERRORS}, summary="The snapshots of a register")
def snapshots(request: HttpRequest, name: str) -> list[Held]:
    """All of them; they are never overwritten."""
    present(request)
    here = store()
    if name not in here.names():
        raise HttpError(404, "There is no such register.")
    now = here.in_force(name)
    return [_held(one, in_force=now is not None and now.id == one.id) for one in here.snapshots(name)]


@ROUTER.get("/{name}/changes", response={200: Changed, **ERRORS}, summary="What changed between two snapshots")
def changes(request: HttpRequest, name: str, old: str = "", new: str = "") -> Changed:
    """Between those named, or the last two."""
    present(request)
    here = store()
    if name not in here.names():
        raise HttpError(404, "There is no such register.")
    pair = registering.pair_of(here, name, old, new)
    if pair is None:
        raise HttpError(422, "There are no two such snapshots of this register.")
    found = here.changes(here.snapshot(pair[0]), here.snapshot(pair[1]))
    return Changed(
        old=pair[0],
        new=pair[1],
        added=found.added,
        removed=found.removed,
        changed=found.changed,
        events_in_all=found.events.num_rows,
        events=found.events.slice(0, registering.MOST_EVENTS).to_pylist(),
    )
