"""What other systems let through and this one does not: each test is named after the flaw it keeps out."""

from __future__ import annotations

import ast
import socket
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import livingproof.core.system as room
from livingproof.core.system.backlog import Held, ages, counts
from livingproof.core.system.capa import CAPA
from livingproof.core.system.figures import Window
from livingproof.core.system.indicators import Written, recording_lag
from livingproof.core.system.machine import Act, Machine, Meaning, Moment, reasons_against
from livingproof.core.system.nonconformity import NONCONFORMITY
from livingproof.core.system.plan import VoidedAction
from tests.core.system.cast import (
    ANA,
    BEN,
    DAO,
    EVE,
    LI,
    PLAN,
    PROOFS,
    cause_proposed,
    cause_verified,
    checking,
    closed,
    contained,
    dispositioned,
    implementations,
    measured,
    opened,
    plan_approved,
)
from tests.core.system.story import EVERYTHING

MODULES = [import_module(f"{room.__name__}.{found.name}") for found in iter_modules(room.__path__)]
MACHINES = tuple(
    {one.name: one for module in MODULES for one in vars(module).values() if isinstance(one, Machine)}.values()
)
"""Every machine that the rules declare."""
JUDGED = (NONCONFORMITY, CAPA)
"""Those whose end somebody signs for."""
ROOM = Path(room.__file__).parent


@pytest.mark.parametrize("machine", JUDGED, ids=lambda machine: machine.name)
def test_n1_every_way_into_a_closed_stage_is_an_act_with_conditions(machine: Machine) -> None:
    closing = {"closed", "closed_effective"}
    acts = [act for act in machine.acts if act.target in closing]
    assert acts
    assert all(act.gates and act.signature and act.required for act in acts)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_n1_nothing_ends_without_being_asked_anything(machine: Machine) -> None:
    ending = [act for act in machine.acts if act.target in machine.final]
    assert {act.target for act in ending} == set(machine.final)
    assert all(act.required or act.gates for act in ending)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_n1_no_act_fills_the_stage(machine: Machine) -> None:
    kept = {"stage", "number", "cycle", "version", "history"}
    assert not [act.name for act in machine.acts if kept & set(act.fields)]


def test_n2_an_empty_list_of_actions_is_not_done() -> None:
    story = cause_verified().does(BEN, "plan", **(PLAN | {"actions": ()}))
    assert "not_filled" in story.codes
    emptied = replace(plan_approved(), record={**plan_approved().record, "actions": ()})
    assert "no_actions" in emptied.does(BEN, "finish_implementation").codes


def test_n2_an_empty_list_of_lots_is_not_contained_and_not_decided_on() -> None:
    emptied = replace(contained(), record={**contained().record, "lots": ()})
    assert emptied.does(ANA, "disposition", dispositions=(), correction="none").codes == {"not_contained", "no_lots"}


def test_n3_voided_actions_do_not_satisfy_the_plan() -> None:
    story = plan_approved().later(20)
    story = story.does(DAO, "implement_action", implementations=implementations(story.day)[:1])
    story = story.does(LI, "void_action", voided=(VoidedAction("a2", "line is sold"),))
    story = story.does(BEN, "finish_implementation")
    assert story.codes == {"cause_without_done_action"}
    assert story.blocked[0].facts["cause"] == "Changes of settings need no release"


def test_n3_what_nobody_signed_is_not_voided() -> None:
    story = plan_approved()
    written = replace(story, record={**story.record, "voided": (VoidedAction("a2", "sold"),)})
    assert "action_open" in written.does(BEN, "finish_implementation").codes


@pytest.mark.parametrize("role", sorted(EVERYTHING))
def test_n4_the_implementer_never_verifies_whatever_role_they_hold(role: str) -> None:
    assert (
        "verifier_is_implementer" in measured().does(DAO, "confirm_effective", frozenset({role}), effect="good").codes
    )


def test_n4_the_implementer_never_verifies_although_somebody_else_did_the_act_for_them() -> None:
    story = plan_approved().later(20)
    story = story.does(LI, "implement_action", implementations=implementations(story.day, by=EVE))
    story = story.does(BEN, "finish_implementation").does(LI, "begin_check").later(62)
    for person in (EVE, LI, DAO):
        assert "verifier_is_implementer" in story.does(person, "confirm_effective", effect="good").codes


def test_n4_an_implementer_of_the_first_cycle_does_not_verify_the_second() -> None:
    story = measured(40).does(EVE, "judge_not_effective", not_effective_because="no effect")
    story = story.does(BEN, "propose_new_cause", method="other", method_name="film", causes=story.record["causes"])
    story = replace(story, record={**story.record, "implementations": (), "actions": ()}, stage="checking")
    assert "verifier_is_implementer" in story.does(DAO, "confirm_effective", effect="good").codes


def test_n4_the_owner_does_not_verify_not_even_after_handing_over() -> None:
    assert "verifier_is_owner" in measured().does(BEN, "confirm_effective", effect="good").codes
    handed = measured().does(LI, "hand_over", owner=LI).knowing(owners=(BEN, LI))
    assert "verifier_is_owner" in handed.does(BEN, "confirm_effective", effect="good").codes


def test_n5_a_blank_effectiveness_does_not_pass() -> None:
    blank = measured().does(EVE, "confirm_effective", effect="  ")
    assert blank.codes == {"not_filled"}
    nothing = checking().later(90).does(EVE, "confirm_effective", effect="looks good")
    assert {"not_measured", "exposure_too_small"} <= nothing.codes


def test_n5_numbers_without_evidence_do_not_pass() -> None:
    story = measured()
    bare = tuple(replace(one, evidence=()) for one in story.record["measurements"])
    story = replace(story, record={**story.record, "measurements": bare})
    assert "not_measured" in story.does(EVE, "confirm_effective", effect="good").codes


def test_n8_a_gate_that_breaks_is_not_an_open_gate() -> None:
    def broken(_: Moment) -> list[object]:
        raise ZeroDivisionError

    act = Act("go", ("here",), "there", gates=(broken,))  # type: ignore[arg-type]  # it never returns
    story = plan_approved()
    moment = Moment(story.record, story.history, ANA, EVERYTHING, story.history[-1].at, story.day)
    with pytest.raises(ZeroDivisionError):
        reasons_against(act, "here", moment)


def test_n8_no_rule_catches_what_another_rule_raises() -> None:
    catching = [
        (path.name, ast.unparse(handler.type) if handler.type else "")
        for path in ROOM.glob("*.py")
        for handler in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler)
    ]
    assert catching == [("parts.py", "ArithmeticError")]


def test_n8_all_reasons_are_told_at_once() -> None:
    story = checking().does(BEN, "confirm_effective", effect="")
    assert {"not_filled", "window_open", "exposure_too_small", "verifier_is_owner"} <= story.codes


def test_n10_the_author_of_a_plan_does_not_approve_it() -> None:
    story = cause_verified().does(LI, "plan", **PLAN)
    assert story.does(LI, "approve_plan").codes == {"approver_is_author"}
    assert story.does(ANA, "approve_plan").stage == "plan_approved"


def test_n10_who_asks_for_cancelling_does_not_decide_on_it() -> None:
    asked = opened().does(LI, "ask_to_cancel", cancel_because="x").does(ANA, "ask_to_cancel", cancel_because="y")
    assert asked.does(LI, "cancel").codes == {"second_person_needed"}
    assert asked.does(ANA, "cancel").codes == {"second_person_needed"}


def test_n14_a_draft_counts_in_the_backlog_after_a_week() -> None:
    made_on = date(2026, 3, 2)
    draft = Held("draft", made_on)
    assert not counts(draft, CAPA, made_on + timedelta(days=6))
    assert counts(draft, CAPA, made_on + timedelta(days=7))
    assert counts(Held("opened", made_on), CAPA, made_on)
    assert not counts(Held("cancelled", made_on), CAPA, made_on + timedelta(days=99))
    assert counts(Held("reported", made_on), NONCONFORMITY, made_on)
    held = [Held("opened", made_on - timedelta(days=days)) for days in (0, 7, 8, 31, 91)]
    assert ages(held, CAPA, made_on) == ((7, 2), (30, 1), (90, 1), (None, 1))


def test_n16_everything_is_closed_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def unplugged(*_: object, **__: object) -> None:
        raise AssertionError("a network was asked")

    monkeypatch.setattr(socket, "socket", unplugged)
    monkeypatch.setattr(socket, "create_connection", unplugged)
    monkeypatch.setattr(socket, "getaddrinfo", unplugged)
    assert closed().stage == "closed_effective"
    assert dispositioned().does(ANA, "close", capa_decision="not_needed", capa_reason="a box").stage == "closed"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_n19_what_is_signed_stands_on_something(machine: Machine) -> None:
    """Whoever approves or verifies has something before them: a gate that asks for it, or a field that says why."""
    signed = [act for act in machine.acts if act.signature in {Meaning.APPROVE, Meaning.VERIFY, Meaning.ACCEPT_RISK}]
    assert signed or machine not in JUDGED
    assert all(act.gates or act.required for act in signed)


def test_n19_a_cause_is_not_approved_without_its_evidence() -> None:
    assert "not_filled" in cause_proposed().does(ANA, "verify_cause", cause_proofs=()).codes
    bare = tuple(replace(proof, evidence=()) for proof in PROOFS)
    assert cause_proposed().does(ANA, "verify_cause", cause_proofs=bare).codes == {"cause_without_evidence"}


def test_n19_a_concession_is_not_signed_without_its_lots() -> None:
    assert contained().does(DAO, "concede", concessions=()).codes == {"not_filled"}


def test_n20_the_day_of_measuring_and_the_day_of_writing_are_two() -> None:
    """The measurement says its own days; how much later it was written is counted (L5), never overwritten."""
    story = measured()
    counted, written = story.record["measurements"][0], story.history[-1]
    assert counted.since < written.at.date()
    late = Written(written.at - timedelta(days=9), written.at)
    figure = recording_lag([late] * 20, Window(story.day))
    assert (figure.value, figure.beside["share_late"]) == (9.0, 1.0)
