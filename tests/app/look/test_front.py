"""The first page, the work, the search, the navigation, and pages that say that something is not there."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation

from livingproof.app.front import drawing, path
from livingproof.app.front.ends import ends
from livingproof.app.kit.models import ACTING
from livingproof.app.people.models import Account, Organisation
from livingproof.app.verification.models import Case
from livingproof.core.system.machine import Act, Machine
from tests.app.cast import Cast, browser
from tests.app.system.house import House, found_house, planned, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_house()


def page(client: Client, address: str, **more: object) -> str:
    answer = client.get(address, **more)  # type: ignore[arg-type]
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def drawn(source: str, **facts: object) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return Template("{% load look %}" + CottonCompiler().process(source)).render(Context(facts))


def test_the_first_page_says_in_one_sentence_what_needs_the_reader(house: House) -> None:
    for _ in range(2):
        triaged(house)
    text = page(browser(house.ana), "/")
    assert "<h1>2 things need you: 2 late</h1>" in text
    assert "Dents in the thread" in text


def test_the_first_control_of_the_first_page_takes_a_file(house: House) -> None:
    main = page(browser(house.ana), "/").split("<main", 1)[1]
    first = re.search(r'<(?:a|button|select|textarea|input(?! type="hidden"))\b[^>]*>', main)
    assert first
    assert first.group().startswith('<input id="drop-files" type="file"')


def test_a_new_house_is_given_three_steps_instead_of_noughts(house: House) -> None:
    text = page(browser(house.ana), "/")
    assert "Three steps to begin" in text
    assert "Nothing needs you now" in text


def test_work_stands_by_its_original_day_and_everybodys_names_whom(house: House) -> None:
    planned(house)
    assert "Lock the barrel" not in page(browser(house.ana), "/work/")
    text = page(browser(house.ana), "/work/?of=team")
    assert "Lock the barrel" in text
    assert "Dao" in text


def test_work_and_search_of_one_house_show_nothing_of_another(house: House, cast: Cast) -> None:
    record = triaged(house)
    cleo = browser(cast.cleo)
    for address in ("/", "/work/", "/work/?of=team", f"/search/?q={record.number}"):
        assert "Dents in the thread" not in page(cleo, address)
    assert record.number in page(browser(house.ana), "/search/?q=dents")


def test_a_search_that_finds_nothing_says_what_was_searched(house: House) -> None:
    assert "Numbers, titles and texts" in page(browser(house.ana), "/search/?q=%00zzz")


def test_only_the_order_of_the_navigation_is_the_organisations(house: House) -> None:
    groups = [title for title, _ in browser(house.ana).get("/more/").context["navigation"]]
    Organisation.objects.update(order="run")
    turned = [title for title, _ in browser(house.ana).get("/more/").context["navigation"]]
    assert sorted(map(str, groups)) == sorted(map(str, turned))
    assert groups != turned


def test_verdicts_are_counted_and_certificates_that_end_once_by_month(house: House) -> None:
    day = timezone.localdate()
    token = ACTING.set(True)
    try:
        for place, (name, days) in enumerate((("Q1", 30), ("Q1", 30), ("Q2", 200), ("Q3", -1))):
            given = {
                "certificate": name,
                "expires_on": day + timedelta(days=days),
                "stage": "judged",
                "number": f"V-{place}",
                "headline": "CONFIRMED" if place else "CONTRADICTED",
            }
            Case(organisation=house.maker, made_at=house.now, changed_at=house.now, **given).save(force_insert=True)
    finally:
        ACTING.reset(token)
    shown = page(browser(house.ana), "/")
    assert re.search(r'href="/verify/cases/\?headline=CONFIRMED">.*?Confirmed</a></th><td class="r b">3</td>', shown)
    assert re.search(r'href="/verify/cases/\?headline=CONTRADICTED">.*?</a></th><td class="r b">1</td>', shown)
    found = ends(house.ana, day)
    assert found is not None
    assert (found.whole, found.near, len(found.rows)) == (2, 1, 12)
    text = page(browser(house.ana), "/")
    assert "2 end within twelve months, 1 of them within 90 days." in text
    assert 'data-chart="ends-chart"' in text


def test_pages_that_are_not_there_say_so_within_the_house(house: House) -> None:
    answer = browser(house.ana).get("/r/nothing/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert "Mailin Medical" in answer.content.decode()


def test_an_error_page_needs_nothing_that_could_be_broken() -> None:
    from django.template.loader import get_template

    assert "Nothing" not in get_template("500.html").render({})
    assert "our fault" in get_template("500.html").render({})


def test_a_page_speaks_as_the_account_says_else_as_the_browser_asks(house: House) -> None:
    Account.objects.filter(pk=house.ana.account_id).update(language="de")
    assert 'lang="de"' in page(browser(house.ana), "/", headers={"accept-language": "zh-hans"})
    assert 'lang="zh-hans"' in page(Client(headers={"accept-language": "zh-CN"}), "/accounts/login/")
    assert 'lang="en"' in page(Client(headers={"accept-language": "fi"}), "/accounts/login/")
    translation.activate("en")


def test_a_member_reads_in_the_language_of_the_browser_until_one_is_chosen(house: House) -> None:
    ana = browser(house.ana)
    german = {"accept-language": "de-AT,de;q=0.9"}
    assert 'lang="de"' in page(ana, "/", headers=german)
    ana.post("/people/me/", {"name": "Ana", "language": "zh-hans"})
    assert 'lang="zh-hans"' in page(ana, "/", headers=german)
    ana.post("/people/me/", {"name": "Ana", "language": ""})
    assert 'lang="de"' in page(ana, "/", headers=german)
    translation.activate("en")


def test_the_outbox_stands_in_the_navigation_of_whoever_keeps_the_installation(house: House) -> None:
    assert "/outbox/" not in page(browser(house.ana), "/")
    Account.objects.filter(pk=house.ana.account_id).update(is_staff=True)
    assert "/outbox/" in page(browser(house.ana), "/")
    assert "/run/places/" in page(browser(house.ben), "/")


def test_light_or_dark_is_kept_in_the_browser_and_leads_nowhere_else(house: House) -> None:
    ana = browser(house.ana)
    kept = ana.post("/theme/", {"theme": "dark", "back": "/work/"})
    assert (kept["Location"], 'data-bs-theme="dark"' in page(ana, "/work/")) == ("/work/", True)
    assert ana.post("/theme/", {"theme": "blink", "back": "https://elsewhere.example/"})["Location"] == "/"
    assert 'data-theme=""' in page(ana, "/work/")


def test_keys_follow_the_account(house: House) -> None:
    assert 'data-keys="on"' in page(browser(house.ana), "/")
    Account.objects.filter(pk=house.ana.account_id).update(single_keys=False)
    assert 'data-keys="off"' in page(browser(house.ana), "/")


MACHINE = Machine(
    "demo",
    ("a", "b", "c", "end", "void"),
    (Act("make", (), "a"), Act("drop", ("a",), "void"), Act("on", ("a",), "b"), Act("back", ("b",), "a"), Act("go", ("b",), "c"),
     Act("finish", ("c",), "end")),
    ("end", "void"),
    ("end",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "reached", "expected"),
    [
        ("a", ["a"], "A b c end"),
        ("b", ["a", "b"], "a B c end"),
        ("a", ["a", "b", "a"], "A b c end"),
        ("void", ["a", "void"], "a VOID"),
    ],
)
def test_the_line_of_stages_shows_what_was_passed_and_what_lies_ahead(
    stage: str, reached: list[str], expected: str
) -> None:
    steps = path.steps(MACHINE, stage, reached)
    assert " ".join(one.stage.upper() if one.here else one.stage for one in steps) == expected


def test_a_grade_is_a_shape_a_word_and_a_colour() -> None:
    text = drawn('<c-grade tone="fail">Not listed</c-grade><c-grade tone="undetermined" />')
    assert "#square-x" in text
    assert "Not listed" in text
    assert 'class="g open"' in text
    assert "Open" in text


def test_a_blocked_act_is_a_button_that_names_its_reasons() -> None:
    reason = SimpleNamespace(text="The window ends on 2026-12-14.", todo="Wait.")
    text = drawn('<c-act name="close" id="close" :told="told" href="/x/" />', told=[reason])
    assert 'aria-disabled="true" aria-describedby="why-close"' in text
    assert 'id="why-close"' in text
    assert 'href="/x/"' not in text
    assert 'href="/x/"' in drawn('<c-act name="close" id="close" :told="told" href="/x/" />', told=[])


def test_a_verdict_its_chain_findings_and_page_are_drawn_without_styles() -> None:
    link = {"tone": "pass", "kind": "Certificate", "name": "QM 1", "word": "In force", "note": "active"}
    box = SimpleNamespace(x=10.5, y=20, width=30, height=10, number=1, tone="fail")
    text = drawn(
        '<c-verdict tone="fail" tag="Not in force" sentence="The term ended."><c-slot name="side">Do not rely on it.</c-slot></c-verdict>'
        '<c-chain :links="links" /><c-finding id="1" tone="warn" number="1" sentence="It ends soon.">why</c-finding>'
        '<c-doc src="/p.png" width="1000" height="1414" label="Page 1" :boxes="boxes" />'
        '<c-interval :low="0.1" :rate="0.2" :high="0.5" said="20 %">1 of 5</c-interval><c-spark :values="values" said="rising" />'
        '<c-kv :pairs="pairs" /><c-state icon="lock" title="Closed">Ask Ben.</c-state><c-chip tone="pass">Renewed</c-chip>',
        links=[link], boxes=[box], values=[1, 2, 3], pairs=[("Ends", "")],
    )  # fmt: skip
    assert "style=" not in text
    for part in (
        "Not in force",
        "The term ended.",
        "Do not rely on it.",
        "QM 1",
        'href="#f-1"',
        'x="10.5"',
        "not known",
        "polyline",
    ):
        assert part in text, part


def test_drawings_stay_on_their_scale() -> None:
    assert 'x1="0" y1="8" x2="120"' in drawing.interval(-1, 0.5, 2, "all")
    assert drawing.spark([1], "one") == ""
    assert 'width="120" height="8" rx="2"' in drawing.bar(5, 2)
    assert 'width="0"' in drawing.bar(0, 0)


def test_days_are_counted_in_the_organisations_own_day(house: House) -> None:
    answer = browser(house.ana).get("/work/")
    with timezone.override("Asia/Shanghai"):
        assert answer.context["day"] == timezone.localdate()


def test_a_moment_in_a_part_is_told_to_the_minute() -> None:
    with timezone.override("Asia/Shanghai"):
        assert drawn("{{ at|cell }}", at="2026-03-02T09:10:11.778424+00:00") == "<time>2026-03-02 17:10</time>"
    assert drawn("{{ at|cell }}", at="2026-03-02T09") == "2026-03-02T09"
