"""Pages that every kind of record has: the list, the record, the form of an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from livingproof.app.kit import asking, forms, lists, reasons, signing, tables, values, waivers
from livingproof.app.kit.acts import Outcome, perform, prospects
from livingproof.app.kit.history import entries
from livingproof.app.kit.kinds import kind_named
from livingproof.app.kit.models import Grant, SavedView, Task
from livingproof.app.kit.present import member, readable
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.downloads import attachment
from livingproof.app.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Record
    from livingproof.core.system.machine import Act, Blocked

ROWS = 50
LINK = "link:"
"""How the actor of an act begins that came by a link alone."""
COUNTED = 10_000
"""Records that a list counts; beyond, it says that there are more."""


class Counted(Paginator):  # type: ignore[type-arg] # takes no argument at run time
    """Pages of a long list. Counting stops at `COUNTED`: whoever looks for one in more records filters or searches."""

    @cached_property
    def count(self) -> int:
        """How many there are, at most one more than are counted."""
        return cast("QuerySet[Any]", self.object_list)[: COUNTED + 1].count()


def found(kind: Kind, person: Person, key: UUID) -> Record:
    """The record of the person's own organisation; what belongs to another one does not exist here."""
    record: Record | None = (
        kind.model.objects.of(person.organisation).filter(pk=key).select_related("organisation").first()
    )
    if record is None:
        raise Http404
    return record


@require_GET
@member
def index(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """The list, as its address asks for it."""
    kind = readable(slug, person)
    query = {name: request.GET.get(name, "") for name in ("q", "sort", *kind.filters)}
    page = Counted(lists.asked(kind, person.organisation, query), ROWS).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "kind": kind,
        "heads": [(name, lists.label(kind, name)) for name in kind.columns],
        "rows": lists.table(kind, page.object_list),
        "page": page,
        "filters": lists.filters(kind, person.organisation, query),
        "query": query,
        "asked": asked.urlencode(),
        "making": [act for act in kind.machine.making if _may(act, person)],
        "together": [act for act in kind.machine.acts if act.name in kind.together and _may(act, person)],
        "views": SavedView.objects.filter(person=person, kind=slug).order_by("name"),
        "many": page.paginator.count > COUNTED,
        "counted": COUNTED,
        "narrowed": any(value for name, value in query.items() if name != "sort"),
    }
    return render(request, "kit/list.html", context)


def _may(act: Act, person: Person) -> bool:
    from livingproof.core.system.machine import ANYONE

    return ANYONE in act.roles or not set(act.roles).isdisjoint(person.roles)


@require_GET
@member
def export(request: HttpRequest, person: Person, slug: str, form: str) -> HttpResponseBase:
    """What the list shows, or what was chosen of it, as a file; at most `tables.MOST` rows."""
    kind = readable(slug, person)
    query = {name: request.GET.get(name, "") for name in ("q", "sort", *kind.filters)}
    found = lists.asked(kind, person.organisation, query)
    rows = (lists.chosen(found, request.GET.getlist("id")) if "chosen" in request.GET else found)[: tables.MOST]
    named = {"Content-Disposition": f'attachment; filename="{slug}.{form}"', "X-Content-Type-Options": "nosniff"}
    if form == "csv":
        content = tables.as_csv(kind, rows.iterator(chunk_size=500))
        return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=named)
    kept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(tables.as_xlsx(kind, rows.iterator(chunk_size=500)), content_type=kept, headers=named)


@require_POST
@member
def save_view(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """Keep the list as it is under a name, or drop it by its name."""
    kind = readable(slug, person)
    name = request.POST.get("name", "").strip()[:80]
    if "drop" in request.POST:
        SavedView.objects.filter(person=person, kind=kind.slug, name=name).delete()
    elif name:
        query = request.POST.get("query", "")[:2000]
        SavedView.objects.update_or_create(person=person, kind=kind.slug, name=name, defaults={"query": query})
    return redirect("kit:list", slug)


@require_GET
@member
def detail(request: HttpRequest, person: Person, slug: str, key: UUID) -> HttpResponse:
    """The record: what it says, what can be done and what blocks each act, what was done, what belongs to it."""
    kind = readable(slug, person)
    return render(request, "kit/detail.html", about(kind, found(kind, person, key), person, timezone.now()))


def about(kind: Kind, record: Record, person: Person, now: datetime) -> dict[str, Any]:
    """What the page of a record shows."""
    language = get_language() or "en"
    told = [
        (one, [reasons.told(reason, kind, language) for reason in one.blocked])
        for one in prospects(kind, record, person, now)
    ]
    return {
        "kind": kind,
        "record": record,
        "headline": content(kind, record, kind.headline),
        "content": content(kind, record, tuple(name for name in kind.fields if name not in kind.headline)),
        "acts": told,
        "timeline": timeline(record),
        "signatures": [
            replace(one, changed=tuple(values.label_of(kind, name) for name in one.changed))
            for one in signing.signatures(kind, record)
        ],
        "links": tuple(kind.links(record)),
        "tasks": Task.objects.filter(record=record.pk, organisation=person.organisation).order_by(
            "done_at", "original_due_on"
        ),
        "evidence": evidence.of_record(record.pk, person.organisation),
        "grants": Grant.objects.filter(record=record.pk, organisation=person.organisation).order_by("-made_at"),
        "today": now.astimezone(ZoneInfo(person.organisation.time_zone)).date(),
    }


def content(kind: Kind, record: Record, names: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Labels and values of fields that say something, with persons and files by name."""
    plain = values.as_json(kind, record, names)
    known = {str(person.pk): str(person) for person in Person.objects.filter(pk__in=values.ids_in(plain))}
    files = {str(file.pk): file.name for file in evidence.of_record(record.pk, record.organisation)}
    shown = []
    for name in names:
        field = values.field_of(kind, name)
        value = getattr(record, f"get_{name}_display")() if field.choices else values.replaced(plain[name], known)
        if name == "evidence":
            value = [files.get(key, key) for key in value or ()]
        if value not in (None, "", [], {}):
            shown.append((str(field.verbose_name), value))
    return shown


def timeline(record: Record) -> list[tuple[Any, str]]:
    """The record's entries, newest first, with the name of who acted; of another party with the name of its house, or of the link."""
    rows = list(entries(record).reverse())
    known = Person.objects.filter(reference__in={row.actor for row in rows}).select_related("organisation")
    names = {person.reference: _named(person, record) for person in known}
    if any(row.actor.startswith(LINK) for row in rows):
        links = Grant.objects.filter(record=record.pk, organisation_id=record.organisation_id)
        names |= {f"{LINK}{grant.pk}": grant.party_name for grant in links}
    return [(row, names.get(row.actor, row.actor)) for row in rows]


def _named(person: Person, record: Record) -> str:
    away = person.organisation_id != record.organisation_id
    return f"{person} ({person.organisation})" if away else str(person)


@require_http_methods(["GET", "POST"])
@member
def make(request: HttpRequest, person: Person, slug: str, act: str) -> HttpResponse:
    """The form that makes a record."""
    kind = readable(slug, person)
    asked = next((one for one in kind.machine.making if one.name == act), None)
    if asked is None:
        raise Http404
    return _form(request, person, kind, asked, None)


@require_http_methods(["GET", "POST"])
@member
def act(request: HttpRequest, person: Person, slug: str, key: UUID, act: str) -> HttpResponse:
    """The form of an act on a record."""
    kind = readable(slug, person)
    record = found(kind, person, key)
    asked = next((one for one in kind.machine.acts if one.name == act and one.sources), None)
    if asked is None:
        raise Http404
    return _form(request, person, kind, asked, record)


def _form(request: HttpRequest, person: Person, kind: Kind, act: Act, record: Record | None) -> HttpResponse:
    home = person.organisation
    form = forms.form_of(kind, act, home, data=request.POST or None, sent=request.FILES or None, record=record)
    told: list[reasons.Told] = []
    waivable: tuple[str, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if asking.checked(request, form):
            outcome = perform(kind, record, asking.asked(request, home, person, act, form))
            if outcome.record is not None:
                return redirect("kit:detail", kind.slug, outcome.record.pk)
            status = status_of(outcome.blocked)
            told = [reasons.told(one, kind, get_language() or "en") for one in outcome.blocked]
            waivable = waivers.open_to(act, outcome.blocked, home)
            _beside(form, outcome, told)
    context = {"kind": kind, "act": act, "record": record, "form": form, "told": told, "back": _back(kind, record)}
    waiving = [one for one in told if one.code in waivable]
    context |= {"waivable": waivable, "waiving": waiving, "leaders": waivers.leaders(home) if waivable else ()}
    context |= {"sorts": tuple(evidence.LIVES), "said": request.POST}
    return render(request, "kit/act.html", context, status=status)


def _back(kind: Kind, record: Record | None) -> str:
    return reverse("kit:detail", args=[kind.slug, record.pk]) if record else reverse("kit:list", args=[kind.slug])


def _beside(form: Any, outcome: Outcome, told: list[reasons.Told]) -> None:
    for reason, words in zip(outcome.blocked, told, strict=True):
        name = reason.facts.get("field")
        if name in form.fields:
            form.add_error(name, f"{words.text} {words.todo}".strip())


def status_of(blocked: tuple[Blocked, ...]) -> int:
    """The answer's status: 403 who, 422 what was written, 409 what stands against it."""
    codes = {one.code for one in blocked}
    if codes & {
        "role_missing",
        "actor_elsewhere",
        "actor_inactive",
        "grant_over",
        "grant_not_covering",
        "anonymous_not_allowed",
    }:
        return 403
    if codes & {"field_unknown", "field_invalid", "evidence_unknown", "occurred_later", "act_unknown"}:
        return 422
    return 409


def _may_see(row: Evidence, person: Person) -> bool:
    """Whether nothing rests on it yet, or at least one record of a kind that the person may read."""
    kinds = [kind_named(slug) for slug in set(row.references.values_list("kind", flat=True))]
    return not kinds or any(kind is not None and kind.read_by(person.roles) for kind in kinds)


@require_GET
@member
def content_of(_: HttpRequest, person: Person, key: UUID) -> HttpResponseBase:
    """The bytes of a piece of evidence, as a download that no browser runs."""
    row = Evidence.objects.filter(organisation=person.organisation, pk=key).select_related("organisation").first()
    if row is None or not _may_see(row, person):
        raise Http404
    try:
        path = evidence.path_of(row)
    except evidence.EvidenceError:
        raise Http404 from None
    return attachment(path, row.name, row.media_type)
