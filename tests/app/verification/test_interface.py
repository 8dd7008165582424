"""VERIFY by program: what persons add, whom they ask, whom they show it to, and registers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from livingproof.app.verification.models import Case
from tests.app.cast import browser
from tests.app.verification.conftest import capture
from tests.app.verification.test_registers import a_file

slow = pytest.mark.slow


def sends(desk, client: Client, path: str, body: dict[str, Any]) -> Any:
    return desk.does(lambda: client.post(path, json.dumps(body), content_type="application/json"))


@slow
def test_a_program_corrects_answers_and_overrides_and_the_case_is_judged_again(desk):
    case, ana = desk.case(), browser(desk.cast.ana)
    at = f"/api/verify/{case.pk}"
    answer = sends(desk, ana, f"{at}/corrections", {"field": "expires_on", "value": "2027-05-13"})
    assert answer.status_code == 200, answer.content.decode()
    case.refresh_from_db()
    assert (str(case.expires_on), len(case.judgements)) == ("2027-05-13", 2)
    wrong = sends(desk, ana, f"{at}/corrections", {"field": "expires_on", "value": "soon"})
    assert wrong.status_code == 409
    assert "cannot be taken" in wrong.json()["detail"]
    said = {"check": "cb.answer", "says": "CB_CONFIRMED", "source": "office@body.example", "address_from": "catalogue"}
    answer = desk.posts(ana, f"{at}/answers", {**said, "files": capture("mail.png")})
    assert answer.status_code == 200, answer.content.decode()
    held = {"check": "scope.product", "grade": "pass", "why": "Our engineer read the scope with the body."}
    assert sends(desk, browser(desk.cast.ben), f"{at}/overrides", held).status_code in {403, 422}
    assert sends(desk, ana, f"{at}/overrides", {**held, "check": "no.such"}).status_code == 404


@slow
def test_a_program_reads_ready_messages_and_look_ups_and_gives_and_ends_links(desk):
    case, ana = desk.case(), browser(desk.cast.ana)
    at = f"/api/verify/{case.pk}"
    assert {one["to"] for one in ana.get(f"{at}/messages").json()} == {"supplier", "certification_body"}
    assert isinstance(ana.get(f"{at}/look-ups").json(), list)
    given = sends(desk, ana, f"{at}/links", {"party_name": "Northwind"}).json()
    path = given["link"].removeprefix("http://testserver")
    assert Client().get(path).status_code == 200
    (row,) = ana.get(f"{at}/links").json()
    assert (row["link"], [one["what"] for one in row["looks"]]) == ("", ["page"])
    assert ana.delete(f"{at}/links/{row['id']}").json()["revoked_at"]
    assert Client().get(path).status_code == 404


@slow
def test_another_organisation_and_strangers_reach_none_of_it(desk):
    case = desk.case()
    at = f"/api/verify/{case.pk}"
    sends(desk, browser(desk.cast.ana), f"{at}/links", {"party_name": "Northwind"})
    grant = browser(desk.cast.ana).get(f"{at}/links").json()[0]["id"]
    for client, status in ((browser(desk.cast.cleo), 404), (Client(), 401)):
        for path in (at, f"{at}/verdict", f"{at}/messages", f"{at}/look-ups", f"{at}/links"):
            assert client.get(path).status_code == status, path
        for path, body in (
            ("corrections", {"field": "scope", "value": "all"}),
            ("overrides", {"check": "scope.product", "grade": "pass", "why": "so"}),
            ("links", {"party_name": "me"}),
        ):
            assert sends(desk, client, f"{at}/{path}", body).status_code == status, path
        assert client.post(f"{at}/answers", {"check": "cb.answer", "source": "x"}).status_code == status
        assert client.delete(f"{at}/links/{grant}").status_code == status
    assert len(Case.objects.get(pk=case.pk).judgements) == 1


@slow
def test_a_register_is_brought_in_searched_and_compared_by_program(desk):
    ana = browser(desk.cast.ana)
    given = {"source": "generic", "register_id": "ours", "as_of": "2026-02-01"}
    assert ana.post("/api/registers/imports", {**given, "file": a_file()}).status_code == 403
    desk.cast.ana.account.is_staff = True
    desk.cast.ana.account.save()
    ana = browser(desk.cast.ana)
    made = desk.posts(ana, "/api/registers/imports", {**given, "file": a_file()})
    assert made.status_code == 202, made.content.decode()
    came = ana.get(f"/api/registers/imports/{made.json()['id']}").json()
    assert came["stage"] == "done", came
    assert browser(desk.cast.cleo).get(f"/api/registers/imports/{made.json()['id']}").status_code == 404
    (held,) = ana.get("/api/registers").json()
    assert (held["register_id"], held["in_force"]) == ("ours", True)
    (hit,) = ana.get("/api/registers/search?q=QM-2041-001").json()
    assert [one["number"] for one in hit["records"]][:1] == ["QM-2041-001"]
    assert ana.get("/api/registers/ours/changes").status_code == 422
    assert ana.get("/api/registers/nothing").status_code == 404
    assert desk.posts(ana, "/api/registers/imports", {**given, "source": "x", "file": a_file()}).status_code == 422
