"""The nonconformity as the kit knows it: what stands beside it, what is owed for it, what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.acts import Request
from livingproof.app.kit.calendars import calendar_of, day_of
from livingproof.app.kit.kinds import Asked, Due, Kind, Link
from livingproof.app.kit.models import Record
from livingproof.app.system import marks
from livingproof.app.system.records.nonconformity.models import Nonconformity
from livingproof.app.system.words import word
from livingproof.core.system.costs import Cost
from livingproof.core.system.lots import Concession, Lot, LotDecision, Reinspection
from livingproof.core.system.machine import Moment
from livingproof.core.system.nonconformity import CONTAINED, DISPOSITIONED, REOPENED, REPORTED, TRIAGED
from livingproof.core.system.severity import Severity
from livingproof.core.system.trend import Because, needs_capa

DAYS_TO: Final = {
    REPORTED: ("triage", 2),
    TRIAGED: ("contain", 3),
    REOPENED: ("contain", 3),
    CONTAINED: ("disposition", 10),
}
"""What is owed in a stage, and how many working days after the record was made. Our proposals."""
GRADING: Final = frozenset({"triage", "grade_again"})


def about(record: Record) -> Mapping[str, Any]:
    """How often it was seen within a year, which CAPAs take it up, and the currency that the house counts in."""
    found = _ours(record)
    same = marks.in_a_year(found) if marks.mark(found).complete else ()
    capas = tuple(capa.number for capa in marks.taken_up_by(found))
    return {"occurrences": max(len(same), 1), "capas": capas, "currency": found.organisation.currency}


def dues(record: Record) -> Iterator[Due]:
    """The next step of the stage, and the close by its own day."""
    found = _ours(record)
    owner = str(found.owner_id) if found.owner_id else None
    made_on = day_of(found.organisation, found.made_at)
    if found.stage in DAYS_TO:
        act, days = DAYS_TO[found.stage]
        due_on = calendar_of(found.organisation).after(made_on, days)
        yield Due(f"{act}:{found.cycle}", word("owed", act, "en"), owner, due_on)
    if found.due_on and found.stage in {TRIAGED, CONTAINED, DISPOSITIONED, REOPENED}:
        yield Due(f"close:{found.cycle}", word("owed", "close", "en"), owner, found.due_on)


def links(record: Record) -> Iterator[Link]:
    """The CAPAs that take it up, and the one it doubles."""
    found = _ours(record)
    for capa in marks.taken_up_by(found):
        yield Link(_("CAPA"), "capas", capa.pk, capa.number)
    if found.duplicate_of:
        for other in Nonconformity.objects.of(found.organisation).filter(number=found.duplicate_of):
            yield Link(_("Duplicate of"), "nonconformities", other.pk, other.number)


def follows(record: Record, request: Request, _: Moment) -> Iterator[Asked]:
    """Once graded: join the open CAPA with the mark; or say that a closed one came back; or, seen twice in a year, raise one."""
    found = _ours(record)
    wanted = marks.mark(found)
    if request.act not in GRADING or not wanted.complete or request.imported:
        return
    same = marks.in_a_year(found)
    numbers = tuple(one.number for one in same)
    running = marks.open_with(found.organisation, wanted)
    if running is not None:
        yield from _joined(running, found, request)
        return
    watched = marks.watched_with(found.organisation, wanted, found.made_at)
    if watched is not None:
        back = {"came_back_as": sorted({*watched.came_back_as, found.number})}
        yield "capas", watched, Request("record_recurrence", back, request.now)
        graver = max(
            Severity(watched.severity or found.severity).higher, Severity(found.severity), key=lambda one: one.rank
        )
        yield "capas", None, Request("raise", _raised(found, (found.number,), graver, watched.number), request.now)
    elif Because.REPEATED in needs_capa({}, len(same)):
        yield "capas", None, Request("raise", _raised(found, numbers, Severity(found.severity), ""), request.now)


def _joined(running: Any, found: Nonconformity, request: Request) -> Iterator[Asked]:
    if found.number not in running.nonconformities:
        joined = {"nonconformities": [*running.nonconformities, found.number]}
        yield "capas", running, Request("link", joined, request.now)


def _raised(found: Nonconformity, numbers: tuple[str, ...], severity: Severity, follows_number: str) -> dict[str, Any]:
    return {
        "title": f"{found.defect_code}: {found.process}"[:200],
        "problem": found.what,
        "severity": severity.value,
        "process": found.process,
        "defect_code": found.defect_code,
        "product_family": found.product_family,
        "nonconformities": list(numbers),
        "follows": follows_number,
    }


def _ours(record: Record) -> Nonconformity:
    if not isinstance(record, Nonconformity):
        raise TypeError(f"{record!r} is no nonconformity")
    return record


KIND: Final = Kind(
    slug="nonconformities",
    model=Nonconformity,
    title=_("Nonconformity"),
    titles=_("Nonconformities"),
    columns=("number", "what", "severity", "process", "defect_code", "stage", "owner", "due_on"),
    filters=("stage", "severity", "source", "process", "defect_code", "owner"),
    search=("number", "what", "place", "product", "process", "defect_code", "product_family"),
    headline=("what", "severity", "owner", "due_on"),
    parts={
        "evidence": tuple[str, ...],
        "lots": tuple[Lot, ...],
        "concessions": tuple[Concession, ...],
        "reinspections": tuple[Reinspection, ...],
        "dispositions": tuple[LotDecision, ...],
        "costs": tuple[Cost, ...],
    },
    about=about,
    dues=dues,
    follows=follows,
    links=links,
    page="system/nonconformity.html",
    together=("hand_over", "reschedule"),
)
