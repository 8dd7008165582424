"""Notices stand on a page of their own, in the reader's language, and only before whom they are for."""

from __future__ import annotations

from datetime import timedelta

from livingproof.app.kit import clock
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import Notice
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS


def test_a_leader_reads_what_is_overdue_in_the_team_until_they_say_that_they_did(cast, now):
    payload = {"title": "burr", "owner": cast.ben.pk, "due_on": (now + timedelta(days=1)).date()}
    record = perform(REMARKS, None, Request("note", payload, now, actor=cast.ana)).record
    clock.remind(cast.buyer, now + timedelta(days=5))
    boss = browser(cast.boss)
    seen = boss.get("/r/notices/").content.decode()
    assert record.number in seen
    assert "in your team was due on" in seen
    assert record.number not in browser(cast.eve).get("/r/notices/").content.decode()
    boss.cookies["django_language"] = "de"
    assert "in Ihrem Team" in boss.get("/r/notices/").content.decode()
    assert boss.post("/r/notices/").status_code == 302
    assert not Notice.objects.filter(person=cast.boss, read_at=None).exists()
    assert Notice.objects.filter(person=cast.ben, read_at=None).exists()
