"""Lists: sorted both ways, filtered by what stands in them, and one act or one export for what was chosen."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection

from livingproof.app.kit import lists
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.kinds import every_kind
from livingproof.app.ledger.models import Entry
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from livingproof.app.system.records.nonconformity.models import Nonconformity
from tests.app.cast import browser

URL = "/r/nonconformities/"
GRADED = {"severity": "minor", "source": "in_process", "defect_code": "BURR"}


@pytest.fixture
def three(cast, now):
    found = []
    for place, process in enumerate(("Moulding", "Printing", "Moulding")):
        record = perform(NONCONFORMITIES, None, Request("report", {"what": f"no. {place}"}, now, actor=cast.eve)).record
        triaged = Request("triage", GRADED | {"process": process, "defect_code": f"C{place}"}, now, actor=cast.ana)
        found.append(perform(NONCONFORMITIES, record, triaged).record)
    assert all(found)
    return found


def page(answer) -> str:
    return answer.content.decode()


def test_a_field_of_free_text_is_filtered_by_what_stands_in_it(cast, three):
    seen = browser(cast.ana).get(f"{URL}?process=Moulding")
    assert {record.what for record, _ in seen.context["rows"]} == {"no. 0", "no. 2"}
    assert [value for one in seen.context["filters"] if one.name == "process" for value, _ in one.choices] == [
        "Moulding",
        "Printing",
    ]
    assert "Moulding" not in page(browser(cast.cleo).get(URL))


def test_a_column_is_sorted_up_then_down(cast, three):
    ana = browser(cast.ana)
    assert "sort=process" in page(ana.get(URL))
    assert "sort=-process" in page(ana.get(f"{URL}?sort=process"))
    assert 'aria-sort="descending"' in page(ana.get(f"{URL}?sort=-process"))


def test_what_was_chosen_is_exported_alone(cast, three):
    answer = browser(cast.ana).get(f"{URL}export.csv?chosen=1&id={three[1].pk}&id=nonsense")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [three[1].number]
    nothing = b"".join(browser(cast.ana).get(f"{URL}export.csv?chosen=1").streaming_content)
    assert b"NC-" not in nothing


def test_many_are_handed_over_at_once_each_by_an_act_of_its_own(cast, three):
    ana, before = browser(cast.ana), Entry.objects.count()
    chosen = [str(record.pk) for record in three[:2]]
    form = ana.get(f"{URL}together/", {"act": "hand_over", "id": chosen})
    assert three[0].number in page(form)
    assert three[2].number not in page(form)
    sent = ana.post(f"{URL}together/", {"act": "hand_over", "id": chosen, "owner": str(cast.ben.pk)})
    assert sent.headers["Location"] == URL
    assert [record.owner for record in Nonconformity.objects.order_by("number")] == [cast.ben, cast.ben, None]
    assert Entry.objects.count() == before + 2


def test_those_on_which_it_was_not_done_say_why(cast, three, now):
    done = perform(NONCONFORMITIES, None, Request("report", {"what": "x"}, now, actor=cast.eve)).record
    perform(NONCONFORMITIES, done, Request("reject", {"rejected_because": "no fault"}, now, actor=cast.ana))
    chosen = [str(three[0].pk), str(done.pk)]
    answer = browser(cast.ana).post(f"{URL}together/", {"act": "hand_over", "id": chosen, "owner": str(cast.ben.pk)})
    assert answer.status_code == 409
    assert "The record is in stage Rejected" in page(answer)
    assert Nonconformity.objects.get(pk=three[0].pk).owner == cast.ben


def test_records_of_another_organisation_and_other_acts_are_not_reached(cast, three):
    cleo, before = browser(cast.cleo), Entry.objects.count()
    sent = {"act": "hand_over", "id": str(three[0].pk), "owner": str(cast.cleo.pk)}
    assert three[0].number not in page(cleo.post(f"{URL}together/", sent))
    assert browser(cast.ana).get(f"{URL}together/?act=close&id={three[0].pk}").status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", tuple(every_kind()), ids=lambda kind: kind.slug)
def test_what_is_offered_for_many_needs_no_signature_and_no_parts(kind):
    for name in kind.together:
        act = kind.machine.act(name)
        assert act.sources
        assert act.signature is None
        assert not set(act.fields) & set(kind.parts)


@pytest.mark.parametrize("kind", tuple(every_kind()), ids=lambda kind: kind.slug)
def test_no_list_is_sorted_by_hand_however_long_it_is(cast, kind):
    """An index gives the rows in the order of the list, of a stage, of the interface; what is counted is counted in it."""
    stage = kind.machine.stages[0]
    asked = [
        lists.asked(kind, cast.buyer, query)[:50]
        for query in ({}, {"stage": stage}, {"sort": "stage"}, {"sort": "number"})
    ]
    counted = kind.model.objects.of(cast.buyer).filter(stage__in=kind.machine.going).order_by().values("stage")
    with connection.cursor() as sql:
        if connection.vendor == "postgresql":
            sql.execute(
                "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
            )
    for plan in (one.explain() for one in (*asked, counted)):
        assert "INDEX" in plan.upper(), plan
        assert "TEMP B-TREE" not in plan, plan
        assert "\n  ->  Sort" not in plan, plan
