"""The two records through the one door: what follows by itself, what is owed, what nothing gets around."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from livingproof.app.kit.acts import Request, Signature, perform, prospects
from livingproof.app.kit.models import AroundTheDoorError, Task
from livingproof.app.kit.reasons import told
from livingproof.app.people.models import Person
from livingproof.app.system import measures
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.core.system.machine import Blocked, Meaning
from livingproof.core.system.parts import plain
from tests.app.system.house import House, closed, effective, found_house, planned, triaged

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_house()


def test_a_nonconformity_goes_from_the_report_to_the_close(house: House) -> None:
    record = closed(house)
    assert (record.stage, record.number) == ("closed", "NC-2026-0001")


def test_a_capa_goes_from_the_draft_to_the_effect_confirmed_by_somebody_else(house: House) -> None:
    record = effective(house)
    assert (record.stage, record.number) == ("closed_effective", "CAPA-2026-0001")


def test_n1_no_way_around_the_door_sets_a_record_closed(house: House) -> None:
    record = triaged(house)
    record.stage = "closed"
    with pytest.raises(AroundTheDoorError):
        record.save()
    with pytest.raises(AroundTheDoorError):
        Nonconformity.objects.filter(pk=record.pk).update(stage="closed")
    assert house.codes(house.ana, "nonconformities", record, "triage", stage="closed") == {"field_unknown"}
    assert house.codes(house.ana, "nonconformities", record, "close", capa_decision="not_needed") == {"wrong_stage"}


def test_n4_the_implementer_does_not_verify_through_the_door_either(house: House) -> None:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.eve, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    record = house.does(None, "capas", record, "begin_check")
    house.dao.roles = ["quality_manager", "top_management", "quality"]
    house.dao.save()
    for person in (house.dao, house.eve):
        assert "verifier_is_implementer" in house.codes(person, "capas", record, "confirm_effective", effect="good")


def test_the_second_of_the_same_within_a_year_opens_a_capa_by_itself(house: House) -> None:
    first = triaged(house)
    assert Capa.objects.count() == 0
    house.later(200)
    second = triaged(house, process=" plating ", defect_code="dent")
    capa = Capa.objects.get()
    assert capa.stage == "draft"
    assert capa.nonconformities == [first.number, second.number]
    assert house.kind("nonconformities").about(first)["capas"] == (capa.number,)


def test_a_third_joins_the_open_capa(house: House) -> None:
    for _ in range(2):
        triaged(house)
    third = triaged(house)
    assert Capa.objects.get().nonconformities[-1] == third.number


def test_what_is_seen_once_in_thirteen_months_opens_nothing(house: House) -> None:
    triaged(house)
    house.later(400)
    triaged(house)
    assert Capa.objects.count() == 0


def test_other_codes_families_and_organisations_are_not_the_same(house: House) -> None:
    neighbour = found_house("Other Works")
    triaged(neighbour)
    triaged(house)
    triaged(house, defect_code="DENT 2")
    triaged(house, product_family="M6")
    assert Capa.objects.count() == 0


def test_rejected_ones_are_not_counted(house: House) -> None:
    record = house.does(house.dao, "nonconformities", None, "report", what="Dents")
    house.does(house.ana, "nonconformities", record, "reject", rejected_because="within the drawing")
    triaged(house)
    assert Capa.objects.count() == 0


def test_a_mandatory_capa_keeps_the_close_shut_until_one_takes_it_up(house: House) -> None:
    record = triaged(house, severity="critical")
    record = house.does(house.ben, "nonconformities", record, "declare_unaffected", containment="none made yet")
    record = house.does(house.eve, "nonconformities", record, "disposition", correction="set right")
    shut = {"capa_decision": "not_needed", "capa_reason": "rare"}
    assert house.codes(house.ana, "nonconformities", record, "close", **shut) == {"capa_needed"}
    raised = {"title": "Dents", "severity": "critical", "nonconformities": [record.number]}
    capa = house.does(house.ana, "capas", None, "raise", **raised)
    capa = house.does(house.ana, "capas", capa, "ask_to_cancel", cancel_because="not ours")
    house.does(house.li, "capas", capa, "cancel")
    assert house.codes(house.ana, "nonconformities", record, "close", capa_decision="linked") == {"capa_needed"}
    house.does(house.ana, "capas", None, "raise", **raised)
    assert house.does(house.ana, "nonconformities", record, "close", capa_decision="linked").stage == "closed"


def test_what_comes_back_within_a_year_of_the_close_raises_a_graver_capa_and_marks_the_old_one(house: House) -> None:
    old = effective(house)
    house.later(100)
    again = triaged(house)
    old.refresh_from_db()
    assert old.came_back_as == [again.number]
    new = Capa.objects.exclude(pk=old.pk).get()
    assert (new.follows, new.severity, new.nonconformities) == (old.number, "critical", [again.number])


def test_what_comes_back_after_a_year_is_new(house: House) -> None:
    old = effective(house)
    house.later(380)
    triaged(house)
    old.refresh_from_db()
    assert old.came_back_as == []
    assert Capa.objects.count() == 1


def test_a_nonconformity_in_the_window_keeps_the_capa_from_closing(house: House) -> None:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    record = house.does(None, "capas", record, "begin_check")
    house.later(30)
    triaged(house)
    house.later(40)
    assert "came_back" in house.codes(house.eve, "capas", record, "confirm_effective", effect="good")


def test_the_owner_of_once_is_still_an_owner(house: House) -> None:
    record = planned(house)
    record = house.does(house.li, "capas", record, "hand_over", owner=str(house.li.pk))
    assert set(house.kind("capas").about(record)["owners"]) == {str(house.ben.pk), str(house.li.pk)}


def test_each_action_is_owed_by_its_owner_until_it_is_done(house: House) -> None:
    record = planned(house)
    owed = Task.objects.get(record=record.pk, key="action:1:a1")
    assert (owed.owner, owed.what, owed.done_at) == (house.dao, "Lock the barrel", None)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    house.does(house.dao, "capas", record, "implement_action", implementations=done)
    owed.refresh_from_db()
    assert owed.done_at is not None


def test_the_judgement_is_owed_by_the_planned_verifier_when_the_window_ends(house: House) -> None:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    (asked,) = list(house.kind("capas").ticks(house.maker, house.now))
    assert asked[2].act == "begin_check"
    record = house.does(None, "capas", record, "begin_check")
    assert list(house.kind("capas").ticks(house.maker, house.now)) == []
    owed = Task.objects.get(record=record.pk, key="check:1")
    assert (owed.owner, (owed.due_on - house.now.date()).days) == (house.eve, 60)


def test_the_original_day_stays_when_the_day_is_moved(house: House) -> None:
    record = planned(house)
    before = Task.objects.get(record=record.pk, key="close").original_due_on
    later = before.replace(year=before.year + 1)
    house.does(house.ana, "capas", record, "reschedule", due_on=later, moved_because="orders were moved")
    owed = Task.objects.get(record=record.pk, key="close")
    assert (owed.due_on, owed.original_due_on) == (later, before)


def test_a_phrase_of_blame_is_refused_in_the_words_of_the_house(house: House) -> None:
    record = house.does(house.ana, "capas", None, "raise", title="Dents", severity="minor")
    due = house.now.date()
    record = house.does(house.ana, "capas", record, "open", problem="dents", owner=str(house.ben.pk), due_on=due)
    causes = [
        {"key": asked, "question": asked, "statement": "操作员粗心", "category": "management"}
        for asked in ("occurred", "undetected", "system")
    ]
    whys = [{"key": "1", "statement": "dented"}, {"key": "2", "statement": "hit", "under": "1"}]
    record = house.does(house.ben, "capas", record, "propose_cause", method="five_why", whys=whys, causes=causes)
    proofs = [
        {"cause": one["key"], "by": "observation", "result": "seen", "shown_on": due, "evidence": [house.evidence]}
        for one in causes
    ]
    assert house.codes(house.ana, "capas", record, "verify_cause", cause_proofs=proofs) == {"person_blamed_alone"}


def test_the_page_says_what_blocks_each_act(house: House) -> None:
    record = planned(house)
    by_act = {one.act.name: one.blocked for one in prospects(house.kind("capas"), record, house.dao, house.now)}
    assert by_act["implement_action"] == ()
    assert {reason.code for reason in by_act["finish_implementation"]} >= {"role_missing", "action_open"}


@pytest.mark.parametrize("language", ["en", "de", "zh-hans"])
def test_a_reason_is_told_with_its_facts(language: str, house: House) -> None:
    reason = Blocked("verifier_is_implementer", {"person": str(house.dao.pk)})
    assert "Dao" in told(reason, house.kind("capas"), language).text


def test_the_same_code_is_the_same_in_any_case_of_any_script(house: House) -> None:
    triaged(house, defect_code="Ölfleck Maß")
    triaged(house, defect_code="ÖLFLECK  MASS")
    assert len(Capa.objects.get().nonconformities) == 2


def judged_by_an_implementer(house: House) -> tuple[Any, Request]:
    record = planned(house)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": house.now.date(), "evidence": [house.evidence]}]
    record = house.does(house.eve, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    record = house.does(None, "capas", record, "begin_check")
    since = house.now.date() + timedelta(days=1)
    house.later(62)
    counted = {"since": since, "until": house.now.date(), "events": "1", "exposure": "13000"}
    counted["evidence"] = [house.evidence]
    record = house.does(house.eve, "capas", record, "measure", measurements=[plain(counted)])
    signed = Signature(house.eve, Meaning.VERIFY, house.now)
    waived = Signature(house.li, Meaning.ACCEPT_RISK, house.now)
    request = Request("confirm_effective", {"effect": "1 of 13,000"}, house.now, actor=house.eve, signature=signed)
    return record, replace(
        request, waive=("verifier_is_implementer",), waiver="nobody else can count", waiver_signature=waived
    )


def test_a_small_house_may_set_segregation_aside_and_it_is_counted() -> None:
    house = found_house("Small Works", staff=12)
    record, request = judged_by_an_implementer(house)
    outcome = perform(house.kind("capas"), record, request)
    assert outcome.blocked == ()
    figure = measures.figures(house.maker, house.now.date())["L11"]
    assert (figure.numerator, figure.denominator) == (0, 1)


def test_a_large_house_may_not(house: House) -> None:
    for _ in range(30):
        Person.objects.create(organisation=house.maker)
    record, request = judged_by_an_implementer(house)
    outcome = perform(house.kind("capas"), record, request)
    assert {reason.code for reason in outcome.blocked} >= {"verifier_is_implementer"}


def test_only_what_is_about_persons_can_be_set_aside() -> None:
    house = found_house("Small Works", staff=12)
    record, request = judged_by_an_implementer(house)
    outcome = perform(house.kind("capas"), record, replace(request, waive=("target_missed", "verifier_is_implementer")))
    assert "waiver_not_allowed" in {reason.code for reason in outcome.blocked}


def test_whoever_has_a_file_adds_it_and_the_record_rests_on_it(house: House) -> None:
    record = planned(house)
    record = house.does(house.dao, "capas", record, "attach", evidence=[house.evidence])
    assert record.evidence == [house.evidence]
    stranger = found_house("Other Works")
    assert house.codes(house.dao, "capas", record, "attach", evidence=[stranger.evidence]) == {"evidence_unknown"}
