"""Pages of sharing: a record is shared from its page; the other party sees and does by its link what the grant names."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from livingproof.app.kit import forms, grants, pages, reasons, values
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.kit.models import Grant, Record
from livingproof.app.kit.present import member, readable
from livingproof.app.people.models import Person
from livingproof.core.system.machine import ANYONE, PARTY, Act


@require_http_methods(["GET", "POST"])
@member
def share(request: HttpRequest, person: Person, slug: str, key: UUID) -> HttpResponse:
    """Name what another party may see and do; the link is shown once."""
    kind = readable(slug, person)
    record = pages.found(kind, person, key)
    context: dict[str, Any] = {
        "kind": kind,
        "record": record,
        "fields": [(name, values.label_of(kind, name)) for name in kind.fields],
        "acts": [act.name for act in kind.machine.acts if act.sources and {ANYONE, PARTY} & set(act.roles)],
    }
    status = 200
    if request.method == "POST":
        try:
            _, token = grants.give(kind, record, _terms(request, person), person, timezone.now())
            context["link"] = request.build_absolute_uri(reverse("kit:shared", args=[token]))
        except grants.GrantError as problem:
            context["problem"], status = str(problem), 422
    return render(request, "kit/share.html", context, status=status)


def _terms(request: HttpRequest, person: Person) -> grants.Terms:
    try:
        day = parse_date(request.POST.get("expires_on", ""))
    except ValueError:
        day = None
    if day is None or day.year > values.YEARS.stop:
        raise grants.GrantError("say until which day")
    until = datetime.combine(day, time(23, 59, 59), ZoneInfo(person.organisation.time_zone))
    return grants.Terms(
        party_name=request.POST.get("party_name", "").strip()[:200] or "-",
        fields=tuple(request.POST.getlist("fields")),
        acts=tuple(request.POST.getlist("acts")),
        expires_at=until,
    )


@require_POST
@member
def revoke(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """End a grant now."""
    grant = Grant.objects.filter(organisation=person.organisation, pk=key).select_related("party").first()
    kind = kind_named(grant.kind) if grant else None
    if grant is None or kind is None or not kind.read_by(person.roles):
        raise Http404
    grants.revoke(grant, pages.found(kind, person, grant.record), person, timezone.now())
    return redirect("kit:detail", grant.kind, grant.record)


@never_cache
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of a link sees, and the acts that it may do. A link that is over is as if it never was."""
    now = timezone.now()
    grant = grants.by_token(token, now)
    kind = kind_named(grant.kind) if grant else None
    if grant is None or kind is None:
        raise Http404
    record = (
        kind.model.objects.filter(organisation_id=grant.organisation_id, pk=grant.record)
        .select_related("organisation")
        .get()
    )
    with timezone.override(ZoneInfo(record.organisation.time_zone)):
        told, status = _tried(request, kind, record, grant, now) if request.method == "POST" else ({}, 200)
        if request.method == "POST" and not told:
            return redirect("kit:shared", token)
        grants.seen(grant, now)
        record.refresh_from_db()
        answer = render(request, "kit/shared.html", _context(request, kind, record, grant, told), status=status)
    # With no-referrer a browser posts the form with no origin, and is refused; like this the link is told to this house only.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _context(request: HttpRequest, kind: Kind, record: Record, grant: Grant, told: dict[str, Any]) -> dict[str, Any]:
    acts = [act for act in kind.machine.from_stage(record.stage) if act.name in grant.acts]
    return {
        "kind": kind,
        "grant": grant,
        "giver": str(record.organisation),
        "shown": {"number": record.number, "stage": record.stage},
        "version": record.version,
        "content": pages.content(kind, record, tuple(name for name in kind.fields if name in grant.fields)),
        "forms": [(act, _form(request, kind, act, record, grant), told.get(act.name, ())) for act in acts],
    }


def _form(request: HttpRequest, kind: Kind, act: Act, record: Record, grant: Grant) -> Any:
    """The act's form with the fields that the grant names, and no persons or files of the house to choose from."""
    data = request.POST if request.method == "POST" and request.POST.get("act") == act.name else None
    form = forms.form_of(kind, act, record.organisation, data=data, record=record, outside=True)
    for name in set(form.fields) - set(grant.fields):
        del form.fields[name]
    return form


def _tried(request: HttpRequest, kind: Kind, record: Record, grant: Grant, now: datetime) -> tuple[dict[str, Any], int]:
    """Why the act was not done; empty when it was."""
    act = next(
        (one for one in kind.machine.acts if one.name == request.POST.get("act") and one.name in grant.acts), None
    )
    if act is None:
        raise Http404
    form = _form(request, kind, act, record, grant)
    if not form.is_valid():
        return {act.name: [reasons.Told("field_invalid", text, "", None) for text in _problems(form)]}, 422
    version = request.POST.get("version", "")
    asked = Request(
        act=act.name,
        payload=dict(form.cleaned_data),
        now=now,
        grant=grant,
        version=int(version) if version.isdigit() and len(version) < 10 else None,  # noqa: PLR2004 - a version, not a flood
    )
    outcome = perform(kind, record, asked)
    words = [reasons.told(one, kind, get_language() or "en") for one in outcome.blocked]
    return ({act.name: words} if words else {}), pages.status_of(outcome.blocked)


def _problems(form: Any) -> list[str]:
    return [f"{name}: {text}" for name, texts in form.errors.items() for text in texts]
