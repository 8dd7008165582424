"""VERIFY by program, at `/api/verify`: files in, verdicts out. Acts on a case are those of every record, at `/api/r/cases`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field, TypeAdapter, ValidationError

from livingproof.app.kit import reasons
from livingproof.app.kit.present import person_of
from livingproof.app.ledger import evidence as store
from livingproof.app.people.models import Person
from livingproof.app.verification import starting
from livingproof.app.verification.kind import KIND, WAITING
from livingproof.app.verification.models import Case

TEXT = 20_000
_EACH = TypeAdapter(dict[str, dict[str, str]])


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
    each: str = Field(
        default="",
        max_length=TEXT * 5,
        description='What is otherwise for one file, by its name: {"a.pdf": {"product": "…", "site": "…"}}. '
        "Of each file may be said: product, seller, site, markets, delivery_on.",
    )


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


ERRORS: dict[int, Any] = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


def present(request: HttpRequest) -> Person:
    """Whoever asks, by session or token; 401 for nobody."""
    person = person_of(request)
    if person is None:
        raise HttpError(401, "Sign in, or send a token.")
    return person


def found(request: HttpRequest, key: UUID) -> Case:
    """The case of the organisation of whoever asks; 404 where it has none."""
    ours = Case.objects.of(present(request).organisation).filter(pk=key)
    case: Case | None = ours.select_related("organisation").first()
    if case is None:
        raise HttpError(404, "There is no such case.")
    return case


def as_asked(case: Case) -> Asked:
    """The case in short, as it is now."""
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


def _of_each(text: str, files: list[UploadedFile]) -> dict[str, str]:
    """What is said of single files, as the form names it."""
    if not text.strip():
        return {}
    names = [file.name for file in files]
    try:
        said = _EACH.validate_json(text)
    except ValidationError:
        raise HttpError(422, 'each is {"name of a file": {"product": "…"}}; see the description.') from None
    unknown = [name for name in said if name not in names]
    unknown += [f"{name}: {key}" for name, one in said.items() for key in one if key not in starting.OF_EACH]
    if unknown:
        raise HttpError(422, f"each names what was not sent, or cannot be said of one file: {', '.join(unknown[:5])}")
    return {f"{key}-{names.index(name)}": value for name, one in said.items() for key, value in one.items()}


def _given(need: Need, of_each: dict[str, str]) -> QueryDict:
    given = QueryDict(mutable=True)
    given.update(of_each)
    for name in ("product", "seller", "seller_ids", "site", "markets", "policy"):
        given[name] = getattr(need, name)
    given["delivery_on"] = need.delivery_on.isoformat() if need.delivery_on else ""
    given.setlist("needs", [part.strip() for part in need.needs.split(",") if part.strip()])
    return given


ROUTER = Router(tags=["verify"])


@ROUTER.post("", response={202: Begun, **ERRORS}, summary="Verify files or a text")
def begin(request: HttpRequest, need: Form[Need], files: File[list[UploadedFile]] = []) -> Status[Begun]:  # noqa: B006 - ninja's own form
    """One case for each file; without files one for the text. Ask for each until `waits` is false."""
    person = present(request)
    if len(files) > starting.MOST_FILES:
        raise HttpError(422, f"More than {starting.MOST_FILES} files: send the rest with a further call.")
    wants = starting.wanted_each(_given(need, _of_each(need.each, files)), len(files))
    started = starting.begun(person, list(files), need.listing, wants)
    refused = [
        Why(file=name, code=told.code, text=told.text, todo=told.todo)
        for name, outcome in started.refused
        for told in (reasons.told(one, KIND) for one in outcome.blocked)
    ]
    if not started.cases:
        raise HttpError(422, "; ".join(f"{one.text} {one.todo}".strip() for one in refused) or "Nothing was given.")
    return Status(202, Begun(cases=[as_asked(case) for case in started.cases], refused=refused))


@ROUTER.get("/{key}", response={200: Asked, **ERRORS}, summary="How far a case is")
def read(request: HttpRequest, key: UUID) -> Asked:
    """The case in short."""
    return as_asked(found(request, key))


@ROUTER.get("/{key}/verdict", response={200: dict[str, Any], **ERRORS}, summary="The statement of the newest verdict")
def verdict(request: HttpRequest, key: UUID) -> HttpResponse:
    """The statement as `livingproof verify --format json` prints it, with its digest; 409 while the case waits."""
    house = present(request).organisation
    found = Case.objects.of(house).filter(pk=key).values_list("judgements", flat=True)[:1]
    if not found:
        raise HttpError(404, "There is no such case.")
    if not found[0]:
        raise HttpError(409, "The case is not judged yet: ask again in a few seconds.")
    try:
        content = store.content_of(house, found[0][-1]["evidence"][0])
    except (IndexError, store.EvidenceError):
        raise HttpError(404, "The statement of this verdict is gone.") from None
    # It was kept as JSON, and is given as it was kept: nothing of it is spelled anew.
    return HttpResponse(content, content_type="application/json; charset=utf-8")


@ROUTER.get("", response={200: list[Asked], **ERRORS}, summary="The cases of the last days")
def lately(request: HttpRequest) -> list[Asked]:
    """The newest hundred; all of them are at `/api/r/cases`."""
    now = timezone.now()
    ours = Case.objects.of(present(request).organisation).filter(made_at__lte=now).order_by("-made_at")[:100]
    return [as_asked(case) for case in ours]


def attach(add: Callable[[str, Router], None]) -> None:
    """Put these addresses into the interface."""
    from livingproof.app.verification import interface_acts, interface_registers, interface_watch

    add("verify", ROUTER)
    add("verify", interface_acts.ROUTER)
    add("registers", interface_registers.ROUTER)
    add("watch", interface_watch.WATCH)
    add("webhooks", interface_watch.HOOKS)
