"""Files that are given together: each for its own purchase, each held against the others; and one act on many cases."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from livingproof.app.verification import judging
from livingproof.app.verification.jobs import judge
from livingproof.app.verification.models import Case
from tests.app.cast import browser
from tests.app.verification.conftest import certificate
from tests.readers import making

slow = pytest.mark.slow


def stated(case: Case) -> dict:
    return json.loads(judging.statement_bytes(case))


@slow
def test_product_factory_seller_and_market_are_said_once_for_all_or_for_one_file(desk):
    said = {"product": "castings", "seller": "Northwind", "markets": "EU"}
    own = {"product-1": "pump housings", "site-1": "Plant 2, Bristol", "markets-1": "us, jp"}
    desk.verifies(browser(desk.cast.ana), certificate(), certificate(number="QM-2"), **said, **own)
    first, second = Case.objects.order_by("number")
    assert (first.product, first.site, first.seller, first.markets) == ("castings", "", "Northwind", ["EU"])
    assert (second.product, second.site, second.seller) == ("pump housings", "Plant 2, Bristol", "Northwind")
    assert second.markets == ["US", "JP"]


@slow
def test_a_program_says_of_one_file_what_is_otherwise(desk):
    ana = browser(desk.cast.ana)
    files = [SimpleUploadedFile(f"{name}.pdf", certificate(number=name), "application/pdf") for name in ("a", "b")]
    each = json.dumps({"b.pdf": {"product": "valves"}})
    answer = desk.posts(ana, "/api/verify", {"files": files, "product": "castings", "each": each})
    assert answer.status_code == 202, answer.content.decode()
    assert [one.product for one in Case.objects.order_by("number")] == ["castings", "valves"]
    for wrong in ("[]", json.dumps({"c.pdf": {"product": "x"}}), json.dumps({"a.pdf": {"policy": "quick"}})):
        given = SimpleUploadedFile("a.pdf", certificate(), "application/pdf")
        assert desk.posts(ana, "/api/verify", {"files": [given], "each": wrong}).status_code == 422, wrong


@slow
def test_files_of_one_upload_are_in_hand_for_each_other_whichever_was_read_first(desk):
    old = certificate(expiry="12 May 2025")
    desk.verifies(browser(desk.cast.ana), old, certificate(number="QM-2025-0999"))
    first, second = Case.objects.order_by("number")
    assert first.upload == second.upload != ""
    assert [one["why"] for one in first.judgements] == ["asked", "beside"]
    assert [one["number"] for one in stated(first)["in_hand"]] == ["QM-2025-0999"]
    assert [one["number"] for one in stated(second)["in_hand"]] == [first.certificate]
    shown = browser(desk.cast.ana).get(f"/verify/cases/{first.pk}/").content.decode()
    assert "Given together with it" in shown
    assert "QM-2025-0999" in shown
    count = len(first.judgements)
    judge(str(first.pk))
    first.refresh_from_db()
    assert len(first.judgements) == count


@slow
def test_a_certificate_of_another_holder_is_not_in_hand_nor_told_to_whoever_holds_a_link(desk):
    content = making.certificate(number="ZZ-1").replace("Northwind Castings Limited", "Aurora Textil Lda")
    desk.verifies(browser(desk.cast.ana), certificate(), making.pdf(content))
    first = Case.objects.order_by("number")[0]
    assert "in_hand" not in stated(first)
    assert b"Aurora" not in judging.statement_bytes(first)


@slow
def test_a_file_alone_has_none_beside_it(desk):
    assert desk.case().upload == ""


def two(desk) -> tuple[Case, Case]:
    for product in ("castings", "valves"):
        desk.verifies(browser(desk.cast.ana), listing="We hold ISO 9001:2015.", product=product)
    return tuple(Case.objects.order_by("number"))


def test_one_act_is_done_on_every_chosen_case_and_each_stands_for_itself(desk):
    first, second = two(desk)
    ben = browser(desk.cast.ben)
    chosen = {"id": [str(first.pk), str(second.pk)]}
    desk.posts(ben, "/verify/cases/together/", {**chosen, "act": "unwatch"})
    assert [one.watched for one in Case.objects.all()] == [False, False]
    desk.posts(ben, "/verify/cases/together/", {**chosen, "act": "hand_over", "owner": str(desk.cast.ben.pk)})
    assert {one.owner for one in Case.objects.all()} == {desk.cast.ben}
    ana = browser(desk.cast.ana)
    closing = {"act": "close", "conclusion": "relied_on"}
    refused = ana.post("/verify/cases/together/", {**chosen, **closing}, follow=True).content.decode()
    assert "Not done for 2 cases" in refused
    desk.posts(ana, "/verify/cases/together/", {**chosen, **closing, "because": "The body confirmed it by phone."})
    assert {one.stage for one in Case.objects.all()} == {"closed"}
    (one, other) = json.loads(ana.post("/verify/cases/together/", {**chosen, "act": "statements"}).content)
    assert one["digest"] != other["digest"]


def test_nobody_acts_on_another_organisations_cases(desk):
    first, _second = two(desk)
    cleo = browser(desk.cast.cleo)
    answer = cleo.post("/verify/cases/together/", {"id": [str(first.pk)], "act": "unwatch"}, follow=True)
    assert b"Choose cases first" in answer.content
    assert Case.objects.get(pk=first.pk).watched
    assert b"castings" not in cleo.get("/verify/cases/").content


def test_the_list_speaks_the_words_of_verdicts_and_says_what_to_do_when_empty(desk):
    ana = browser(desk.cast.ana)
    assert b"Verify the first certificate" in ana.get("/verify/cases/").content
    two(desk)
    shown = ana.get("/verify/cases/").content.decode()
    assert "Not confirmed" in shown
    assert "NOT_CONFIRMED</td>" not in shown
    assert b"Nothing fits these filters" in ana.get("/verify/cases/?headline=CONFIRMED").content
    assert b"Not confirmed" in ana.get("/r/cases/").content
