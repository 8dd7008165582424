"""VERIFY by program, at `/api/verify`: files in, verdicts out. Acts on a case are those of every record, at `/api/r/cases`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from livingproof.app.kit import reasons
from livingproof.app.kit.present import person_of
from livingproof.app.people.models import Person
from livingproof.app.verification import showing, starting
from livingproof.app.verification.kind import KIND, WAITING
from livingproof.app.verification.models import Case

TEXT = 20_000


class Need(Schema):
    """What the certificate is to carry, once for all files. `needs` and `markets` are lists with commas between."""

    product: str = Field(default="", max_length=500)
    seller: str = Field(default="", max_length=300)
    seller_ids: str = Field(default="", max_length=2000, description="SCHEME:VALUE, one on a line.")
    site: str = Field(default="", max_length=500)
    needs: str = Field(default="", max_length=200, description="manufacture, design, assembly, service, trade, supply")
    markets: str = Field(default="", max_length=400, description="EU, US …")
    delivery_on: date | None = None
    policy: str = Field(default="standard", max_length=40)
    listing: str = Field(default="", max_length=TEXT, description="What the seller's text says.")


class Asked(Schema):
    """A case as it stands: read and judged by the worker; `verdict` is there once it is judged."""

    id: UUID
    number: str
    file: str
    stage: str
    waits: bool
    verdict: str
    decision: str


class Why(Schema):
    """Why a file brought no case."""

    file: str
    code: str
    text: str
    todo: str


class Begun(Schema):
    """The cases that were made, and what stood against others."""

    cases: list[Asked]
    refused: list[Why]


class Problem(Schema):
    """Why there is no answer."""

    detail: Any


ERRORS: dict[int, Any] = {401: Problem, 404: Problem, 409: Problem, 422: Problem}


def _present(request: HttpRequest) -> Person:
    person = person_of(request)
    if person is None:
        raise HttpError(401, "Sign in, or send a token.")
    return person


def _found(request: HttpRequest, key: UUID) -> Case:
    found: Case | None = (
        Case.objects.of(_present(request).organisation).filter(pk=key).select_related("organisation").first()
    )
    if found is None:
        raise HttpError(404, "There is no such case.")
    return found


def _plain(case: Case) -> Asked:
    case.refresh_from_db()
    return Asked(
        id=case.pk,
        number=case.number,
        file=case.file_name,
        stage=case.stage,
        waits=case.stage in WAITING,
        verdict=case.headline,
        decision=case.decision,
    )


def _given(need: Need) -> QueryDict:
    given = QueryDict(mutable=True)
    for name in ("product", "seller", "seller_ids", "site", "markets", "policy"):
        given[name] = getattr(need, name)
    given["delivery_on"] = need.delivery_on.isoformat() if need.delivery_on else ""
    given.setlist("needs", [part.strip() for part in need.needs.split(",") if part.strip()])
    return given


ROUTER = Router(tags=["verify"])


@ROUTER.post("", response={202: Begun, **ERRORS}, summary="Verify files or a text")
def begin(request: HttpRequest, need: Form[Need], files: File[list[UploadedFile]] = []) -> Status[Begun]:  # noqa: B006 - ninja's own form
    """One case for each file; without files one for the text. Ask for each until `waits` is false."""
    person = _present(request)
    started = starting.begun(person, list(files)[: starting.MOST_FILES], need.listing, starting.wanted(_given(need)))
    refused = [
        Why(file=name, code=told.code, text=told.text, todo=told.todo)
        for name, outcome in started.refused
        for told in (reasons.told(one, KIND) for one in outcome.blocked)
    ]
    if not started.cases:
        raise HttpError(422, "; ".join(f"{one.text} {one.todo}".strip() for one in refused) or "Nothing was given.")
    return Status(202, Begun(cases=[_plain(case) for case in started.cases], refused=refused))


@ROUTER.get("/{key}", response={200: Asked, **ERRORS}, summary="How far a case is")
def read(request: HttpRequest, key: UUID) -> Asked:
    """The case in short."""
    return _plain(_found(request, key))


@ROUTER.get("/{key}/verdict", response={200: dict[str, Any], **ERRORS}, summary="The statement of the newest verdict")
def verdict(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """The statement as `livingproof verify --format json` prints it, with its digest; 409 while the case waits."""
    found = _found(request, key)
    if not found.judgements:
        raise HttpError(409, "The case is not judged yet: ask again in a few seconds.")
    return showing.statement_of(found)


@ROUTER.get("", response={200: list[Asked], **ERRORS}, summary="The cases of the last days")
def lately(request: HttpRequest) -> list[Asked]:
    """The newest hundred; all of them are at `/api/r/cases`."""
    now = timezone.now()
    ours = Case.objects.of(_present(request).organisation).filter(made_at__lte=now).order_by("-made_at")[:100]
    return [_plain(case) for case in ours]


def attach(add: Callable[[str, Router], None]) -> None:
    """Put these addresses into the interface."""
    add("verify", ROUTER)
