"""Limits hold over all processes, end by themselves, and keep no address."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from livingproof.app.people.limits import INVITATIONS, WRONG_LINKS, Limit, address_of, spend, spent
from livingproof.app.people.models import Spent
from tests.app.cast import PASSWORD, Cast, browser

FEW = Limit("few", 3, 60)


@pytest.mark.django_db
def test_what_is_used_up_comes_back_with_the_next_window(now: datetime) -> None:
    assert [spend(FEW, "one", now) for _ in range(4)] == [True, True, True, False]
    assert spent(FEW, "one", now)
    assert not spent(FEW, "two", now)
    assert spend(FEW, "one", now + timedelta(seconds=60))


@pytest.mark.django_db
def test_counts_of_the_past_are_swept_and_none_tells_who(now: datetime) -> None:
    spend(FEW, "192.0.2.7", now)
    assert "192.0.2.7" not in str(list(Spent.objects.values()))
    spend(FEW, "192.0.2.8", now + timedelta(hours=1))
    assert Spent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_count_is_lost_between_writers(now: datetime) -> None:
    def count() -> None:
        for _ in range(5):
            spend(FEW, "one", now)
        connection.close()

    writers = [threading.Thread(target=count) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert Spent.objects.get().count == 20


def test_guesses_at_invitations_are_limited(cast: Cast) -> None:
    answers = [Client().get(f"/invited/guess{number}/").status_code for number in range(WRONG_LINKS.amount + 1)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_an_organisation_sends_a_bounded_number_of_invitations(cast: Cast, now, monkeypatch) -> None:
    monkeypatch.setattr("livingproof.app.people.pages.members.INVITATIONS", Limit("invitations", 1, 86_400))
    client = browser(cast.boss)
    assert client.post("/people/invite/", {"email": "a@example.org"}).status_code == 302
    assert client.post("/people/invite/", {"email": "b@example.org"}).status_code == 429
    assert INVITATIONS.amount == 50


def test_whoever_found_an_open_session_cannot_try_passwords_under_a_signature(cast: Cast, now, rf) -> None:
    from livingproof.app.people.proof import proves

    request = rf.post("/")
    request.user = cast.ana.account
    assert proves(request, cast.ana.account, PASSWORD, now)
    assert not any(proves(request, cast.ana.account, f"guess {number}", now) for number in range(10))
    assert not proves(request, cast.ana.account, PASSWORD, now)
    assert proves(request, cast.ana.account, PASSWORD, now + timedelta(minutes=20))


def test_whoever_has_only_a_company_sign_in_signs_nothing_unproved(cast: Cast, now, rf) -> None:
    from livingproof.app.people.proof import can_prove, proves

    cast.ana.account.set_unusable_password()
    cast.ana.account.save()
    request = rf.post("/")
    request.user = cast.ana.account
    assert not can_prove(cast.ana.account)
    assert not proves(request, cast.ana.account, "", now)


def test_the_address_is_the_peers_unless_proxies_of_ours_are_named(rf, settings) -> None:
    asked = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.7"}
    assert address_of(rf.get("/", **asked)) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(rf.get("/", **asked)) == "192.0.2.7"
