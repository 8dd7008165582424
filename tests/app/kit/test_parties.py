"""The other party of a record: by its link, or as an organisation that took the record up. It sees and does what the grant names."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import Grant
from livingproof.app.ledger import checkpoints
from livingproof.app.ledger.models import Entry, Evidence
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark


@pytest.fixture
def remark(cast, now):
    return perform(REMARKS, None, Request("note", {"title": "burr", "owner": cast.ben.pk}, now, actor=cast.ana)).record


@pytest.fixture
def link(cast, remark):
    until = (timezone.now() + timedelta(days=5)).date().isoformat()
    terms = {"party_name": "Celadon", "expires_on": until, "fields": ["title"], "acts": ["answer"]}
    shared = browser(cast.ana).post(f"/r/remarks/{remark.pk}/share/", terms)
    return shared.context["link"].removeprefix("http://testserver")


def page(answer) -> str:
    return answer.content.decode()


def test_whoever_may_do_an_act_may_see_what_it_fills(link):
    assert Grant.objects.get().fields == ["title", "answer", "steps", "evidence"]


def test_a_party_brings_files_by_its_link_and_reads_those_that_the_grant_shows(cast, link):
    outside = Client()
    report = SimpleUploadedFile("tool.pdf", b"worn", "application/pdf")
    sent = {
        "act": "answer",
        "answer": "worn",
        "version": "1",
        "evidence_files": report,
        "evidence_claimed_on": "2026-02-27",
    }
    assert outside.post(link, sent).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.organisation, str(kept.claimed_on)) == (cast.buyer, "2026-02-27")
    assert Remark.objects.get().evidence == [str(kept.pk)]
    assert "tool.pdf" in page(outside.get(link))
    assert b"".join(outside.get(f"{link}files/{kept.pk}/").streaming_content) == b"worn"
    assert "Celadon" in page(browser(cast.ana).get(f"/r/remarks/{Remark.objects.get().pk}/"))


def test_a_party_takes_no_file_away(cast, now, link, remark):
    photo = SimpleUploadedFile("ours.jpg", b"ours", "image/jpeg")
    browser(cast.ben).post(f"/r/remarks/{remark.pk}/act/answer/", {"answer": "x", "evidence_files": photo})
    perform(REMARKS, remark, Request("reopen", {"reason": "not enough"}, now, actor=cast.ana))
    assert Client().post(link, {"act": "answer", "answer": "worn"}).status_code == 302
    assert Remark.objects.get().evidence == [str(Evidence.objects.get().pk)]


def test_a_file_beside_the_grant_is_not_reached(cast, link):
    other = browser(cast.ana).post("/api/evidence", {"content": SimpleUploadedFile("secret.pdf", b"price list")}).json()
    assert Client().get(f"{link}files/{other['id']}/").status_code == 404


def test_a_member_takes_the_record_up_and_every_act_stands_in_both_ledgers(cast, link, remark):
    dao, outside = browser(cast.dao), Client()
    assert "Keep it with ours" in page(dao.get(link))
    assert "Keep it with ours" not in page(outside.get(link))
    kept = dao.post(f"{link}keep/")
    held = kept.headers["Location"]
    assert page(dao.get("/r/held/")).count(remark.number) == 1
    assert dao.post(held, {"act": "answer", "answer": "the tool was worn", "version": "1"}).status_code == 302
    ours = Entry.objects.get(organisation=cast.buyer, act="answer")
    assert (ours.actor, ours.on_behalf) == (cast.dao.reference, str(cast.supplier.pk))
    theirs = Entry.objects.filter(organisation=cast.supplier, record=remark.pk).order_by("number")
    assert [(one.act, one.held_by) for one in theirs] == [
        ("@accept", str(cast.buyer.pk)),
        ("answer", str(cast.buyer.pk)),
    ]
    assert "In our ledger" in page(dao.get(held))
    assert "Dao (" in page(browser(cast.ana).get(f"/r/remarks/{remark.pk}/"))
    assert list(checkpoints.faults(cast.buyer)) == list(checkpoints.faults(cast.supplier)) == []


def test_what_was_taken_up_is_open_to_its_members_only_and_until_it_ends(cast, link):
    dao, cleo = browser(cast.dao), browser(cast.cleo)
    held = dao.post(f"{link}keep/").headers["Location"]
    assert Client().get(link).status_code == 302
    assert cleo.get(link).status_code == cleo.get(held).status_code == cleo.post(f"{link}keep/").status_code == 404
    assert browser(cast.ana).get(held).status_code == 404
    assert dao.get(link).headers["Location"] == held
    browser(cast.ana).post(f"/r/grants/{Grant.objects.get().pk}/end/")
    assert dao.get(held).status_code == 404
    assert "ended" in page(dao.get("/r/held/"))
    assert "RM-" not in page(cleo.get("/r/held/"))


def test_a_house_does_not_take_up_its_own_record(cast, link):
    assert browser(cast.ana).post(f"{link}keep/").status_code == 404
    assert Grant.objects.get().party is None


def test_a_party_chooses_among_what_the_grant_shows_and_its_own_people(cast, link, remark, now):
    dao = browser(cast.dao)
    held = dao.post(f"{link}keep/").headers["Location"]
    seen = page(dao.get(held))
    assert f'value="{cast.dao.pk}"' in seen
    assert str(cast.ben.pk) not in seen
    assert not re.search(r"\bBen\b", seen)


def test_a_record_is_shared_and_the_share_ended_by_the_interface(cast, remark):
    ana, path = browser(cast.ana), f"/api/r/remarks/{remark.pk}/grants"
    until = (timezone.now() + timedelta(days=5)).isoformat()
    asked = {"party_name": "Celadon", "fields": ["title"], "acts": ["answer"], "expires_at": until}
    made = ana.post(path, json.dumps(asked), content_type="application/json")
    assert made.status_code == 201
    link = made.json()["link"].removeprefix("http://testserver")
    assert "burr" in page(Client().get(link))
    assert [(one["fields"], one["looks"]) for one in ana.get(path).json()] == [
        (["title", "answer", "steps", "evidence"], 1)
    ]
    assert "link" not in ana.get(path).json()[0]
    end = f"{path}/{made.json()['id']}/end"
    assert browser(cast.cleo).post(end).status_code == 404
    assert ana.post(end).json()["revoked_at"]
    assert Client().get(link).status_code == 404
    wrong = ana.post(path, json.dumps(asked | {"acts": ["close"]}), content_type="application/json")
    assert wrong.status_code == 422
