"""The clock: nothing twice, nothing missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail as outbox
from hypothesis import given
from hypothesis import strategies as st

from livingproof.app.kit import clock, jobs, mail
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import Notice, Task
from livingproof.core.system.calendar import Calendar, every_months, months_after
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark


@pytest.fixture
def task(cast, now):
    payload = {"title": "burr", "severity": "major", "owner": cast.ben.pk, "due_on": "2026-03-20"}
    perform(REMARKS, None, Request("note", payload, now, actor=cast.ana))
    return Task.objects.get()


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def told() -> list[tuple[str, str]]:
    return [(str(one.person), one.code) for one in Notice.objects.order_by("made_at", "code")]


def test_each_reminder_is_told_once_however_often_the_clock_runs(cast, task):
    assert [clock.remind(cast.buyer, at(13)) for _ in range(3)] == [1, 0, 0]
    assert told() == [("Ben", "due_in_a_week")]


def test_N9_a_clock_that_slept_loses_no_reminder_and_overdue_escalates(cast, task):
    clock.remind(cast.buyer, at(10))
    assert told() == []
    clock.remind(cast.buyer, at(20, 4))
    assert sorted(told()) == [
        ("Bea", "overdue_a_month"),
        ("Bea", "overdue_told_manager"),
        ("Bea", "overdue_told_top"),
        ("Ben", "due_in_a_week"),
        ("Ben", "due_today"),
        ("Ben", "due_tomorrow"),
        ("Ben", "overdue"),
        ("Ben", "overdue_a_week"),
    ]


def test_overdue_counts_from_the_original_day_whatever_was_moved(cast, now, task):
    record = Remark.objects.get()
    moved = Request("plan", {"steps": [{"text": "x"}], "due_on": "2026-09-01"}, now, actor=cast.ana)
    assert perform(REMARKS, record, moved).record
    clock.remind(cast.buyer, at(21))
    assert ("Ben", "overdue") in told()


def test_what_is_done_is_no_longer_reminded_of(cast, now, task):
    perform(REMARKS, Remark.objects.get(), Request("answer", {"answer": "x"}, now, actor=cast.ben))
    assert clock.remind(cast.buyer, at(30, 6)) == 0


def test_a_task_made_late_is_told_once_and_not_for_every_day_that_lay_behind(cast, now):
    perform(
        REMARKS,
        None,
        Request("note", {"title": "late", "owner": cast.ben.pk, "due_on": "2026-02-20"}, now, actor=cast.ana),
    )
    clock.remind(cast.buyer, now)
    assert told() == [("Ben", "overdue_a_week")]


def test_a_reminder_never_falls_to_the_floor_where_somebody_left_or_nobody_owes_it(cast, now, task):
    cast.ben.active = False
    cast.ben.save()
    clock.remind(cast.buyer, at(13))
    assert told() == [("Ana", "due_in_a_week")]


def test_the_acts_of_the_clock_are_done_once(cast, now):
    perform(REMARKS, None, Request("note", {"title": "small", "due_on": "2026-03-05"}, now, actor=cast.ana))
    assert list(clock.tick(cast.buyer, at(5))) == []
    assert Remark.objects.get().stage == "open"
    for _ in range(3):
        assert list(clock.tick(cast.buyer, at(20))) == []
    record = Remark.objects.get()
    assert (record.stage, record.version) == ("lapsed", 2)


def test_one_turn_serves_every_organisation_and_keeps_the_days_checkpoint_once(cast, task, settings):
    clock.run(at(13))
    clock.run(at(13))
    assert told() == [("Ben", "due_in_a_week")]
    kept = list((settings.DATA / "checkpoints").rglob("*.json"))
    assert [path.parent.name for path in kept] == [str(cast.buyer.pk)]


def test_the_days_checkpoint_goes_to_whoever_keeps_it(cast, task, settings):
    settings.CHECKPOINT_MAIL = ["notary@example.org"]
    clock.run(at(10))
    clock.run(at(10))
    (sent,) = outbox.outbox
    assert sent.attachments[0][0] == "2026-03-10.json"


def test_a_checkpoint_that_the_mail_server_did_not_take_goes_with_the_next_turn(cast, task, settings):
    settings.CHECKPOINT_MAIL = ["notary@example.org"]
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    with pytest.raises(ExceptionGroup):
        clock.run(at(10))
    settings.EMAIL_BACKEND = works
    clock.run(at(10))
    clock.run(at(10))
    assert [sent.attachments[0][0] for sent in outbox.outbox] == ["2026-03-10.json"]


def test_notices_go_by_mail_once(cast, task):
    clock.remind(cast.buyer, at(13))
    assert (mail.send(at(13)), mail.send(at(13))) == (1, 0)
    (sent,) = outbox.outbox
    assert sent.to == ["ben@aurum.example"]
    assert "2026-03-20" in sent.subject


def test_the_clock_is_on_the_schedule_of_the_worker(db):
    from django_q.models import Schedule

    jobs.keep_schedule()
    assert Schedule.objects.get(name="clock").func == "livingproof.app.kit.jobs.turn"
    jobs.turn()


def test_N18_a_rhythm_of_the_31st_has_its_day_in_every_month(cast):
    done: list[date] = []
    start = date(2026, 1, 31)
    for now in (at(31, 1), at(28, 2), at(28, 2), at(31, 5), at(1, 6)):
        clock.rhythm(cast.buyer, "review", start, 1, now, done.append)
    assert done == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_a_rhythm_whose_deed_failed_is_done_again(cast):
    def fail(_: date) -> None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        clock.rhythm(cast.buyer, "review", date(2026, 1, 31), 1, at(28, 2), fail)
    done: list[date] = []
    clock.rhythm(cast.buyer, "review", date(2026, 1, 31), 1, at(28, 2), done.append)
    assert len(done) == 2


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@given(start=DAYS, months=st.integers(1, 24), runs=st.lists(DAYS, max_size=8))
def test_N18_however_the_clock_runs_every_day_of_a_rhythm_comes_once(start, months, runs):
    last, seen = start - timedelta(days=1), []
    for run in sorted(runs):
        if run > last:
            seen += every_months(start, months, after=last, until=run)
            last = run
    assert seen == list(every_months(start, months, after=start - timedelta(days=1), until=last))
    assert all(day == months_after(start, place * months) for place, day in enumerate(seen))


@given(day=DAYS, count=st.integers(0, 60))
def test_working_days_are_counted_without_weekends_and_holidays(day, count):
    calendar = Calendar(holidays=frozenset({date(2026, 12, 25)}))
    later = calendar.after(day, count)
    assert calendar.between(day, later) == count
    assert count == 0 or calendar.works_on(later)
