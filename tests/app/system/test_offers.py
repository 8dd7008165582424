"""What a record's page offers: what can be done now with its form, what must happen first and by whom; a form says what it wants."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.app.cast import browser
from tests.app.system.house import House, found_house, planned, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_house()


def page_of(person: Any, slug: str, record: Any, act: str = "") -> str:
    where = reverse("kit:act", args=[slug, record.pk, act]) if act else reverse("kit:detail", args=[slug, record.pk])
    return browser(person).get(where).content.decode()


def contained(house: House) -> Any:
    lots = [{"number": "L-1", "quantity": "100"}]
    return house.does(house.ben, "nonconformities", triaged(house), "contain", lots=lots, containment="in the cage")


def test_an_act_that_waits_for_its_own_form_is_offered_and_one_for_others_names_them(house: House) -> None:
    record = contained(house)
    page = page_of(house.ana, "nonconformities", record)
    assert re.search(r'<a class="btn s btn-primary"[^>]*/act/disposition/">Decide on the lots</a>', page)
    assert "Its form asks for: What becomes of the lots, Correction." in page
    line = page_of(house.ben, "nonconformities", record)
    assert 'aria-describedby="why-disposition"' in line
    assert re.search(r"Who may: [^<]*Ana", line)


def test_what_must_happen_first_is_named_with_the_way_to_it(house: House) -> None:
    record = planned(house)
    page = page_of(house.ben, "capas", record)
    barred = page[page.index('id="why-finish_implementation"') :]
    assert re.search(r"First: <a href=\"[^\"]*/act/implement_action/\">", barred)
    assert "Lock the barrel" in barred


def test_lots_stand_once_on_the_page(house: House) -> None:
    page = page_of(house.ana, "nonconformities", contained(house))
    assert page.count(">L-1<") == 1
    assert "Affected lots</h2>" not in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_written_is_lost(house: House) -> None:
    record = contained(house)
    rows = {"dispositions-0-lot": "L-1", "dispositions-0-disposition": "scrap", "dispositions-0-quantity": "90"}
    address = reverse("kit:act", args=["nonconformities", record.pk, "disposition"])
    page = browser(house.eve).post(address, rows | {"correction": "scrapped"}).content.decode()
    assert (
        page.index('value="90"')
        < page.index('<ul class="errorlist"><li>Lot L-1: 100 pcs')
        < page.index("scrapped</textarea>")
    )


def test_a_blank_line_of_causes_is_ticked_as_accepted_and_is_no_cause(house: House) -> None:
    record = house.does(house.ana, "capas", None, "raise", title="Dents", severity="minor")
    due = house.now.date().replace(year=house.now.year + 1)
    opened = {"problem": "31 of 10,200", "owner": str(house.ben.pk), "due_on": due}
    record = house.does(house.ana, "capas", record, "open", **opened)
    page = page_of(house.ben, "capas", record, "propose_cause")
    assert re.search(r'name="causes-0-accepted"[^>]* checked>', page)
    assert "Ticked: held for a cause" in page
    assert "A short mark by which actions and proofs name this cause" in page
    said = {
        "method": "five_why",
        "causes-0-key": "c1",
        "causes-0-question": "occurred",
        "causes-0-statement": "free settings",
    }
    said |= {"causes-0-category": "management", "causes-0-accepted": "1"}
    blank = {"causes-1-key": "", "causes-1-question": "", "causes-1-statement": "", "causes-1-category": ""}
    address = reverse("kit:act", args=["capas", record.pk, "propose_cause"])
    assert browser(house.ben).post(address, said | blank | {"causes-1-accepted": "1"}).status_code == 302
    record.refresh_from_db()
    assert [cause["key"] for cause in record.causes] == ["c1"]


def test_a_capa_tells_each_cause_with_its_proof_and_each_action_with_what_became_of_it(house: House) -> None:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    page = page_of(house.ana, "capas", record)
    causes = page[page.index('id="causes"') : page.index('id="actions"')]
    assert "measurement" in causes or "observation" in causes or "reproduction" in causes
    actions = page[page.index('id="actions"') :]
    assert "Lock the barrel" in actions
    assert "count.pdf" in actions
    assert "Dao" in actions
    assert page.index("8D report") < page.index('id="acts"')
