"""The worker of the service, as a process of its own: it does the jobs that wait in the database, and turns the clock.

There are two queues: one for what persons wait for, one for what takes long or can wait, so that neither holds up the other. Each is several
processes (django-q2): one that guards, one that fetches jobs, one that does them, one that notes what came of them. They hand jobs to one
another through locked pipes; one that is ended from outside may take a lock with it. So whichever is gone, all of the worker ends, the
supervisor starts it again, and what it held is done once more at once.
"""

from __future__ import annotations

import fcntl
import gc
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

LOCK = "worker.lock"
"""Held as long as the worker or one of its processes lives: whoever asks whether it is alive tries it."""
TAKEN_UP = "taken_up"
"""In a job: how often it was found begun by a worker that is gone."""
MOST = 5
"""So often is a job begun that ends its worker each time; after that it stands among the failed ones."""
NO_TIME, RECYCLED = 0, -2
"""What django-q2 writes into the timer of a process that does jobs: its job ran too long; it ended by itself, to begin afresh."""
LOOK_EVERY = 0.3
"""Seconds between two looks whether the guards of the queues live."""
log = logging.getLogger(__name__)


def main() -> None:
    """Do jobs until told to end."""
    from livingproof.cli.service.project import open_project

    open_project(None)
    from django.conf import settings
    from django.db import connections

    # A pool of connections does not survive that a process divides, and each of the worker's processes needs but one.
    connections.settings["default"]["OPTIONS"].pop("pool", None)
    with (Path(settings.DATA) / LOCK).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        take_up_again()
        connections.close_all()
        from django_q.cluster import Sentinel

        Sentinel.reincarnate = one_for_all(Sentinel.reincarnate)
        # What is in memory now is shared by the processes that begin here, as long as nothing tidies it up.
        gc.collect()
        gc.freeze()
        queues: dict[str, Any] = settings.Q_CLUSTER
        _guard(tuple(begin(queues | own) for own in (*_others(queues), {"cluster_name": queues["name"]})))


def _others(queues: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, own in queues["ALT_CLUSTERS"].items():
        yield {**own, "cluster_name": name}


def begin(queue: Mapping[str, Any]) -> Any:
    """Start the processes of one queue. The library knows one queue a process: what it is told here holds for what is divided off now."""
    from django_q.cluster import Cluster
    from django_q.conf import Conf

    Conf.CLUSTER_NAME = queue["cluster_name"]
    Conf.TIMEOUT, Conf.RETRY, Conf.POLL = queue["timeout"], queue["retry"], queue["poll"]
    cluster = Cluster()
    cluster.start()
    return cluster


def _guard(clusters: tuple[Any, ...]) -> None:
    """Wait until told to end, then for all of them; where one ends by itself, end at once, and the supervisor begins with all anew."""
    asked: list[int] = []

    def end(sign: int, _: Any) -> None:
        asked.append(sign)
        for one in clusters:
            one.stop_event.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, end)
    # What divided off from a guard may outlive it and hold its pipes: only asking tells that it has gone.
    while not asked and all(one.sentinel.is_alive() for one in clusters):
        time.sleep(LOOK_EVERY)
    if not asked:
        os._exit(1)
    for one in clusters:
        one.sentinel.join()


def one_for_all(usual: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """What the guard does about a process that is gone: the usual where it ended in order, else it ends itself, and with it the worker."""

    def about(guard: Any, gone: Any) -> None:
        timer = getattr(gone, "timer", None)
        if timer is not None and timer.value in (NO_TIME, RECYCLED):
            usual(guard, gone)
            return
        log.error("a process of the worker was ended from outside; the whole worker begins again")
        os._exit(1)

    return about


def take_up_again() -> int:
    """Let jobs be done now that a worker held when it was ended: nobody else works on this data. How many there were.

    Of each queue the one that was taken first is the one that was being done: it is counted, and after `MOST` times given up.
    """
    from django.utils import timezone
    from django_q.models import OrmQ

    now = timezone.now()
    held = list(OrmQ.objects.filter(lock__gt=now).order_by("lock", "pk"))
    doing = {one.key: one.pk for one in reversed(held)}
    for one in held:
        if doing[one.key] != one.pk or _counted(one):
            OrmQ.objects.filter(pk=one.pk).update(lock=now - timedelta(seconds=1))
    return len(held)


def _counted(one: Any) -> bool:
    """Count one more beginning of a job; False where it was given up, and stands among the failed ones now."""
    from django.db import transaction
    from django.utils import timezone
    from django_q.models import Task
    from django_q.signing import BadSignature, SignedPackage

    try:
        job = SignedPackage.loads(one.payload)
    except (BadSignature, TypeError):
        return True  # whoever fetches it says so and drops it
    job[TAKEN_UP] = job.get(TAKEN_UP, 0) + 1
    if job[TAKEN_UP] < MOST:
        one.payload = SignedPackage.dumps(job)
        one.save(update_fields=["payload"])
        return True
    told = f"it ended its worker {MOST} times, and is not begun again"
    log.error("%s: %s", job["func"], told)
    with transaction.atomic():
        now = timezone.now()
        known = {"name": job["name"], "func": job["func"], "args": job.get("args"), "kwargs": job.get("kwargs")}
        times = {"started": job.get("started") or now, "stopped": now}
        Task.objects.update_or_create(
            id=job["id"], defaults={**known, **times, "success": False, "result": told, "attempt_count": MOST}
        )
        one.delete()
    return False


if __name__ == "__main__":
    main()
