"""Pages of registers: the snapshots in force, what changed between two, search, and files on their way in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.jobs import enqueue
from livingproof.app.kit.present import member
from livingproof.app.ledger import evidence
from livingproof.app.people.models import Organisation, Person
from livingproof.app.verification.models import Import
from livingproof.app.verification.registers import store
from livingproof.catalogue import load
from livingproof.core.errors import LivingProofError
from livingproof.core.matching.keys import Said, keys_of_said, normaliser_of
from livingproof.core.record import Record
from livingproof.register.bringing import bring_in
from livingproof.register.imports import Brought, Wanted
from livingproof.register.index import open_index
from livingproof.register.matching import Matcher
from livingproof.register.snapshot import Snapshot
from livingproof.sources import every_source, source_named

RUN = "livingproof.app.verification.registering.run"
MAY = frozenset({"quality_manager", "administrator"})
MOST_EVENTS = 200
MOST_FOUND = 20


def may_import(person: Person) -> bool:
    """Registers answer everybody in this house. Who may bring one in: where several organisations are here, only who runs the house."""
    if person.account is not None and person.account.is_staff:
        return True
    return Organisation.objects.count() == 1 and not MAY.isdisjoint(person.roles)


@require_GET
@member
def registers(request: HttpRequest, person: Person) -> HttpResponse:
    """Every register with its snapshot in force, how old it is, what can be brought in, and what is on its way."""
    here = store()
    rows = [
        (snapshot.manifest, (day_of(person.organisation, timezone.now()) - snapshot.as_of).days)
        for snapshot in here.present()
    ]
    context = {
        "rows": rows,
        "sources": [(one.id, one.title, ", ".join(one.formats)) for one in every_source()],
        "may": may_import(person),
        "today": day_of(person.organisation, timezone.now()),
        "imports": Import.objects.filter(organisation=person.organisation).order_by("-made_at")[:10],
        "q": request.GET.get("q", "")[:200].strip(),
    }
    if context["q"]:
        context["found"] = list(_found(str(context["q"])))
    return render(request, "verification/registers.html", context)


def _found(text: str) -> Iterator[tuple[Snapshot, list[Record], list[Any]]]:
    """What each snapshot in force holds of a number or a name, the likeliest first."""
    normaliser = normaliser_of(load())
    number = any(sign.isdigit() for sign in text) and " " not in text
    said = Said(
        names=() if number else (text,), numbers=(text,) if number else (), addresses=(), country=None, standards=()
    )
    keys = keys_of_said(said, normaliser)
    for snapshot in store().present():
        records: list[Record] = []
        if snapshot.index_folder is not None:
            try:
                match = Matcher(open_index(snapshot.index_folder), normaliser).match(keys)
            except LivingProofError:
                continue
            records = list(snapshot.records([one.row for one in match.candidates[:MOST_FOUND]]))
        organisations = list(dict.fromkeys(snapshot.organisations_by_name(text)))[:MOST_FOUND]
        if records or organisations:
            yield snapshot, records, organisations


@require_GET
@member
def register(request: HttpRequest, person: Person, name: str) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """The snapshots of a register, and what happened between the last two, or those that the address names."""
    here = store()
    if name not in here.names():
        raise Http404
    manifests = here.snapshots(name)
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    known = {manifest.id for manifest in manifests}
    if not {old, new} <= known or not old or not new:
        ordered = sorted(manifests, key=lambda one: (one.as_of, one.imported_at))
        old, new = (ordered[-2].id, ordered[-1].id) if len(ordered) > 1 else ("", "")
    in_force = here.in_force(name)
    context: dict[str, Any] = {
        "name": name,
        "manifests": manifests,
        "in_force": in_force.id if in_force else "",
        "old": old,
        "new": new,
    }
    if old and new:
        changes = here.changes(here.snapshot(old), here.snapshot(new))
        context |= {
            "changes": changes,
            "events": changes.events.slice(0, MOST_EVENTS).to_pylist(),
            "events_in_all": changes.events.num_rows,
        }
    return render(request, "verification/register.html", context)


@require_POST
@member
def bring(request: HttpRequest, person: Person) -> HttpResponse:
    """Take a register's file; the worker brings it in."""
    if not may_import(person):
        return render(request, "403.html", status=403)
    given = request.FILES.get("file")
    source = request.POST.get("source", "")
    today = day_of(person.organisation, timezone.now())
    day = _day(request.POST.get("as_of", ""), today)
    if given is None or source not in {one.id for one in every_source()} or day > today:
        return redirect("verification:registers")
    now = timezone.now()
    row = evidence.keep(person.organisation, given, name=given.name or "register", now=now, kind="file")
    made = Import.objects.create(
        organisation=person.organisation,
        person=person,
        evidence=row,
        source=source,
        register=request.POST.get("register", "").strip()[:80],
        as_of=day,
        made_at=now,
    )
    enqueue(RUN, str(made.pk))
    return redirect("verification:bringing", made.pk)


def _day(text: str, otherwise: date) -> date:
    try:
        return parse_date(text) or otherwise
    except ValueError:
        return otherwise


@require_GET
@member
def bringing(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """How far an import is."""
    found = Import.objects.filter(organisation=person.organisation, pk=key).first()
    if found is None:
        raise Http404
    part = request.headers.get("HX-Request")
    page = "verification/bringing_part.html" if part else "verification/bringing.html"
    return render(request, page, {"one": found, "runs": found.stage in {"waiting", "running"}, "again": request.path})


def run(key: str) -> None:
    """Bring the file in. Whatever goes wrong, the snapshot that was in force stays so; done once, it is not done again."""
    made = Import.objects.select_related("evidence__organisation").get(pk=key)
    if made.stage == "done":
        return
    made.stage = "running"
    made.save(update_fields=["stage"])
    try:
        brought = _brought(made)
        made.stage, made.told = (
            ("failed" if brought.snapshot is None and not brought.lookups else "done"),
            _told(brought),
        )
    except (LivingProofError, evidence.EvidenceError, OSError) as problem:
        made.stage, made.told = "failed", str(problem)
    made.ended_at = timezone.now()
    made.save(update_fields=["stage", "told", "ended_at"])
    if made.stage == "done":
        enqueue("livingproof.app.verification.jobs.watch")


def _brought(made: Import) -> Brought:
    def progress(what: str, rows: int) -> None:
        Import.objects.filter(pk=made.pk).update(step=what[:80], rows=rows)

    with tempfile.TemporaryDirectory(dir=_folder()) as folder:
        path = Path(folder) / made.evidence.name
        path.symlink_to(evidence.path_of(made.evidence))
        wanted = Wanted(
            source=source_named(made.source),
            paths=(path,),
            as_of=made.as_of,
            at=made.made_at,
            register=made.register or None,
        )
        return bring_in(store(), wanted, load(), progress)


def _folder() -> Path:
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    return Path(settings.DATA)


def _told(brought: Brought) -> str:
    if brought.snapshot is None and brought.refused:
        first = "; ".join(str(one) for one in brought.first_refused[:3])
        return _("%(count)s rows were not understood, so nothing was brought in: %(first)s") % {
            "count": brought.refused,
            "first": first,
        }
    if not brought.new:
        return _("The same content was there already.")
    return _("Brought in: %(count)s rows.") % {
        "count": brought.snapshot.manifest.rows if brought.snapshot else brought.lookups
    }
