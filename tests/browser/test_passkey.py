"""A passkey in a real browser: added once, then it signs in without a password; nothing breaks the policy of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.app.cast import PASSWORD, assemble
from tests.browser.screens import CHROMIUM
from tests.needs import needs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    needs(Path(CHROMIUM).exists(), "chromium"),
]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that holds a passkey device."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    devices = context.new_cdp_session(opened)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield opened
    context.close()


def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page, live_server: Any) -> None:
    cast = assemble(timezone.now())
    EmailAddress.objects.create(user=cast.ana.account, email=cast.ana.account.email, verified=True, primary=True)
    broken: list[str] = []
    page.on("console", lambda told: broken.append(told.text) if "Content Security Policy" in told.text else None)
    # Browsers know passkeys without TLS under this name only.
    house = live_server.url.replace("127.0.0.1", "localhost")

    page.goto(f"{house}/accounts/login/")
    page.fill("#id_login", cast.ana.account.email)
    page.fill("#id_password", PASSWORD)
    page.click("form[action='/accounts/login/'] button[type=submit]:not([form])")
    page.goto(f"{house}/accounts/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/**")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/**recovery**")
    assert Authenticator.objects.filter(user=cast.ana.account, type="webauthn").count() == 1

    page.context.clear_cookies()
    page.goto(f"{house}/people/")
    page.wait_for_url("**/accounts/login/**")
    page.click("#passkey_login")
    page.wait_for_url(f"{house}/people/")
    assert "Ben" in page.content()
    assert broken == []
