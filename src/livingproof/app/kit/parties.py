"""Pages of the other party: what it sees of a record that is shared with it, the acts and files that the grant names, and its own list.

By a link alone, or, once a member took it up, as a member of the organisation that holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from livingproof.app.kit import asking, forms, grants, pages, reasons, values
from livingproof.app.kit.acts import perform
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.kit.models import Grant, Record
from livingproof.app.kit.present import member, person_of
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Entry, Evidence
from livingproof.app.people.downloads import attachment
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Act


@dataclass(frozen=True, slots=True)
class Share:
    """A shared record as its other party has it before them: `person` None where only the link is known, `path` is where it stands."""

    grant: Grant
    kind: Kind
    record: Record
    person: Person | None
    path: str


def _share(grant: Grant | None, person: Person | None, path: str) -> Share:
    kind = kind_named(grant.kind) if grant is not None else None
    if grant is None or kind is None:
        raise Http404
    found = kind.model.objects.filter(organisation_id=grant.organisation_id, pk=grant.record)
    return Share(grant, kind, found.select_related("organisation").get(), person, path)


def _by_link(token: str) -> Share:
    """What a link opens; a link that is over is as if it never was."""
    return _share(grants.by_token(token, timezone.now()), None, reverse("kit:shared", args=[token]))


def _held(person: Person, key: UUID) -> Share:
    """What the person's organisation holds; what another one holds is as if it never was."""
    grant = grants.held_by(person.organisation).filter(pk=key).first()
    open_ = grant if grant is not None and grants.holds(grant, timezone.now()) else None
    return _share(open_, person, reverse("kit:held", args=[key]))


@never_cache
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the holder of a link sees, and the acts that it may do. What an organisation took up is open to its members only."""
    share = _by_link(token)
    if share.grant.party_id is None:
        return _page(request, share, token)
    person = person_of(request)
    if person is None:
        return redirect_to_login(request.get_full_path())
    if person.organisation_id != share.grant.party_id:
        raise Http404
    return redirect("kit:held", share.grant.pk)


@never_cache
@require_POST
@member
def keep(request: HttpRequest, person: Person, token: str) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """Take the record up for one's own organisation."""
    share = _by_link(token)
    try:
        grants.accept(share.grant, share.record, person, timezone.now())
    except grants.GrantError:
        raise Http404 from None
    return redirect("kit:held", share.grant.pk)


@require_GET
@member
def all_held(request: HttpRequest, person: Person) -> HttpResponse:
    """Records of others that are shared with one's own organisation."""
    now = timezone.now()
    found = [(grant, kind_named(grant.kind), grants.holds(grant, now)) for grant in grants.held_by(person.organisation)]
    numbers = dict(_copies(person).order_by("number").values_list("record", "record_number"))
    rows = [(grant, kind, numbers.get(grant.record, ""), open_) for grant, kind, open_ in found if kind is not None]
    return render(request, "kit/all_held.html", {"rows": rows})


def _copies(person: Person) -> Any:
    """What the own ledger says of records that others hold."""
    return Entry.objects.filter(organisation=person.organisation).exclude(held_by="")


@never_cache
@require_http_methods(["GET", "POST"])
@member
def held(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A record of another organisation, as far as it is shared with one's own; each act is written into both ledgers."""
    return _page(request, _held(person, key), "")


def _page(request: HttpRequest, share: Share, token: str) -> HttpResponse:
    now, home = timezone.now(), share.record.organisation
    with timezone.override(ZoneInfo(home.time_zone)):
        told, status = _tried(request, share) if request.method == "POST" else ({}, 200)
        if request.method == "POST" and not told:
            return redirect(share.path)
        grants.seen(share.grant, now)
        share.record.refresh_from_db()
        answer = render(request, "kit/shared.html", _context(request, share, told, token), status=status)
    # With no-referrer a browser posts the form with no origin, and is refused; like this the link is told to this house only.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _context(request: HttpRequest, share: Share, told: dict[str, Any], token: str) -> dict[str, Any]:
    kind, record, grant = share.kind, share.record, share.grant
    acts = [act for act in kind.machine.from_stage(record.stage) if act.name in grant.acts]
    files = tuple(_files(share))
    names = {str(file.pk): file.name for file in files}
    content = pages.content(kind, record, tuple(name for name in kind.fields if name in grant.fields))
    visitor = person_of(request)
    own = [] if share.person is None else _copies(share.person).filter(record=record.pk).order_by("-number")
    return {
        "kind": kind,
        "grant": grant,
        "giver": str(record.organisation),
        "shown": {"number": record.number, "stage": record.stage},
        "version": record.version,
        "content": [(label, values.replaced(value, names)) for label, value in content],
        "files": [(file, f"{share.path}files/{file.pk}/") for file in files],
        "forms": [(act, _form(request, share, act), told.get(act.name, ())) for act in acts],
        "own": own,
        "token": token if visitor is not None and visitor.organisation_id != record.organisation_id else "",
        "as_person": share.person,
    }


def _form(request: HttpRequest, share: Share, act: Act) -> Any:
    """The act's form with the fields that the grant names."""
    ours = request.method == "POST" and request.POST.get("act") == act.name
    given = {"data": request.POST, "sent": request.FILES} if ours else {}
    return forms.form_of(share.kind, act, share.record.organisation, **given, record=share.record, grant=share.grant)


def _tried(request: HttpRequest, share: Share) -> tuple[dict[str, Any], int]:
    """Why the act was not done; empty when it was."""
    named = (one for one in share.kind.machine.acts if one.name == request.POST.get("act"))
    act = next((one for one in named if one.name in share.grant.acts), None)
    if act is None:
        raise Http404
    form = _form(request, share, act)
    if not asking.checked(request, form):
        return {act.name: [reasons.Told("field_invalid", text, "", None) for text in _problems(form)]}, 422
    asked = asking.asked_by_party(request, share.record, share.grant, share.person, act, form)
    outcome = perform(share.kind, share.record, asked)
    words = [reasons.told(one, share.kind, get_language() or "en") for one in outcome.blocked]
    return ({act.name: words} if words else {}), pages.status_of(outcome.blocked)


def _problems(form: Any) -> list[str]:
    labels = {name: str(field.label) for name, field in form.fields.items()}
    return [
        f"{labels[name]}: {text}" if name in labels else text for name, texts in form.errors.items() for text in texts
    ]


def _files(share: Share) -> Any:
    """The files that stand in fields which the grant names."""
    shown = tuple(name for name in share.kind.fields if name in share.grant.fields)
    plain = values.as_json(share.kind, share.record, shown)
    ids = values.ids_in(list(values.named_in(plain, "evidence")))
    return Evidence.objects.filter(organisation=share.record.organisation, pk__in=ids, erased_at=None)


@never_cache
@require_GET
def file_by_link(request: HttpRequest, token: str, key: UUID) -> HttpResponseBase:  # noqa: ARG001 - Django's form of a page
    """A file that a link shows."""
    share = _by_link(token)
    if share.grant.party_id is not None:
        raise Http404
    return _download(share, key)


@never_cache
@require_GET
@member
def file_held(_: HttpRequest, person: Person, key: UUID, file: UUID) -> HttpResponseBase:
    """A file of a record that is shared with one's own organisation."""
    return _download(_held(person, key), file)


def _download(share: Share, key: UUID) -> HttpResponseBase:
    row = _files(share).filter(pk=key).select_related("organisation").first()
    if row is None:
        raise Http404
    try:
        path = evidence.path_of(row)
    except evidence.EvidenceError:
        raise Http404 from None
    grants.seen(share.grant, timezone.now(), "file")
    return attachment(path, row.name, row.media_type)
