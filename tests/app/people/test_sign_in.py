"""Signing in: by password, with a second factor, by the company; what ends, what turns, what is refused."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from livingproof.app.people.models import Account, Cached
from tests.app.cast import PASSWORD, Cast, browser

NEW = "a long and quiet evening"
SIGN_IN = "/accounts/login/"


def _sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(SIGN_IN, {"login": email, "password": password}).status_code


def _proved(account: Account) -> Client:
    client = Client()
    _sign_in(client, account.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


def test_a_member_signs_in_by_password_and_sees_where(cast: Cast) -> None:
    client = Client(headers={"user-agent": "a browser of the test"})
    assert _sign_in(client, cast.ana.account.email.upper()) == 302
    assert client.get("/people/").status_code == 200
    assert "a browser of the test" in client.get("/accounts/sessions/").content.decode()


def test_a_wrong_password_and_an_unknown_address_are_told_alike(cast: Cast) -> None:
    told = []
    for email in (cast.ana.account.email, "nobody@aurum.example"):
        page = Client().post(SIGN_IN, {"login": email, "password": "wrong and wrong"}).content.decode()
        told.append(page.split('role="alert"')[1].split("</div>")[0])
    assert told[0] == told[1]


def test_the_session_turns_at_sign_in(cast: Cast) -> None:
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["session"] = before = session.session_key
    _sign_in(client, cast.ana.account.email)
    assert client.cookies["session"].value != before
    assert Client(headers={"cookie": f"session={before}"}).get("/people/").status_code == 302


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(cast: Cast) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        _sign_in(client, cast.ana.account.email)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert here.get("/people/").status_code == 200
    assert there.get("/people/").status_code == 302


def test_a_changed_password_stays_changed_where_no_mail_goes_out(cast: Cast, settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    client = Client()
    _sign_in(client, cast.ana.account.email)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", given).status_code == 302
    assert Account.objects.get(pk=cast.ana.account_id).check_password(NEW)


def test_the_other_sessions_are_ended_from_the_list(cast: Cast) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        _sign_in(client, cast.ana.account.email)
    here.post("/accounts/sessions/")
    assert here.get("/people/").status_code == 200
    assert there.get("/people/").status_code == 302


def test_attempts_at_one_account_are_limited_for_all_processes(cast: Cast) -> None:
    for _ in range(5):
        _sign_in(Client(), cast.ana.account.email, "wrong and wrong")
    page = Client().post(SIGN_IN, {"login": cast.ana.account.email, "password": PASSWORD})
    assert page.status_code in {200, 429}
    assert "sessionid" not in page.cookies
    assert "Too many failed" in page.content.decode()
    assert Cached.objects.exists()


def test_nobody_opens_an_account_by_themselves(cast: Cast) -> None:
    given = {"email": "eve@example.org", "password1": NEW, "password2": NEW}
    assert "by invitation" in Client().post("/accounts/signup/", given).content.decode()
    assert not Account.objects.filter(email="eve@example.org").exists()


@pytest.mark.parametrize("weak", ["short", "123456789012345", "password1234", "ana@aurum.example"])
def test_a_weak_password_is_refused(cast: Cast, weak: str) -> None:
    client = Client()
    _sign_in(client, cast.ana.account.email)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert Account.objects.get(pk=cast.ana.account_id).check_password(PASSWORD)


def _with_totp(account: Account) -> str:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(account, secret)
    return secret


def test_with_a_second_factor_the_password_alone_opens_nothing(cast: Cast) -> None:
    secret = _with_totp(cast.ana.account)
    client = Client()
    _sign_in(client, cast.ana.account.email)
    assert client.get("/people/").status_code == 302
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/people/").status_code == 200


def test_the_secret_of_a_second_factor_is_kept_encrypted(cast: Cast) -> None:
    secret = _with_totp(cast.ana.account)
    assert secret not in json.dumps(Authenticator.objects.get(user=cast.ana.account, type="totp").data)


def test_the_page_of_the_second_factor_draws_its_code_without_a_foreign_address(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.ana.account, email=cast.ana.account.email, verified=True, primary=True)
    client = _proved(cast.ana.account)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml' in page
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://testserver", "")


def test_a_passkey_is_offered_at_sign_in_and_can_be_added(cast: Cast) -> None:
    assert 'id="passkey_login"' in Client().get(SIGN_IN).content.decode()
    EmailAddress.objects.create(user=cast.ana.account, email=cast.ana.account.email, verified=True, primary=True)
    client = _proved(cast.ana.account)
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/people/me/",
        "/people/tokens/",
    ],
)
def test_every_page_of_ones_own_account_opens_and_carries_no_inline_style_or_script(cast: Cast, page: str) -> None:
    client = Client()
    _sign_in(client, cast.ana.account.email)
    answer = client.get(page, follow=True)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert " style=" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


def test_a_person_sets_name_language_and_shortcuts(cast: Cast) -> None:
    client = browser(cast.ana)
    answer = client.post("/people/me/", {"name": "Ana Anders", "language": "de"})
    account = Account.objects.get(pk=cast.ana.account_id)
    assert (account.language, account.single_keys, str(cast.ana)) == ("de", False, "Ana Anders")
    assert answer.cookies["django_language"]["httponly"]
    assert 'lang="de"' in client.get("/people/me/").content.decode()
