"""What other systems let through, kept out for every kind of record that is declared: each test bears the name of its law."""

from __future__ import annotations

import ast
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livingproof.app import kit
from livingproof.app.kit import acts as door
from livingproof.app.kit import clock, values
from livingproof.app.kit.acts import Request, Signature, perform
from livingproof.app.kit.backlog import QUIET, backlog
from livingproof.app.kit.history import history
from livingproof.app.kit.kinds import Kind, declare, every_kind, to_do
from livingproof.app.kit.models import ACTING, AroundTheDoorError, Notice, Record, Task
from livingproof.app.ledger import chain, checkpoints, evidence
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Person
from livingproof.core.system import laws
from livingproof.core.system.machine import Act, Blocked, Done, Machine, Meaning, Moment, filled, reasons_against
from tests.app.cast import browser
from tests.app.conftest import NOW
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark

KINDS = tuple(every_kind())
EVERY_ROLE = sorted({role for kind in KINDS for act in kind.machine.acts for role in act.roles})
LAST_DAYS = [day for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(1461)) if day.day > 28]
"""Days that not every month has, of four years."""
BLANKS = (None, "", "  \n", [], (), {}, [""], [{}], {"note": " "})
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
drawn = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
roles = st.frozensets(st.sampled_from(EVERY_ROLE))


def put(kind: Kind, cast: Any, stage: str, at: Any = NOW, **filled_in: Any) -> Record:
    """A record in this stage, written past the door: what a fault or a hand in the database may leave."""
    count = kind.model.objects.count()
    record = kind.model(organisation=cast.buyer, stage=stage, version=1, number=f"{kind.model.prefix}-{count}")
    record.made_at = record.changed_at = at
    for name, value in filled_in.items():
        setattr(record, name, value)
    token = ACTING.set(True)
    try:
        record.save(force_insert=True)
    finally:
        ACTING.reset(token)
    return record


def blank(kind: Kind, **said: Any) -> dict[str, Any]:
    """The fields of a record that nobody filled, as gates see them."""
    return values.for_gates(kind, kind.model(made_at=NOW, changed_at=NOW)) | said


def moment(record: dict[str, Any], actor: str, held: frozenset[str], *done: Done) -> Moment:
    return Moment(record, done, actor, held, NOW, NOW.date())


def codes(found: Any) -> set[str]:
    return {one.code for one in found}


def sources(act: Act) -> tuple[str, ...]:
    return act.sources or ("",)


@each
def test_every_machine_keeps_the_laws_and_one_that_does_not_is_not_taken_in(kind):
    assert list(laws.broken(kind.machine, to_do(kind))) == []
    bare = [replace(act, gates=(), required=(), alone="", signature=Meaning.APPROVE) for act in kind.machine.acts]
    lawless = type("Lawless", (), {"machine": replace(kind.machine, acts=tuple(bare))})
    with pytest.raises(ValueError, match="kept apart from nobody's work"):
        declare(replace(kind, slug="lawless", model=lawless))


# --- N1: no path sets an end without its guards


@each
def test_N1_no_act_ends_a_record_unguarded(kind):
    for act in kind.machine.acts:
        if act.target in kind.machine.final:
            found = reasons_against(act, sources(act)[0], moment(blank(kind), "p1", frozenset(EVERY_ROLE)))
            assert found, f"{act.name} ends a record of which nothing is said"


@each
def test_N1_no_request_can_name_the_stage_and_no_path_leads_around_the_door(kind, cast, now):
    own = ("stage", "number", "version", "cycle", "organisation", "imported")
    for act in kind.machine.making:
        for name in own:
            outcome = perform(kind, None, Request(act.name, {name: kind.machine.final[0]}, now, actor=cast.ana))
            assert "field_unknown" in codes(outcome.blocked)
    assert not kind.model.objects.exists()
    record = put(kind, cast, kind.machine.stages[0])
    ways = (record.save, record.delete, lambda: kind.model.objects.update(stage="x"), kind.model.objects.all().delete)
    for way in ways:
        with pytest.raises(AroundTheDoorError):
            way()
    address = f"/api/r/{kind.slug}/{record.pk}"
    ana = browser(cast.ana)
    for ask in (ana.put, ana.patch, ana.delete):
        assert ask(address, {"stage": kind.machine.final[0]}, content_type="application/json").status_code == 405


@each
@drawn
@given(data=st.data())
def test_N1_whatever_is_asked_in_whatever_stage_a_record_moves_only_along_its_acts(kind, cast, data):
    record = put(kind, cast, data.draw(st.sampled_from(kind.machine.stages)))
    act = kind.machine.act(data.draw(st.sampled_from([act.name for act in kind.machine.acts if act.sources])))
    actor = data.draw(st.sampled_from([cast.ana, cast.ben, cast.boss, cast.eve, None]))
    signature = Signature(actor, act.signature, NOW) if actor and act.signature and data.draw(st.booleans()) else None
    texts = {name: data.draw(st.sampled_from(["said", "", None])) for name in act.fields if name not in kind.parts}
    outcome = perform(kind, record, Request(act.name, texts, NOW, actor=actor, signature=signature))
    after = kind.model.objects.get(pk=record.pk)
    if outcome.record is None:
        assert (after.stage, after.version) == (record.stage, 1)
        assert outcome.blocked
    else:
        assert act.starts_from(record.stage)
        assert after.stage == (act.target or record.stage)
        assert act.signature is None or history(after)[-1].signed is act.signature


WALKS = st.lists(
    st.tuples(
        st.sampled_from([act.name for act in REMARKS.machine.acts if act.sources]),
        st.sampled_from(["ana", "ben", "boss", "eve", None]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=14,
)


def _payload(act: str, *, fill: bool, done: bool) -> dict[str, object]:
    given_in = {"steps": [{"text": "a", "done": done}], "answer": "x", "conclusion": "x", "reason": "x"}
    asked = REMARKS.machine.act(act).fields
    return {name: value for name, value in given_in.items() if fill and name in asked}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=WALKS)
def test_N1_whatever_is_tried_in_whatever_order_a_stage_is_only_set_where_nothing_stands_against_it(cast, now, walk):
    record = perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ben)).record
    for name, who, fill, done in walk:
        actor = getattr(cast, who) if who else None
        before = Remark.objects.get(pk=record.pk)
        signature = Signature(actor, Meaning.APPROVE, now) if actor and fill else None
        request = Request(name, _payload(name, fill=fill, done=done), now, actor=actor, signature=signature)
        outcome = perform(REMARKS, before, request)
        after = Remark.objects.get(pk=record.pk)
        act = REMARKS.machine.act(name)
        judged = Remark.objects.get(pk=record.pk)
        judged.stage = before.stage
        if outcome.record is None:
            assert (after.stage, after.version) == (before.stage, before.version)
        else:
            seen = door._moment(REMARKS, judged, request, history(record)[:-1], cast.buyer)
            assert reasons_against(act, before.stage, seen) == ()
            assert act.signature is None or history(record)[-1].signed is act.signature
            assert after.stage == (act.target or before.stage)
    assert Remark.objects.get(pk=record.pk).version == len(history(record))


# --- N2, N3: nothing to do is not "all done", and what was given up does nothing


@each
def test_N2_what_is_to_be_done_is_finished_before_anything_is_achieved(kind):
    achieved = set(kind.machine.achieved or kind.machine.final)
    assert achieved <= laws.reached(kind.machine)
    for name in to_do(kind):
        assert not achieved & laws.reached(kind.machine, without=name), f"{name} can be left undone"


@each
def test_N2_an_empty_list_is_not_done(kind):
    for act in kind.machine.acts:
        for gate in laws.finishes(act):
            record = blank(kind) | {gate.field: ()}
            for source in sources(act):
                found = reasons_against(act, source, moment(record, "p1", frozenset(act.roles)))
                assert gate.nothing in codes(found), act.name


keys = st.frozensets(st.sampled_from("abcde"))


@each
@given(planned=keys, done=keys, given_up=keys)
def test_N3_what_was_given_up_never_counts_as_done(kind, planned, done, given_up):
    for act in kind.machine.acts:
        for gate in laws.finishes(act):
            open_ones = {key: Blocked("open", {"key": key}) for key in planned}
            said = replace(
                gate, planned=lambda _, o=open_ones: o, done=lambda _, d=done: d, given_up=lambda _, g=given_up: g
            )
            found = [*said(moment({}, "p1", frozenset()))]
            truly = planned & done - given_up
            if not found:
                assert truly
                assert planned <= done | given_up
            assert {one.facts["key"] for one in found if one.code == "open"} == planned - done - given_up
            assert bool(planned) or codes(found) == {gate.nothing}
            assert (gate.all_given_up in codes(found)) == (bool(planned) and planned <= given_up)


# --- N4, N10: who did it does not judge it


def judged_by(kind: Kind) -> Iterator[tuple[Act, Any, str]]:
    """Every act that is kept apart, its gate, and each act whose doer it keeps out."""
    for act in kind.machine.acts:
        for gate in laws.aparts(act):
            for work in gate.acts:
                yield act, gate, work


def kept_out(kind: Kind, held: frozenset[str], *, between: tuple[str, ...], meaning: Meaning | None = None) -> None:
    """Whoever did the work is kept from judging it, with whatever roles and whatever was done since; somebody else is not."""
    for act, gate, work in judged_by(kind):
        if meaning is not None and act.signature is not meaning:
            continue
        record = blank(kind) | ({gate.only[0]: gate.only[1][0]} if gate.only else {})
        since = tuple(Done(one, "p2", NOW) for one in between)
        for source in sources(act):
            own = moment(record, "p1", held, Done(work, "p1", NOW), *since)
            assert gate.code in codes(reasons_against(act, source, own)), (act.name, work)
            theirs = moment(record, "p3", held, Done(work, "p1", NOW), *since)
            assert gate.code not in codes(reasons_against(act, source, theirs)), (act.name, work)


@each
@drawn
@given(held=roles, data=st.data())
def test_N4_who_implemented_does_not_verify_by_any_role_or_delegation(kind, held, data):
    names = st.sampled_from([act.name for act in kind.machine.acts if not act.renews])
    kept_out(kind, held, between=tuple(data.draw(st.lists(names, max_size=3))))


@each
def test_N4_through_the_door_too_the_doer_is_refused_on_every_path(kind, cast, now):
    """The same persons through the door: with all roles, in their own name and as the clock's history has it."""
    for act, gate, work in judged_by(kind):
        where = {gate.only[0]: gate.only[1][0]} if gate.only else {}
        record = put(kind, cast, sources(act)[0], **where)
        with_history(kind, record, cast, work, cast.ana)
        cast.ana.roles = EVERY_ROLE
        cast.ana.save()
        signature = Signature(cast.ana, act.signature, now) if act.signature else None
        outcome = perform(kind, record, Request(act.name, {}, now, actor=cast.ana, signature=signature))
        assert gate.code in codes(outcome.blocked), (act.name, work)
        assert kind.model.objects.get(pk=record.pk).stage == record.stage


def with_history(kind: Kind, record: Record, cast: Any, work: str, who: Person) -> None:
    entry = Entry(
        kind=kind.slug, record=record.pk, record_number=record.number, act=work, actor=who.reference, occurred_at=NOW,
        recorded_at=NOW, source=record.stage, target=record.stage, cycle=1, version=1, changes={}, waived=[],
    )  # fmt: skip
    with door.transaction.atomic():
        chain.append(cast.buyer, entry)


@each
@drawn
@given(held=roles)
def test_N10_who_asks_does_not_approve(kind, held):
    kept_out(kind, held, between=(), meaning=Meaning.APPROVE)
    for act in kind.machine.acts:
        if act.signature in laws.JUDGING:
            assert laws.aparts(act) or act.alone, act.name


@each
def test_N10_nothing_is_approved_that_nobody_asked_for(kind):
    for act in kind.machine.acts:
        for gate in laws.aparts(act):
            if gate.first:
                for source in sources(act):
                    alone = moment(blank(kind), "p1", frozenset(EVERY_ROLE))
                    assert gate.first in codes(reasons_against(act, source, alone)), act.name


# --- N5, N19: blanks pass nowhere


@each
@pytest.mark.parametrize("nothing", BLANKS, ids=repr)
def test_N5_whatever_must_be_said_at_an_end_is_not_said_by_a_blank(kind, nothing):
    assert not filled(nothing)
    for act in kind.machine.acts:
        for name in act.required:
            if name in kind.parts and nothing not in (None, [], ()):
                continue
            found = reasons_against(
                act, sources(act)[0], moment(blank(kind) | {name: nothing}, "p1", frozenset(EVERY_ROLE))
            )
            told = [one.facts["field"] for one in found if one.code == "not_filled"]
            assert name in told, (act.name, name)


@each
def test_N5_every_end_that_a_person_makes_says_something(kind):
    for act in kind.machine.acts:
        if act.target in kind.machine.final and act.roles != ("clock",):
            assert laws.stands_on(kind.machine, act), act.name


@each
def test_N19_whoever_signs_has_something_before_them(kind):
    for act in kind.machine.acts:
        if act.signature in {Meaning.APPROVE, Meaning.VERIFY, Meaning.ACCEPT_RISK}:
            assert laws.stands_on(kind.machine, act), act.name
            found = reasons_against(act, sources(act)[0], moment(blank(kind), "p1", frozenset(EVERY_ROLE)))
            assert found, f"{act.name} can be signed over nothing"


# --- N8: refusals and faults are told


@each
def test_N8_a_refusal_is_an_answer_and_a_fault_of_a_gate_is_never_swallowed(kind, cast, now, monkeypatch):
    making = kind.machine.making[0].name
    refused = browser(cast.ana).post(
        f"/api/r/{kind.slug}/acts/{making}", {"payload": {"nonsense": 1}}, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["reasons"][0]["code"]) == (422, "field_unknown")

    def broken(_: Moment) -> Iterator[Blocked]:
        raise ZeroDivisionError

    acts = tuple(replace(act, gates=(*act.gates, broken)) for act in kind.machine.acts)
    monkeypatch.setattr(kind.model, "machine", replace(kind.machine, acts=acts))
    with pytest.raises(ZeroDivisionError):
        perform(kind, None, Request(making, {}, now, actor=cast.ana))
    for stage in kind.machine.stages:
        for act in kind.machine.from_stage(stage):
            with pytest.raises(ZeroDivisionError):
                perform(kind, put(kind, cast, stage), Request(act.name, {}, now, actor=cast.ana))
    assert not Entry.objects.exists()


def test_N8_nothing_on_the_way_through_the_door_catches_everything():
    for name in ("acts", "values", "grants", "signing", "waivers", "tasks", "interface", "pages"):
        tree = ast.parse((Path(kit.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        caught = [
            ast.unparse(one.type) if one.type else "" for one in ast.walk(tree) if isinstance(one, ast.ExceptHandler)
        ]
        assert not {"", "Exception", "BaseException"} & set(caught), name


# --- N9, N18: a clock that slept


@each
@drawn
@given(awake=st.sets(st.integers(0, 60), max_size=12))
def test_N9_whenever_the_clock_was_awake_the_same_reminders_are_told(kind, cast, awake):
    Notice.objects.all().delete()
    Task.objects.all().delete()
    stage = next(stage for stage in kind.machine.stages if stage not in kind.machine.final)
    record = put(kind, cast, stage)
    due = NOW.date() + timedelta(days=20)
    Task.objects.create(
        organisation=cast.buyer, kind=kind.slug, record=record.pk, record_number=record.number, key="x", what="do it",
        owner=cast.ben, original_due_on=due, due_on=due + timedelta(days=90), made_at=NOW,
    )  # fmt: skip
    for day in sorted(awake | {60}):
        clock.remind(cast.buyer, NOW + timedelta(days=day))
    assert sorted(Notice.objects.values_list("code", flat=True)) == sorted(mark.code for mark in clock.MARKS)
    assert {"overdue_told_manager", "overdue_told_top"} <= set(
        Notice.objects.filter(person=cast.boss).values_list("code", flat=True)
    )


@drawn
@given(start=st.sampled_from(LAST_DAYS), slept=st.integers(0, 90))
def test_N18_a_rhythm_of_the_last_days_has_its_day_in_every_month(cast, start, slept):
    days: list[date] = []
    job, first = str(uuid4()), NOW.replace(year=start.year, month=start.month, day=28)
    for now in (first + timedelta(days=slept), first + timedelta(days=400), first + timedelta(days=400)):
        clock.rhythm(cast.buyer, job, start, 1, now, days.append)
    months = [(day.year, day.month) for day in days]
    assert len(set(months)) == len(months) >= 12
    assert days[0] == start
    assert all(day.day == min(start.day, _length(day)) for day in days)


def _length(day: date) -> int:
    return ((day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day


# --- N14, N15, N16, N20


@each
def test_N14_in_every_open_stage_an_old_draft_counts_in_the_backlog(kind, cast, now):
    going = [stage for stage in kind.machine.stages if stage not in kind.machine.final]
    for stage in kind.machine.stages:
        put(kind, cast, stage)
    seen = backlog(kind, cast.buyer, now + QUIET)
    assert (seen.open, seen.quiet) == (len(going), len(going))
    assert dict(seen.by_stage) == dict.fromkeys(going, 1)
    assert backlog(kind, cast.buyer, now).quiet == 0
    assert backlog(kind, cast.other, now).open == 0


@each
@drawn
@given(data=st.data())
def test_N15_whichever_entry_is_taken_out_or_changed_is_named(kind, cast, data):
    record = put(kind, cast, kind.machine.stages[0])
    works = data.draw(st.lists(st.sampled_from([act.name for act in kind.machine.acts]), min_size=3, max_size=6))
    for work in works:
        with_history(kind, record, cast, work, cast.ana)
    assert list(checkpoints.faults(cast.buyer)) == []
    numbers = Entry.objects.filter(organisation=cast.buyer, record=record.pk).order_by("number")
    taken = data.draw(st.sampled_from([*numbers.values_list("number", flat=True)]))
    with connection.cursor() as sql, _undone():
        if data.draw(st.booleans()):
            sql.execute("DELETE FROM ledger_entry WHERE organisation_id = %s AND number = %s", [_key(cast), taken])
        else:
            sql.execute(
                "UPDATE ledger_entry SET act = 'x' WHERE organisation_id = %s AND number = %s", [_key(cast), taken]
            )
        named = [one.number for one in checkpoints.faults(cast.buyer)]
        assert taken in named


def _key(cast: Any) -> Any:
    return cast.buyer.pk.hex if connection.vendor == "sqlite" else cast.buyer.pk


@contextlib.contextmanager
def _undone() -> Iterator[None]:
    place = door.transaction.savepoint()
    try:
        yield
    finally:
        door.transaction.savepoint_rollback(place)


@each
def test_N16_no_act_of_any_record_asks_the_net(kind, cast, now, monkeypatch):
    def no_net(*_: object, **__: object) -> None:
        raise AssertionError("a net was asked")

    if connection.vendor == "sqlite":
        monkeypatch.setattr(socket.socket, "connect", no_net)
    monkeypatch.setattr(socket, "getaddrinfo", no_net)
    monkeypatch.setattr(socket, "create_connection", no_net)
    for stage in kind.machine.stages:
        for act in kind.machine.from_stage(stage):
            signature = Signature(cast.ana, act.signature, now) if act.signature else None
            outcome = perform(
                kind, put(kind, cast, stage), Request(act.name, {}, now, actor=cast.ana, signature=signature)
            )
            assert (outcome.record is None) != (outcome.blocked == ())


@each
def test_N20_the_claimed_day_of_evidence_and_the_day_it_came_are_both_shown(kind, cast, now):
    kept = evidence.keep(cast.buyer, BytesIO(b"x"), name="gauge.pdf", now=now, claimed_on=date(2025, 11, 30))
    assert "evidence" in {field.name for field in kind.model._meta.get_fields()}
    record = put(kind, cast, kind.machine.stages[0], evidence=[str(kept.pk)])
    evidence.refer(cast.buyer, kind.slug, record.pk, {str(kept.pk)}, now)
    seen = browser(cast.ana).get(f"/r/{kind.slug}/{record.pk}/").content.decode()
    assert "2025-11-30" in seen
    assert "2026-03-02" in seen


def test_a_machine_without_its_laws_is_told_everything():
    made = Act("make", (), "made", required=("title",))
    sloppy = Machine(
        "sloppy", ("made", "over"), (made, Act("end", ("made",), "over", signature=Meaning.APPROVE)), ("over",)
    )
    assert [*laws.broken(sloppy, ("actions",))] == [
        "end ends the record, and nothing must be said",
        "end judges, and is kept apart from nobody's work",
        "end is signed, and stands on nothing",
        "over is reached although actions is not finished",
    ]
