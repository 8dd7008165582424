"""Pages and interface of a record, as they follow from its declaration."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from livingproof.app.kit import grants
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import Grant, SavedView
from livingproof.app.ledger.models import Entry, Evidence
from tests.app.cast import PASSWORD, browser
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark


@pytest.fixture
def ana(cast):
    return browser(cast.ana)


@pytest.fixture
def remark(cast, now):
    return perform(REMARKS, None, Request("note", {"title": "burr on the edge"}, now, actor=cast.ana)).record


def page(answer) -> str:
    return answer.content.decode()


def test_an_empty_list_says_what_to_do(ana):
    answer = ana.get("/r/remarks/")
    assert answer.status_code == 200
    assert "Make the first Remark" in page(answer)


def test_the_list_is_filtered_searched_and_sorted(cast, ana, now):
    for title, severity in (("crack", "major"), ("burr", "minor"), ("dent", "minor")):
        perform(
            REMARKS,
            None,
            Request("note", {"title": title, "severity": severity, "owner": cast.ben.pk}, now, actor=cast.ana),
        )

    def titles(query):
        found = ana.get(f"/r/remarks/?{query}").context["rows"]
        return [record.title for record, _ in found]

    assert titles("severity=minor&sort=title") == ["burr", "dent"]
    assert titles("sort=-title") == ["dent", "crack", "burr"]
    assert titles("q=CRA") == ["crack"]
    assert titles(f"owner={cast.ben.pk}&stage=open&sort=title") == ["burr", "crack", "dent"]
    assert titles("owner=nonsense") == titles("stage=%00") == []
    assert len(titles("sort=organisation__salt&page=999999999999")) == 3
    assert "Ben" in page(ana.get("/r/remarks/"))


def test_a_list_of_many_rows_asks_for_names_once(cast, ana, now, django_assert_max_num_queries):
    for place in range(30):
        perform(REMARKS, None, Request("note", {"title": str(place), "owner": cast.ben.pk}, now, actor=cast.ana))
    with django_assert_max_num_queries(14):
        assert ana.get("/r/remarks/").status_code == 200


def test_the_record_shows_what_can_be_done_and_what_blocks_it(cast, ana, remark):
    seen = page(ana.get(f"/r/remarks/{remark.pk}/"))
    assert "burr on the edge" in seen
    assert f"/r/remarks/{remark.pk}/act/plan/" in seen
    assert "demo answerer noted it" in seen
    ben = page(browser(cast.ben).get(f"/r/remarks/{remark.pk}/"))
    assert "This act needs one of these roles: Quality manager, another party." in ben


def test_a_record_is_made_and_acted_on_by_plain_forms(cast, ana):
    made = ana.post("/r/remarks/new/note/", {"title": "burr", "severity": "major", "due_on": "2026-04-01"})
    record = Remark.objects.get()
    assert made.headers["Location"] == f"/r/remarks/{record.pk}/"
    form = ana.get(f"/r/remarks/{record.pk}/act/plan/")
    assert 'name="steps-0-text"' in page(form)
    rows = {
        "steps-0-text": "deburr",
        "steps-0-owner": str(cast.ben.pk),
        "steps-0-due_on": "2026-04-02",
        "steps-0-done": "1",
        "steps-1-text": "",
        "steps-2-text": "new tool",
        "version": "1",
    }
    assert ana.post(f"/r/remarks/{record.pk}/act/plan/", rows).status_code == 302
    record.refresh_from_db()
    assert [(step["text"], step["done"]) for step in record.steps] == [("deburr", True), ("new tool", False)]
    stale = ana.post(f"/r/remarks/{record.pk}/act/plan/", rows)
    assert stale.status_code == 409
    assert "has changed since you opened it" in page(stale)


def test_a_wrong_form_shows_the_fault_beside_its_field_and_saves_nothing(ana, remark):
    answer = ana.post(f"/r/remarks/{remark.pk}/act/plan/", {"steps-0-text": "x", "steps-0-due_on": "soon"})
    assert answer.status_code == 422
    assert "due_on" in page(answer)
    assert Remark.objects.get().version == 1


def test_files_that_come_with_an_act_are_kept_as_evidence_and_come_back_as_downloads(cast, ana, remark):
    ben = browser(cast.ben)
    photo = SimpleUploadedFile("burr.html", b"<script>alert(1)</script>", "text/html")
    assert ben.post(f"/r/remarks/{remark.pk}/act/answer/", {"answer": "x", "evidence_files": photo}).status_code == 302
    row = Evidence.objects.get()
    assert Remark.objects.get().evidence == [str(row.pk)]
    assert "burr.html" in page(ana.get(f"/r/remarks/{remark.pk}/"))
    answer = ana.get(f"/r/evidence/{row.pk}/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert browser(cast.cleo).get(f"/r/evidence/{row.pk}/").status_code == 404


def test_a_file_that_is_too_large_is_told_and_nothing_is_kept(cast, remark, monkeypatch):
    monkeypatch.setattr("livingproof.app.kit.asking.LARGEST_UPLOAD", 10)
    photo = SimpleUploadedFile("photo.jpg", b"x" * 11)
    answer = browser(cast.ben).post(f"/r/remarks/{remark.pk}/act/answer/", {"answer": "x", "evidence_files": photo})
    assert answer.status_code == 422
    assert "photo.jpg has more than" in page(answer)
    assert not Evidence.objects.exists()


def test_signing_asks_for_the_password_again(cast, ana, remark):
    ana.post(f"/r/remarks/{remark.pk}/act/plan/", {"steps-0-text": "a", "steps-0-done": "1"})
    browser(cast.ben).post(
        f"/r/remarks/{remark.pk}/act/answer/", {"answer": "x", "steps-0-text": "a", "steps-0-done": "1"}
    )
    path = f"/r/remarks/{remark.pk}/act/close/"
    assert ana.post(path, {"conclusion": "done", "secret": "wrong"}).status_code == 409
    assert ana.post(path, {"conclusion": "done", "secret": PASSWORD}).status_code == 302
    assert Remark.objects.get().stage == "closed"
    assert "Ana · approve" in page(ana.get(f"/r/remarks/{remark.pk}/"))


def test_a_waiver_is_signed_at_the_page_by_the_top_management(cast, ana, remark):
    path = f"/r/remarks/{remark.pk}/act/answer/"
    refused = ana.post(path, {"answer": "x"})
    assert refused.status_code == 409
    assert refused.context["waivable"] == ("demo_answerer_noted_it",)
    assert 'name="waive" value="demo_answerer_noted_it"' in page(refused)
    assert 'name="waiver_secret"' in page(refused)
    waived = {
        "answer": "x",
        "waive": "demo_answerer_noted_it",
        "waiver": "nobody else is here",
        "waiver_by": str(cast.boss.pk),
    }
    assert ana.post(path, waived | {"waiver_secret": "wrong"}).status_code == 409
    assert ana.post(path, waived | {"waiver_by": str(cast.ana.pk), "waiver_secret": PASSWORD}).status_code == 409
    assert ana.post(path, waived | {"waiver_secret": PASSWORD}).status_code == 302
    assert "nobody else is here" in page(ana.get(f"/r/remarks/{remark.pk}/"))


def test_views_are_kept_for_a_person_and_dropped(cast, ana):
    ana.post("/r/remarks/views/", {"name": "majors", "query": "severity=major"})
    assert "majors" in page(ana.get("/r/remarks/"))
    assert "majors" not in page(browser(cast.ben).get("/r/remarks/"))
    ana.post("/r/remarks/views/", {"name": "majors", "drop": "1"})
    assert not SavedView.objects.exists()


def test_an_export_cannot_act_as_a_formula_and_holds_the_list(cast, ana, now):
    perform(REMARKS, None, Request("note", {"title": "=cmd|' /C calc'!A0", "owner": cast.ben.pk}, now, actor=cast.ana))
    perform(REMARKS, None, Request("note", {"title": "other", "severity": "major"}, now, actor=cast.ana))
    answer = ana.get("/r/remarks/export.csv?severity=minor")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row["title"], row["owner"]) for row in rows] == [("'=cmd|' /C calc'!A0", "Ben")]
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(ana.get("/r/remarks/export.xlsx").content))
    cells = {str(cell.value): cell.data_type for row in book.active.rows for cell in row}
    assert cells["'=cmd|' /C calc'!A0"] == "s"


def _table(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("remarks.csv", text.encode())


def test_an_import_is_tried_first_names_rows_that_do_not_fit_and_takes_all_or_none(cast, ana):
    bad = ana.post("/r/remarks/import/", {"table": _table("Title;Severity;due\nburr;minor;2026-04-01\n;grave;soon\n")})
    assert bad.context["mapping"][0] == ("title", "title", "Title")
    assert sorted((fault.row, fault.text.split(" ")[0]) for fault in bad.context["result"].faults) == [
        (3, "“due”"),
        (3, "“severity”"),
    ]
    file = bad.context["file"]
    columns = {"column-title": "Title", "column-severity": "Severity", "column-due_on": "due"}
    forced = ana.post("/r/remarks/import/", {"file": file.pk, "do": "import"} | columns)
    assert forced.context["result"].faults
    assert not Remark.objects.exists()
    good = ana.post("/r/remarks/import/", {"table": _table("Title,owner\nburr,ben\ndent,\n")})
    assert (good.context["result"].faults, Remark.objects.count()) == ((), 0)
    done = ana.post(
        "/r/remarks/import/",
        {"file": good.context["file"].pk, "do": "import", "column-title": "Title", "column-owner": "owner"},
    )
    assert done.status_code == 302
    assert list(Remark.objects.order_by("number").values_list("title", "owner", "imported")) == [
        ("burr", cast.ben.pk, True),
        ("dent", None, True),
    ]
    assert set(Entry.objects.filter(kind="remarks").values_list("imported", flat=True)) == {True}


def test_an_export_comes_back_as_an_import(cast, ana, now):
    perform(REMARKS, None, Request("note", {"title": "=1+1", "amount": "2.5"}, now, actor=cast.ana))
    content = ana.get("/r/remarks/export.xlsx").content
    answer = ana.post("/r/remarks/import/", {"table": SimpleUploadedFile("r.xlsx", content)})
    assert answer.context["result"].faults == ()
    columns = {f"column-{name}": chosen for name, _, chosen in answer.context["mapping"] if chosen}
    ana.post("/r/remarks/import/", {"file": answer.context["file"].pk, "do": "import"} | columns)
    assert list(Remark.objects.order_by("number").values_list("title", "amount")) == [("=1+1", 2.5), ("=1+1", 2.5)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\xff\xfe\x00"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.exe"])
def test_a_damaged_table_is_refused_in_words(ana, name, content):
    answer = ana.post("/r/remarks/import/", {"table": SimpleUploadedFile(name, content)})
    assert answer.status_code in (200, 422)
    assert not Remark.objects.exists()


def test_a_link_shows_what_the_grant_names_and_nothing_else(cast, ana, remark):
    until = (timezone.now() + timedelta(days=5)).date().isoformat()
    terms = {"party_name": "Celadon", "expires_on": until, "fields": ["title", "answer"], "acts": ["answer"]}
    link = ana.post(f"/r/remarks/{remark.pk}/share/", terms).context["link"]
    outside = Client()
    path = link.removeprefix("http://testserver")
    seen = page(outside.get(path))
    assert "burr on the edge" in seen
    assert not re.search(r"\bBen\b", seen)
    assert "severity" not in seen
    assert outside.post(path, {"act": "plan", "steps-0-text": "x"}).status_code == 404
    assert outside.post(path, {"act": "answer", "answer": "the tool was worn", "version": "1"}).status_code == 302
    assert Remark.objects.get().answer == "the tool was worn"
    assert Entry.objects.get(act="answer").actor.startswith("link:")
    grant = Grant.objects.get()
    assert grant.views.count() == 1
    assert ana.post(f"/r/grants/{grant.pk}/end/").status_code == 302
    assert outside.get(path).status_code == 404
    assert browser(cast.cleo).post(f"/r/grants/{grant.pk}/end/").status_code == 404


def test_two_parties_each_keep_the_act_in_their_own_ledger(cast, now, remark):
    terms = grants.Terms("Celadon", ("title", "answer"), ("answer",), now + timedelta(days=5), party=cast.supplier)
    grant, _ = grants.give(REMARKS, remark, terms, cast.ana, now)
    asked = Request("answer", {"answer": "the tool was worn"}, now, actor=cast.dao, grant=grant)
    assert perform(REMARKS, remark, asked).record.stage == "answered"
    theirs = Entry.objects.filter(organisation=cast.supplier).order_by("number")
    assert [(one.act, one.held_by) for one in theirs] == [
        ("@share", str(cast.buyer.pk)),
        ("answer", str(cast.buyer.pk)),
    ]
    assert theirs.last().changes == {"answer": "the tool was worn"}
    ours = Entry.objects.get(organisation=cast.buyer, act="answer")
    assert (ours.actor, ours.on_behalf) == (cast.dao.reference, str(cast.supplier.pk))


@pytest.mark.parametrize(
    ("act", "payload", "code"),
    [
        ("plan", {"steps": [{"text": "x"}]}, "grant_not_covering"),
        ("answer", {"answer": "x", "steps": []}, "grant_not_covering"),
        ("close", {"conclusion": "x"}, "grant_not_covering"),
    ],
)
def test_nothing_outside_the_grant_is_done(cast, now, remark, act, payload, code):
    terms = grants.Terms("Celadon", ("title", "answer"), ("answer",), now + timedelta(days=5), party=cast.supplier)
    grant, _ = grants.give(REMARKS, remark, terms, cast.ana, now)
    outcome = perform(REMARKS, remark, Request(act, payload, now, actor=cast.dao, grant=grant))
    assert code in [one.code for one in outcome.blocked]
    late = perform(
        REMARKS, remark, Request("answer", {"answer": "x"}, now + timedelta(days=6), actor=cast.dao, grant=grant)
    )
    assert "grant_over" in [one.code for one in late.blocked]
    stranger = perform(REMARKS, remark, Request("answer", {"answer": "x"}, now, actor=cast.cleo, grant=grant))
    assert "actor_elsewhere" in [one.code for one in stranger.blocked]


def test_a_grant_cannot_name_what_a_party_may_not_do(cast, now, remark):
    for acts, fields in ((("close",), ()), (("note",), ()), ((), ("organisation",))):
        with pytest.raises(grants.GrantError):
            grants.give(REMARKS, remark, grants.Terms("x", fields, acts, now + timedelta(days=1)), cast.ana, now)


# --- the interface


def post(client, path, body):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_the_interface_makes_reads_lists_and_acts(cast, ana):
    made = post(ana, "/api/r/remarks/acts/note", {"payload": {"title": "burr", "amount": "1.5"}})
    assert made.status_code == 201
    record = made.json()
    assert (record["number"][:3], record["stage"], record["amount"]) == ("RM-", "open", "1.500")
    read = ana.get(f"/api/r/remarks/{record['id']}")
    assert read.json() == record
    assert [one["act"] for one in ana.get(f"/api/r/remarks/{record['id']}/acts").json()] == [
        "plan",
        "answer",
        "split",
        "withdraw",
    ]
    planned = post(
        ana, f"/api/r/remarks/{record['id']}/acts/plan", {"payload": {"steps": [{"text": "a"}]}, "version": 1}
    )
    assert planned.json()["steps"][0]["text"] == "a"
    refused = post(ana, f"/api/r/remarks/{record['id']}/acts/answer", {"payload": {"answer": "x"}})
    assert refused.status_code == 409
    assert refused.json()["reasons"][0]["code"] == "demo_answerer_noted_it"


def test_the_interface_lists_by_cursor_without_gap_or_double(cast, ana, now):
    for place in range(7):
        perform(REMARKS, None, Request("note", {"title": str(place)}, now, actor=cast.ana))
    seen, cursor = [], ""
    while True:
        answer = ana.get(f"/api/r/remarks?limit=3&after={cursor}").json()
        seen += [one["id"] for one in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 7
    assert ana.get("/api/r/remarks?after=nonsense").status_code == 400
    assert ana.get("/api/r/remarks?severity=major").json()["items"] == []


def test_the_interface_lists_in_every_order_without_gap_or_double(cast, ana, now):
    for title, due, amount in (
        ("b", "2026-04-01", "2"),
        ("a", None, "10"),
        ("c", None, None),
        ("a", "2026-03-01", "2"),
    ):
        noted = {"title": title, "due_on": due, "amount": amount, "owner": cast.ben.pk if due else None}
        assert perform(REMARKS, None, Request("note", noted, now, actor=cast.ana)).record

    def listed(sort: str) -> list[dict[str, object]]:
        found, cursor = [], ""
        while cursor is not None:
            answer = ana.get("/api/r/remarks", {"limit": 1, "sort": sort, "after": cursor}).json()
            found, cursor = [*found, *answer["items"]], answer["next"]
        return found

    offered = next(
        one["schema"]["enum"]
        for one in ana.get("/api/openapi.json").json()["paths"]["/api/r/remarks"]["get"]["parameters"]
        if one["name"] == "sort"
    )
    assert {"title", "-due_on", "number", "-changed_at", "owner"} <= set(offered)
    for sort in offered:
        assert len({one["id"] for one in listed(sort)}) == 4, sort
    assert [one["title"] for one in listed("-title")] == ["c", "b", "a", "a"]
    assert [one["due_on"] for one in listed("due_on")] == ["2026-03-01", "2026-04-01", None, None]
    assert [one["due_on"] for one in listed("-due_on")] == ["2026-04-01", "2026-03-01", None, None]
    other = ana.get("/api/r/remarks?limit=1&sort=title").json()["next"]
    assert ana.get(f"/api/r/remarks?sort=due_on&after={other}").status_code == 400
    assert ana.get("/api/r/remarks?sort=organisation__salt").status_code == 422


def test_the_interface_refuses_what_an_act_does_not_take(ana, remark):
    for body in (
        {"payload": {"title": "x", "stage": "closed"}},
        {"payload": {"title": {"a": 1}}},
        {"payload": None},
        {},
        [],
    ):
        assert post(ana, "/api/r/remarks/acts/note", body).status_code == 422
    assert ana.get(f"/api/r/remarks/{uuid4()}").status_code == 404


def test_the_interface_has_no_way_to_set_a_stage_or_to_delete(ana, remark):
    path = f"/api/r/remarks/{remark.pk}"
    for method in (ana.put, ana.patch, ana.delete, ana.post):
        assert method(path, "{}", content_type="application/json").status_code == 405
    described = ana.get("/api/openapi.json").json()["paths"]
    methods = {method for name, one in described.items() if "/r/" in name for method in one}
    assert methods == {"get", "post"}
    assert not any(name.endswith("/stage") for name in described)


def test_the_description_types_every_act_of_every_kind(ana):
    described = ana.get("/api/openapi.json").json()
    schemas = described["components"]["schemas"]
    assert set(schemas["RemarkPlanFields"]["properties"]) == {"steps", "owner", "due_on"}
    assert schemas["RemarkPlanFields"]["additionalProperties"] is False
    assert schemas["RemarkStep"]["required"] == ["text"]
    assert schemas["Remark"]["properties"]["stage"]["enum"] == list(REMARKS.machine.stages)


def test_evidence_comes_by_the_interface_and_is_named_in_an_act(cast, remark):
    ben = browser(cast.ben)
    sent = {"content": SimpleUploadedFile("a.jpg", b"photo"), "kind": "photo", "claimed_on": "2026-02-01"}
    kept = ben.post("/api/evidence", sent)
    assert kept.status_code == 201
    assert (kept.json()["claimed_on"], kept.json()["size"]) == ("2026-02-01", 5)
    payload = {"answer": "x", "evidence": [kept.json()["id"]]}
    done = post(ben, f"/api/r/remarks/{remark.pk}/acts/answer", {"payload": payload})
    assert done.json()["evidence"] == [kept.json()["id"]]
    cleo = browser(cast.cleo)
    made = post(cleo, "/api/r/remarks/acts/note", {"payload": {"title": "x"}}).json()
    refused = post(cleo, f"/api/r/remarks/{made['id']}/acts/answer", {"payload": payload})
    assert refused.status_code == 422
    assert {one["code"] for one in refused.json()["reasons"]} == {"evidence_unknown"}


def test_writing_by_session_needs_the_csrf_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana.account, backend="django.contrib.auth.backends.ModelBackend")
    assert post(client, "/api/r/remarks/acts/note", {"payload": {"title": "x"}}).status_code == 403
    assert client.post("/r/remarks/new/note/", {"title": "x"}).status_code == 403
