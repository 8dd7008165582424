"""Health: what members see, what machines get, who may read the outbox."""

from __future__ import annotations

import fcntl
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livingproof.app.health.state import TURN, look, worst
from livingproof.app.people.models import Account
from livingproof.core.terms import Grade
from tests.app.cast import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(tmp_path):
    with (tmp_path / "worker.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield held


def sign(name):
    return next(one for one in look(timezone.now()) if one.name == name)


def turned(ago):
    from django_q.models import Task

    at = timezone.now() - ago
    Task.objects.create(id="0" * 32, name="clock", func=TURN, started=at, stopped=at, success=True)


def test_a_service_without_a_worker_is_not_well(cast):
    assert sign("worker").grade is Grade.FAIL
    assert Client().get("/health").status_code == 503


def test_a_service_whose_worker_turns_is_well(cast, worker):
    turned(timedelta(minutes=5))
    answer = Client().get("/health")
    assert (answer.status_code, answer.content) == (200, b"well\n")
    assert worst(look(timezone.now())) is Grade.PASS


def test_a_clock_that_stands_still_is_told(cast, worker):
    turned(timedelta(hours=2))
    assert sign("worker").grade is Grade.WARN
    assert Client().get("/health").status_code == 200


def test_a_job_that_waits_long_is_told_and_a_running_one_is_not(cast, worker):
    from django_q.models import OrmQ

    OrmQ.objects.create(key="livingproof", payload="", lock=timezone.now() + timedelta(minutes=15))
    assert sign("queue").grade is Grade.PASS
    OrmQ.objects.create(key="livingproof", payload="", lock=timezone.now() - timedelta(hours=1))
    assert sign("queue").grade is Grade.WARN


def test_a_job_that_a_killed_worker_held_is_taken_up_again(cast):
    from django_q.models import OrmQ

    from livingproof.cli.service.worker import take_up_again

    OrmQ.objects.create(key="livingproof", payload="", lock=timezone.now() + timedelta(minutes=15))
    assert (take_up_again(), take_up_again()) == (1, 0)
    assert OrmQ.objects.filter(lock__lte=timezone.now()).count() == 1


def test_members_see_every_sign_on_a_page_and_as_data(cast, worker):
    page = browser(cast.ben).get(reverse("health:page"))
    assert page.status_code == 200
    assert b"GB free" in page.content
    told = browser(cast.ben).get("/api/health").json()
    assert {"data", "database", "worker", "queue", "registers"} <= {one["name"] for one in told["signs"]}


def test_strangers_see_no_signs(cast):
    assert Client().get(reverse("health:page")).status_code == 302
    assert Client().get("/api/health").status_code == 401
    assert b"GB" not in Client().get("/health").content


def test_only_whoever_keeps_the_installation_reads_the_outbox(cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    for subject in ("First", "Prüfung"):
        EmailMessage(subject, "https://localhost/invited/abc", to=["dao@celadon.example"]).send()
    assert browser(cast.ana).get(reverse("health:outbox")).status_code == 403
    Account.objects.filter(pk=cast.ana.account_id).update(is_staff=True)
    cast.ana.account.refresh_from_db()
    page = browser(cast.ana).get(reverse("health:outbox")).content.decode()
    assert "Prüfung" in page
    assert "/invited/abc" in page
    assert "dao@celadon.example" in page
