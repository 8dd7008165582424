"""Health as a page and as an answer: details for members, well or not for machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from livingproof.app.health.state import look, worst
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.core.terms import Grade


@require_GET
@never_cache
@member
def page(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - any member may
    """What was looked at, for whoever keeps the service."""
    signs = look(timezone.now())
    return render(request, "health/page.html", {"signs": signs, "worst": worst(signs).value, "now": timezone.now()})


@require_safe
@never_cache
def plain(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - everybody may: it says nothing of anybody
    """200 "well" or 503 "not well", without details: for whatever watches the service from outside."""
    well = worst(look(timezone.now())) is not Grade.FAIL
    return HttpResponse("well\n" if well else "not well\n", status=200 if well else 503, content_type="text/plain")
