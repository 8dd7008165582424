"""What is looked at to say whether the service is well. Every sign says what was found and, where something is to be done, what."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from livingproof.core.errors import LivingProofError
from livingproof.core.terms import Grade
from livingproof.register.store import Store

WORKER_LOCK = "worker.lock"
TURN = "livingproof.app.kit.jobs.turn"
LATE_TURN = timedelta(minutes=30)
"""The clock turns every ten minutes: after three that are missing somebody should look."""
LATE_JOB = timedelta(minutes=15)
LONG_QUEUE = 500
LITTLE_DISK, NO_DISK = 2_000_000_000, 300_000_000
"""Bytes free below which somebody should make room; below which nothing more can be relied upon."""
OLD_SNAPSHOT = 35
"""Days after which a register's snapshot is told as old. Registers that change daily name shorter times in their own pages."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at: how it stands (`pass`, `warn` or `fail`), what was found, what to do ("" where nothing is)."""

    name: str
    title: str | Promise
    grade: Grade
    found: str
    todo: str = ""


def _writable(_now: datetime) -> Iterator[Sign]:
    """The data directory takes files, and its disk has room."""
    folder = Path(settings.DATA)
    title = _("Data directory")
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Sign(
            "data",
            title,
            Grade.FAIL,
            said("cannot be written"),
            said("Give the service's user the right to write there."),
        )
        return
    free = shutil.disk_usage(folder).free
    grade = Grade.FAIL if free < NO_DISK else Grade.WARN if free < LITTLE_DISK else Grade.PASS
    found = said("%(free).1f GB free") % {"free": free / 1e9}
    yield Sign("data", title, grade, found, "" if grade is Grade.PASS else said("Make room on the disk."))


def _database(_now: datetime) -> Iterator[Sign]:
    """The database answers and is of this version."""
    from django.db.migrations.executor import MigrationExecutor

    title = _("Database")
    try:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        first = str(problem).strip().splitlines()[0]
        yield Sign("database", title, Grade.FAIL, first, said("Look at DATABASE_URL and at the data directory."))
        return
    found = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connections["default"].vendor]
    if waiting:
        behind = said("%(name)s, %(count)d changes behind this version") % {"name": found, "count": len(waiting)}
        yield Sign(
            "database", title, Grade.FAIL, behind, said("Start the service again: it brings the database along.")
        )
    else:
        yield Sign("database", title, Grade.PASS, found)


def worker_lives() -> bool:
    """Whether a process of the worker holds its lock."""
    try:
        with (Path(settings.DATA) / WORKER_LOCK).open("a") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def last_turn() -> datetime | None:
    """When the clock last turned to its end; None where it never did."""
    from django_q.models import Success

    newest = Success.objects.filter(func=TURN).order_by("-stopped").first()
    return newest.stopped if newest is not None else None


def _worker(now: datetime) -> Iterator[Sign]:
    """The worker lives, and the clock turns."""
    title, turned = _("Worker"), last_turn()
    when = (
        said("last turn of the clock %(at)s") % {"at": f"{localtime(turned):%Y-%m-%d %H:%M %Z}"}
        if turned
        else said("no turn of the clock yet")
    )
    if not worker_lives():
        yield Sign(
            "worker",
            title,
            Grade.FAIL,
            said("does not run; %(when)s") % {"when": when},
            said("Start `livingproof serve` again."),
        )
    elif turned is not None and now - turned > LATE_TURN:
        yield Sign(
            "worker",
            title,
            Grade.WARN,
            said("runs; %(when)s") % {"when": when},
            said("Look at the log for what keeps the worker."),
        )
    else:
        yield Sign("worker", title, Grade.PASS, said("runs; %(when)s") % {"when": when})


def _queue(now: datetime) -> Iterator[Sign]:
    """How many jobs wait, and how many failed in the last day."""
    from django_q.models import Failure, OrmQ

    count = OrmQ.objects.count()
    # A job that is given out carries the instant at which it would be given out again. What can wait may wait for long.
    waiting = OrmQ.objects.filter(key=settings.Q_CLUSTER["name"], lock__lte=now)
    oldest = waiting.order_by("lock").values_list("lock", flat=True).first()
    failed = Failure.objects.filter(stopped__gt=now - timedelta(days=1)).count()
    found = said("%(count)d waiting or running, %(failed)d failed in the last 24 hours") % {
        "count": count,
        "failed": failed,
    }
    late = oldest is not None and now - oldest > LATE_JOB
    if late or count > LONG_QUEUE or failed:
        yield Sign("queue", _("Jobs"), Grade.WARN, found, said("Look at the log for what keeps or ends them."))
    else:
        yield Sign("queue", _("Jobs"), Grade.PASS, found)


def _mail(_now: datetime) -> Iterator[Sign]:
    """Whether mail goes: what waits for it, and what the mail server said when it took none."""
    from livingproof.app.health import posting
    from livingproof.app.kit import mail

    title = _("Mail")
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Sign("mail", title, Grade.PASS, said("no mail server is named; mail lies in the outbox"))
        return
    waiting = said("waiting to be mailed: %(count)d") % {"count": mail.waiting().count()}
    if (refused := posting.refused()) is None:
        yield Sign("mail", title, Grade.PASS, waiting)
        return
    told = {"what": refused.trouble.text, "said": refused.said, "at": refused.at[:16].replace("T", " ")}
    found = said("%(what)s (%(said)s; %(at)s UTC)") % told
    yield Sign("mail", title, Grade.WARN, f"{found}; {waiting}", str(refused.trouble.todo))


def _registers(now: datetime) -> Iterator[Sign]:
    """How old the snapshots are that verdicts rest on."""
    title = _("Registers")
    try:
        snapshots = Store(Path(settings.DATA)).present()
    except (LivingProofError, OSError) as problem:
        yield Sign("registers", title, Grade.FAIL, str(problem), said("Import that register again."))
        return
    if not snapshots:
        yield Sign("registers", title, Grade.PASS, said("none imported; every look-up is made by a person"))
    for one in snapshots:
        age = (now.date() - _day(one.as_of)).days
        found = said("as of %(day)s, %(age)d days old") % {"day": _day(one.as_of).isoformat(), "age": age}
        old = age > OLD_SNAPSHOT
        todo = said("Import a newer file of this register.") if old else ""
        yield Sign(f"register:{one.register}", one.register, Grade.WARN if old else Grade.PASS, found, todo)


def _day(stated: date | str) -> date:
    return date.fromisoformat(stated) if isinstance(stated, str) else stated


Look = Callable[[datetime], Iterator[Sign]]
LOOKS: tuple[Look, ...] = (_writable, _database, _worker, _queue, _mail, _registers)
"""What the page shows; all of it is quick."""


def look(now: datetime, looks: tuple[Look, ...] = LOOKS) -> tuple[Sign, ...]:
    """Every sign. After a database that fails what needs it is left out."""
    signs: list[Sign] = []
    for one in looks:
        try:
            signs.extend(one(now))
        except DatabaseError as problem:
            if not any(sign.name == "database" and sign.grade is Grade.FAIL for sign in signs):
                signs.append(Sign("database", _("Database"), Grade.FAIL, str(problem).strip().splitlines()[0]))
    return tuple(signs)


def worst(signs: tuple[Sign, ...]) -> Grade:
    """`fail` where one fails, else `warn` where one warns, else `pass`."""
    grades = {sign.grade for sign in signs}
    return next((grade for grade in (Grade.FAIL, Grade.WARN) if grade in grades), Grade.PASS)
