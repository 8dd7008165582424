"""Jobs of the worker: names that the queue knows. Each hands the hour to a plain function."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from livingproof.app.kit import clock, estimates, mail
from livingproof.app.people import sweeping

LATER = "later"
"""The queue of long jobs, and of those that nobody waits for: what a person waits for never stands behind them."""
EVERY = 10
"""Minutes between two turns of the clock."""
log = logging.getLogger(__name__)


def enqueue(job: str, *ids: str, later: bool = False) -> None:
    """Have the worker do the function of this dotted name, once what is being written is written. It takes ids only, and bears to be done twice.

    `later` for what takes minutes, and for what nobody waits for: it has a queue and a process of its own. Where JOBS_AT_ONCE is set
    (tests, commands), it is done here, by whoever asks.
    """
    transaction.on_commit(lambda: _hand_over(job, ids, later=later))


def _hand_over(job: str, ids: tuple[str, ...], *, later: bool) -> None:
    if getattr(settings, "JOBS_AT_ONCE", False):
        import_string(job)(*ids)
        return

    from django_q.tasks import async_task

    async_task(job, *ids, cluster=LATER if later else None)


def turn() -> None:
    """One turn of the clock, then what is kept of people only for a while goes, then the mail: a server that takes none keeps nothing else."""
    for refusal in clock.run(timezone.now()):
        codes = ", ".join(one.code for one in refusal.blocked)
        log.warning("the clock could not do %s on %s %s: %s", refusal.act, refusal.kind, refusal.number, codes)
    sweeping.sweep(timezone.now())
    estimates.refresh()
    mail.send(timezone.now())


def keep_schedule(**_: Any) -> None:
    """See to it that the clock is on the worker's schedule; called after every migration."""
    from django_q.models import Schedule

    Schedule.objects.update_or_create(
        name="clock",
        defaults={"func": "livingproof.app.kit.jobs.turn", "schedule_type": Schedule.MINUTES, "minutes": EVERY},
    )
