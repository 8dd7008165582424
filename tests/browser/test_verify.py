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


def test_many_files_are_dropped_and_one_of_them_is_for_something_else(maker: House, screen: Open) -> None:
    window = screen(maker.ana)
    page = window.go("/verify/")
    expect(page.get_by_label("Drop files here")).to_be_focused()
    contents = [making.pdf(making.certificate(number=number)) for number in ("QM-1", "QM-2")]
    dropped = page.evaluate_handle(
        """contents => {
            const all = new DataTransfer();
            contents.forEach((bytes, place) =>
                all.items.add(new File([new Uint8Array(bytes)], `file-${place}.pdf`, {type: "application/pdf"})));
            return all;
        }""",
        [list(content) for content in contents],
    )
    page.dispatch_event("label[for=listing]", "drop", {"dataTransfer": dropped})
    expect(page.locator("#each .one")).to_have_count(2)
    page.locator("#each summary").nth(1).click()
    page.locator("#product-1").fill("valves")
    assert serious(page) == []
    page.locator("section[aria-labelledby=need]").get_by_label("Product").fill("castings")
    page.get_by_role("main").get_by_role("button", name="Verify").click()
    page.wait_for_url("**/progress/**", timeout=60_000)
    expect(page.get_by_text("2 of 2 are ready")).to_be_visible()
    expect(page.locator("#progress tbody tr").nth(0)).to_contain_text("castings")
    expect(page.locator("#progress tbody tr").nth(1)).to_contain_text("valves")
    page.goto(window.address + "/verify/cases/")
    assert serious(page) == []
    page.get_by_label("Choose all that are shown").check()
    page.get_by_role("button", name="Do not watch").click()
    expect(page.get_by_text("Done for 2 cases.")).to_be_visible()
    assert window.trouble == []


def test_a_box_on_the_page_corrects_its_field_and_keys_lead_through_the_verdict(
    maker: House, screen: Open, tmp_path: Path
) -> None:
    window = screen(maker.ana)
    page = verified(window, tmp_path)
    page.keyboard.press("j")
    expect(page.locator("details.f > summary").first).to_be_focused()
    resting = page.locator("details.f", has=page.locator('a[href^="#m-"]')).first
    resting.locator("summary").focus()
    page.keyboard.press("d")
    expect(page.locator(".mk.shown")).to_have_count(1)
    page.keyboard.press("+")
    expect(page.locator(".doc")).to_have_attribute("data-zoom", "2")
    page.keyboard.press("-")
    page.keyboard.press("]")
    page.keyboard.press("a")
    expect(page.locator("#ask textarea").first).to_be_focused()
    page.locator(".mk[data-field=expires_on]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("31 May 2027")
    assert serious(page) == []
    dialog.locator("[data-findings] a").first.click()
    expect(page.locator("details.f[open] > summary:focus")).to_have_count(1)
    page.locator(".mk[data-field=expires_on]").click()
    dialog.get_by_label("As it stands on the document").fill("2027-05-13")
    dialog.get_by_role("button", name="Correct the field").click()
    expect(page.get_by_text("The verdict is made again.")).to_be_visible()
    expect(page.locator("section[aria-labelledby=added]")).to_contain_text("2027-05-13")
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
