"""One act on many records that were chosen in the list: asked once, done on each by itself; what is not done says why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from livingproof.app.kit import asking, forms, lists, reasons
from livingproof.app.kit.acts import perform
from livingproof.app.kit.kinds import Kind
from livingproof.app.kit.present import member, readable
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Act

MOST = 100
"""Records of one time; a page of a list has fewer."""


@require_http_methods(["GET", "POST"])
@member
def together(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """The act's form above the list of what it is for; then what was done, and on which records it was not, and why."""
    kind = readable(slug, person)
    asked = request.POST if request.method == "POST" else request.GET
    act = _act(kind, asked.get("act", ""))
    found = kind.model.objects.of(person.organisation).select_related("organisation")
    records = list(lists.chosen(found, asked.getlist("id")[:MOST]).order_by("number"))
    form = forms.form_of(kind, act, person.organisation, data=request.POST or None, sent=request.FILES or None)
    shown: dict[str, Any] = {"kind": kind, "act": act, "records": records, "form": form}
    if request.method == "GET" or not records or not asking.checked(request, form):
        return render(request, "kit/together.html", shown, status=422 if request.method == "POST" else 200)
    refused = _done(request, person, kind, act, records, form)
    done = len(records) - len(refused)
    if done:
        said = ngettext("done on %d record", "done on %d records", done) % done
        messages.success(request, said)
    if not refused:
        return redirect("kit:list", slug)
    left = [record for record, _ in refused]
    return render(request, "kit/together.html", shown | {"refused": refused, "records": left}, status=409)


def _act(kind: Kind, name: str) -> Act:
    act = next((one for one in kind.machine.acts if one.name == name and name in kind.together), None)
    if act is None or act.signature is not None:
        raise Http404
    return act


def _done(
    request: HttpRequest, person: Person, kind: Kind, act: Act, records: list[Any], form: Any
) -> list[tuple[Any, list[reasons.Told]]]:
    """Do it on each; those on which it was not done, with the reasons."""
    refused = []
    for record in records:
        outcome = perform(kind, record, asking.asked(request, person.organisation, person, act, form))
        if outcome.blocked:
            refused.append((record, [reasons.told(one, kind, get_language() or "en") for one in outcome.blocked]))
    return refused
