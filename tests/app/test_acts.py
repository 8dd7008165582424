"""The one door, in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from livingproof.app.kit.acts import Request, Signature, perform, prospects
from livingproof.app.kit.history import entries, history
from livingproof.app.kit.models import AroundTheDoorError, Task
from livingproof.app.kit.signing import signatures
from livingproof.app.kit.waivers import counted
from livingproof.app.ledger.models import Entry
from livingproof.core.system.machine import Meaning
from tests.app.demo.kind import REMARKS
from tests.app.demo.machine import RemarkStep
from tests.app.demo.models import Remark


def codes(outcome) -> list[str]:
    return [one.code for one in outcome.blocked]


@pytest.fixture
def ask(cast, now):
    def _ask(act, record=None, actor=cast.ana, **more):
        request = {"payload": {}, "now": now} | more
        return perform(REMARKS, record, Request(act=act, actor=actor, **request))

    return _ask


@pytest.fixture
def remark(ask):
    return ask("note", payload={"title": "burr on the edge", "due_on": "2026-03-20"}).record


def _closed(ask, cast, now, remark):
    ask("plan", remark, payload={"steps": [{"text": "deburr", "done": True}]})
    ask("answer", remark, cast.ben, payload={"answer": "the tool was worn"})
    signature = Signature(cast.ana, Meaning.APPROVE, now)
    return ask("close", remark, payload={"conclusion": "holds"}, signature=signature).record


def test_an_act_makes_a_record_with_the_first_number_of_the_year(ask, cast):
    made = ask("note", payload={"title": "burr", "amount": "1.500"})
    assert (made.record.number, made.record.stage, made.record.version) == ("RM-2026-0001", "open", 1)
    assert made.record.amount == Decimal("1.5")
    assert ask("note", payload={"title": "dent"}).record.number == "RM-2026-0002"
    assert Remark.objects.of(cast.buyer).count() == 2
    assert Remark.objects.of(cast.other).count() == 0


def test_each_organisation_counts_for_itself_and_each_year_anew(ask, cast, now):
    ask("note", payload={"title": "one"})
    assert ask("note", actor=cast.cleo, payload={"title": "one"}).record.number == "RM-2026-0001"
    assert ask("note", payload={"title": "next"}, now=now.replace(year=2027)).record.number == "RM-2027-0001"


def test_the_year_is_that_of_the_organisations_own_day(ask, now):
    new_year_in_berlin = now.replace(month=12, day=31, hour=23, minute=30)
    assert ask("note", payload={"title": "late"}, now=new_year_in_berlin).record.number == "RM-2027-0001"


def test_all_reasons_are_told_at_once_and_nothing_is_written(ask, cast, remark):
    before = Entry.objects.count()
    refused = ask("close", remark, cast.ben, payload={})
    assert codes(refused) == ["signature_missing", "wrong_stage"]
    blank = ask("note", payload={"title": "  "})
    assert codes(blank) == ["not_filled"]
    assert Entry.objects.count() == before
    assert Remark.objects.get().stage == "open"


def test_an_unknown_field_is_refused_and_not_dropped(ask, remark):
    assert codes(ask("answer", remark, payload={"answer": "x", "stage": "closed"})) == ["field_unknown"]
    assert codes(ask("note", payload={"title": "x", "conclusion": "of another act"})) == ["field_unknown"]


@pytest.mark.parametrize(
    "payload",
    [
        {"due_on": "31.02.2026"},
        {"due_on": "9999-12-31"},
        {"severity": "grave"},
        {"title": "x" * 201},
        {"title": "a\x00b"},
        {"title": "\ud800"},
        {"title": ["a"] * 3_000_000 if False else {"deep": "\x00"}},
        {"amount": "NaN"},
        {"amount": "1e999"},
        {"amount": "12345678901234"},
        {"owner": "nobody"},
        {"owner": str(uuid4())},
        {"seen_at": "yesterday"},
        {"seen_at": "0001-01-01T00:00:00+23:00"},
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused_by_name(ask, payload):
    refused = ask("note", payload={"title": "x"} | payload)
    assert codes(refused) == ["field_invalid"]
    assert refused.blocked[0].facts["field"] == next(iter(payload))


def test_parts_are_read_strictly_into_the_dataclasses_of_the_core(ask, remark):
    assert codes(ask("plan", remark, payload={"steps": [{"text": "deburr", "stage": "x"}]})) == ["field_invalid"]
    assert codes(ask("plan", remark, payload={"steps": [{"owner": "x"}]})) == ["field_invalid"]
    assert codes(ask("plan", remark, payload={"steps": "deburr"})) == ["field_invalid"]
    done = ask("plan", remark, payload={"steps": [{"text": "deburr", "due_on": "2026-04-01"}]})
    assert done.record.steps == [
        {"text": "deburr", "owner": None, "due_on": "2026-04-01", "done": False, "evidence": []}
    ]
    again = ask("plan", remark, payload={"steps": (RemarkStep("deburr", due_on=date(2026, 4, 1)),)})
    assert again.record.steps == done.record.steps


def test_a_person_of_another_organisation_is_not_known_here(ask, cast):
    assert codes(ask("note", payload={"title": "x", "owner": str(cast.cleo.pk)})) == ["field_invalid"]
    assert ask("note", payload={"title": "x", "owner": str(cast.ben.pk)}).record.owner == cast.ben


def test_nobody_acts_on_the_record_of_another_organisation(ask, cast, remark):
    assert "actor_elsewhere" in codes(ask("answer", remark, cast.cleo, payload={"answer": "x"}))


def test_somebody_who_left_acts_no_more(ask, cast, remark):
    cast.ben.active = False
    assert codes(ask("answer", remark, cast.ben, payload={"answer": "x"})) == ["actor_inactive"]


def test_whoever_saw_an_older_version_is_told_what_happened_since(ask, cast, remark):
    ask("plan", remark, payload={"steps": [{"text": "deburr"}]}, version=1)
    late = ask("answer", remark, cast.ben, payload={"answer": "x"}, version=1)
    assert codes(late) == ["version_conflict"]
    assert late.blocked[0].facts == {"seen": 1, "now": 2, "acts": ("plan",)}


def test_gates_see_who_did_what(ask, cast, remark):
    assert codes(ask("answer", remark, cast.ana, payload={"answer": "x"})) == ["demo_answerer_noted_it"]
    assert ask("answer", remark, cast.ben, payload={"answer": "x"}).record.stage == "answered"


def test_history_tells_persons_by_id_and_the_ledger_by_reference_only(ask, cast, now, remark):
    ask("plan", remark, payload={"steps": [{"text": "deburr", "owner": str(cast.ben.pk)}], "owner": str(cast.ben.pk)})
    done = history(remark)
    assert [(one.act, one.actor, one.source, one.target) for one in done] == [
        ("note", str(cast.ana.pk), "", "open"),
        ("plan", str(cast.ana.pk), "open", "open"),
    ]
    kept = entries(remark).last()
    assert kept.actor == cast.ana.reference
    assert str(cast.ben.pk) not in str(kept.changes)
    assert kept.changes["owner"] == f"person:{cast.ben.reference}"


def test_a_signature_is_fresh_ones_own_and_means_what_the_act_asks(ask, cast, now, remark):
    ask("plan", remark, payload={"steps": [{"text": "deburr", "done": True}]})
    ask("answer", remark, cast.ben, payload={"answer": "the tool was worn"})

    def sign(signature):
        return codes(ask("close", remark, payload={"conclusion": "holds"}, signature=signature))

    assert sign(None) == ["signature_missing"]
    assert sign(Signature(cast.ana, Meaning.VERIFY, now)) == ["signature_other_meaning"]
    assert sign(Signature(cast.ben, Meaning.APPROVE, now)) == ["signature_not_yours"]
    assert sign(Signature(cast.ana, Meaning.APPROVE, now - timedelta(hours=1))) == ["signature_stale"]
    assert sign(Signature(cast.ana, Meaning.APPROVE, now)) == []


def test_a_later_change_shows_that_signed_content_changed(ask, cast, now, remark):
    closed = _closed(ask, cast, now, remark)
    (signed,) = signatures(REMARKS, closed)
    assert (signed.name, signed.meaning, signed.holds) == ("Ana", Meaning.APPROVE, True)
    opened = ask("reopen", closed, payload={"reason": "came back"}).record
    assert signatures(REMARKS, opened)[0].holds
    ask("plan", opened, payload={"steps": [{"text": "new tool"}]})
    (signed,) = signatures(REMARKS, Remark.objects.get(pk=closed.pk))
    assert not signed.holds
    assert signed.changed == ("steps",)


def test_reopening_begins_a_new_cycle(ask, cast, now, remark):
    closed = _closed(ask, cast, now, remark)
    again = ask("reopen", closed, payload={"reason": "came back"}).record
    assert (again.stage, again.cycle) == ("open", 2)
    assert [one.cycle for one in history(again)] == [1, 1, 1, 1, 2]


def test_a_small_organisation_waives_with_reason_and_signature_and_it_is_counted(ask, cast, now, remark):
    signed = Signature(cast.boss, Meaning.ACCEPT_RISK, now)
    waive = {"payload": {"answer": "x"}, "waive": ("demo_answerer_noted_it",)}
    assert "waiver_without_reason" in codes(ask("answer", remark, **waive, waiver_signature=signed))
    assert "waiver_unsigned" in codes(ask("answer", remark, **waive, waiver="only one here"))
    not_top = replace(signed, person=cast.ben)
    assert "waiver_unsigned" in codes(ask("answer", remark, **waive, waiver="only one here", waiver_signature=not_top))
    assert ask("answer", remark, **waive, waiver="only one here", waiver_signature=signed).record.stage == "answered"
    assert history(remark)[-1].waived == ("demo_answerer_noted_it",)
    assert counted(cast.buyer) == {"demo_answerer_noted_it": 1}


def test_only_what_an_act_lists_is_waived_and_only_by_small_organisations(ask, cast, now):
    cast.buyer.staff = 26
    cast.buyer.save()
    cast.ana.organisation.refresh_from_db()
    record = ask("note", payload={"title": "x"}).record
    signed = Signature(cast.boss, Meaning.ACCEPT_RISK, now)
    refused = ask(
        "answer",
        record,
        payload={"answer": "x"},
        waive=("demo_answerer_noted_it", "role_missing"),
        waiver="y",
        waiver_signature=signed,
    )
    assert codes(refused) == ["demo_answerer_noted_it", "waiver_not_allowed", "waiver_only_small"]


def test_the_original_due_day_never_moves(ask, cast, remark):
    (task,) = Task.objects.all()
    assert (task.original_due_on, task.due_on) == (date(2026, 3, 20), date(2026, 3, 20))
    ask("plan", remark, payload={"steps": [{"text": "a"}], "due_on": "2026-06-01", "owner": str(cast.ben.pk)})
    task.refresh_from_db()
    assert (task.original_due_on, task.due_on, task.owner) == (date(2026, 3, 20), date(2026, 6, 1), cast.ben)
    ask("answer", remark, cast.ben, payload={"answer": "x"})
    task.refresh_from_db()
    assert task.done_at is not None


def test_what_follows_is_done_with_the_act_or_both_are_not(ask, remark):
    done = ask("split", remark, payload={"reason": "two things"})
    assert [one.number for one in done.followed] == ["RM-2026-0002"]
    before = Remark.objects.count(), Entry.objects.count()
    refused = ask("split", done.record, payload={"reason": "blocked"})
    assert codes(refused) == ["not_filled"]
    assert (Remark.objects.count(), Entry.objects.count()) == before
    assert Remark.objects.get(pk=remark.pk).reason == "two things"


def test_reports_without_a_name_only_where_the_organisation_takes_them(cast, now):
    request = Request("note", {"title": "oil on the floor"}, now, anonymous=True)
    assert codes(perform(REMARKS, None, request, organisation=cast.buyer)) == ["anonymous_not_allowed"]
    cast.buyer.anonymous_reports = True
    made = perform(REMARKS, None, request, organisation=cast.buyer)
    assert history(made.record)[0].actor == "anonymous"


def test_the_clock_does_its_acts_and_no_others(ask, cast, now, remark):
    assert codes(perform(REMARKS, remark, Request("lapse", {}, now))) == ["demo_not_past_due"]
    assert codes(ask("lapse", remark)) == ["role_missing", "demo_not_past_due"]
    assert codes(perform(REMARKS, remark, Request("plan", {"steps": [{"text": "x"}]}, now))) == ["role_missing"]
    later = now + timedelta(days=40)
    assert perform(REMARKS, remark, Request("lapse", {}, later)).record.stage == "lapsed"


def test_what_is_said_to_have_happened_stands_beside_when_it_was_recorded(ask, now, remark):
    assert codes(ask("plan", remark, payload={"steps": [{"text": "x"}]}, occurred_at=now + timedelta(days=1))) == [
        "occurred_later"
    ]
    ask("plan", remark, payload={"steps": [{"text": "x"}]}, occurred_at=now - timedelta(days=9))
    kept = entries(remark).last()
    assert (kept.recorded_at - kept.occurred_at).days == 9


def test_nothing_moves_a_record_around_the_door(remark):
    remark.stage = "closed"
    with pytest.raises(AroundTheDoorError):
        remark.save()
    with pytest.raises(AroundTheDoorError):
        remark.delete()
    with pytest.raises(AroundTheDoorError):
        Remark.objects.all().update(stage="closed")
    with pytest.raises(AroundTheDoorError):
        Remark.objects.filter(pk=remark.pk).delete()
    with pytest.raises(AroundTheDoorError):
        Remark.objects.bulk_create([remark])
    with pytest.raises(AroundTheDoorError):
        Remark.objects.bulk_update([remark], ["stage"])
    with pytest.raises(AroundTheDoorError):
        Remark.objects.create(title="x")
    with pytest.raises(AroundTheDoorError):
        Remark.objects.get_or_create(title="x")


def test_a_person_sees_which_acts_are_open_and_what_blocks_the_others(cast, now, remark):
    seen = {one.act.name: [reason.code for reason in one.blocked] for one in prospects(REMARKS, remark, cast.ben, now)}
    assert seen == {"plan": ["role_missing"], "answer": [], "split": ["role_missing"], "withdraw": ["role_missing"]}
    assert [one.act.name for one in prospects(REMARKS, remark, cast.ana, now) if one.open] == [
        "plan",
        "split",
        "withdraw",
    ]
