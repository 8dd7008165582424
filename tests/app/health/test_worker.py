"""What a worker held when it was ended is done once more at once; a job that ends its worker every time is given up and told."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from django_q.models import Failure, OrmQ
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from livingproof.cli.service import worker

JOB = "livingproof.app.kit.jobs.turn"


def begun(places: int = 1) -> list[int]:
    """Jobs that a worker took, one after the other; their keys."""
    now = timezone.now()
    keys = []
    for place in range(places):
        async_task(JOB)
        one = OrmQ.objects.latest("pk")
        OrmQ.objects.filter(pk=one.pk).update(lock=now + timedelta(seconds=800 + place))
        keys.append(one.pk)
    return keys


def test_what_was_held_waits_no_longer(db):
    keys = begun(3)
    assert worker.take_up_again() == 3
    assert set(OrmQ.objects.filter(lock__lt=timezone.now()).values_list("pk", flat=True)) == set(keys)
    assert worker.take_up_again() == 0


def test_only_the_job_that_was_being_done_is_counted(db):
    first, second = begun(2)
    worker.take_up_again()
    counts = {one.pk: SignedPackage.loads(one.payload).get(worker.TAKEN_UP, 0) for one in OrmQ.objects.all()}
    assert counts == {first: 1, second: 0}


def test_a_job_that_ends_its_worker_each_time_stands_among_the_failed_ones(db):
    (key,) = begun()
    for turn in range(worker.MOST):
        assert OrmQ.objects.filter(pk=key).exists(), turn
        OrmQ.objects.update(lock=timezone.now() + timedelta(seconds=800))
        worker.take_up_again()
    assert not OrmQ.objects.exists()
    failed = Failure.objects.get()
    assert (failed.func, failed.result) == (JOB, f"it ended its worker {worker.MOST} times, and is not begun again")


def test_the_guard_replaces_what_ended_in_order_and_ends_with_what_was_ended(monkeypatch):
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    replaced: list[object] = []
    about = worker.one_for_all(lambda _, gone: replaced.append(gone))
    timed_out, recycled, killed, monitor = (
        *(SimpleNamespace(timer=SimpleNamespace(value=value)) for value in (0, -2, 42)),
        SimpleNamespace(),
    )
    for gone in (timed_out, recycled, killed, monitor):
        about(None, gone)
    assert replaced == [timed_out, recycled]
    assert ended == [1, 1]
