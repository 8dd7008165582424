"""Laws of every declared machine, and the N rules that the kernel holds for all records."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livingproof.app.kit import acts as door
from livingproof.app.kit import values
from livingproof.app.kit.acts import Request, Signature, perform
from livingproof.app.kit.backlog import backlog
from livingproof.app.kit.history import history
from livingproof.app.kit.kinds import Kind, every_kind
from livingproof.app.kit.models import Record
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Entry
from livingproof.core.system.machine import Meaning, reasons_against
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark

KINDS = tuple(every_kind())
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)


def reached(kind: Kind) -> set[str]:
    known, edges = {""}, tuple(kind.machine.edges())
    while more := {target for source, _, target in edges if source in known} - known:
        known |= more
    return known - {""}


@each
def test_every_stage_is_reached_and_every_act_starts_and_ends_in_a_stage(kind):
    assert reached(kind) == set(kind.machine.stages)
    named = set(kind.machine.stages) | {""}
    assert all({source, target} <= named for source, _, target in kind.machine.edges())
    assert len({act.name for act in kind.machine.acts}) == len(kind.machine.acts)


@each
def test_no_stage_is_a_dead_end_but_the_declared_final_ones(kind):
    leaving = {source for source, _, target in kind.machine.edges() if source != target}
    assert set(kind.machine.stages) - leaving <= set(kind.machine.final)
    assert set(kind.machine.final) <= set(kind.machine.stages)


@each
def test_whatever_leaves_a_final_stage_begins_a_new_cycle(kind):
    for act in kind.machine.acts:
        if set(act.sources) & set(kind.machine.final) and act.target not in (None, *kind.machine.final):
            assert act.renews, act.name


@each
def test_every_field_that_an_act_names_exists_and_none_is_the_recordss_own(kind):
    own = {field.name for field in Record._meta.get_fields()} | {"pk"}
    for act in kind.machine.acts:
        assert not own & set(act.fields), act.name
        assert set(act.required) <= set(kind.fields), act.name
        for name in act.fields:
            assert values.field_of(kind, name).name == name
    for name in (*kind.columns, *kind.filters, *kind.search, *kind.headline):
        assert name in own or name in kind.fields, name


@each
def test_N1_no_act_ends_a_record_unguarded(kind):
    for act in kind.machine.acts:
        if act.target in kind.machine.final:
            guards = (act.roles != ("anyone",), act.required, act.gates, act.signature)
            assert any(guards), f"{act.name} ends a record and asks nothing"


@each
def test_N1_no_request_can_name_the_stage(kind, cast, now):
    for act in kind.machine.making:
        for name in ("stage", "number", "version", "cycle", "organisation", "imported"):
            outcome = perform(kind, None, Request(act.name, {name: kind.machine.final[0]}, now, actor=cast.ana))
            assert "field_unknown" in [one.code for one in outcome.blocked]
    assert not kind.model.objects.exists()


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
    filled = {"steps": [{"text": "a", "done": done}], "answer": "x", "conclusion": "x", "reason": "x"}
    asked = REMARKS.machine.act(act).fields
    return {name: value for name, value in filled.items() if fill and name in asked}


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
            moment = door._moment(REMARKS, judged, request, history(record)[:-1], cast.buyer)
            assert reasons_against(act, before.stage, moment) == ()
            assert act.signature is None or history(record)[-1].signed is act.signature
            assert after.stage == (act.target or before.stage)
    assert Remark.objects.get(pk=record.pk).version == len(history(record))


def test_N8_a_refusal_is_an_answer_and_a_fault_of_a_gate_is_never_swallowed(cast, now, monkeypatch):
    def broken(_: object) -> Iterator[object]:
        raise ZeroDivisionError

    monkeypatch.setattr("livingproof.app.kit.acts.reasons_against", broken)
    with pytest.raises(TypeError):
        perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ana))
    assert not Remark.objects.exists()
    assert not Entry.objects.exists()


def test_N14_old_drafts_count_in_the_backlog(cast, now):
    perform(REMARKS, None, Request("note", {"title": "never touched again"}, now, actor=cast.ana))
    seen = backlog(REMARKS, cast.buyer, now + timedelta(days=8))
    assert (seen.open, seen.quiet, seen.by_stage) == (1, 1, (("open", 1),))
    assert backlog(REMARKS, cast.buyer, now).quiet == 0
    assert backlog(REMARKS, cast.other, now).open == 0


def test_N16_a_record_is_closed_without_any_net(cast, now, monkeypatch):
    def no_net(*_: object) -> None:
        raise OSError("there is no net")

    monkeypatch.setattr(socket.socket, "connect", no_net)
    monkeypatch.setattr(socket, "getaddrinfo", no_net)
    record = perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ana)).record
    perform(
        REMARKS, record, Request("answer", {"answer": "x", "steps": [{"text": "a", "done": True}]}, now, actor=cast.ben)
    )
    signature = Signature(cast.ana, Meaning.APPROVE, now)
    closed = perform(REMARKS, record, Request("close", {"conclusion": "x"}, now, actor=cast.ana, signature=signature))
    assert closed.record.stage == "closed"


def test_N20_the_claimed_day_of_evidence_and_the_day_it_came_are_both_shown(cast, now):
    kept = evidence.keep(cast.buyer, BytesIO(b"x"), name="gauge.pdf", now=now, claimed_on=date(2025, 11, 30))
    record = perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ana)).record
    perform(REMARKS, record, Request("answer", {"answer": "x", "evidence": [str(kept.pk)]}, now, actor=cast.ben))
    seen = browser(cast.ana).get(f"/r/remarks/{record.pk}/").content.decode()
    assert "2025-11-30" in seen
    assert "2026-03-02 10:30" in seen
