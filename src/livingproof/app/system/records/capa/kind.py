"""The CAPA as the kit knows it: what stands beside it, what is owed for it, and when its check begins by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.acts import Request
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.history import entries, history
from livingproof.app.kit.kinds import Asked, Due, Kind, Link
from livingproof.app.kit.models import Record
from livingproof.app.kit.values import for_gates, with_persons
from livingproof.app.people.models import Organisation
from livingproof.app.system import marks
from livingproof.app.system.records.capa.models import Capa
from livingproof.app.system.records.nonconformity.models import Nonconformity
from livingproof.app.system.words import word
from livingproof.catalogue.system import blame
from livingproof.core.system.capa import (
    CANCELLED,
    CHECKING,
    DRAFT,
    EFFECTIVE,
    EXTENDED,
    IMPLEMENTED,
    NOT_EFFECTIVE,
    OPENED,
    PLAN_APPROVED,
)
from livingproof.core.system.causes import Bone, Cause, CauseProof, Contrast, Event, Why
from livingproof.core.system.effectiveness import Measurement, Progress, progress
from livingproof.core.system.machine import Done, Moment
from livingproof.core.system.plan import (
    Action,
    Criterion,
    Implementation,
    ReadAcross,
    VoidedAction,
    implemented,
    voided_keys,
)

DAYS_TO_OPEN: Final = 7
DAYS_TO_CAUSE: Final = 14


def moment_of(record: Record, done: tuple[Done, ...] | None = None) -> Moment:
    """The record as gates see it, with its history (read here unless it is given), for questions that no act asks."""
    return Moment(
        record=for_gates(KIND, record),
        history=history(record) if done is None else done,
        actor="",
        roles=frozenset(),
        at=record.changed_at,
        day=day_of(record.organisation, record.changed_at),
    )


def reached(record: Record) -> Progress | None:
    """How far the check of the effect is; None before it can have begun."""
    return (
        progress(moment_of(record))
        if record.version and record.stage in {CHECKING, EXTENDED, EFFECTIVE, NOT_EFFECTIVE}
        else None
    )


def about(record: Record) -> Mapping[str, Any]:
    """Phrases of blame, everybody who ever owned it, and nonconformities with its mark since the change was in place."""
    found = _ours(record)
    now_at = reached(found) if found.stage in {CHECKING, EXTENDED} else None
    came_back: tuple[str, ...] = ()
    if now_at is not None:
        since = now_at.starts_on + timedelta(days=1)
        came_back = tuple(one.number for one in marks.seen_with(found.organisation, marks.mark(found), since))
    return {"blame": blame(), "owners": _owners(found), "came_back": came_back}


def _owners(record: Capa) -> tuple[str, ...]:
    """Ids of persons whom the ledger names as owner at some time."""
    named = (
        [entry.changes["owner"] for entry in entries(record) if entry.changes.get("owner")] if record.version else []
    )
    return tuple(dict.fromkeys(map(str, with_persons(named))))


def dues(record: Record) -> Iterator[Due]:
    """What the stage owes, each action to its owner, the judgement to the planned verifier, and the close by its own day."""
    found = _ours(record)
    if found.stage in {EFFECTIVE, CANCELLED}:
        return
    owner = str(found.owner_id) if found.owner_id else None
    if found.stage == DRAFT:
        made_on = day_of(found.organisation, found.made_at)
        yield Due("open", word("owed", "open", "en"), owner, made_on + timedelta(days=DAYS_TO_OPEN))
    if found.stage in {OPENED, NOT_EFFECTIVE}:
        since = day_of(found.organisation, found.changed_at)
        yield Due(
            f"cause:{found.cycle}", word("acts", "propose_cause", "en"), owner, since + timedelta(days=DAYS_TO_CAUSE)
        )
    if found.stage == PLAN_APPROVED:
        yield from _open_actions(found)
    now_at = reached(found) if found.stage in {CHECKING, EXTENDED} else None
    if now_at is not None:
        yield Due(f"check:{found.cycle}", word("owed", "check", "en"), now_at.criterion.verifier, now_at.ends_on)
    if found.due_on and found.stage != DRAFT:
        yield Due("close", word("owed", "close", "en"), owner, found.due_on)


def _open_actions(record: Capa) -> Iterator[Due]:
    moment = moment_of(record)
    settled = {one.action for one in implemented(moment) if one.evidence} | voided_keys(moment)
    for action in moment.record["actions"]:
        if action.key not in settled:
            yield Due(f"action:{record.cycle}:{action.key}"[:80], action.what, action.owner, action.due_on)


def links(record: Record) -> Iterator[Link]:
    """The nonconformities it takes up, those as which it came back, and the CAPA it follows."""
    found = _ours(record)
    wanted = {number: _("Nonconformity") for number in found.nonconformities}
    wanted |= {number: _("Came back as") for number in found.came_back_as}
    for one in Nonconformity.objects.of(found.organisation).filter(number__in=wanted):
        yield Link(wanted[one.number], "nonconformities", one.pk, one.number)
    for other in Capa.objects.of(found.organisation).filter(number=found.follows) if found.follows else ():
        yield Link(_("Follows"), "capas", other.pk, other.number)
    for later in Capa.objects.of(found.organisation).filter(follows=found.number):
        yield Link(_("Followed by"), "capas", later.pk, later.number)


def ticks(organisation: Organisation, now: datetime) -> Iterator[Asked]:
    """What is implemented is being checked from then on."""
    for record in Capa.objects.of(organisation).filter(stage=IMPLEMENTED):
        yield "capas", record, Request("begin_check", {}, now)


def _ours(record: Record) -> Capa:
    if not isinstance(record, Capa):
        raise TypeError(f"{record!r} is no CAPA")
    return record


KIND: Final = Kind(
    slug="capas",
    model=Capa,
    title=_("CAPA"),
    titles=_("CAPAs"),
    columns=("number", "title", "severity", "process", "stage", "owner", "due_on"),
    filters=("stage", "severity", "process", "owner"),
    search=("number", "title", "problem", "process", "defect_code", "product_family"),
    headline=("title", "severity", "owner", "due_on"),
    parts={
        "nonconformities": tuple[str, ...],
        "came_back_as": tuple[str, ...],
        "evidence": tuple[str, ...],
        "whys": tuple[Why, ...],
        "bones": tuple[Bone, ...],
        "contrasts": tuple[Contrast, ...],
        "events": tuple[Event, ...],
        "causes": tuple[Cause, ...],
        "cause_proofs": tuple[CauseProof, ...],
        "actions": tuple[Action, ...],
        "criterion": Criterion | None,
        "read_across": tuple[ReadAcross, ...],
        "implementations": tuple[Implementation, ...],
        "voided": tuple[VoidedAction, ...],
        "measurements": tuple[Measurement, ...],
    },
    about=about,
    dues=dues,
    links=links,
    ticks=ticks,
    page="system/capa.html",
    together=("hand_over", "reschedule"),
)
