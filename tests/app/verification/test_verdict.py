"""Upload, verdict, correction, override, answer, look-up, history: as the people at the desk do them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from livingproof.app.ledger.models import Evidence
from livingproof.app.verification import jobs
from livingproof.app.verification.models import Case, Picture
from livingproof.core.statement import digest_of
from tests.app.cast import browser
from tests.app.verification.conftest import capture, certificate

pytestmark = pytest.mark.slow


@pytest.fixture
def case(desk):
    return desk.case()


def refreshed(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def page(case: Case, rest: str = "") -> str:
    return f"/verify/cases/{case.pk}/{rest}"


def test_a_certificate_is_read_judged_and_shown_whole_without_script(desk, case):
    assert (case.stage, case.certificate, case.holder) == ("judged", "QM-2024-0815", "Northwind Castings Limited")
    assert case.expires_on == date(2027, 5, 31)
    html = browser(desk.cast.ana).get(page(case)).content.decode()
    assert 'role="status"' in html
    assert "<h1" in html
    assert "Northwind Castings Limited" in html
    assert f"/verify/cases/{case.pk}/pages/1.webp" in html
    assert "<rect" in html
    assert "data:image" not in html
    assert " style=" not in html.partition('class="verdict-sheet"')[2].partition("</main>")[0]


def test_the_statement_is_kept_with_its_digest_in_three_forms(desk, case):
    ana = browser(desk.cast.ana)
    answer = ana.get(page(case, "statement.json"))
    (statement,) = json.loads(answer.content)
    assert statement["digest"] == digest_of(statement) == case.judgements[-1]["digest"]
    assert "attachment" in answer["Content-Disposition"]
    assert ana.get(page(case, "statement.html")).content.startswith(b"<!doctype html>")
    assert ana.get(page(case, "statement.pdf")).content.startswith(b"%PDF")
    assert ana.get(page(case, "statement.json?place=7")).status_code == 404


def test_many_files_are_many_cases_and_the_progress_page_says_how_many_are_ready(desk):
    ana = browser(desk.cast.ana)
    answer = desk.verifies(ana, certificate(), certificate(number="QM-2024-0816"))
    assert answer.status_code == 302
    assert Case.objects.count() == 2
    told = ana.get(answer["Location"])
    assert b"2 of 2 are ready" in told.content
    assert b"hx-get" not in told.content


def test_a_listing_alone_is_verified(desk):
    answer = desk.posts(
        browser(desk.cast.ana),
        "/verify/",
        {"listing": "We are an ISO 9001:2015 certified factory.", "seller": "Northwind"},
    )
    case = Case.objects.get()
    assert answer["Location"] == page(case)
    assert case.stage == "judged"
    assert "ISO 9001" in case.standard


def test_a_text_that_claims_nothing_says_so(desk):
    answer = desk.posts(browser(desk.cast.ana), "/verify/", {"listing": "Fine castings at fair prices."})
    html = browser(desk.cast.ana).get(answer["Location"]).content.decode()
    assert "claims nothing" in html


def test_nothing_given_is_refused_with_what_to_do(desk):
    answer = desk.posts(browser(desk.cast.ana), "/verify/", {"product": "castings"})
    assert answer.status_code == 422
    assert b"There is no file and no text" in answer.content
    assert Case.objects.count() == 0


def test_a_market_that_is_none_is_refused(desk):
    answer = desk.verifies(browser(desk.cast.ana), certificate(), markets="Europe")
    assert answer.status_code == 422
    assert b"EUROPE" in answer.content


def test_a_file_that_is_none_is_unreadable_and_counts_against_nobody(desk):
    desk.verifies(browser(desk.cast.ana), b"\x00\x01 no document at all")
    case = Case.objects.get()
    assert (case.stage, case.headline) == ("judged", "UNREADABLE")
    assert browser(desk.cast.ana).get(page(case)).status_code == 200


def test_a_corrected_field_is_judged_again_and_both_readings_stay(desk, case):
    ana = browser(desk.cast.ana)
    said = {"field": "expires_on", "value": "2027-05-13", "version": case.version, "note": "figures turned round"}
    assert desk.posts(ana, page(case, "correct/"), said).status_code == 302
    now = refreshed(case)
    assert now.expires_on == date(2027, 5, 13)
    assert len(now.judgements) == 2
    (statement,) = json.loads(ana.get(page(case, "statement.json")).content)
    field = statement["claim"]["expires_on"]
    assert (field["value"], field["source"], field["runner_up"]["value"]) == ("2027-05-13", "person", "2027-05-31")
    assert b"2027-05-31" in ana.get(page(case, "statement.json?place=0")).content
    assert ana.get(page(case, "verdicts/0/")).status_code == 200
    shown = ana.get(page(case)).content.decode()
    assert 'data-field="expires_on"' in shown, "the box of the misread field stays"
    assert re.search(
        r"read “[^”]*31[^”]*”, corrected to “2027-05-13”|read “2027-05-31”, corrected to “2027-05-13”", shown
    )
    assert "(read: 2027-05-31)" in shown


def test_a_value_that_is_no_day_is_refused_with_how_to_write_it(desk, case):
    answer = desk.posts(browser(desk.cast.ana), page(case, "correct/"), {"field": "expires_on", "value": "next May"})
    assert answer.status_code == 409
    assert b"2028-08-04" in answer.content
    assert len(refreshed(case).judgements) == 1


def test_a_page_seen_before_somebody_elses_correction_changes_nothing(desk, case):
    ana, ben = browser(desk.cast.ana), browser(desk.cast.ben)
    desk.posts(ben, page(case, "correct/"), {"field": "revision", "value": "2", "version": case.version})
    answer = desk.posts(ana, page(case, "correct/"), {"field": "revision", "value": "3", "version": case.version})
    assert answer.status_code == 409
    assert [one["value"] for one in refreshed(case).corrections] == ["2"]


def test_an_override_is_the_quality_managers_and_the_machines_grade_stays(desk, case):
    ana, ben = browser(desk.cast.ana), browser(desk.cast.ben)
    (statement,) = json.loads(ana.get(page(case, "statement.json")).content)
    finding = next(one for one in statement["findings"] if one["grade"] == "undetermined")
    path = page(case, f"override/{finding['check']}/")
    assert desk.posts(ben, path, {"grade": "pass", "why": "known to us"}).status_code == 403
    assert desk.posts(ana, path, {"grade": "pass", "why": " "}).status_code == 409
    assert desk.posts(ana, path, {"grade": "pass", "why": "Seen on site in May."}).status_code == 302
    now = refreshed(case)
    assert (now.overrides[0]["machine"], now.overrides[0]["grade"]) == ("undetermined", "pass")
    (after,) = json.loads(ana.get(page(case, "statement.json")).content)
    assert next(one for one in after["findings"] if one["check"] == finding["check"])["grade"] == "undetermined"
    html = ana.get(page(case)).content.decode()
    assert "Seen on site in May." in html
    assert "The verdict below is the machine" in html
    assert now.judgements[-1]["with_overrides"]


def test_the_answer_of_the_body_is_pasted_in_kept_and_counts(desk, case):
    ana = browser(desk.cast.ana)
    assert ana.get(page(case, "answer/")).status_code == 200
    said = {
        "says": "cb.answer:CB_CONFIRMED",
        "source": "certificates@body.example",
        "note": "We confirm it.",
        "address_from": "catalogue",
        "files": capture("mail.eml"),
    }
    answer = desk.posts(ana, page(case, "answer/"), said)
    if answer.status_code != 302:  # the code of the answer is the check's own
        pytest.fail(answer.content.decode())
    now = refreshed(case)
    (statement,) = json.loads(ana.get(page(case, "statement.json")).content)
    (reply,) = statement["answers"]
    assert (reply["check"], reply["digest"]) == ("cb.answer", Evidence.objects.get(name="mail.eml").sha256)
    assert len(now.judgements) == 2
    assert now.judgements[-1]["codes"]
    pasted = {name: value for name, value in said.items() if name != "files"}
    assert desk.posts(ana, page(case, "answer/"), {**pasted, "note": "It is active."}).status_code == 302
    (kept,) = refreshed(case).answers[-1]["evidence"]
    assert Evidence.objects.get(pk=kept).name.endswith(".answer.txt"), "the pasted words are kept where no file came"
    assert "cb.answer" not in ana.get(page(case)).content.decode().split('id="added"')[1].split("</section>")[0]


def test_a_look_up_is_blocked_until_the_capture_is_there(desk):
    ana = browser(desk.cast.ana)
    desk.verifies(ana, certificate(accredited=True))
    case = Case.objects.get()
    html = ana.get(page(case)).content.decode()
    assert "look-up/0/" in html
    shown = ana.get(page(case, "look-up/0/"))
    assert b"Record the look-up" in shown.content
    without = desk.posts(ana, page(case, "look-up/0/"), {"says": "not_found"})
    assert without.status_code == 409
    assert b"picture of the page" in without.content
    done = desk.posts(ana, page(case, "look-up/0/"), {"says": "not_found", "seen": "1", "files": capture()})
    assert done.status_code == 302, done.content.decode()
    (statement,) = json.loads(ana.get(page(case, "statement.json")).content)
    (looked,) = [one for one in statement["records"] if one["asked_by"] == "person"]
    assert looked["answer"] == "not_found"
    assert looked["digest"]


def test_a_question_goes_by_mail_and_its_answer_comes_to_whoever_asked(desk, case, mailoutbox):
    ana = browser(desk.cast.ana)
    answer = desk.posts(ana, page(case, "send/supplier/"), {"address": "sales@northwind.example"})
    assert answer.status_code == 302
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["sales@northwind.example"], [desk.cast.ana.account.email])
    assert "QM-2024-0815" in mail.body


def test_judging_twice_says_nothing_twice(desk, case):
    before = refreshed(case)
    jobs.judge(str(case.pk))
    jobs.draw(str(case.pk))
    after = refreshed(case)
    assert (after.version, len(after.judgements)) == (before.version, 1)
    assert Picture.objects.count() == 1


def test_pages_that_were_not_drawn_are_drawn_when_somebody_looks(desk, case):
    ana = browser(desk.cast.ana)
    Picture.objects.all().delete()
    assert "being drawn" in desk.does(lambda: ana.get(page(case))).content.decode()
    assert Picture.objects.count() == 1
    answer = ana.get(f"{page(case)}?pages", headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert "being drawn" not in ana.get(page(case)).content.decode()


def test_pictures_go_with_the_content_of_the_file(desk, case, now):
    from livingproof.app.ledger import evidence

    evidence.remove(Evidence.objects.get(pk=case.evidence[0]), now)
    assert Picture.objects.count() == 0
    assert browser(desk.cast.ana).get(page(case, "pages/1.webp")).status_code == 404
