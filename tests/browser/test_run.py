"""The living system at the browser: a report by phone becomes a CAPA; what was done is judged by somebody apart; houses see nothing of each other."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from livingproof.app.people.models import Organisation, Person
from livingproof.app.system.models import Capa, Nonconformity
from tests.app.cast import member
from tests.app.system.house import House, day, planned
from tests.browser.screens import CHROMIUM, Open
from tests.needs import needs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    needs(Path(CHROMIUM).exists(), "chromium"),
    pytest.mark.django_db(transaction=True),
]
SECRET = "a long secret of hers"  # noqa: S105 - of a test


def does(page: Page, act: str, /, *, signs: str = "", files: dict[str, Path] | None = None, **fields: str) -> None:
    """One act of the record that the page shows: the form is opened, filled, signed where it asks, and sent."""
    page.locator(f"main a[href$='/act/{act}/'], main a[href$='/new/{act}/']").first.click()
    fill(page, signs=signs, files=files, **fields)


def fill(page: Page, /, *, signs: str = "", files: dict[str, Path] | None = None, **fields: str) -> None:
    """The form that stands here is filled and sent; names of fields, with parts as lots-0-number."""
    for name, value in fields.items():
        field = page.locator(f"main [name='{name.replace('__', '-')}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    for name, path in (files or {}).items():
        page.locator(f"main [name='{name}']").set_input_files(path)
    if signs:
        page.locator("main [name=secret]").fill(signs)
    page.locator("main form .btn-primary").last.click()


def stage(page: Page, name: str) -> None:
    """The record that the page shows has reached this stage."""
    expect(page.locator(".meta b").first).to_have_text(name)


def test_a_report_by_phone_is_contained_and_taken_up_by_a_capa(maker: House, screen: Open) -> None:
    quality = screen(maker.ana).go("/run/places/?place=Barrel+3")
    code = str(quality.locator("figcaption a").get_attribute("href"))
    scanned = screen(maker.dao, 390).go(code[code.index("/run/report/") :])
    expect(scanned.get_by_label("Where?")).to_have_value("Barrel 3")
    scanned.get_by_label("What did you see?").fill("Dents in the thread of every tenth bolt")
    scanned.get_by_role("button", name="Send the report").click()
    number = re.search(r"NC-\d{4}-\d{4}", scanned.locator("h1").inner_text())
    assert number
    found = Nonconformity.objects.get(number=number.group())
    page = screen(maker.ana).go(f"/r/nonconformities/{found.pk}/")
    does(
        page,
        "triage",
        severity="major",
        process="Plating",
        source="in_process",
        defect_code="DENT-3",
        owner=str(maker.ben.pk),
    )
    stage(page, "Triaged")
    line = screen(maker.ben).go(f"/r/nonconformities/{found.pk}/")
    does(line, "contain", lots__0__number="L-7", lots__0__quantity="400", containment="In the cage")
    stage(line, "Contained")
    capas = screen(maker.ana).go("/r/capas/")
    does(
        capas,
        "raise",
        title="Dents in the thread",
        severity="major",
        process="Plating",
        defect_code="DENT-3",
        nonconformities=found.number,
    )
    stage(capas, "Draft")
    due = (day(maker) + timedelta(days=900)).isoformat()
    does(capas, "open", problem="Every tenth bolt of lot L-7", owner=str(maker.ben.pk), due_on=due)
    stage(capas, "Opened")
    expect(capas.get_by_role("link", name=found.number)).to_be_visible()


def test_a_capa_is_closed_by_somebody_apart_who_counted_and_signs(maker: House, screen: Open, tmp_path: Path) -> None:
    record = checked(maker)
    of_whom(maker.eve, SECRET)
    theirs = screen(maker.ben).go(f"/r/capas/{record.pk}/")
    expect(theirs.locator("button[aria-disabled=true]", has_text="effective").first).to_be_visible()
    page = screen(maker.eve).go(f"/r/capas/{record.pk}/")
    count = tmp_path / "count.csv"
    count.write_text("lot,dented\nL-9,1\n")
    since, until = (day(maker) - timedelta(days=61)).isoformat(), day(maker).isoformat()
    told: dict[str, Any] = {"measurements__0__since": since, "measurements__0__until": until}
    told |= {"measurements__0__events": "1", "measurements__0__exposure": "13000"}
    does(page, "measure", files={"measurements-0-evidence-files": count}, **told)
    stage(page, "Checking the effect")
    does(page, "confirm_effective", effect="1 dented of 13,000", signs="not hers")
    expect(page.locator("[role=alert]")).to_be_visible()
    fill(page, effect="1 dented of 13,000", signs=SECRET)
    stage(page, "Closed as effective")
    expect(page.get_by_text("Needs your signature.")).to_have_count(0)
    expect(page.locator("section[aria-labelledby=signatures]")).to_contain_text("Eve")


def checked(house: House) -> Capa:
    """A CAPA whose window is over, with nothing counted yet."""
    record = planned(house, defect_code="SCRATCH")
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": day(house), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    found: Capa = house.does(None, "capas", record, "begin_check")
    house.later(62)
    return found


def of_whom(person: Person, secret: str) -> None:
    account = person.account
    assert account is not None
    account.set_password(secret)
    account.save()


def test_two_houses_see_nothing_of_each_other(maker: House, screen: Open) -> None:
    other = Organisation.objects.create(
        name="Borealis", country="SE", time_zone="Europe/Stockholm", staff=9, made_at=maker.now
    )
    cleo = screen(member(other, "Cleo", ("quality_manager", "top_management")))
    record = Nonconformity.objects.of(maker.maker).first()
    for path in (
        "/",
        "/work/?of=team",
        f"/search/?q={record.number}",
        "/r/nonconformities/",
        "/r/capas/",
        "/people/",
        "/run/charts/",
    ):
        text = cleo.go(path).inner_text("main")
        assert not re.search(r"Dents|Thread damage|Mailin|\bBen\b", text), path
    for path in (
        f"/r/nonconformities/{record.pk}/",
        f"/r/nonconformities/{record.pk}/act/contain/",
        f"/evidence/{maker.evidence}/",
    ):
        answer = cleo.page.goto(cleo.address + path)
        assert answer is not None
        assert answer.status == 404, path
