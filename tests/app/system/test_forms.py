"""A person carries the records through the pages: rows of parts are filled in, files and other parts are chosen, not typed."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from livingproof.app.kit import forms
from livingproof.app.kit.history import entries
from livingproof.app.ledger.models import Evidence
from tests.app.cast import PASSWORD, browser
from tests.app.system.house import House, found_house, planned, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_house()


def act_page(slug: str, record: Any, act: str) -> str:
    return reverse("kit:act", args=[slug, record.pk, act])


def test_lots_are_filled_in_rows_and_decided_on_by_choosing_them(house: House) -> None:
    record = triaged(house)
    lots = {"lots-0-number": "L-1", "lots-0-quantity": "100", "lots-0-unit": "pcs", "lots-0-status": "hold"}
    answer = browser(house.ben).post(
        act_page("nonconformities", record, "contain"), lots | {"containment": "in the cage"}
    )
    assert answer.status_code == 302, answer.content.decode()
    record.refresh_from_db()
    assert [lot["number"] for lot in record.lots] == ["L-1"]
    page = browser(house.eve).get(act_page("nonconformities", record, "disposition")).content.decode()
    assert '<option value="L-1"' in page
    rows = {"dispositions-0-lot": "L-1", "dispositions-0-disposition": "scrap", "dispositions-0-quantity": "100"}
    answer = browser(house.eve).post(
        act_page("nonconformities", record, "disposition"), rows | {"correction": "scrapped"}
    )
    assert answer.status_code == 302, answer.content.decode()
    answer = browser(house.ana).post(
        act_page("nonconformities", record, "close"),
        {"capa_decision": "not_needed", "capa_reason": "a dropped box", "secret": PASSWORD},
    )
    assert answer.status_code == 302, answer.content.decode()
    record.refresh_from_db()
    assert record.stage == "closed"


def test_an_action_and_its_evidence_are_chosen_not_typed(house: House) -> None:
    record = planned(house)
    page = browser(house.dao).get(act_page("capas", record, "implement_action")).content.decode()
    assert '<option value="a1">a1: Lock the barrel</option>' in page
    assert f'value="{house.evidence}"> count.pdf' in page
    rows = {
        "implementations-0-action": "a1",
        "implementations-0-done_by": str(house.dao.pk),
        "implementations-0-done_on": "2026-03-02",
        "implementations-0-evidence": [house.evidence],
    }
    answer = browser(house.dao).post(act_page("capas", record, "implement_action"), rows)
    assert answer.status_code == 302, answer.content.decode()
    record.refresh_from_db()
    assert record.implementations[0]["evidence"] == [house.evidence]


def test_what_was_chosen_stays_chosen_when_newer_files_push_it_off_the_list(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    monkeypatch.setattr(forms, "files", lambda *_: ())
    page = browser(house.dao).get(act_page("capas", record, "implement_action")).content.decode()
    assert f'value="{house.evidence}" checked>' in page


def test_a_line_brings_its_own_file_with_the_day_that_it_states(house: House) -> None:
    record = planned(house)
    rows = {
        "implementations-0-action": "a1",
        "implementations-0-done_by": str(house.dao.pk),
        "implementations-0-done_on": "2026-03-02",
        "implementations-0-evidence-files": SimpleUploadedFile("barrel.jpg", b"locked", "image/jpeg"),
        "evidence_claimed_on": "2026-03-01",
        "occurred_at": "2026-03-02T08:15",
    }
    answer = browser(house.dao).post(act_page("capas", record, "implement_action"), rows)
    assert answer.status_code == 302, answer.content.decode()
    record.refresh_from_db()
    kept = Evidence.objects.get(name="barrel.jpg")
    assert record.implementations[0]["evidence"] == [str(kept.pk)]
    assert (kept.kind, str(kept.claimed_on)) == ("photo", "2026-03-01")
    entry = entries(record).last()
    assert entry is not None
    assert (
        entry.occurred_at.astimezone(ZoneInfo("Asia/Shanghai")).isoformat(timespec="minutes")[:16] == "2026-03-02T08:15"
    )
    assert entry.recorded_at > entry.occurred_at


@pytest.mark.parametrize("said", ["yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "2999-01-01T00:00"])
def test_a_time_that_cannot_be_is_told_and_nothing_is_done(house: House, said: str) -> None:
    record = planned(house)
    answer = browser(house.eve).post(
        act_page("capas", record, "hand_over"), {"owner": str(house.li.pk), "occurred_at": said}
    )
    assert answer.status_code in (403, 422)
    assert entries(record).count() == record.version


def test_a_file_alone_in_a_line_is_not_dropped_in_silence(house: House) -> None:
    record = planned(house)
    rows = {"implementations-1-evidence-files": SimpleUploadedFile("a.jpg", b"x", "image/jpeg")}
    answer = browser(house.dao).post(act_page("capas", record, "implement_action"), rows)
    assert answer.status_code == 422
    assert not Evidence.objects.filter(name="a.jpg").exists()
