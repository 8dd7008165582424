"""The first page: give files or a text and what they must cover; one case for each, read and judged by the worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import IO, Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from livingproof.app.kit import reasons
from livingproof.app.kit.acts import Outcome, Request, perform
from livingproof.app.kit.present import member
from livingproof.app.ledger import evidence
from livingproof.app.people.models import Person
from livingproof.app.verification import showing
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case
from livingproof.catalogue.policies import shipped_policies, title_of
from livingproof.core.terms import Activity

MOST_FILES = 100
LATELY = 12
OF_EACH = ("product", "seller", "site", "markets", "delivery_on")
"""What may be said of one file otherwise than of all."""


class Given(Protocol):
    """A file as it came."""

    name: str | None
    content_type: str | None
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class Started:
    """Cases that were made, and what stood against others, by the name of their file."""

    cases: tuple[Case, ...]
    refused: tuple[tuple[str, Outcome], ...]


@require_http_methods(["GET", "POST"])
@member
def start(request: HttpRequest, person: Person) -> HttpResponse:
    """The form; or, posted, the cases that it asks for and the way to them."""
    told: list[Any] = []
    if request.method == "POST":
        files = request.FILES.getlist("files")[:MOST_FILES]
        started = begun(person, files, request.POST.get("listing", ""), wanted_each(request.POST, len(files)))
        if started.cases and not started.refused:
            return redirect(_way_to(started.cases))
        language = get_language() or "en"
        told = [
            (name, reasons.told(one, KIND, language)) for name, outcome in started.refused for one in outcome.blocked
        ]
    context = {
        "told": told,
        "given": request.POST,
        "chosen": set(request.POST.getlist("needs")),
        "policies": [(name, title_of(name)) for name in shipped_policies()],
        "policy": request.POST.get("policy", "standard"),
        "activities": [one.value for one in Activity],
        "lately": [
            (case, showing.tag_of(case)) for case in Case.objects.of(person.organisation).order_by("-made_at")[:LATELY]
        ],
    }
    return render(request, "verification/start.html", context, status=422 if told else 200)


def _way_to(cases: tuple[Case, ...]) -> str:
    if len(cases) == 1:
        return reverse("verification:case", args=[cases[0].pk])
    return f"{reverse('verification:progress')}?{urlencode([('case', str(case.pk)) for case in cases])}"


def wanted(given: Any) -> dict[str, Any]:
    """What the certificate is to carry, as the form or the interface sends it; what cannot be a value is left to the act to refuse."""
    lines = [line.strip() for line in given.get("seller_ids", "").splitlines() if line.strip()]
    day = given.get("delivery_on", "").strip()
    return {
        "product": given.get("product", "").strip(),
        "seller": given.get("seller", "").strip(),
        "seller_ids": lines,
        "site": " ".join(given.get("site", "").split()),
        "needs": [need for need in given.getlist("needs") if need],
        "markets": [part.strip().upper() for part in given.get("markets", "").split(",") if part.strip()],
        "delivery_on": day if not _is_day(day) else parse_date(day),
        "policy": given.get("policy", "").strip() or "standard",
    }


def wanted_each(given: Any, count: int) -> list[dict[str, Any]]:
    """What each of so many files is to carry: what is said of all, and where `product-3` says otherwise of the fourth, that."""
    all_of_them = wanted(given)
    each = []
    for place in range(max(count, 1)):
        own = {name: said for name in OF_EACH if (said := given.get(f"{name}-{place}", "").strip())}
        each.append(all_of_them | {name: value for name, value in wanted(_Said(own)).items() if name in own})
    return each


class _Said(dict[str, str]):
    """What is said of one file, as a form is asked."""

    def getlist(self, name: str) -> list[str]:
        return [part.strip() for part in self.get(name, "").split(",")]


def _is_day(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def begun(person: Person, files: list[Any], listing: str, wants: Sequence[Mapping[str, Any]]) -> Started:
    """One case for each file, for what is wanted of it; of a text alone, one. The text is held against every file."""
    made: list[Case] = []
    refused: list[tuple[str, Outcome]] = []
    together = {
        "listing": listing.strip(),
        "owner": str(person.pk),
        "upload": token_urlsafe(16) if len(files) > 1 else "",
    }
    for (name, kept), want in zip(_kept(person, files) or iter([("", [])]), wants, strict=True):
        payload = {**want, **together, "evidence": kept, "file_name": name}
        outcome = perform(KIND, None, Request("ask", payload, timezone.now(), actor=person))
        if isinstance(outcome.record, Case):
            made.append(outcome.record)
        else:
            refused.append((name, outcome))
    return Started(tuple(made), tuple(refused))


def _kept(person: Person, files: list[Any]) -> Iterator[tuple[str, list[str]]] | None:
    if not files:
        return None
    return (_keep(person, one) for one in files)


def _keep(person: Person, given: Any) -> tuple[str, list[str]]:
    row = evidence.keep(
        person.organisation,
        given,
        name=given.name or "file",
        now=timezone.now(),
        media_type=given.content_type or "",
        kind="certificate",
    )
    return (given.name or row.name)[:200], [str(row.pk)]


@require_GET
@member
def progress(request: HttpRequest, person: Person) -> HttpResponse:
    """How far the cases of one upload are; asked again every two seconds while one of them runs."""
    keys = [key for text in request.GET.getlist("case")[:MOST_FILES] if (key := _key(text))]
    found = Case.objects.of(person.organisation).filter(pk__in=keys).order_by("made_at", "number")
    rows = [(case, showing.tag_of(case)) for case in found]
    running = sum(not case.judgements for case, _ in rows)
    context = {"rows": rows, "running": running, "ready": len(rows) - running, "again": request.get_full_path()}
    page = "verification/progress_part.html" if request.headers.get("HX-Request") else "verification/progress.html"
    return render(request, page, context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
