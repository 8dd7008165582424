"""Signing in by a company's provider: it opens accounts that exist, by their proven address, and makes none."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from livingproof.app.people import members
from livingproof.app.people.models import Account, Person
from tests.app.cast import Cast

# The provider of the tests rests on modules that its makers are about to replace; its threads would end at the warning.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def provider(settings, cast: Cast) -> Iterator[str]:
    from oidc_provider_mock import User, run_server_in_thread

    def known(sub: str, email: str, *, verified: bool) -> User:
        return User(sub=sub, claims={"email": email, "email_verified": verified})

    people = (
        known("ana", cast.ana.account.email, verified=True),
        known("ben", cast.ben.account.email, verified=False),
        known("stranger", "stranger@aurum.example", verified=True),
        known("fay", "fay@aurum.example", verified=True),
    )
    with run_server_in_thread(user_claims=people) as server:
        address = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "company",
            "name": "Our company",
            "client_id": "x",
            "secret": "y",
            "settings": {"server_url": address},
        }
        settings.COMPANY_SIGN_IN = address
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
        yield address


def _come_by(sub: str) -> Client:
    """A browser that went to the provider, was known there as `sub`, and came back."""
    client = Client()
    there = client.post("/accounts/oidc/company/login/")["Location"]
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    client.get(f"{parts.path}?{parts.query}")
    return client


def test_a_proven_address_opens_its_account(cast: Cast, provider: str) -> None:
    EmailAddress.objects.create(user=cast.ana.account, email=cast.ana.account.email, verified=True, primary=True)
    assert _come_by("ana").get("/people/").status_code == 200
    assert "Our company" in Client().get("/accounts/login/").content.decode()


def test_an_address_that_the_provider_has_not_verified_opens_nothing(cast: Cast, provider: str) -> None:
    EmailAddress.objects.create(user=cast.ben.account, email=cast.ben.account.email, verified=True, primary=True)
    assert _come_by("ben").get("/people/").status_code == 302


def test_a_stranger_of_the_company_gets_no_account(cast: Cast, provider: str) -> None:
    before = Account.objects.count()
    assert _come_by("stranger").get("/people/").status_code == 302
    assert Account.objects.count() == before


def test_an_invited_person_joins_without_a_password_and_signs_in_by_the_company(cast: Cast, provider: str) -> None:
    from django.utils import timezone

    _, secret = members.invite(cast.boss, "fay@aurum.example", (), timezone.now())
    Client().post(f"/invited/{secret}/", {"company": "yes", "name": "Fay"})
    fay = Person.objects.get(account__email="fay@aurum.example")
    assert not fay.account.has_usable_password()
    assert _come_by("fay").get("/people/").status_code == 200
    assert [told.to for told in mail.outbox] == [["fay@aurum.example"]]
