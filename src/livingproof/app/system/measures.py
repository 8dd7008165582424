"""Indicators L5 to L11 of an organisation, counted from its ledger and its tasks. Imported history is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.history import OWN, done_of
from livingproof.app.kit.models import Task
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Organisation
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.capa.kind import KIND as CAPAS
from livingproof.app.system.records.capa.kind import moment_of
from livingproof.catalogue.system import blame
from livingproof.core.system import indicators as rules
from livingproof.core.system.causes import blames_persons_only, human_error_only
from livingproof.core.system.figures import Figure, Window
from livingproof.core.system.machine import Done, Moment
from livingproof.core.system.plan import implementers

_PROPOSED = ("propose_cause", "propose_new_cause")
_JUDGED = ("confirm_effective", "judge_not_effective")


def figures(organisation: Organisation, as_of: date) -> Mapping[str, Figure]:
    """Every indicator by its id, over the 365 days that end with `as_of`."""
    window = Window(as_of)
    capas = _followed(organisation)
    owed = tuple(_owed(organisation))
    found = (
        rules.recording_lag(_written(organisation, window), window),
        rules.overdue(owed, window),
        rules.on_time(owed, window),
        rules.first_time_effective(_judged(organisation, capas), window),
        rules.recurrence(_closed(organisation, capas), as_of),
        rules.cause_quality(_caused(organisation, capas), window),
        rules.segregated(_closings(organisation, capas), window),
    )
    return {figure.id: figure for figure in found}


Followed = list[tuple[Capa, Moment]]


def _followed(organisation: Organisation) -> Followed:
    """Every CAPA with its history, read from the ledger at once."""
    found = Capa.objects.of(organisation).filter(imported=False).select_related("organisation")
    rows = Entry.objects.filter(organisation=organisation, kind=CAPAS.slug).exclude(act__startswith=OWN)
    entries = list(rows.defer("changes").order_by("number"))
    done: dict[UUID, list[Done]] = {}
    for entry, one in zip(entries, done_of(entries), strict=True):
        done.setdefault(entry.record, []).append(one)
    return [(record, moment_of(record, tuple(done.get(record.pk, ())))) for record in found]


def _written(organisation: Organisation, window: Window) -> Iterator[rules.Written]:
    """Acts of persons; those of the clock, of the house itself and of imports are no signs of life."""
    since = window.as_of - timedelta(days=window.days + 1)
    rows = Entry.objects.filter(organisation=organisation, imported=False, recorded_at__date__gte=since)
    # On shared records each party counts its own acts, wherever they stand.
    rows = rows.filter(Q(held_by="", on_behalf="") | Q(on_behalf=str(organisation.pk)))
    for occurred_at, recorded_at in (
        rows.exclude(actor="").exclude(act__startswith=OWN).values_list("occurred_at", "recorded_at")
    ):
        yield rules.Written(occurred_at, recorded_at)


def _owed(organisation: Organisation) -> Iterator[rules.Owed]:
    imported = {
        key
        for model in (Nonconformity, Capa)
        for key in model.objects.of(organisation).filter(imported=True).values_list("pk", flat=True)
    }
    rows = Task.objects.filter(organisation=organisation, original_due_on__isnull=False)
    for record, made_at, due_on, done_at in rows.values_list("record", "made_at", "original_due_on", "done_at"):
        if record not in imported and due_on is not None:
            yield rules.Owed(
                day_of(organisation, made_at), due_on, day_of(organisation, done_at) if done_at is not None else None
            )


def _first(moment: Moment, *acts: str) -> Done | None:
    return next((done for done in moment.history if done.act in acts), None)


def _judged(organisation: Organisation, capas: Followed) -> Iterator[rules.Judged]:
    for _, moment in capas:
        first, confirmed = _first(moment, *_JUDGED), moment.last("confirm_effective")
        if first is not None:
            yield rules.Judged(day_of(organisation, first.at), confirmed.cycle if confirmed else None)


def _closed(organisation: Organisation, capas: Followed) -> Iterator[rules.ClosedCapa]:
    for record, moment in capas:
        closed = moment.last("confirm_effective")
        if closed is None:
            continue
        back = Nonconformity.objects.of(organisation).filter(number__in=record.came_back_as).order_by("made_at").first()
        yield rules.ClosedCapa(
            day_of(organisation, closed.at), day_of(organisation, back.made_at) if back is not None else None
        )


def _caused(organisation: Organisation, capas: Followed) -> Iterator[rules.Caused]:
    for _, moment in capas:
        proposed, verified = moment.last(*_PROPOSED), moment.last("verify_cause")
        if proposed is None:
            continue
        proven = verified is not None and verified.cycle == proposed.cycle
        sound = proven and not blames_persons_only(moment.record, blame())
        yield rules.Caused(day_of(organisation, proposed.at), sound, human_error_only(moment.record))


def _closings(organisation: Organisation, capas: Followed) -> Iterator[rules.Closing]:
    for _, moment in capas:
        closed = moment.last("confirm_effective")
        if closed is not None:
            apart = closed.actor not in implementers(moment)
            yield rules.Closing(day_of(organisation, closed.at), apart, bool(closed.waived))
