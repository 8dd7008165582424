"""The pages of the records: a report by code, the 8D report in three forms, charts, indicators, what waits today."""

from __future__ import annotations

import re
import typing
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from livingproof.app.kit.kinds import every_kind, kind_named
from livingproof.app.ledger.models import Evidence
from livingproof.app.system import charts, measures, reporting, work
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.capa.eight_d import report_of
from livingproof.app.system.records.capa.paper import paper_of
from livingproof.app.system.records.capa.sheet import sheet_of
from livingproof.app.system.templatetags.system_words import BOUNDS, whys_of
from livingproof.app.system.words import LANGUAGES, ROOM, table, word
from livingproof.core.system.capa import CAPA
from livingproof.core.system.nonconformity import NONCONFORMITY
from livingproof.core.system.parts import REFERS
from tests.app.cast import browser
from tests.app.system.house import House, closed, effective, found_house, planned, triaged

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 32


@pytest.fixture
def house() -> House:
    return found_house()


def page_of(house: House, place: str = "barrel 3") -> str:
    return reverse("system:report", args=[reporting.token_of(house.maker, place)])


def allow_strangers(house: House) -> None:
    house.maker.anonymous_reports = True
    house.maker.save()


def test_anybody_reports_from_the_machine_where_the_house_allows_it(house: House) -> None:
    allow_strangers(house)
    page = Client().get(page_of(house))
    assert b'value="barrel 3"' in page.content
    assert page.content.count(b"<label") == 5
    picture = SimpleUploadedFile("dent.jpg", JPEG, "image/jpeg")
    answer = Client().post(page_of(house), {"what": "Dents", "place": "barrel 3", "picture": picture})
    record = Nonconformity.objects.get()
    assert record.number in answer.content.decode()
    assert (record.stage, record.place, record.organisation) == ("reported", "barrel 3", house.maker)
    assert Evidence.objects.get(pk=record.evidence[0]).kind == "photo"


def test_a_report_without_a_name_is_refused_where_it_is_not_allowed(house: House) -> None:
    assert Client().get(page_of(house)).status_code == 403
    assert Client().post(page_of(house), {"what": "Dents"}).status_code == 403
    assert Nonconformity.objects.count() == 0


def test_a_member_reports_by_name(house: House) -> None:
    assert browser(house.dao).post(page_of(house), {"what": "Dents"}).status_code == 200
    assert Nonconformity.objects.get().what == "Dents"


def test_a_member_of_another_organisation_is_a_stranger_here(house: House) -> None:
    neighbour = found_house("Other Works")
    assert browser(neighbour.ana).post(page_of(house), {"what": "Dents"}).status_code == 403


def test_an_address_that_was_changed_is_not_known(house: House) -> None:
    token = reporting.token_of(house.maker, "barrel 3")
    assert Client().get(reverse("system:report", args=[token[:-2] + "xx"])).status_code == 404


def test_an_empty_report_is_sent_back_with_what_was_written(house: House) -> None:
    answer = browser(house.dao).post(page_of(house), {"what": " ", "product": "M8x30"})
    assert answer.status_code == 422
    assert b'value="M8x30"' in answer.content


def test_what_is_no_picture_is_not_kept_and_is_told_beside_its_field(house: House) -> None:
    script = SimpleUploadedFile("dent.jpg", b"<script>alert(1)</script>", "image/jpeg")
    answer = browser(house.dao).post(page_of(house), {"what": "Dents", "place": "Barrel 3", "picture": script})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert '<ul class="errorlist" id="picture-wrong"><li>That file is no picture' in text
    assert "Dents</textarea>" in text
    assert 'value="Barrel 3"' in text
    assert not Evidence.objects.filter(name="dent.jpg").exists()


def test_nobody_is_told_that_it_reached_no_customer_before_anybody_was_asked(house: House) -> None:
    record = house.does(house.dao, "nonconformities", None, "report", what="Dents")
    shown = reverse("kit:detail", args=["nonconformities", record.pk])
    assert "Reached a customer" not in browser(house.ana).get(shown).content.decode()
    graded = {"severity": "minor", "process": "Plating", "source": "in_process", "defect_code": "DENT"}
    house.does(house.ana, "nonconformities", record, "triage", reached_customer=False, **graded)
    assert "<dt>Reached a customer</dt><dd>no</dd>" in browser(house.ana).get(shown).content.decode()


def test_one_address_does_not_flood_the_house(house: House) -> None:
    allow_strangers(house)
    client = Client()
    answers = [client.post(page_of(house), {"what": f"Dent {number}"}).status_code for number in range(22)]
    assert answers.count(200) == 20
    assert answers[-1] == 429


def test_a_code_is_drawn_without_styles_and_leads_to_the_page(house: House) -> None:
    page = browser(house.ana).get(reverse("system:places"), {"place": "barrel 3"})
    assert page.status_code == 200
    assert b"<svg" in page.content
    assert b"style=" not in page.content
    assert b"/run/report/" in page.content


def test_the_8d_report_tells_all_nine_disciplines(house: House) -> None:
    told = report_of(effective(house), house.now.date(), "en")
    assert [one.title[:2] for one in told.disciplines] == [f"D{number}" for number in range(9)]
    assert [one.title for one in told.disciplines if one.missing] == []


def test_what_is_not_recorded_is_shown_as_missing(house: House) -> None:
    record = house.does(house.ana, "capas", None, "raise", title="Dents", severity="minor")
    told = report_of(record, house.now.date(), "en")
    assert {one.title[:2] for one in told.disciplines if one.missing} == {
        "D1",
        "D2",
        "D3",
        "D4",
        "D5",
        "D6",
        "D7",
        "D8",
    }


def test_n20_evidence_is_shown_with_its_stated_day_and_its_received_day(house: House) -> None:
    told = report_of(effective(house), house.now.date(), "en")
    assert "count.pdf (2026-02-27 / 2026-03-02)" in str(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_8d_report_is_a_pdf_and_a_sheet_in_each_language(house: House, language: str) -> None:
    told = report_of(effective(house), house.now.date(), language)
    paper = paper_of(told)
    assert paper.startswith(b"%PDF-")
    assert b"<pdfaid:part>2</pdfaid:part>" in paper
    assert paper == paper_of(told)
    sheet = load_workbook(BytesIO(sheet_of(told))).active
    texts = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert told.disciplines[4].title in texts


def test_letters_of_no_font_and_signs_that_are_no_text_do_not_keep_the_paper_from_being_made(house: House) -> None:
    record = house.does(house.ana, "capas", None, "raise", title="seal \u202e \U00013080", severity="minor")
    assert paper_of(report_of(record, house.now.date(), "en")).startswith(b"%PDF-")


def test_what_looks_like_a_formula_stays_text_in_the_sheet(house: House) -> None:
    record = house.does(house.ana, "capas", None, "raise", title="=1+1", severity="minor", problem="@cmd")
    book = load_workbook(BytesIO(sheet_of(report_of(record, house.now.date(), "en"))))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_8d_pages_are_the_organisations_own(house: House) -> None:
    record = planned(house)
    neighbour = found_house("Other Works")
    for name, begin in (("eight_d", b"\n"), ("eight_d_pdf", b"%PDF-"), ("eight_d_xlsx", b"PK")):
        address = reverse(f"system:{name}", args=[record.pk])
        mine = browser(house.eve).get(address)
        assert mine.status_code == 200, name
        assert name == "eight_d" or mine.content.startswith(begin)
        assert browser(neighbour.ana).get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_the_pareto_says_what_leads_and_shows_it_as_a_table_too(house: House) -> None:
    for code in ("DENT", "BURR", "BURR", "STAIN"):
        triaged(house, defect_code=code)
    day = house.now.date()
    chart = charts.pareto_chart(house.maker, "defect_code", day)
    assert [(bar.name, bar.count, bar.beside) for bar in chart.bars] == [
        ("BURR", 2, "50%"),
        ("DENT", 1, "75%"),
        ("STAIN", 1, "100%"),
    ]
    assert chart.bars[0].width == 2 * chart.bars[1].width
    assert chart.finding == "BURR leads with 2 of 4; the first 3 make 100 %."
    assert charts.pareto_chart(house.maker, "defect_code", day + timedelta(days=400)).bars == ()


@pytest.mark.parametrize("by", charts.BY)
def test_the_page_of_charts_has_no_styles_and_answers_every_choice(house: House, by: str) -> None:
    triaged(house)
    page = browser(house.ana).get(reverse("system:charts"), {"by": by})
    assert page.status_code == 200
    assert b"style=" not in page.content
    assert page.content.count(b'<table class="keep bars">') >= 2
    assert browser(house.ana).get(reverse("system:charts"), {"by": "password"}).status_code == 404


def test_open_records_are_counted_by_their_age(house: House) -> None:
    triaged(house)
    closed(house, defect_code="BURR")
    later = house.now.date() + timedelta(days=20)
    chart = charts.ageing_chart(house.maker, Nonconformity, later)
    assert [bar.count for bar in chart.bars] == [0, 1, 0, 0]


def test_indicators_are_counted_from_the_ledger_and_say_when_there_is_too_little(house: House) -> None:
    effective(house)
    found = measures.figures(house.maker, house.now.date())
    assert list(found) == ["L5", "L6", "L7", "L8", "L9", "L10", "L11"]
    assert {name: (found[name].numerator, found[name].denominator) for name in ("L8", "L9", "L10", "L11")} == {
        "L8": (1, 1),
        "L9": (0, 1),
        "L10": (1, 1),
        "L11": (1, 1),
    }
    assert {name for name, figure in found.items() if figure.insufficient} >= {"L8", "L9", "L10", "L11"}


def test_an_owed_thing_that_is_late_counts_from_its_original_day(house: House) -> None:
    record = planned(house)
    due = record.due_on
    house.does(house.ana, "capas", record, "reschedule", due_on=due + timedelta(days=90), moved_because="orders")
    found = measures.figures(house.maker, due + timedelta(days=1))
    assert found["L6"].numerator == found["L6"].denominator == 2


def test_what_waits_stands_under_its_original_day(house: House) -> None:
    record = planned(house)
    groups = work.mine(house.dao, record.due_on + timedelta(days=1))
    assert [(group.name, [task.what for task in group.tasks]) for group in groups] == [("overdue", ["Lock the barrel"])]
    assert [group.name for group in work.mine(house.dao, record.due_on)] == ["today"]
    assert [group.name for group in work.mine(house.dao, record.due_on - timedelta(days=7))] == ["week"]
    assert work.mine(house.gus, record.due_on) == ()


def test_quality_sees_what_nobody_owns_yet(house: House) -> None:
    house.does(house.dao, "nonconformities", None, "report", what="Dents")
    (group,) = work.mine(house.eve, date(2026, 3, 2))
    assert group.tasks[0].what == "triage it"
    assert work.mine(house.dao, date(2026, 3, 2)) == ()


@pytest.mark.parametrize("slug", ["capas", "nonconformities"])
def test_the_records_page_shows_its_own_part(house: House, slug: str) -> None:
    record = effective(house) if slug == "capas" else closed(house)
    page = browser(house.ana).get(reverse("kit:detail", args=[slug, record.pk]))
    assert page.status_code == 200
    wanted = "progress_title" if slug == "capas" else "balance_title"
    assert word("pages", wanted, "en") in page.content.decode()


def test_every_act_stage_and_page_has_words_in_every_language() -> None:
    english = table("en")
    for language in LANGUAGES:
        words = table(language)
        assert {name: set(section) for name, section in words.items()} == {
            name: set(section) for name, section in english.items()
        }
        for machine in (NONCONFORMITY, CAPA):
            assert {act.name for act in machine.acts} <= set(words["acts"])
            assert set(machine.stages) <= set(words["stages"])


def test_every_sentence_has_the_same_facts_in_every_language() -> None:
    def facts(text: str) -> list[str]:
        return sorted(set(re.findall(r"\{(\w+)\}", text)))

    english = table("en")
    for language in LANGUAGES:
        for name, section in table(language).items():
            for key, text in section.items():
                assert facts(text) == facts(english[name][key]), (language, name, key)
    for path in ROOM.rglob("reasons.en.yml"):
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for language in LANGUAGES:
            other = yaml.load(
                path.with_name(f"reasons.{language}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
            )
            assert set(told) == set(other)
            for code in told:
                assert facts(told[code]["text"]) == facts(other[code]["text"]), (language, code)


def test_capas_of_a_house_start_from_nothing(house: House) -> None:
    assert Capa.objects.of(house.maker).count() == 0
    assert charts.ageing_chart(house.maker, Capa, house.now.date()).finding == "0 of 0 are older than 90 days."


def parts_of_records() -> list[type]:
    kinds = {kind.slug: kind for kind in every_kind()}
    found = [hint for slug in ("capas", "nonconformities") for hint in kinds[slug].parts.values()]
    inner = [typing.get_args(hint)[0] for hint in found]
    return [one for one in inner if is_dataclass(one)]


def test_every_attribute_of_a_part_has_words() -> None:
    attributes = {one.name for part in parts_of_records() for one in fields(part)}
    assert attributes == set(table("en")["parts"])


def test_what_a_part_refers_to_is_there() -> None:
    referring = 0
    for slug in ("capas", "nonconformities"):
        kind = kind_named(slug)
        assert kind is not None
        for hint in kind.parts.values():
            part = typing.get_args(hint)[0]
            for one in fields(part) if is_dataclass(part) else ():
                if REFERS in one.metadata:
                    field, key, shown = one.metadata[REFERS]
                    other = typing.get_args(kind.parts[field])[0]
                    assert {key, shown} <= {each.name for each in fields(other)}
                    referring += 1
    assert referring == 10


def test_the_page_of_indicators_says_when_there_is_too_little(house: House) -> None:
    effective(house)
    page = browser(house.li).get(reverse("system:indicators")).content.decode()
    assert "insufficient data (n = 1, at least 5)" in page
    assert "L9/1" in page


def test_every_further_number_of_an_indicator_has_words_in_every_language() -> None:
    rules = Path("src/livingproof/core/system/indicators.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"(\w+)":', rules)) | set(re.findall(r'beside\["(\w+)"\]', rules))
    assert {"p90", "share_late", "waived"} <= names
    for language in LANGUAGES:
        assert {f"beside_{name}" for name in names - BOUNDS} <= set(table(language)["figures"])


def test_the_tree_of_whys_hangs_together_on_the_page_and_a_circle_ends() -> None:
    record = Capa(
        whys=[
            {"key": "1", "statement": "scratched", "under": ""},
            {"key": "2", "statement": "no cover", "under": "1"},
            {"key": "3", "statement": "cover lost", "under": "2"},
            {"key": "x", "statement": "circle", "under": "x"},
        ]
    )
    assert whys_of(record) == [["scratched", [["no cover", [["cover lost", []]]]]]]
