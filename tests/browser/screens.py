"""A real browser before the real app: Debian's Chromium, a served app, a maker with records, a person signed in.

With LIVINGPROOF_PICTURES=FOLDER every visited page is kept there as a picture, to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from livingproof.app.people.models import Person
from tests.app.system.house import House, closed, effective, found_house, planned, triaged

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PICTURES = os.environ.get("LIVINGPROOF_PICTURES", "")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def maker(transactional_db: None) -> House:  # noqa: ARG001 - the database must be there
    """A maker with a nonconformity in hand, one closed, a CAPA at its plan and one found effective."""
    house = found_house()
    effective(house)
    closed(house)
    triaged(house, defect_code="burr")
    planned(house)
    return house


class Screen:
    """One browser window. `trouble` is what the page complained of; `go` opens an address of the app."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        self.context, self.address, self.name = context, address, name
        self.page: Page = context.new_page()
        self.trouble: list[str] = []
        self.page.on(
            "console", lambda said: said.type == "error" and self.trouble.append(f"{self.page.url}: {said.text}")
        )
        self.page.on("pageerror", lambda error: self.trouble.append(f"{self.page.url}: {error}"))

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.address + path, wait_until="load")
        if answer is not None and " style=" in answer.text():
            self.trouble.append(f"{path}: a style attribute")
        if PICTURES:
            kept = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\W+", "-", path).strip("-") or "home"
            self.page.screenshot(path=Path(PICTURES, f"{kept}-{self.name}.png"), full_page=True)
        return self.page


@pytest.fixture
def screen(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Screen]]:
    """A window of a width and theme, in which a person is signed in (None: nobody is)."""
    opened: list[BrowserContext] = []

    def open_(person: Person | None, width: int = 1440, theme: str = "light", language: str = "en") -> Screen:
        height = 900 if width > 600 else 800
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme, locale=language)
        opened.append(context)
        if person is not None:
            client = Client()
            client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return Screen(context, live_server.url, f"{width}-{theme}-{language}")

    yield open_
    for context in opened:
        context.close()
