"""What a plain Django project would write on the same table, behind the same server and the same middleware."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from livingproof.app.kit.pages import ROWS
from livingproof.app.verification.models import Case

COLUMNS = ("number", "headline", "holder", "certificate", "standard", "product", "expires_on", "stage", "owner")


def one(_: HttpRequest, key: UUID) -> JsonResponse:
    """One row as JSON; nobody is asked who they are."""
    case = Case.objects.get(pk=key)
    return JsonResponse({name: getattr(case, f"{name}_id" if name == "owner" else name) for name in COLUMNS})


def many(request: HttpRequest) -> HttpResponse:
    """A page of the list in a template without a frame; as many rows and columns as the product's, filtered where that asks for it."""
    asked = {name: request.GET[name] for name in ("headline",) if name in request.GET}
    page = Paginator(Case.objects.filter(**asked).order_by("-made_at", "id"), ROWS).get_page(request.GET.get("page"))
    return render(request, "bare.html", {"page": page, "heads": COLUMNS})


urlpatterns = [path("bare/<uuid:key>", one), path("bare/", many), path("", include("livingproof.app.urls"))]
