"""The worker of the service, as a process of its own: it does the jobs that wait in the database, and turns the clock."""

from __future__ import annotations

import fcntl
import gc
from datetime import timedelta
from pathlib import Path

LOCK = "worker.lock"
"""Held as long as the worker or one of its processes lives: whoever asks whether it is alive tries it."""


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
        from django_q.cluster import Cluster

        # What is in memory now is shared by the processes that begin here, as long as nothing tidies it up.
        gc.collect()
        gc.freeze()
        cluster = Cluster()
        cluster.start()
        cluster.sentinel.join()


def take_up_again() -> int:
    """Let jobs be done now that a worker held when it was ended: nobody else works on this data. How many there were."""
    from django.utils import timezone
    from django_q.models import OrmQ

    now = timezone.now()
    return int(OrmQ.objects.filter(lock__gt=now).update(lock=now - timedelta(seconds=1)))


if __name__ == "__main__":
    main()
