"""How every page looks and is used: for eyes, keys, phones, screen readers, and under the content policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from livingproof.app.kit.models import ACTING
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.verification.models import Case
from tests.app.system.house import House
from tests.browser.screens import CHROMIUM, Screen
from tests.needs import needs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    needs(Path(CHROMIUM).exists(), "chromium"),
    pytest.mark.django_db(transaction=True),
]

Open = Callable[..., Screen]
OUTSIDE = ("/accounts/login/", "/accounts/password/reset/", "/nothing/here/")


def addresses(house: House) -> tuple[str, ...]:
    """Every page that a member reaches."""
    open_one = Nonconformity.objects.of(house.maker).exclude(stage="closed").order_by("number").first()
    done = Nonconformity.objects.of(house.maker).filter(stage="closed").first()
    planned = Capa.objects.of(house.maker).exclude(stage="closed_effective").order_by("-number").first()
    effective = Capa.objects.of(house.maker).filter(stage="closed_effective").first()
    kinds = ("nonconformities", "capas")
    return (
        "/", "/work/", "/work/?of=team", "/search/?q=NC", "/search/?q=nothing", "/more/",
        *(f"/r/{slug}/" for slug in kinds), *(f"/r/{slug}/import/" for slug in kinds), "/r/nonconformities/?q=zzz",
        f"/r/nonconformities/{open_one.pk}/", f"/r/nonconformities/{done.pk}/", f"/r/nonconformities/{open_one.pk}/share/",
        f"/r/nonconformities/{open_one.pk}/act/contain/", "/r/nonconformities/new/report/",
        f"/r/capas/{planned.pk}/", f"/r/capas/{planned.pk}/act/plan/", f"/r/capas/{effective.pk}/", f"/run/capas/{effective.pk}/8d/",
        "/run/charts/", "/run/places/", "/run/indicators/", "/health/",
        "/verify/", "/verify/cases/", "/verify/registers/", "/verify/checks/", "/verify/catalogue/", "/verify/watch/",
        "/people/", "/people/roles/", "/people/me/", "/people/organisation/", "/people/tokens/",
        "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/",
        "/r/nothing/",
    )  # fmt: skip


def wrong(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody_and_keeps_the_content_policy(
    maker: House, screen: Open, theme: str, width: int
) -> None:
    window, outside = screen(maker.ana, width, theme), screen(None, width, theme)
    found = []
    for one, paths in ((window, addresses(maker)), (outside, OUTSIDE)):
        for path in paths:
            page = one.go(path)
            found += [*wrong(page), *beyond(page, width)]
    assert "\n".join(found) == ""
    assert [said for said in (*window.trouble, *outside.trouble) if "404" not in said] == []


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


def test_no_page_is_wider_than_the_smallest_screen(maker: House, screen: Open) -> None:
    window = screen(maker.ana, 320)
    assert "\n".join(one for path in addresses(maker) for one in beyond(window.go(path), 320)) == ""


def test_keys_lead_through_the_house_and_rest_while_one_types(maker: House, screen: Open) -> None:
    page = screen(maker.ana).go("/")
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


def test_single_keys_can_be_switched_off(maker: House, screen: Open) -> None:
    maker.ana.account.single_keys = False
    maker.ana.account.save()
    page = screen(maker.ana).go("/work/?of=team")
    for key in ("?", "g", "h", "j"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page).to_have_url(re.compile("of=team$"))
    page.locator("[data-row]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-row]").nth(1)).to_be_focused()


def test_a_list_is_one_stop_of_the_tab_key(maker: House, screen: Open) -> None:
    page = screen(maker.ana).go("/r/nonconformities/")
    stops = page.locator("[data-row]").evaluate_all("rows => rows.map(row => row.tabIndex)")
    assert stops == [0] + [-1] * (len(stops) - 1)


def test_a_blocked_act_can_be_reached_and_says_why(maker: House, screen: Open) -> None:
    record = Capa.objects.of(maker.maker).exclude(stage="closed_effective").order_by("-number").first()
    page = screen(maker.ben).go(f"/r/capas/{record.pk}/")
    button = page.locator("button[aria-disabled=true]").first
    button.focus()
    expect(button).to_be_focused()
    reasons = page.locator(f"#{button.get_attribute('aria-describedby')}")
    assert reasons.text_content().strip()
    button.press("Enter")
    expect(page.locator("#said")).to_have_text(reasons.text_content().strip())


def test_light_or_dark_is_the_systems_until_somebody_chooses(maker: House, screen: Open) -> None:
    page = screen(maker.ana, theme="dark").go("/more/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="Light").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.get_by_role("button", name="As the system").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_a_stranger_reads_in_the_language_of_their_browser_and_can_choose_another(maker: House, screen: Open) -> None:
    assert maker.maker.name  # without an organisation every address leads to the first start
    page = screen(None, language="de-DE").go("/accounts/login/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


def test_a_chart_is_drawn_within_the_content_policy_and_stands_as_a_table_too(maker: House, screen: Open) -> None:
    token = ACTING.set(True)
    ends_on = timezone.localdate() + timedelta(days=40)
    given = {"certificate": "Q1", "expires_on": ends_on, "stage": "judged", "number": "V-1"}
    Case(organisation=maker.maker, made_at=maker.now, changed_at=maker.now, **given).save(force_insert=True)
    ACTING.reset(token)
    window = screen(maker.ana)
    page = window.go("/")
    expect(page.locator("[data-chart] svg")).to_be_visible()
    page.get_by_text("Show as table").click()
    expect(page.locator("details table tbody tr")).to_have_count(12)
    assert window.trouble == []
