"""Links for others, and that another organisation reaches nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from livingproof.app.kit.models import Grant, View
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case
from tests.app.cast import browser
from tests.app.inherited import RecordCases
from tests.app.verification.conftest import capture, certificate

slow = pytest.mark.slow


class TestVerificationRecord(RecordCases):
    kind = KIND

    def sample(self, cast):
        return {"listing": "ISO 9001:2015 certified factory.", "product": "castings", "owner": str(cast.ana.pk)}


def link(desk, case: Case, purpose: str = "read") -> str:
    answer = browser(desk.cast.ana).post(f"/verify/cases/{case.pk}/share/", {"party_name": "Northwind", "for": purpose})
    found = re.search(r'value="http://testserver(/verify/shared/[^"]+)"', answer.content.decode())
    assert found
    return found[1]


@slow
def test_a_shared_verdict_is_read_by_a_stranger_and_every_look_is_noted(desk):
    case = desk.case()
    path, stranger = link(desk, case), Client()
    answer = stranger.get(path)
    html = answer.content.decode()
    assert "Northwind Castings Limited" in html
    assert "A page cannot vouch for itself" in html
    assert answer["Referrer-Policy"] == "same-origin"
    assert stranger.get(f"{path}pages/1.webp").status_code == 200
    (statement,) = json.loads(stranger.get(f"{path}statement.json").content)
    assert statement["digest"] == case.judgements[-1]["digest"]
    assert list(View.objects.order_by("at").values_list("what", flat=True)) == ["page", "statement"]
    assert b"2 looks" in browser(desk.cast.ana).get(f"/verify/cases/{case.pk}/").content
    assert stranger.post(path, {"text": "may I?"}).status_code == 404


@slow
def test_an_ended_or_revoked_link_is_as_if_it_never_was(desk):
    case = desk.case()
    path = link(desk, case)
    grant = Grant.objects.get()
    assert browser(desk.cast.cleo).post(f"/verify/cases/{case.pk}/links/{grant.pk}/end/").status_code == 404
    assert browser(desk.cast.ana).post(f"/verify/cases/{case.pk}/links/{grant.pk}/end/").status_code == 302
    later = link(desk, case)
    Grant.objects.exclude(pk=grant.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for each in (path, later, "/verify/shared/nothing/"):
        for rest in ("", "pages/1.webp", "statement.json"):
            assert Client().get(each + rest).status_code == 404, each + rest


@slow
def test_the_supplier_replies_by_link_and_the_reply_stands_beside_the_verdict(desk):
    case = desk.case()
    path = link(desk, case, "reply")
    stranger = Client()
    assert b"Your reply" in stranger.get(path).content
    said = {
        "finding": "",
        "text": "The number is that of our main certificate.",
        "by": "Nora, Northwind",
        "files": capture("annex.png"),
    }
    assert desk.posts(stranger, path, said).status_code == 302
    now = Case.objects.get(pk=case.pk)
    assert [(one["by"], one["text"]) for one in now.replies] == [
        ("Nora, Northwind", "The number is that of our main certificate.")
    ]
    assert len(now.judgements) == 1
    assert b"main certificate" in browser(desk.cast.ana).get(f"/verify/cases/{case.pk}/").content
    assert desk.posts(stranger, path, {"text": "  "}).status_code == 422


@slow
def test_another_organisation_reaches_no_page_file_picture_or_act_of_a_case(desk):
    case = desk.case()
    cleo = browser(desk.cast.cleo)
    own = f"/verify/cases/{case.pk}/"
    check = "date.expiry"
    for rest in (
        "",
        "pages/1.webp",
        "correct/",
        f"override/{check}/",
        "answer/",
        "look-up/0/",
        "verdicts/0/",
        "statement.json",
        "statement.html",
        "statement.pdf",
    ):
        assert cleo.get(own + rest).status_code == 404, rest
    for rest in ("correct/", f"override/{check}/", "answer/", "share/", "send/supplier/"):
        assert cleo.post(own + rest, {}).status_code == 404, rest
    for key in (*case.evidence, case.judgements[0]["evidence"][0], case.readings[0]["evidence"][0]):
        assert cleo.get(f"/r/evidence/{key}/").status_code == 404
    for path in (f"/api/verify/{case.pk}", f"/api/verify/{case.pk}/verdict"):
        assert cleo.get(path).status_code == 404
    assert cleo.get("/api/verify").json() == []
    assert case.number not in cleo.get(f"/verify/progress/?case={case.pk}").content.decode()
    for path in ("/verify/", "/verify/watch/", "/r/cases/"):
        assert "Northwind" not in cleo.get(path).content.decode(), path


def test_whoever_is_not_signed_in_is_asked_to(cast):
    stranger = Client()
    for path in (
        "/verify/",
        "/verify/progress/",
        "/verify/watch/",
        "/verify/registers/",
        "/verify/checks/",
        "/verify/catalogue/",
    ):
        assert stranger.get(path).status_code == 302, path
    assert stranger.post("/api/verify", {"listing": "ISO 9001"}).status_code == 401


@slow
def test_a_program_verifies_a_file_and_reads_the_verdict(desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    ana = browser(desk.cast.ana)
    given = SimpleUploadedFile("certificate.pdf", certificate(), "application/pdf")
    answer = desk.posts(ana, "/api/verify", {"files": given, "product": "castings", "markets": "EU"})
    assert answer.status_code == 202, answer.content.decode()
    (case,) = answer.json()["cases"]
    assert ana.get(f"/api/verify/{case['id']}").json()["stage"] == "judged"
    statement = ana.get(f"/api/verify/{case['id']}/verdict").json()
    assert statement["purchase"]["markets"] == ["EU"]
    refused = desk.posts(ana, "/api/verify", {"listing": "ISO 9001", "markets": "Europe"})
    assert refused.status_code == 422
