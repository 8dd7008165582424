"""All cases of the organisation, by verdict; and one act on many of them at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from livingproof.app.kit import lists, reasons
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.forms import persons
from livingproof.app.kit.jobs import enqueue
from livingproof.app.kit.pages import ROWS, Counted
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.verification.kind import JUDGE, KIND
from livingproof.app.verification.models import CONCLUSIONS, Case
from livingproof.app.verification.sharing import download
from livingproof.app.verification.showing import statement_of, tag_of
from livingproof.core.system.verification import CLOSED, JUDGED

MOST = 200
"""Cases of one act on many."""
SORTS = ("holder", "standard", "expires_on", "made_at", "headline")


@require_GET
@member
def cases(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, as its address asks for it."""
    query = {name: request.GET.get(name, "") for name in ("q", "sort", *KIND.filters)}
    rows = lists.asked(KIND, person.organisation, query).select_related("organisation")
    page = Counted(rows, ROWS).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "rows": [(case, tag_of(case)) for case in page.object_list],
        "page": page,
        "filters": [one for one in lists.filters(KIND, person.organisation, query) if one.choices],
        "query": query,
        "asked": asked.urlencode(),
        "narrowed": any(value for name, value in query.items() if name != "sort"),
        "persons": persons(person.organisation),
        "conclusions": CONCLUSIONS,
        "here": request.get_full_path(),
    }
    return render(request, "verification/cases.html", context)


@require_POST
@member
def together(request: HttpRequest, person: Person) -> HttpResponse:
    """One act on every chosen case: each stands for itself, and those that refuse say why."""
    keys = [key for text in request.POST.getlist("id")[:MOST] if (key := _key(text))]
    chosen = list(Case.objects.of(person.organisation).filter(pk__in=keys).select_related("organisation"))
    act = request.POST.get("act", "")
    if not chosen:
        messages.error(request, _("Choose cases first: tick them in the list."))
    elif act == "statements":
        return _statements(chosen)
    elif act in DEEDS:
        _tell(request, [DEEDS[act](request, person, one) for one in chosen])
    return redirect(_back(request))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(request: HttpRequest) -> str:
    where = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(where, None) and where.startswith("/verify/")
    return where if ours else reverse("verification:cases")


def _statements(chosen: Iterable[Case]) -> HttpResponse:
    """The newest statement of each, in one file that `livingproof check` reads."""
    stated = [statement_of(one) for one in chosen if one.judgements and one.judgements[-1]["evidence"]]
    return download(json.dumps(stated, ensure_ascii=False, indent=1), "statements.json", "application/json")


def _tell(request: HttpRequest, why: list[str]) -> None:
    done = sum(not one for one in why)
    if done:
        told = ngettext("Done for %(count)s case.", "Done for %(count)s cases.", done) % {"count": done}
        messages.success(request, told)
    for problem, count in Counter(one for one in why if one).most_common(5):
        told = ngettext("Not done for %(count)s case: %(why)s", "Not done for %(count)s cases: %(why)s", count)
        messages.error(request, told % {"count": count, "why": problem})


def _again(_request: HttpRequest, _person: Person, case: Case) -> str:
    if case.stage not in (JUDGED, CLOSED):
        return str(_("It is being read."))
    enqueue(JUDGE, str(case.pk), "again")
    return ""


def _performed(act: str, payload: Callable[[HttpRequest], dict[str, Any]]) -> Callable[..., str]:
    def do(request: HttpRequest, person: Person, case: Case) -> str:
        asked = Request(act, payload(request), timezone.now(), actor=person, version=case.version)
        blocked = perform(KIND, case, asked).blocked
        told = (reasons.told(one, KIND, get_language() or "en") for one in blocked)
        return " ".join(f"{one.text} {one.todo}".strip() for one in told)

    return do


DEEDS: dict[str, Callable[..., str]] = {
    "again": _again,
    "watch": _performed("watch", lambda _request: {"watched": True}),
    "unwatch": _performed("watch", lambda _request: {"watched": False}),
    "hand_over": _performed("hand_over", lambda request: {"owner": request.POST.get("owner", "")}),
    "close": _performed(
        "close",
        lambda request: {
            "conclusion": request.POST.get("conclusion", ""),
            "conclusion_because": request.POST.get("because", "").strip()[:5000],
        },
    ),
}
