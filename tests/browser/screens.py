"""A real browser before the real app: Debian's Chromium, a served app, a maker with records, a person signed in.

One browser and one server for each process. `maker` and `screen` are made anew for a test that changes records; `house` and `window`
stand for all tests of a module that only look.

With LIVINGPROOF_PICTURES=FOLDER every visited page is kept there as a picture, to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from livingproof.app.people.models import Person
from tests.app.cast import browser as signed_in
from tests.app.system.house import House, closed, effective, found_house, planned, triaged
from tests.readers import making

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PICTURES = os.environ.get("LIVINGPROOF_PICTURES", "")
TALL = {True: 900, False: 800}
"""Height of a wide and of a narrow screen."""
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = ALL | {"runOnly": ["color-contrast", "link-in-text-block"]}
SHAPES: dict[str, Any] = ALL | {
    "runOnly": [
        "target-size",
        "scrollable-region-focusable",
        "label",
        "button-name",
        "link-name",
        "aria-hidden-focus",
        "select-name",
    ]
}
"""What axe asks: everything, what a theme could change, what a width could change. Colours cost it most."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def furnished() -> House:
    """A maker with a nonconformity in hand, one closed, a CAPA at its plan and one found effective."""
    house = found_house()
    effective(house)
    closed(house)
    triaged(house, defect_code="burr")
    planned(house)
    return house


@pytest.fixture
def maker(transactional_db: None) -> House:  # noqa: ARG001 - the database must be there
    """A furnished house for one test."""
    return furnished()


@pytest.fixture(scope="session")
def served(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:  # noqa: ARG001 - as above
    """The app, served for as long as this process tests."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server
        server.stop()


@pytest.fixture(scope="module")
def house(
    django_db_setup: None,  # noqa: ARG001 - as above
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """A furnished house with a verified certificate, for all tests of a module: none may leave it otherwise than it was."""
    told = override_settings(DATA=tmp_path_factory.mktemp("house"), JOBS_AT_ONCE=True)
    with django_db_blocker.unblock(), told:
        made = furnished()
        expiry = f"{timezone.localdate() + timedelta(days=40):%d %B %Y}"
        file = SimpleUploadedFile("kept.pdf", making.pdf(making.certificate(expiry=expiry)), "application/pdf")
        answer = signed_in(made.ana).post("/verify/", {"files": [file], "product": "grey iron castings"})
        assert answer.status_code == 302, answer.content.decode()
        yield made
        call_command("flush", verbosity=0, interactive=False)


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
        self.keep(self.name)
        return self.page

    def keep(self, name: str) -> None:
        """A picture of the page as it stands, where pictures are asked for."""
        if PICTURES:
            path = self.page.url.removeprefix(self.address)
            kept = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\W+", "-", path).strip("-") or "home"
            self.page.screenshot(path=Path(PICTURES, f"{kept}-{name}.png"), full_page=True)

    def looks(self, width: int, theme: str) -> None:
        """The same page on another screen, without asking for it again."""
        self.page.set_viewport_size({"width": width, "height": TALL[width > 600]})
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # "light" or "dark"
        self.keep(f"{width}-{theme}")

    def wrong(self, options: dict[str, Any]) -> list[str]:
        """What axe finds serious or critical."""
        self.page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
        found = self.page.evaluate("options => axe.run(options)", options)["violations"]
        return [
            f"{self.page.url} {one['id']}: {node['html'][:160]}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]


Open = Callable[..., Screen]


def opener(browser: Browser, address: str) -> tuple[Open, list[BrowserContext]]:
    """What opens a window of a width and theme, in which a person is signed in (None: nobody is); and what it has opened."""
    opened: list[BrowserContext] = []

    def open_(person: Person | None, width: int = 1440, theme: str = "light", language: str = "en") -> Screen:
        size = {"width": width, "height": TALL[width > 600]}
        context = browser.new_context(viewport=size, color_scheme=theme, locale=language)  # type: ignore[arg-type] # as above
        context.set_default_timeout(90_000)  # a busy machine is no fault of the page
        opened.append(context)
        if person is not None:
            client = Client()
            client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
        return Screen(context, address, f"{width}-{theme}-{language}")

    return open_, opened


@pytest.fixture
def screen(chromium: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Opens windows on a served house that is this test's own."""
    open_, opened = opener(chromium, live_server.url)
    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def window(chromium: Browser, served: LiveServer, house: House) -> Iterator[Open]:  # noqa: ARG001 - it must stand
    """Opens windows on the house that stands for the whole module."""
    open_, opened = opener(chromium, served.url)
    yield open_
    for context in opened:
        context.close()
