"""A buyer at the browser: upload, verdict, correction, question; a link for the supplier, and its end. With and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.app.system.house import House
from tests.browser.screens import CHROMIUM, Screen
from tests.needs import needs
from tests.readers import making

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    needs(Path(CHROMIUM).exists(), "chromium"),
    pytest.mark.django_db(transaction=True),
]

Open = Callable[..., Screen]


@pytest.fixture(autouse=True)
def _worker_at_once(settings: Any) -> None:
    settings.JOBS_AT_ONCE = True


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in {"serious", "critical"}
    ]


def verified(window: Screen, tmp_path: Path) -> Page:
    file = tmp_path / "northwind.pdf"
    file.write_bytes(making.pdf(making.certificate()))
    page = window.go("/verify/")
    page.get_by_label("Drop files here").set_input_files(file)
    page.get_by_label("Product").fill("grey iron castings")
    page.get_by_role("main").get_by_role("button", name="Verify").click()
    page.wait_for_url("**/verify/cases/*/", timeout=60_000)
    return page


def test_upload_verdict_correction_question(maker: House, screen: Open, tmp_path: Path, mailoutbox: list[Any]) -> None:
    window = screen(maker.ana)
    page = verified(window, tmp_path)
    expect(page.locator(".verdict-sheet [role=status]")).to_contain_text("Not confirmed")
    expect(page.locator("svg rect.bx").first).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Correct a field").click()
    page.get_by_label("Field").select_option("expires_on")
    page.get_by_label("As it stands on the document").fill("2027-05-13")
    page.get_by_role("button", name="Correct the field").click()
    expect(page.get_by_text("The verdict is made again.")).to_be_visible()
    expect(page.locator("section[aria-labelledby=history] tbody tr")).to_have_count(2)
    page.locator("#a-supplier").fill("sales@northwind.example")
    page.locator("form", has=page.locator("#a-supplier")).get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent to sales@northwind.example")).to_be_visible()
    assert [mail.to for mail in mailoutbox if "QM-2024-0815" in mail.subject] == [["sales@northwind.example"]]
    assert window.trouble == []


def test_a_link_for_the_supplier_is_answered_and_then_revoked(maker: House, screen: Open, tmp_path: Path) -> None:
    window = screen(maker.ana)
    page = verified(window, tmp_path)
    case = page.url
    page.get_by_label("Who", exact=True).fill("Northwind")
    page.get_by_role("button", name="Link to answer").click()
    link = page.get_by_label("Link", exact=True).input_value().removeprefix(window.address)
    theirs = screen(None, 390)
    read = theirs.go(link)
    assert serious(read) == []
    assert read.evaluate("document.documentElement.scrollWidth") <= 390
    read.get_by_label("Your answer").fill("We were re-certified in May.")
    read.get_by_role("button", name="Send the reply").click()
    expect(read.get_by_text("We were re-certified in May.")).to_be_visible()
    page.goto(case)
    expect(page.get_by_text("We were re-certified in May.")).to_be_visible()
    page.get_by_role("button", name="End", exact=True).click()
    answer = theirs.page.goto(window.address + link)
    assert answer is not None
    assert answer.status == 404
    assert window.trouble == []
