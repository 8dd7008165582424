"""Pages of sharing, as the house that shares a record sees them: who may see and do what until when, and the end of it."""

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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from livingproof.app.kit import grants, pages, values
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.kit.models import Grant
from livingproof.app.kit.present import member, readable
from livingproof.app.people.models import Person


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
        "acts": [act.name for act in grants.acts_open_to_parties(kind)],
    }
    status = 200
    if request.method == "POST":
        try:
            __, token = grants.give(kind, record, _terms(request, kind, person), person, timezone.now())
            context["link"] = request.build_absolute_uri(reverse("kit:shared", args=[token]))
        except grants.GrantError as problem:
            context["problem"], status = str(problem), 422
    return render(request, "kit/share.html", context, status=status)


def _terms(request: HttpRequest, kind: Kind, person: Person) -> grants.Terms:
    """What the form names. Whoever may do an act may see what it fills."""
    try:
        day = parse_date(request.POST.get("expires_on", ""))
    except ValueError:
        day = None
    if day is None or day.year > values.YEARS.stop:
        raise grants.GrantError(_("Say until which day it is shared."))
    until = datetime.combine(day, time(23, 59, 59), ZoneInfo(person.organisation.time_zone))
    acts = request.POST.getlist("acts")
    filled = (name for act in kind.machine.acts if act.name in acts for name in act.fields)
    return grants.Terms(
        party_name=request.POST.get("party_name", "").strip()[:200] or "-",
        fields=tuple(dict.fromkeys((*request.POST.getlist("fields"), *filled))),
        acts=tuple(acts),
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
