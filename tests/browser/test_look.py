"""How every page looks and is used: for eyes, keys, phones, screen readers, and under the content policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from livingproof.app.system.models import Capa
from tests.app.system.house import House
from tests.browser.pages import ANSWERS, ELSEWHERE, FILES, PASSING, addresses, every_name, visited
from tests.browser.screens import ALL, CHROMIUM, COLOURS, SHAPES, Screen
from tests.needs import needs

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs(Path(CHROMIUM).exists(), "chromium")]

Open = Callable[..., Screen]
SMALLEST = 320


@pytest.fixture(autouse=True)
def _own_evidence_folder() -> None:
    """The house of this module keeps its files where it was made."""


@pytest.fixture(autouse=True)
def db() -> None:
    """Asked for by this name, the test database is made; the house stands in it for the whole module, so nothing is taken back."""


@pytest.fixture(scope="module")
def rooms(house: House, django_db_blocker: Any) -> dict[str, tuple[str, ...]]:
    """Every page, by room."""
    with django_db_blocker.unblock():
        return addresses(house)


def test_no_address_of_the_map_is_forgotten(rooms: dict[str, tuple[str, ...]]) -> None:
    without_eyes = ANSWERS | FILES | PASSING | ELSEWHERE
    assert every_name() - without_eyes - visited(rooms) == set()
    assert without_eyes & visited(rooms) == set()
    assert without_eyes - every_name() == set()


@pytest.mark.parametrize("room", ["front", "records", "verify", "outside"])
def test_every_page_can_be_used_by_everybody_and_keeps_the_content_policy(
    house: House, rooms: dict[str, tuple[str, ...]], window: Open, room: str
) -> None:
    one = window(None if room == "outside" else house.ana)
    paths = rooms[room]
    found = [*coloured(one, paths[0]), *(said for path in paths for said in judged(one, path))]
    assert "\n".join(found) == ""
    assert [said for said in one.trouble if not re.search("40[14]", said)] == []


def judged(one: Screen, path: str) -> Iterator[str]:
    """What is wrong with a page, which is asked for once: whole, by its colours in the dark, by its shapes on narrow screens."""
    one.looks(1440, "light")
    page = one.go(path)
    yield from (*one.wrong(ALL), *beyond(page, 1440))
    one.looks(1440, "dark")
    yield from one.wrong(COLOURS)
    one.looks(390, "dark")
    yield from (*one.wrong(SHAPES), *beyond(page, 390))
    one.looks(SMALLEST, "light")
    yield from beyond(page, SMALLEST)


def coloured(one: Screen, path: str) -> Iterator[str]:
    """What cannot be told apart in the frame of a narrow screen, which is the same around every page."""
    one.go(path)
    for theme in ("light", "dark"):
        one.looks(390, theme)
        yield from one.wrong(COLOURS)


BEYOND = """() => [...document.querySelectorAll('main *, header *, nav *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > innerWidth + 1 && box.left < innerWidth
        && !e.closest('.scroll, .steps-x, .visually-hidden, thead, .skip');
}).map(e => e.outerHTML.slice(0, 80))"""


def beyond(page: Page, width: int) -> list[str]:
    """What stands outside the screen."""
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    return [f"{page.url}: {wide} pixels wide"] * (wide != width) + [
        f"{page.url}: {one}" for one in page.evaluate(BEYOND)[:3]
    ]


def test_keys_lead_through_the_house_and_rest_while_one_types(house: House, window: Open) -> None:
    page = window(house.ana).go("/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    expect(page).to_have_url(re.compile("/work/$"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h2", has_text="What can be done now")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("g?h")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_single_keys_can_be_switched_off(house: House, window: Open) -> None:
    house.dao.account.single_keys = False
    house.dao.account.save()
    page = window(house.dao).go("/work/?of=team")
    for key in ("?", "g", "h", "j"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page).to_have_url(re.compile("of=team$"))
    page.locator("[data-row]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-row]").nth(1)).to_be_focused()


def test_a_list_is_one_stop_of_the_tab_key(house: House, window: Open) -> None:
    page = window(house.ana).go("/r/nonconformities/")
    stops = page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.tabIndex)")
    assert stops == [0] + [-1] * (len(stops) - 1)


def test_a_blocked_act_can_be_reached_and_says_why(house: House, window: Open) -> None:
    record = Capa.objects.of(house.maker).exclude(stage="closed_effective").order_by("-number").first()
    page = window(house.ben).go(f"/r/capas/{record.pk}/")
    button = page.locator("button[aria-disabled=true]").first
    button.focus()
    expect(button).to_be_focused()
    reasons = page.locator(f"#{button.get_attribute('aria-describedby')}")
    assert reasons.text_content().strip()
    button.press("Enter")
    expect(page.locator("#said")).to_have_text(reasons.text_content().strip())


def test_a_line_that_is_begun_gets_the_next_free_key(house: House, window: Open) -> None:
    record = Capa.objects.of(house.maker).exclude(stage="closed_effective").order_by("-number").first()
    page = window(house.ben).go(f"/r/capas/{record.pk}/act/plan/")
    page.locator("[name=actions-1-what]").fill("Ask at every change what it touches")
    page.locator("[name=actions-1-what]").blur()
    expect(page.locator("[name=actions-1-key]")).to_have_value("a2")


def test_light_or_dark_is_the_systems_until_somebody_chooses(house: House, window: Open) -> None:
    page = window(house.ana, theme="dark").go("/more/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.get_by_role("button", name="As the system").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_stranger_reads_in_the_language_of_their_browser_and_can_choose_another(house: House, window: Open) -> None:
    assert house.maker.name  # without an organisation every address leads to the first start
    page = window(None, language="de-DE").go("/accounts/login/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


def test_a_chart_is_drawn_within_the_content_policy_and_stands_as_a_table_too(house: House, window: Open) -> None:
    one = window(house.ana)
    page = one.go("/")
    expect(page.locator("[data-chart] svg")).to_be_visible()
    page.get_by_text("Show as table").click()
    expect(page.locator("details table tbody tr")).to_have_count(12)
    assert one.trouble == []
