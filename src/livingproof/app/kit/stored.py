"""The organisation's evidence as a list: what each file is, which day it claims, when it came, how long it counts, what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.kinds import every_kind, kind_named
from livingproof.app.kit.lists import LONGEST_SEARCH
from livingproof.app.kit.pages import COUNTED, ROWS, Counted
from livingproof.app.kit.present import member
from livingproof.app.ledger.evidence import LIVES
from livingproof.app.ledger.models import Evidence, Reference

if TYPE_CHECKING:
    from livingproof.app.people.models import Person

FRESH, OLD, ERASED, LOOSE = "fresh", "old", "erased", "loose"
STANDINGS = {
    FRESH: _("still fresh"),
    OLD: _("past its time"),
    ERASED: _("content erased"),
    LOOSE: _("nothing rests on it"),
}
SORTS = ("name", "kind", "claimed_on", "received_at", "size")
MOST_RECORDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One file: until when it counts as fresh, whether it does, and the records that rest on it, with how many more there are."""

    file: Evidence
    until: date
    fresh: bool
    records: tuple[tuple[str, UUID, str], ...]
    more: int


def seen_by(person: Person) -> QuerySet[Evidence]:
    """The evidence that a person may see: what rests only on records that they may not read is not among it."""
    readable = [kind.slug for kind in every_kind() if kind.read_by(person.roles)]
    referred = Reference.objects.filter(evidence=OuterRef("pk"))
    ours = Evidence.objects.filter(organisation=person.organisation)
    return ours.filter(~Exists(referred) | Exists(referred.filter(kind__in=readable)))


def narrowed(found: QuerySet[Evidence], asked: Mapping[str, str], today: date) -> QuerySet[Evidence]:
    """What a query string asks for: `q` in the name or the digest's beginning, `kind`, `standing`, `sort`."""
    since = Coalesce("claimed_on", TruncDate("received_at", tzinfo=UTC), output_field=DateField())
    found = found.annotate(since=since)
    if text := "".join(one for one in asked.get("q", "").strip()[:LONGEST_SEARCH] if one.isprintable()):
        found = found.filter(Q(name__icontains=text) | Q(sha256__startswith=text.lower()))
    if kind := asked.get("kind", ""):
        found = found.filter(kind=kind) if kind in LIVES else found.none()
    fresh = reduce(or_, (Q(kind=kind, since__gte=today - timedelta(days=days)) for kind, days in LIVES.items()))
    match asked.get("standing", ""):
        case "fresh":
            found = found.filter(fresh, erased_at=None)
        case "old":
            found = found.filter(erased_at=None).exclude(fresh)
        case "erased":
            found = found.exclude(erased_at=None)
        case "loose":
            found = found.filter(references=None)
        case _:
            pass
    sort = asked.get("sort", "")
    return found.order_by(sort if sort.removeprefix("-") in SORTS else "-received_at", "pk")


def rows(found: Iterable[Any], person: Person, today: date) -> list[Row]:
    """The files with what rests on them; the numbers of records are asked for once for each kind."""
    files = list(found)
    resting: dict[UUID, list[tuple[str, UUID]]] = {file.pk: [] for file in files}
    wanted: dict[str, set[UUID]] = {}
    for key, slug, record in Reference.objects.filter(evidence__in=files).values_list("evidence", "kind", "record"):
        kind = kind_named(slug)
        if kind is not None and kind.read_by(person.roles):
            resting[key].append((slug, record))
            wanted.setdefault(slug, set()).add(record)
    numbers = {record: number for slug, keys in wanted.items() for record, number in _numbers(slug, keys, person)}
    return [
        _row(file, [(slug, key, numbers[key]) for slug, key in resting[file.pk] if key in numbers], today)
        for file in files
    ]


def _numbers(slug: str, keys: set[UUID], person: Person) -> Iterable[tuple[UUID, str]]:
    kind = kind_named(slug)
    found: Iterable[tuple[UUID, str]] = ()
    if kind is not None:
        found = kind.model.objects.of(person.organisation).filter(pk__in=keys).values_list("pk", "number")
    return found


def _row(file: Any, records: list[tuple[str, UUID, str]], today: date) -> Row:
    until = file.since + timedelta(days=LIVES[file.kind])
    fresh = file.erased_at is None and today <= until
    return Row(file, until, fresh, tuple(records[:MOST_RECORDS]), max(0, len(records) - MOST_RECORDS))


@require_GET
@member
def stored(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, as its address asks for it."""
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "standing", "sort")}
    today = day_of(person.organisation, timezone.now())
    page = Counted(narrowed(seen_by(person), asked, today), ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": rows(page.object_list, person, today),
        "page": page,
        "query": asked,
        "kinds": LIVES,
        "standings": STANDINGS.items(),
        "heads": (
            ("name", _("File")),
            ("kind", _("Kind")),
            ("claimed_on", _("Day it claims")),
            ("received_at", _("Received")),
        ),
        "many": page.paginator.count > COUNTED,
        "counted": COUNTED,
        "narrowed": any(value for name, value in asked.items() if name != "sort"),
    }
    return render(request, "kit/stored.html", context)
