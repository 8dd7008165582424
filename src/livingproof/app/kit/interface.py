"""The JSON interface of every kind, derived from its declaration: list with a cursor, read, make, act. Refusals are answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import File, Form, Path, Query, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import ConfigDict, Field, create_model

from livingproof.app.kit import asking, granting, lists, pages, reasons, stretches, values
from livingproof.app.kit.acts import Request, perform, prospects
from livingproof.app.kit.kinds import Kind, every_kind
from livingproof.app.kit.present import person_of, signed_with, waiver_signed
from livingproof.app.ledger import evidence
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Act

MOST = 100
TEXT = 20_000


class Reason(Schema):
    """Why an act was not done: the code, the words, what to do, from when on it falls away by itself."""

    code: str
    text: str
    todo: str
    until: date | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class Refused(Schema):
    """Every reason against an act; nothing was done."""

    reasons: list[Reason]


class Problem(Schema):
    """Why a question cannot be answered."""

    detail: Any


class Open(Schema):
    """An act that starts from the record's stage, and what blocks it for you now; nothing: it is open."""

    act: str
    signature: str | None
    blocked: list[Reason]


ERRORS: dict[int, Any] = {400: Problem, 401: Problem, 403: Refused, 404: Problem, 409: Refused, 422: Refused}

TYPES: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.DecimalField, Decimal),
    (models.FloatField, float),
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.UUIDField, UUID),
    (models.ForeignKey, UUID),
)


def _type_of(kind: Kind, name: str) -> Any:
    if name in kind.parts:
        return kind.parts[name]
    field = values.field_of(kind, name)
    return next(
        (known for model, known in TYPES if isinstance(field, model)),
        Any if isinstance(field, models.JSONField) else str,
    )


def _name(kind: Kind) -> str:
    return kind.model.__name__


def record_schema(kind: Kind) -> type[Schema]:
    """The record as the interface gives it."""
    own: dict[str, Any] = {
        "id": (UUID, ...),
        "number": (str, ...),
        "stage": (Literal[kind.machine.stages], ...),
        "cycle": (int, ...),
        "version": (int, ...),
        "made_at": (datetime, ...),
        "changed_at": (datetime, ...),
        "imported": (bool, ...),
    }
    more = {
        name: (_type_of(kind, name) | None if _type_of(kind, name) is not Any else Any, None) for name in kind.fields
    }
    made: type[Schema] = create_model(_name(kind), __base__=Schema, **{**own, **more})
    return made


def payload_schema(kind: Kind, act: Act) -> type[Schema]:
    """What an act takes: its fields, and no others. All may be left out here; the act itself says what must be filled."""
    given: dict[str, Any] = {}
    for name in act.fields:
        known = _type_of(kind, name)
        given[name] = (
            known | None if known is not Any else Any,
            Field(default=None, title=values.label_of(kind, name)),
        )
    name = f"{_name(kind)}{act.name.title().replace('_', '')}Fields"
    made: type[Schema] = create_model(name, __base__=Schema, __config__=None, **given)
    made.model_config = ConfigDict(extra="forbid")
    return made


def ask_schema(kind: Kind, act: Act) -> type[Schema]:
    """An act as it is asked for."""
    given: dict[str, Any] = {
        "payload": (payload_schema(kind, act), ...),
        "version": (
            int | None,
            Field(default=None, ge=0, le=2**31, description="The version that you saw; another one is refused."),
        ),
        "occurred_at": (datetime | None, Field(default=None, description="When it happened, where that is not now.")),
        "secret": (
            str,
            Field(default="", max_length=1000, description="Your password once more, where the act is signed."),
        ),
        "waive": (list[str], Field(default=[], max_length=20)),
        "waiver": (str, Field(default="", max_length=2000, description="Why the reasons in `waive` are set aside.")),
        "waiver_by": (
            str,
            Field(default="", max_length=60, description="The id of the member of the top management who signs it."),
        ),
        "waiver_secret": (str, Field(default="", max_length=1000, description="Their password.")),
    }
    made: type[Schema] = create_model(f"{_name(kind)}{act.name.title().replace('_', '')}", __base__=Schema, **given)
    return made


def page_schema(kind: Kind, record: type[Schema]) -> type[Schema]:
    """A stretch of the list; `next` is the cursor of the following one, None at the end."""
    given: dict[str, Any] = {"items": (_many(record), ...), "next": (str | None, None)}
    made: type[Schema] = create_model(f"{_name(kind)}Page", __base__=Schema, **given)
    return made


def _many(one: Any) -> Any:
    """The type of a list of something that is known at run time only."""
    return list[one]


def _one_of(names: tuple[str, ...]) -> Any:
    """The type of a choice among names that are known at run time only."""
    return Literal[names]


def as_answer(kind: Kind, record: Any) -> dict[str, Any]:
    """The record as its schema takes it."""
    own = ("number", "stage", "cycle", "version", "made_at", "changed_at", "imported")
    return {"id": record.pk} | {name: getattr(record, name) for name in own} | values.as_json(kind, record)


def present(request: HttpRequest, kind: Kind) -> Person:
    """Who asks; 403 and 404 as the pages have it."""
    person = person_of(request)
    if person is None:
        raise HttpError(401, "Sign in, or send a token.")
    if not kind.read_by(person.roles):
        raise HttpError(404, "Not found")
    return person


def told(blocked: Any, kind: Kind) -> list[Reason]:
    """Reasons as the interface gives them."""
    language = get_language() or "en"
    found = []
    for one in blocked:
        words = reasons.told(one, kind, language)
        facts = json.loads(json.dumps(dict(one.facts), default=str))
        found.append(Reason(code=one.code, text=words.text, todo=words.todo, until=one.until, facts=facts))
    return found


def router_of(kind: Kind) -> Router:
    """The addresses of one kind."""
    router = Router(tags=[kind.slug])
    record = record_schema(kind)
    _listing(router, kind, record)
    _reading(router, kind, record)
    for act in kind.machine.acts:
        _acting(router, kind, act, record)
    granting.grant(router, kind, _found, present, FEW)
    return router


FEW: dict[int, Any] = {400: Problem, 401: Problem, 404: Problem, 422: Problem}


def _listing(router: Router, kind: Kind, record: type[Schema]) -> None:
    def index(
        request: HttpRequest,
        q: Annotated[str, Query(max_length=200)] = "",
        after: Annotated[
            str, Query(max_length=TEXT, description="`next` of the stretch before, in the same order.")
        ] = "",
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        sort: Any = stretches.NEWEST,
    ) -> Any:
        person = present(request, kind)
        query = {name: request.GET.get(name, "") for name in kind.filters} | {"q": q}
        found = lists.asked(kind, person.organisation, query)
        try:
            rows, following = stretches.stretch(kind, found, sort, after, limit)
        except stretches.MarkError:
            raise HttpError(400, "This cursor is none of this list in this order.") from None
        return {"items": [as_answer(kind, row) for row in rows], "next": following}

    said = "By what it is ordered; with a minus: downwards. What is empty comes last."
    asked_by = Query(description=said)  # type: ignore[type-arg] # the checker takes the function for a type
    index.__annotations__["sort"] = Annotated[_one_of(stretches.orders(kind)), asked_by]

    narrowing = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in kind.filters
    ]
    router.get(
        "",
        response={200: page_schema(kind, record), **FEW},
        operation_id=f"{kind.slug}_list",
        summary=f"List {kind.slug}",
        openapi_extra={"parameters": narrowing},
    )(index)


def _reading(router: Router, kind: Kind, record: type[Schema]) -> None:
    def one(request: HttpRequest, key: Annotated[UUID, Path()]) -> Any:
        return as_answer(kind, _found(request, kind, key))

    def acts(request: HttpRequest, key: Annotated[UUID, Path()]) -> Any:
        person, row = present(request, kind), _found(request, kind, key)
        return [
            Open(act=each.act.name, signature=each.act.signature, blocked=told(each.blocked, kind))
            for each in prospects(kind, row, person, timezone.now())
        ]

    slug = kind.slug
    router.get("/{uuid:key}", response={200: record, **FEW}, operation_id=f"{slug}_read", summary="Read one")(one)
    router.get(
        "/{uuid:key}/acts", response={200: list[Open], **FEW}, operation_id=f"{slug}_acts", summary="What can be done"
    )(acts)


def _found(request: HttpRequest, kind: Kind, key: UUID) -> Any:
    person = present(request, kind)
    row = kind.model.objects.of(person.organisation).filter(pk=key).select_related("organisation").first()
    if row is None:
        raise HttpError(404, "Not found")
    return row


def _acting(router: Router, kind: Kind, act: Act, record: type[Schema]) -> None:
    body = ask_schema(kind, act)
    responses = {201 if not act.sources else 200: record, **ERRORS}
    more: dict[str, Any] = {
        "operation_id": f"{kind.slug}_{act.name}",
        "summary": act.name.replace("_", " "),
        "response": responses,
    }
    if act.sources:

        def do(request: HttpRequest, key: Annotated[UUID, Path()], asked: Any) -> Any:
            return _done(request, kind, act, _found(request, kind, key), asked)

        do.__annotations__["asked"] = body
        router.post(f"/{{uuid:key}}/acts/{act.name}", **more)(do)
    else:

        def make(request: HttpRequest, asked: Any) -> Any:
            return _done(request, kind, act, None, asked)

        make.__annotations__["asked"] = body
        router.post(f"/acts/{act.name}", **more)(make)


def _done(request: HttpRequest, kind: Kind, act: Act, row: Any, asked: Any) -> Any:
    """Through the one door. The payload goes there as it came, so that nothing is dropped on the way."""
    person, now = present(request, kind), timezone.now()
    raw = json.loads(request.body).get("payload") or {}
    occurred = asked.occurred_at
    if occurred is not None and occurred.year not in values.YEARS:
        raise HttpError(400, "occurred_at is too far from today")
    outcome = perform(
        kind,
        row,
        Request(
            act=act.name,
            payload=raw,
            now=now,
            actor=person,
            version=asked.version,
            occurred_at=timezone.make_aware(occurred)
            if occurred is not None and timezone.is_naive(occurred)
            else occurred,
            signature=_signature(request, person, act, asked.secret, now),
            waive=tuple(asked.waive),
            waiver=asked.waiver,
            waiver_signature=waiver_signed(request, person.organisation, asked.waiver_by, asked.waiver_secret, now)
            if asked.waive
            else None,
        ),
    )
    if outcome.record is None:
        return Status(pages.status_of(outcome.blocked), Refused(reasons=told(outcome.blocked, kind)))
    return Status(200 if act.sources else 201, as_answer(kind, outcome.record))


def _signature(request: HttpRequest, person: Person, act: Act, secret: str, now: datetime) -> Any:
    return signed_with(request, person, act.signature, secret, now) if act.signature and secret else None


class Kept(Schema):
    """Evidence as it is kept: name it by its id where an act takes evidence."""

    id: UUID
    sha256: str
    size: int
    name: str
    kind: str
    claimed_on: date | None
    received_at: datetime
    erased_at: datetime | None


def evidence_router() -> Router:
    """Bytes in, an id out; the bytes come back only as a download of the pages."""
    router = Router(tags=["evidence"])

    def keep(
        request: HttpRequest,
        content: Annotated[UploadedFile, File()],
        kind: Annotated[Literal[tuple(sorted(evidence.LIVES))], Form()] = "file",  # type: ignore[valid-type] # the table is data
        claimed_on: Annotated[date | None, Form(description="The day that the evidence itself claims.")] = None,
    ) -> Any:
        person = person_of(request)
        if person is None:
            raise HttpError(401, "Sign in, or send a token.")
        if (content.size or 0) > asking.LARGEST_UPLOAD:
            raise HttpError(413, f"A file has at most {asking.LARGEST_UPLOAD >> 20} MB.")
        if claimed_on is not None and claimed_on.year not in values.YEARS:
            raise HttpError(400, "claimed_on is too far from today")
        more = {
            "name": content.name or "file",
            "media_type": content.content_type or "",
            "kind": kind,
            "claimed_on": claimed_on,
        }
        return Status(201, evidence.keep(person.organisation, content, now=timezone.now(), **more))

    responses: dict[int, Any] = {201: Kept, **dict.fromkeys((400, 401, 413, 422), Problem)}
    router.post("", response=responses, operation_id="evidence_keep", summary="Keep a file")(keep)
    return router


def attach(add: Callable[[str, Router], None]) -> None:
    """Give every declared kind its addresses, and evidence its own."""
    add("/evidence", evidence_router())
    for kind in every_kind():
        add(f"/r/{kind.slug}", router_of(kind))
