from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from livingproof.app.kit.acts import Request
from livingproof.app.kit.kinds import Asked, Due, Kind, Link
from livingproof.app.people.models import Organisation
from livingproof.core.system.machine import Moment
from tests.app.demo.machine import RemarkStep
from tests.app.demo.models import Remark


def dues(record: Remark) -> Iterator[Due]:
    if record.stage == "open":
        yield Due(
            f"answer:{record.cycle}",
            "answer the remark",
            str(record.owner_id) if record.owner_id else None,
            record.due_on,
        )


def follows(record: Remark, request: Request, moment: Moment) -> Iterator[Asked]:
    if request.act == "split":
        payload = {"title": f"{record.title} (2)" if record.reason != "blocked" else ""}
        yield "remarks", None, Request("note", payload, request.now, actor=request.actor)


def links(record: Remark) -> Iterator[Link]:
    for found in Remark.objects.of(record.organisation).filter(title=f"{record.title} (2)"):
        yield Link("split off", "remarks", found.pk, found.number)


def ticks(organisation: Organisation, now: datetime) -> Iterator[Asked]:
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    for record in Remark.objects.of(organisation).filter(stage="open", severity="minor", due_on__lt=today):
        yield "remarks", record, Request("lapse", {}, now)


REMARKS = Kind(
    slug="remarks",
    model=Remark,
    title="Remark",
    titles="Remarks",
    columns=("number", "title", "severity", "stage", "owner", "due_on"),
    filters=("stage", "severity", "owner"),
    search=("number", "title", "answer"),
    headline=("title", "severity"),
    parts={"steps": tuple[RemarkStep, ...], "evidence": tuple[str, ...]},
    dues=dues,
    follows=follows,
    links=links,
    ticks=ticks,
)
