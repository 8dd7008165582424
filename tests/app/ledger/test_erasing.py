"""The content of a file is erased on a page, signed; what stays tells that it went, by whom and why."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse

from livingproof.app.kit.acts import Request, perform
from livingproof.app.ledger import checkpoints, evidence
from livingproof.app.ledger.models import Entry, Evidence
from tests.app.cast import PASSWORD, browser
from tests.app.demo.kind import REMARKS


@pytest.fixture
def kept(cast, now):
    row = evidence.keep(cast.buyer, io.BytesIO(b"a face"), name="Ben at the press.jpg", now=now)
    record = perform(REMARKS, None, Request("note", {"title": "burr"}, now, actor=cast.ana)).record
    step = {"steps": [{"text": "look", "evidence": [str(row.pk)]}]}
    assert perform(REMARKS, record, Request("plan", step, now, actor=cast.ana)).record
    return row, record


def erased(client: Client, row: Evidence, *, reason="Ben asked for it", secret=PASSWORD):
    return client.post(reverse("kit:erase", args=[row.pk]), {"reason": reason, "secret": secret})


def test_the_record_offers_it_to_whoever_may_and_to_nobody_else(cast, kept):
    row, record = kept
    address, page = reverse("kit:erase", args=[row.pk]), reverse("kit:detail", args=["remarks", record.pk])
    assert address in browser(cast.ana).get(page).content.decode()
    assert address not in browser(cast.ben).get(page).content.decode()
    shown = browser(cast.ana).get(address).content.decode()
    assert "Ben at the press.jpg" in shown
    assert record.number in shown


@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("eve", 403), ("cleo", 404), ("dao", 404)])
def test_who_may_not_erases_nothing(cast, kept, who, status):
    row, _ = kept
    assert erased(browser(getattr(cast, who)), row).status_code == status
    assert evidence.sound(Evidence.objects.get(pk=row.pk))


@pytest.mark.parametrize("given", [{"secret": "wrong"}, {"secret": ""}, {"reason": " "}])
def test_without_signature_or_reason_nothing_goes(cast, kept, given):
    row, _ = kept
    assert erased(browser(cast.ana), row, **given).status_code == 200
    assert evidence.sound(Evidence.objects.get(pk=row.pk))


def test_bytes_and_name_go_and_the_record_shows_since_when(cast, kept, django_capture_on_commit_callbacks):
    row, record = kept
    path = evidence.path_of(row)
    client = browser(cast.ana)
    with django_capture_on_commit_callbacks(execute=True):
        assert erased(client, row).url == reverse("kit:detail", args=["remarks", record.pk])
    assert not path.exists()
    page = client.get(reverse("kit:detail", args=["remarks", record.pk])).content.decode()
    assert "content erased" in page
    assert "Ben at the press" not in page
    assert client.get(reverse("kit:evidence", args=[row.pk])).status_code == 404
    entry = Entry.objects.latest("number")
    assert (entry.act, entry.changes["reason"], entry.changes["sha256"]) == (
        "@erase_content",
        "Ben asked for it",
        row.sha256,
    )
    assert entry.signed["by"] == cast.ana.reference
    assert list(checkpoints.faults(cast.buyer)) == []
    assert erased(client, row).status_code == 200
