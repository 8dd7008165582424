"""What a program adds to a case: a field read by a person, an answer, a finding held otherwise; and what it may ask and share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError
from pydantic import Field

from livingproof.app.kit import grants, reasons
from livingproof.app.kit.acts import Outcome, Request, perform
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.models import Grant
from livingproof.app.kit.pages import status_of
from livingproof.app.ledger import evidence
from livingproof.app.verification import adding, judging, registers, sharing
from livingproof.app.verification.interface import ERRORS, Asked, as_asked, found, present
from livingproof.app.verification.kind import KIND, added
from livingproof.app.verification.models import Case
from livingproof.app.verification.saying import reader_language
from livingproof.core.system.machine import PersonId
from livingproof.core.system.verification import Brought, Correction, Override
from livingproof.verify.asking import steps_of
from livingproof.verify.telling import tell

ROUTER = Router(tags=["verify"])
MOST_FILES = 10


class Corrected(Schema):
    """A field as a person reads it on the document. Several values stand on several lines."""

    field: str = Field(max_length=60)
    value: str = Field(max_length=20_000)
    note: str = Field(default="", max_length=500)


class Held(Schema):
    """A finding held otherwise. An empty grade takes an earlier override back; evidence are ids of /api/evidence."""

    check: str = Field(max_length=60)
    grade: str = Field(max_length=20)
    why: str = Field(max_length=5000)
    evidence: list[UUID] = Field(default=[], max_length=MOST_FILES)


class Answered(Schema):
    """An answer that came, or what a register or a page showed: then `record` has NAME=VALUE on each line, and a capture is sent along."""

    check: str = Field(max_length=60)
    source: str = Field(max_length=300)
    on: date | None = None
    says: str = Field(default="", max_length=80)
    record: str = Field(default="", max_length=20_000)
    address_from: str = Field(default="", max_length=80)
    note: str = Field(default="", max_length=10_000)


class Message(Schema):
    """A question that is ready to send; `where` says how to find the address."""

    to: str
    subject: str
    message: str
    where: str


class Step(Schema):
    """One source to ask by hand: where, with which values, and what to compare."""

    check: str
    name: str
    register_id: str | None
    address: str | None
    must_hold_it: bool
    type_in: dict[str, str]
    compare: dict[str, str]


class Offer(Schema):
    """A link for whoever has no account: to read the verdict, or to reply to it too."""

    party_name: str = Field(min_length=1, max_length=200)
    may_reply: bool = False
    expires_on: date | None = None


class Look(Schema):
    """One look through a link."""

    at: datetime
    what: str


class Offered(Schema):
    """A link that was given, with every look. `link` is told once, when it is made."""

    id: UUID
    party_name: str
    may_reply: bool
    expires_at: datetime
    revoked_at: datetime | None
    looks: list[Look]
    link: str = ""


def _done(case: Case, outcome: Outcome) -> Asked:
    if outcome.record is None:
        told = [reasons.told(one, KIND) for one in outcome.blocked]
        raise HttpError(status_of(outcome.blocked), "; ".join(f"{one.text} {one.todo}".strip() for one in told))
    return as_asked(case)


def _add(request: HttpRequest, case: Case, act: str, name: str, said: Any) -> Asked:
    asked = Request(act, {name: added(case, name, said)}, timezone.now(), actor=present(request), version=case.version)
    return _done(case, perform(KIND, case, asked))


def _who(request: HttpRequest, case: Case) -> tuple[PersonId, date]:
    return PersonId(str(present(request).pk)), day_of(case.organisation, timezone.now())


@ROUTER.post("/{key}/corrections", response={200: Asked, **ERRORS}, summary="Correct a misread field")
def correct(request: HttpRequest, key: UUID, said: Corrected) -> Asked:
    """The case is judged again; what the machine read stays beside it."""
    case = found(request, key)
    person, on = _who(request, case)
    return _add(
        request,
        case,
        "correct",
        "corrections",
        Correction(said.field, said.value.strip(), person, on, said.note.strip()),
    )


@ROUTER.post("/{key}/overrides", response={200: Asked, **ERRORS}, summary="Hold a finding otherwise")
def override(request: HttpRequest, key: UUID, said: Held) -> Asked:
    """The machine's grade stays visible, and its headline stays the machine's."""
    case = found(request, key)
    verdict = judging.verdict_of(case)
    finding = verdict.finding(said.check) if verdict else None
    if finding is None:
        raise HttpError(404, "The verdict has no such finding.")
    person, on = _who(request, case)
    files = tuple(str(one) for one in said.evidence)
    held = Override(said.check, finding.code, finding.grade.value, said.grade, said.why.strip(), person, on, files)
    return _add(request, case, "override", "overrides", held)


@ROUTER.post("/{key}/answers", response={200: Asked, **ERRORS}, summary="Bring an answer or a look-up")
def answer(
    request: HttpRequest,
    key: UUID,
    said: Form[Answered],
    files: File[list[UploadedFile]] = [],  # noqa: B006 - ninja's own form
) -> Asked:
    """It is kept as evidence with its files, and the case is judged again."""
    case = found(request, key)
    if len(files) > MOST_FILES:
        raise HttpError(422, f"At most {MOST_FILES} files come with an answer.")
    person, on = _who(request, case)
    brought = Brought(
        check=said.check,
        source=said.source.strip(),
        on=said.on or on,
        person=person,
        says=said.says.strip(),
        record=tuple(line.strip() for line in said.record.splitlines() if "=" in line),
        address_from=adding.origin(said.address_from.strip()),
        note=said.note.strip(),
        evidence=_kept(case, files),
    )
    return _add(request, case, "answer", "answers", brought)


def _kept(case: Case, files: Iterable[UploadedFile]) -> tuple[str, ...]:
    now = timezone.now()
    rows = (
        evidence.keep(
            case.organisation,
            one,
            name=one.name or "file",
            now=now,
            media_type=one.content_type or "",
            kind="capture",
        )
        for one in files
    )
    return tuple(str(row.pk) for row in rows)


@ROUTER.get("/{key}/messages", response={200: list[Message], **ERRORS}, summary="Questions ready to send")
def messages(request: HttpRequest, key: UUID) -> list[Message]:
    """To the supplier and to the body, in the language of the request."""
    verdict = judging.verdict_of(found(request, key))
    ready = tell(verdict, registers.facts_here(), reader_language()).messages if verdict else ()
    return [Message(to=one.to, subject=one.subject, message=one.message, where=one.where) for one in ready]


@ROUTER.get("/{key}/look-ups", response={200: list[Step], **ERRORS}, summary="Sources that only persons may ask")
def look_ups(request: HttpRequest, key: UUID) -> list[Step]:
    """In the order in which they help; the answer goes to /answers."""
    case = found(request, key)
    verdict = judging.verdict_of(case)
    steps = steps_of(verdict, registers.facts_here(), case.file_name or "FILE", verdict.as_of) if verdict else ()
    return [
        Step(
            check=one.check,
            name=one.name,
            register_id=one.register,
            address=one.address,
            must_hold_it=bool(one.must),
            type_in=dict(one.type_in),
            compare=dict(one.compare),
        )
        for one in steps
    ]


@ROUTER.get("/{key}/links", response={200: list[Offered], **ERRORS}, summary="Links to the verdict, with every look")
def links(request: HttpRequest, key: UUID) -> list[Offered]:
    """The newest first."""
    case = found(request, key)
    rows = Grant.objects.filter(organisation=case.organisation, record=case.pk).order_by("-made_at")
    return [_offered(one) for one in rows.prefetch_related("views")]


def _offered(grant: Grant, link: str = "") -> Offered:
    looks = [Look(at=one.at, what=one.what) for one in grant.views.all()]
    return Offered(
        id=grant.pk,
        party_name=grant.party_name,
        may_reply="reply" in grant.acts,
        expires_at=grant.expires_at,
        revoked_at=grant.revoked_at,
        looks=looks,
        link=link,
    )


@ROUTER.post("/{key}/links", response={201: Offered, **ERRORS}, summary="Give a link")
def give(request: HttpRequest, key: UUID, offer: Offer) -> Status[Offered]:
    """It ends on the day named, after 30 days where none is, and when it is ended."""
    case, person, now = found(request, key), present(request), timezone.now()
    until = offer.expires_on.isoformat() if offer.expires_on else ""
    terms = sharing.terms_of(offer.party_name, until, person, now, to_answer=offer.may_reply)
    try:
        grant, token = grants.give(KIND, case, terms, person, now)
    except grants.GrantError as problem:
        raise HttpError(422, str(problem)) from None
    return Status(201, _offered(grant, request.build_absolute_uri(reverse("verification:shared", args=[token]))))


@ROUTER.delete("/{key}/links/{grant}", response={200: Offered, **ERRORS}, summary="End a link")
def end(request: HttpRequest, key: UUID, grant: UUID) -> Offered:
    """From now on it is as if it never was."""
    case = found(request, key)
    row = Grant.objects.filter(organisation=case.organisation, record=case.pk, pk=grant).select_related("party").first()
    if row is None:
        raise HttpError(404, "There is no such link.")
    if row.revoked_at is None:
        grants.revoke(row, case, present(request), timezone.now())
    row.refresh_from_db()
    return _offered(row)
