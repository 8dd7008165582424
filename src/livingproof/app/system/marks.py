"""Which nonconformities and which CAPAs have the same mark (process, defect code, product family)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from livingproof.app.kit.calendars import day_of
from livingproof.app.people.models import Organisation
from livingproof.app.system.records.capa.models import Capa
from livingproof.app.system.records.nonconformity.models import Nonconformity
from livingproof.core.days import add_months
from livingproof.core.system.capa import CANCELLED, EFFECTIVE, WATCH_MONTHS
from livingproof.core.system.nonconformity import DUPLICATE, REJECTED
from livingproof.core.system.severity import Mark, mark_of
from livingproof.core.system.trend import MONTHS

FIELDS = ("process", "defect_code", "product_family")


def mark(record: Nonconformity | Capa) -> Mark:
    """The mark of a record."""
    return mark_of({name: getattr(record, name) for name in FIELDS})


def seen_with(organisation: Organisation, wanted: Mark, since: date) -> Iterator[Nonconformity]:
    """Nonconformities with the mark made on this day or later, the oldest first; none for a mark that is not complete.

    Rejected ones and duplicates are none.
    """
    if not wanted.complete:
        return
    start = datetime.combine(since, datetime.min.time(), ZoneInfo(organisation.time_zone))
    found: QuerySet[Nonconformity] = Nonconformity.objects.of(organisation).exclude(stage__in=(REJECTED, DUPLICATE))
    yield from marked(found.filter(made_at__gte=start), wanted).order_by("made_at")


def marked(found: QuerySet[Any], wanted: Mark) -> QuerySet[Any]:
    """Those of the rows that have the mark, however its case and blanks are written.

    The core compares the few ways in which marks are written: SQLite knows the cases of ASCII only ("Ölfleck").
    """
    written = [dict(zip(FIELDS, values, strict=True)) for values in found.order_by().values_list(*FIELDS).distinct()]
    same = [Q(**names) for names in written if mark_of(names) == wanted]
    return found.filter(reduce(or_, same)) if same and wanted.complete else found.none()


def in_a_year(record: Nonconformity) -> tuple[Nonconformity, ...]:
    """Nonconformities with the mark of this one, made in the twelve months up to it or after it, itself among them.

    Reckoned from the day on which it was made, not from today: closing late does not make it rare.
    """
    since = add_months(day_of(record.organisation, record.made_at), -MONTHS) + timedelta(days=1)
    others = seen_with(record.organisation, mark(record), since)
    return (*(one for one in others if one.pk != record.pk), record)


def taken_up_by(record: Nonconformity) -> tuple[Capa, ...]:
    """The CAPAs that take this nonconformity up, cancelled ones left out."""
    if not record.number:
        return ()
    found = Capa.objects.of(record.organisation).exclude(stage=CANCELLED)
    few = found.filter(nonconformities__icontains=record.number).order_by("made_at")
    return tuple(capa for capa in few if record.number in capa.nonconformities)


def open_with(organisation: Organisation, wanted: Mark) -> Capa | None:
    """The oldest open CAPA with the mark; None when there is none."""
    running = Capa.objects.of(organisation).exclude(stage__in=(CANCELLED, EFFECTIVE))
    found: Capa | None = marked(running, wanted).order_by("made_at").first()
    return found


def watched_with(organisation: Organisation, wanted: Mark, seen_at: datetime) -> Capa | None:
    """The newest CAPA with the mark that was closed as effective within the twelve months before; None when there is none."""
    from livingproof.app.kit.history import history

    capa: Capa
    for capa in marked(Capa.objects.of(organisation).filter(stage=EFFECTIVE), wanted).order_by("-changed_at"):
        closed = next((done.at for done in reversed(history(capa)) if done.act == "confirm_effective"), None)
        if closed is None or closed > seen_at:
            continue
        if day_of(organisation, seen_at) <= add_months(day_of(organisation, closed), WATCH_MONTHS):
            return capa
    return None
