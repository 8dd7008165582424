"""The watch by program: what is watched and who is told, within the scope of a token, each organisation for itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from livingproof.app.kit.history import history
from livingproof.app.ledger.models import Entry
from livingproof.app.people import tokens
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case, Webhook
from tests.app.cast import browser
from tests.app.test_negative import put

URL = "https://erp.example.org/told"


def sends(client: Client, method: str, path: str, said: Any = None) -> Any:
    return getattr(client, method)(path, json.dumps(said), content_type="application/json")


def robot(person: Any, *areas: str, acts: bool = True) -> Client:
    at = timezone.now()
    _, secret = tokens.make(person, "robot", tokens.Scope(areas, acts=acts), at + timedelta(days=1), at)
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def cases(cast) -> list[Case]:
    return [put(KIND, cast, "judged", certificate=f"C-{place}", watched=False) for place in range(3)]


def test_a_case_is_watched_and_watched_no_more_by_an_act_that_is_told(cast, cases):
    ana, key = browser(cast.ana), str(cases[0].pk)
    assert ana.get("/api/watch").json() == {"items": [], "next": None}
    for _ in range(2):
        assert sends(ana, "post", "/api/watch", {"case": key}).status_code == 204
    (seen,) = ana.get("/api/watch").json()["items"]
    assert (seen["case"], seen["certificate"], seen["expires_on"]) == (key, "C-0", None)
    assert ana.delete(f"/api/watch/{key}").status_code == 204
    assert ana.get("/api/watch").json()["items"] == []
    assert [done.act for done in history(cases[0])] == ["watch", "watch"]
    waiting = put(KIND, cast, "reading")
    assert sends(ana, "post", "/api/watch", {"case": str(waiting.pk)}).status_code == 404


def test_what_is_watched_comes_in_stretches(cast, cases):
    ana = browser(cast.ana)
    for case in cases:
        sends(ana, "post", "/api/watch", {"case": str(case.pk)})
    first = ana.get("/api/watch?limit=2").json()
    rest = ana.get(f"/api/watch?limit=2&after={first['next']}").json()
    assert {one["case"] for one in first["items"] + rest["items"]} == {str(case.pk) for case in cases}
    assert rest["next"] is None


def test_a_webhook_tells_its_secret_once_and_ends(cast):
    ana = browser(cast.ana)
    made = sends(ana, "post", "/api/webhooks", {"url": URL})
    assert (made.status_code, len(made.json()["secret"]) > 20) == (201, True)
    (seen,) = ana.get("/api/webhooks").json()
    assert (seen["url"], seen["calls"], "secret" in seen) == (URL, [], False)
    assert ana.delete(f"/api/webhooks/{seen['id']}").status_code == 204
    assert ana.get("/api/webhooks").json() == []
    assert ana.delete(f"/api/webhooks/{seen['id']}").status_code == 404
    refused = sends(ana, "post", "/api/webhooks", {"url": "http://erp.example.org/"})
    assert (refused.status_code, "https" in refused.json()["detail"]) == (422, True)


def test_who_may_not_begins_and_ends_no_webhook(cast):
    hook = Webhook.objects.create(organisation=cast.buyer, url=URL, made_by=cast.ana, made_at=timezone.now())
    for client in (browser(cast.ben), robot(cast.ben, "webhooks")):
        assert sends(client, "post", "/api/webhooks", {"url": URL}).status_code == 403
        assert client.delete(f"/api/webhooks/{hook.pk}").status_code == 403
    assert Webhook.objects.get().ended_at is None


def test_a_token_reaches_only_what_its_scope_names(cast, cases):
    Webhook.objects.create(organisation=cast.buyer, url=URL, made_by=cast.ana, made_at=timezone.now())
    asked = {"case": str(cases[0].pk)}
    reader, watcher = robot(cast.ana, "watch", acts=False), robot(cast.ana, "watch")
    assert reader.get("/api/watch").status_code == 200
    assert sends(reader, "post", "/api/watch", asked).status_code == 403
    assert sends(watcher, "post", "/api/watch", asked).status_code == 204
    for client in (reader, watcher):
        assert client.get("/api/webhooks").status_code == 403
        assert sends(client, "post", "/api/webhooks", {"url": URL}).status_code == 403
    assert robot(cast.ana, "webhooks", acts=False).get("/api/webhooks").status_code == 200


def test_another_organisation_neither_sees_nor_changes_what_is_watched_and_who_is_told(cast, cases):
    hook = Webhook.objects.create(organisation=cast.buyer, url=URL, made_by=cast.ana, made_at=timezone.now())
    sends(browser(cast.ana), "post", "/api/watch", {"case": str(cases[0].pk)})
    before = Entry.objects.filter(organisation=cast.buyer).count()
    for cleo in (browser(cast.cleo), robot(cast.cleo, "*")):
        assert cleo.get("/api/watch").json()["items"] == []
        assert cleo.get(f"/api/watch?after={'0' * 8}-{'0' * 4}-{'0' * 4}-{'0' * 4}-{'0' * 12}").json()["items"] == []
        assert cleo.get("/api/webhooks").json() == []
        assert sends(cleo, "post", "/api/watch", {"case": str(cases[1].pk)}).status_code == 404
        assert cleo.delete(f"/api/watch/{cases[0].pk}").status_code == 404
        assert cleo.delete(f"/api/webhooks/{hook.pk}").status_code == 404
    assert Entry.objects.filter(organisation=cast.buyer).count() == before
    assert Case.objects.get(pk=cases[0].pk).watched
    hook.refresh_from_db()
    assert hook.ended_at is None
    for path in ("/api/watch", "/api/webhooks"):
        assert Client().get(path).status_code == 401
