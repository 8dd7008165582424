"""What the clock does: reminders, escalations, acts whose time has come, rhythms, checkpoints.

Run twice, it does nothing twice; run late, it does what it missed. Time is always an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from livingproof.app.kit import mail
from livingproof.app.kit.acts import perform
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.kinds import every_kind, kind_named
from livingproof.app.kit.models import Notice, Run, Task
from livingproof.app.kit.waivers import TOP
from livingproof.app.ledger import checkpoints, evidence
from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.calendar import every_months
from livingproof.core.system.machine import Blocked
from livingproof.register.durable import write_whole

QUALITY = "quality_manager"


class Teller(StrEnum):
    """Who is told: who owes it, who leads them, who leads the organisation."""

    OWNER = "owner"
    MANAGER = "manager"
    TOP = "top_management"


@dataclass(frozen=True, slots=True)
class Mark:
    """One reminder of a thing owed: so many days after its original day (before: negative), to whom, under which code."""

    days: int
    to: Teller
    code: str


MARKS = (
    Mark(-7, Teller.OWNER, "due_in_a_week"),
    Mark(-1, Teller.OWNER, "due_tomorrow"),
    Mark(0, Teller.OWNER, "due_today"),
    Mark(1, Teller.OWNER, "overdue"),
    Mark(3, Teller.MANAGER, "overdue_told_manager"),
    Mark(7, Teller.OWNER, "overdue_a_week"),
    Mark(14, Teller.TOP, "overdue_told_top"),
    Mark(30, Teller.TOP, "overdue_a_month"),
)
"""Our own proposal. Days are counted from the original day, whatever was moved since."""


def remind(organisation: Organisation, now: datetime) -> int:
    """Tell whoever is to be told since the clock last ran; how many notices were made. Each mark of a task is told once, ever."""
    today, told = day_of(organisation, now), 0
    latest = today - timedelta(days=MARKS[0].days)
    waiting = Task.objects.filter(organisation=organisation, done_at=None, original_due_on__lte=latest)
    for key, due, reminded in waiting.values_list("pk", "original_due_on", "reminded"):
        if due is not None and any(_crossed(due, reminded, today)):
            told += _remind(organisation, key, today, now)
    return told


def _crossed(due: date, reminded: Iterable[str], today: date) -> Iterator[Mark]:
    """The marks of a thing owed that are behind, and of which nobody was told."""
    return (mark for mark in MARKS if due + timedelta(days=mark.days) <= today and mark.code not in reminded)


def _remind(organisation: Organisation, key: UUID, today: date, now: datetime) -> int:
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=key)
        due = task.original_due_on
        if due is None or task.done_at is not None:
            return 0
        crossed = list(_crossed(due, task.reminded, today))
        if not crossed:
            return 0
        made = day_of(organisation, task.made_at)
        # What lay behind when the task was made was never missed: only the newest of it is told.
        behind = [mark for mark in crossed if due + timedelta(days=mark.days) < made]
        tell = [mark for mark in crossed if mark not in behind[:-1]]
        count = sum(_tell(task, mark, due, now) for mark in tell)
        task.reminded = [*task.reminded, *(mark.code for mark in crossed)]
        task.save(update_fields=["reminded"])
        return count


def _tell(task: Task, mark: Mark, due: date, now: datetime) -> int:
    made = 0
    for person in told_of(task, mark.to):
        _, new = Notice.objects.get_or_create(
            person=person,
            task=task,
            code=mark.code,
            defaults={
                "facts": {"what": task.what, "due_on": due.isoformat(), "number": task.record_number},
                "kind": task.kind,
                "record": task.record,
                "record_number": task.record_number,
                "made_at": now,
            },
        )
        made += new
    return made


def told_of(task: Task, to: Teller) -> tuple[Person, ...]:
    """Who hears of it. Where nobody stands in the place, the next one up does: a reminder never falls to the floor."""
    owner = task.owner if task.owner is not None and task.owner.active else None
    if to is Teller.OWNER:
        return (owner,) if owner else _with(task, QUALITY) or _with(task, TOP)
    manager = task.owner.manager if task.owner is not None else None
    if to is Teller.MANAGER and manager is not None and manager.active:
        return (manager,)
    return _with(task, TOP) or _with(task, QUALITY)


def _with(task: Task, role: str) -> tuple[Person, ...]:
    active = Person.objects.filter(organisation=task.organisation, active=True)
    return tuple(person for person in active if role in person.roles)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act of the clock that was not done: on which record, and why."""

    kind: str
    number: str
    act: str
    blocked: tuple[Blocked, ...]


def tick(organisation: Organisation, now: datetime) -> Iterator[Refusal]:
    """Do every act whose time has come; those that were refused are told."""
    for kind in every_kind():
        for slug, record, request in tuple(kind.ticks(organisation, now)):
            meant = kind_named(slug)
            if meant is None:
                raise LookupError(f"{kind.slug}: its clock asks for {slug!r}, which is no kind of record")
            outcome = perform(meant, record, request, organisation=organisation)
            if outcome.blocked:
                yield Refusal(slug, record.number if record else "", request.act, outcome.blocked)


def rhythm(
    organisation: Organisation, job: str, start: date, months: int, now: datetime, do: Callable[[date], None]
) -> tuple[date, ...]:
    """Do a thing for every day of a monthly rhythm that came since it was last done; each day once, missed days too.

    A rhythm of the 31st has its day in every month. What `do` writes and the note that it was done stand or fall together.
    """
    done = []
    with transaction.atomic():
        # The organisation's row is the lock: two clocks never do one day both.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        run = Run.objects.filter(organisation=organisation, job=job).first()
        last = day_of(organisation, run.at) if run else start - timedelta(days=1)
        for day in every_months(start, months, after=last, until=day_of(organisation, now)):
            do(day)
            done.append(day)
        Run.objects.update_or_create(organisation=organisation, job=job, defaults={"at": now})
    return tuple(done)


def keep_checkpoint(organisation: Organisation, now: datetime) -> Path | None:
    """The file of the day's checkpoint in the data directory, made where it is not there yet; None where nothing was ever done."""
    folder = Path(settings.DATA) / "checkpoints" / str(organisation.pk)
    path = folder / f"{day_of(organisation, now)}.json"
    if path.exists():
        return path
    point = checkpoints.checkpoint(organisation, now, step=1000)
    if not point.number:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, checkpoints.written(point).encode())
    return path


def run(now: datetime) -> tuple[Refusal, ...]:
    """One turn for every organisation. What fails in one does not keep the others waiting: all is told at the end."""
    refused: list[Refusal] = []
    failed: list[Exception] = []
    for organisation in Organisation.objects.order_by("made_at"):
        try:
            refused.extend(tick(organisation, now))
            remind(organisation, now)
            list(evidence.sweep(organisation, now))
            evidence.tidy(organisation, now)
            # Last: a mail server that does not answer keeps nothing else waiting, and is asked again at the next turn.
            mail.checkpoint(organisation, keep_checkpoint(organisation, now))
        except Exception as problem:  # noqa: BLE001 - the shell of the clock: told below, nothing is swallowed
            failed.append(problem)
    if failed:
        raise ExceptionGroup("the clock stopped in some organisations", failed)
    return tuple(refused)
