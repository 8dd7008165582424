"""Home, work, search, the whole navigation on one page, and the choice of light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from livingproof.app.front import waiting
from livingproof.app.front.ends import ends
from livingproof.app.front.frame import THEME, THEMES
from livingproof.app.front.verdicts import verdicts
from livingproof.app.kit import lists
from livingproof.app.kit.kinds import Kind, every_kind
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.system.work import OVERDUE, TODAY
from livingproof.app.verification.kind import KIND as CASES

FEW = 9
"""Lines of work on the first page."""
FOUND = 8
"""Records of one kind that the search shows."""
YEAR = 365 * 86_400


@require_GET
@member
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """What needs the reader, first as a sentence."""
    day = timezone.localdate()
    groups = waiting.mine(person, day)
    counts = {group.name: len(group.rows) for group in groups}
    whole = sum(counts.values())
    standing = waiting.standing(person, day)
    context = {
        "groups": _first(groups, FEW),
        "whole": whole,
        "late": counts.get(OVERDUE, 0),
        "due": counts.get(TODAY, 0),
        "more": max(0, whole - FEW),
        "standing": standing,
        "new": not whole and not any(row["open"] for row in standing) and not _ever(person),
        "day": day,
        "ends": ends(person, day) if CASES.read_by(person.roles) else None,
        "verdicts": verdicts(person) if CASES.read_by(person.roles) else (),
    }
    return render(request, "front/home.html", context)


def _ever(person: Person) -> bool:
    """Whether the house has any record, open or not."""
    return any(kind.model.objects.of(person.organisation).exists() for kind in every_kind())


def _first(groups: tuple[waiting.Rows, ...], most: int) -> list[waiting.Rows]:
    shown = []
    for group in groups:
        rows = group.rows[:most]
        most -= len(rows)
        if rows:
            shown.append(waiting.Rows(group.name, rows))
    return shown


@require_GET
@member
def work(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that waits, for the reader or for the house, by original due date."""
    day = timezone.localdate()
    of_team = request.GET.get("of") == "team"
    groups = waiting.team(person, day) if of_team else waiting.mine(person, day)
    context = {
        "groups": groups,
        "of_team": of_team,
        "day": day,
        "count": sum(len(group.rows) for group in groups),
        "most": waiting.MOST,
        "columns": 6 if of_team else 5,
    }
    return render(request, "front/work.html", context)


@dataclass(frozen=True, slots=True)
class Found:
    """Records of one kind that fit what was asked; `more` where the list has others."""

    kind: Kind
    rows: tuple[Any, ...]
    more: bool


@require_GET
@member
def search(request: HttpRequest, person: Person) -> HttpResponse:
    """Records of every kind that the reader may see."""
    asked = request.GET.get("q", "").strip()[: lists.LONGEST_SEARCH]
    found = [_search(kind, person, asked) for kind in every_kind() if kind.read_by(person.roles)] if asked else []
    context = {"sought": asked, "found": [one for one in found if one.rows]}
    return render(request, "front/search.html", context)


def _search(kind: Kind, person: Person, asked: str) -> Found:
    records = list(lists.asked(kind, person.organisation, {"q": asked})[: FOUND + 1])
    rows = tuple((record, getattr(record, kind.headline[0], "") if kind.headline else "") for record in records[:FOUND])
    return Found(kind, rows, len(records) > FOUND)


@require_GET
@member
def more(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - any member may
    """The whole navigation: what the phone's bar has no room for."""
    return render(request, "front/more.html", {"themes": THEMES})


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in this browser; anything else follows the system again."""
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie(THEME)
    return response
