"""Pages of registers: the snapshots in force, what changed between two, search, and files on their way in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
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
from livingproof.app.verification.importing import Order, Outcome, bring_apart
from livingproof.app.verification.models import Import
from livingproof.app.verification.registers import facts_here, store
from livingproof.app.verification.saying import reader_language
from livingproof.catalogue import load
from livingproof.catalogue.words import phrase
from livingproof.core.errors import LivingProofError
from livingproof.core.matching.keys import Said, keys_of_said, normaliser_of
from livingproof.core.record import Record
from livingproof.register.index import open_index
from livingproof.register.matching import Matcher
from livingproof.register.snapshot import Snapshot
from livingproof.register.store import Store
from livingproof.sources import Source, every_source

RUN = "livingproof.app.verification.registering.run"
MAY = frozenset({"quality_manager", "administrator"})
MOST_EVENTS = 200
MOST_FOUND = 20


def sources() -> tuple[Source, ...]:
    """What can be brought in here: every source but what persons saw, for that is added to the case that they looked up for."""
    return tuple(one for one in every_source() if one.kind != "lookup")


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
    today = day_of(person.organisation, timezone.now())
    rows = [
        (snapshot.manifest, called(snapshot.register), (today - snapshot.as_of).days) for snapshot in here.present()
    ]
    context = {
        "rows": rows,
        "sources": [(one.id, one.title, ", ".join(one.formats)) for one in sources()],
        "may": may_import(person),
        "today": today,
        "imports": Import.objects.filter(organisation=person.organisation).order_by("-made_at")[:10],
        "q": request.GET.get("q", "")[:200].strip(),
    }
    if context["q"]:
        context["found"] = [(called(one.register), one, *rest) for one, *rest in found(str(context["q"]))]
    return render(request, "verification/registers.html", context)


def called(name: str) -> str:
    """The name of a register as the catalogue has it, else its id."""
    known = facts_here().registers.get(name)
    return phrase(known.name, reader_language()) if known else name


def found(text: str) -> Iterator[tuple[Snapshot, list[Record], list[Any]]]:
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
    asked = pair_of(here, name, request.GET.get("old", ""), request.GET.get("new", ""))
    old, new = asked or pair_of(here, name) or ("", "")
    in_force = here.in_force(name)
    context: dict[str, Any] = {
        "name": name,
        "called": called(name),
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


def pair_of(here: Store, name: str, old: str = "", new: str = "") -> tuple[str, str] | None:
    """Two snapshots of a register by their ids; the last two where none are named; None where there are no such two."""
    manifests = here.snapshots(name)
    if old or new:
        return (old, new) if {old, new} <= {one.id for one in manifests} else None
    ordered = sorted(manifests, key=lambda one: (one.as_of, one.imported_at))
    return (ordered[-2].id, ordered[-1].id) if len(ordered) > 1 else None


def handed_over(person: Person, given: Any, source: str, register_name: str, as_of: date) -> Import:
    """A register's file kept, and handed to the worker."""
    now = timezone.now()
    row = evidence.keep(person.organisation, given, name=given.name or "register", now=now, kind="file")
    made = Import.objects.create(
        organisation=person.organisation,
        person=person,
        evidence=row,
        source=source,
        register=register_name.strip()[:80],
        as_of=as_of,
        made_at=now,
    )
    enqueue(RUN, str(made.pk), later=True)
    return made


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
    if given is None or source not in {one.id for one in sources()} or day > today:
        messages.error(request, _("Choose the file, what it is, and a day that has come."))
        return redirect("verification:registers")
    made = handed_over(person, given, source, request.POST.get("register", ""), day)
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
    if made.stage in {"done", "failed"}:
        return
    made.stage = "running"
    made.save(update_fields=["stage"])
    try:
        outcome = _brought(made)
    except (LivingProofError, evidence.EvidenceError, OSError) as problem:
        outcome = Outcome(problem=str(problem))
    made.stage, made.told = "done" if outcome.done else "failed", _told(outcome)
    made.ended_at = timezone.now()
    made.save(update_fields=["stage", "told", "ended_at"])
    if made.stage == "done":
        enqueue("livingproof.app.verification.jobs.watch", later=True)


def _brought(made: Import) -> Outcome:
    def progress(what: str, rows: int) -> None:
        Import.objects.filter(pk=made.pk).update(step=what, rows=rows)

    folder = _folder()
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        path = Path(aside) / made.evidence.name
        path.symlink_to(evidence.path_of(made.evidence).resolve())
        order = Order(
            str(folder), str(path), made.source, made.register, made.as_of.isoformat(), made.made_at.isoformat()
        )
        return bring_apart(order, progress)


def _folder() -> Path:
    folder = Path(settings.DATA).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _told(outcome: Outcome) -> str:
    if outcome.problem:
        return outcome.problem
    if not outcome.done:
        first = "; ".join(outcome.first_refused)
        return _("%(count)s rows were not understood, so nothing was brought in: %(first)s") % {
            "count": outcome.refused,
            "first": first,
        }
    if not outcome.new:
        return _("The same content was there already.")
    return _("Brought in: %(count)s rows.") % {"count": outcome.rows}
