"""Tokens: shown once, kept as a digest, within their scope, until their end, and never more than their person may."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from livingproof.app.ledger.models import Entry
from livingproof.app.people import tokens
from livingproof.app.people.access import area_of
from livingproof.app.people.forms import area_choices
from livingproof.app.people.limits import TOKEN_USE, WRONG_TOKENS, Limit, Meter
from livingproof.app.people.models import Token
from livingproof.app.people.tokens import Scope
from tests.app.cast import PASSWORD, Cast, browser
from tests.app.demo.kind import REMARKS

ALL = Scope((tokens.EVERYWHERE,), acts=True)
LIST = f"/api/r/{REMARKS.slug}"


def _secret(person: object, scope: Scope = ALL, days: int = 1) -> str:
    at = timezone.now()
    return tokens.make(person, "robot", scope, at + timedelta(days=days), at)[1]  # type: ignore[arg-type]


def _ask(secret: str, path: str = LIST, method: str = "get", **given: object) -> int:
    client = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {secret}"})
    return int(getattr(client, method)(path, **given).status_code)


def _act(secret: str) -> int:
    body = json.dumps({"payload": {"title": "by a program"}})
    return _ask(secret, f"{LIST}/acts/note", "post", data=body, content_type="application/json")


def test_a_program_reads_with_a_token_and_not_without(cast: Cast) -> None:
    assert _ask(_secret(cast.ana)) == 200
    assert Client().get(LIST).status_code == 401
    assert _ask("lp_" + "a" * 43) == 401
    assert _ask("nonsense") == 401


def test_only_the_digest_is_kept(cast: Cast) -> None:
    secret = _secret(cast.ana)
    assert secret not in str(Token.objects.values().get())
    assert secret not in str(list(Entry.objects.values()))
    assert len(Token.objects.get().sha256) == 64


def test_the_secret_is_shown_once(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": cast.ana.account.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    given = {"label": "robot", "areas": ["*"], "ends_on": (timezone.localdate() + timedelta(days=9)).isoformat()}
    page = client.post("/people/tokens/", given).content.decode()
    begins = Token.objects.get().begins
    secret = page.split("<code>")[1].split("</code>")[0]
    assert secret.startswith(begins)
    assert _ask(secret) == 200
    assert secret not in client.get("/people/tokens/").content.decode()


def test_a_token_that_only_reads_does_nothing(cast: Cast) -> None:
    secret = _secret(cast.ana, Scope((REMARKS.slug,)))
    assert _ask(secret) == 200
    assert _act(secret) == 403


def test_a_token_that_acts_needs_no_page_of_ours(cast: Cast) -> None:
    assert _act(_secret(cast.ana)) == 201


def test_a_token_opens_the_kinds_that_it_names_and_no_other(cast: Cast) -> None:
    assert _ask(_secret(cast.ana, Scope(("capas",), acts=True))) == 403
    assert _ask(_secret(cast.ana, Scope(("capas", REMARKS.slug)))) == 200


def test_a_token_ends(cast: Cast) -> None:
    at = timezone.now()
    _, secret = tokens.make(cast.ana, "robot", ALL, at + timedelta(days=2), at)
    assert tokens.find(secret, at + timedelta(days=2) - timedelta(seconds=1)) is not None
    assert tokens.find(secret, at + timedelta(days=2)) is None


def test_a_token_that_was_ended_opens_nothing(cast: Cast) -> None:
    secret = _secret(cast.ana)
    tokens.end(Token.objects.get(), cast.ana, timezone.now())
    assert _ask(secret) == 401
    assert [entry.act for entry in Entry.objects.order_by("number")] == [tokens.MADE, tokens.ENDED]


@pytest.mark.parametrize(
    ("scope", "days", "label"), [(Scope(()), 1, "robot"), (ALL, 0, "robot"), (ALL, 400, "robot"), (ALL, 1, " ")]
)
def test_a_token_without_scope_end_or_name_is_not_made(
    cast: Cast, now: datetime, scope: Scope, days: int, label: str
) -> None:
    with pytest.raises(tokens.TokenError):
        tokens.make(cast.ana, label, scope, now + timedelta(days=days), now)


def test_others_tokens_are_seen_and_ended_by_whoever_looks_after_them(cast: Cast) -> None:
    _secret(cast.ana)
    made = Token.objects.get()
    assert not tokens.seen_by(cast.ben).exists()
    with pytest.raises(tokens.TokenError):
        tokens.end(made, cast.ben, timezone.now())
    browser(cast.boss).post(f"/people/tokens/{made.pk}/end/")
    made.refresh_from_db()
    assert made.revoked_at is not None


def test_a_token_ends_with_the_account(cast: Cast) -> None:
    secret = _secret(cast.ana)
    cast.ana.account.is_active = False
    cast.ana.account.save()
    assert _ask(secret) == 401


def test_guessing_tokens_is_limited(cast: Cast) -> None:
    answers = [_ask(f"lp_{number:043}") for number in range(WRONG_TOKENS.amount + 2)]
    assert answers[0] == 401
    assert answers[-1] == 429


def test_the_use_of_a_token_is_limited_with_a_write_only_now_and_then(
    cast: Cast, now: datetime, django_assert_num_queries
) -> None:
    meter, other = Meter(TOKEN_USE, step=20), Meter(TOKEN_USE, step=20)
    with django_assert_num_queries(0):
        assert all(meter.spend("one", now) for _ in range(19))
    within = sum(meter.spend("one", now) + other.spend("one", now) for _ in range(TOKEN_USE.amount))
    assert TOKEN_USE.amount - 19 - 20 <= within <= TOKEN_USE.amount + 20
    assert meter.spend("another", now)
    assert meter.spend("one", now + timedelta(seconds=TOKEN_USE.seconds))


def test_uploads_by_token_are_limited_by_the_token(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr("livingproof.app.people.access.UPLOADS", Limit("uploads", 2, 600))
    secret = _secret(cast.ana)
    body = {"data": b"x", "content_type": "application/pdf"}
    answers = [_ask(secret, f"{LIST}/acts/note", "post", **body) for _ in range(3)]
    assert 429 not in answers[:2]
    assert answers[2] == 429
    assert _ask("lp_unknown", f"{LIST}/acts/note", "post", **body) == 401


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/api/r/capas", "capas"),
        ("/api/r/capas/1/acts", "capas"),
        ("/api/verify/7", "verify"),
        ("/api/", ""),
        ("/api/r", ""),
    ],
)
def test_the_area_of_an_address_is_the_kind_or_the_first_name(path: str, area: str) -> None:
    assert area_of(path) == area


def test_a_session_needs_the_proof_that_the_page_is_ours(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana.account, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(LIST).status_code == 200
    body = json.dumps({"payload": {"title": "from a foreign page"}})
    assert client.post(f"{LIST}/acts/note", body, content_type="application/json").status_code == 403


def test_every_part_of_the_interface_can_be_opened_by_a_token_of_its_own(cast: Cast) -> None:
    described = browser(cast.ana).get("/api/openapi.json").json()["paths"]
    assert {area_of(path) for path in described} <= {str(area) for area, _ in area_choices()}
