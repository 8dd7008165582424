"""Both machines: every stage is reached, nothing ends but where it is declared to, and the table of acts is the one agreed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livingproof.core.system.capa import CAPA
from livingproof.core.system.costs import Cost
from livingproof.core.system.effectiveness import Measurement
from livingproof.core.system.machine import Machine
from livingproof.core.system.nonconformity import NONCONFORMITY
from tests.core.system.cast import ANA, BEN, CAUSE, DAO, EVE, LI, LOTS, PLAN, PROOFS, SCRAPPED, implementations
from tests.core.system.story import Story

MACHINES = (NONCONFORMITY, CAPA)
GOLDEN = Path(__file__).parent / "golden"
CLOSED = {"closed", "closed_effective"}


def reached_from(machine: Machine, start: str) -> set[str]:
    found, new = {start}, {start}
    while new:
        new = {target for source, _, target in machine.edges() if source in new} - found
        found |= new
    return found


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_stage_is_reached(machine: Machine) -> None:
    assert reached_from(machine, "") - {""} == set(machine.stages)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_nothing_is_a_dead_end_but_declared_ends(machine: Machine) -> None:
    for stage in machine.stages:
        assert reached_from(machine, stage) & set(machine.final), stage
    moving = {source for source, _, target in machine.edges() if source != target}
    assert set(machine.stages) - moving <= set(machine.final)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_the_table_from_act_to_is_the_one_agreed_on(machine: Machine) -> None:
    rows = [
        " | ".join((source, name, target, ", ".join(machine.act(name).roles), machine.act(name).signature or ""))
        for source, name, target in machine.edges()
    ]
    assert "\n".join(rows) + "\n" == (GOLDEN / f"{machine.name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_acts_are_declared_whole(machine: Machine) -> None:
    names = [act.name for act in machine.acts]
    assert len(set(names)) == len(names)
    for act in machine.acts:
        assert set(act.required) <= set(act.fields), act.name
        assert set(act.sources) <= set(machine.stages), act.name
        assert act.target is None or act.target in machine.stages, act.name
        assert not act.waivable or act.gates, act.name


def payload(story: Story, name: str) -> dict[str, Any]:
    """What somebody who does it right would fill in."""
    since = story.day - timedelta(days=30)
    counted = Measurement(since, story.day, Decimal(1), Decimal(13_000), evidence=("e",))
    until = story.day + timedelta(days=90)
    filled: dict[str, dict[str, Any]] = {
        "report": {"what": "dents"},
        "triage": {"severity": "minor", "process": "plating", "source": "in_process", "defect_code": "dent"},
        "grade_again": {"severity": "major", "process": "plating", "source": "in_process", "defect_code": "dent"},
        "reject": {"rejected_because": "within the drawing"},
        "mark_duplicate": {"duplicate_of": "NC-1", "rejected_because": "same"},
        "contain": {"lots": LOTS, "containment": "in the cage"},
        "state_costs": {"costs": (Cost("sorting", Decimal("120.50"), "EUR"),)},
        "relist": {"lots": LOTS, "containment": "in the cage"},
        "declare_unaffected": {"lots": (), "containment": "before the first piece"},
        "disposition": {"dispositions": SCRAPPED, "correction": "scrapped"},
        "close": {"capa_decision": "not_needed", "capa_reason": "a dropped box"},
        "reopen": {"reopened_because": "a third lot"},
        "reschedule": {"due_on": until, "moved_because": "gauge is away"},
        "hand_over": {"owner": BEN},
        "attach": {"evidence": ("e",)},
        "raise": {"title": "Thread damage", "severity": "major"},
        "describe": {"title": "Thread damage", "severity": "major", "problem": "31 of 10,200"},
        "link": {"nonconformities": ("NC-1",)},
        "open": {"problem": "31 of 10,200", "owner": BEN, "due_on": until},
        "propose_cause": CAUSE,
        "revise_cause": CAUSE,
        "propose_new_cause": CAUSE,
        "verify_cause": {"cause_proofs": PROOFS},
        "plan": PLAN,
        "implement_action": {"implementations": implementations(story.day)},
        "measure": {"measurements": (counted,)},
        "confirm_effective": {"effect": "1 of 13,000"},
        "judge_not_effective": {"not_effective_because": "as before"},
        "extend": {"extended_until": until, "extended_because": "few orders"},
        "record_recurrence": {"came_back_as": ("NC-2",)},
        "ask_to_cancel": {"cancel_because": "same as another"},
    }
    capa_containment = {"containment": "100 % check"}
    return capa_containment if story.machine is CAPA and name == "contain" else filled.get(name, {})


@st.composite
def walks(draw: st.DrawFn, machine: Machine) -> list[Story]:
    """Stories of a record whose people do one thing after another, sometimes without filling anything in."""
    story = Story(machine)
    seen = [story]
    for _ in range(draw(st.integers(1, 45))):
        acts = machine.from_stage(story.stage)
        if not acts:
            break
        moving = [act for act in acts if act.target is not None] or list(acts)
        act = draw(st.sampled_from(moving + list(acts)))
        actor = draw(st.sampled_from([ANA, BEN, DAO, EVE, LI]))
        given_in = payload(story, act.name) if draw(st.integers(0, 9)) else {}
        story = story.later(draw(st.sampled_from([0, 1, 31, 62]))).does(actor, act.name, **given_in)
        seen.append(story)
    return seen


def stage_told_by(history: tuple[Any, ...]) -> str:
    return history[-1].target if history else ""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_people_do_the_stage_is_what_the_history_tells(machine: Machine, data: st.DataObject) -> None:
    edges = set(machine.edges())
    for story in data.draw(walks(machine)):
        assert story.stage == stage_told_by(story.history)
        assert all((done.source, done.act, done.target) in edges for done in story.history)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_n1_whatever_people_do_nothing_is_closed_without_its_conditions(data: st.DataObject) -> None:
    machine = data.draw(st.sampled_from(MACHINES))
    for story in data.draw(walks(machine)):
        if story.stage == "closed":
            done = [one.act for one in story.history if one.cycle == story.record["cycle"]]
            assert "disposition" in done
            assert {"contain", "declare_unaffected"} & set(done)
            assert story.record["capa_reason"]
        if story.stage == "closed_effective":
            last = {one.act: one.actor for one in story.history}
            now = [one for one in story.history if one.cycle == story.record["cycle"]]
            doers = {one.actor for one in story.history if one.act in {"implement_action", "finish_implementation"}}
            assert {"approve_plan", "verify_cause", "finish_implementation"} <= {one.act for one in now}
            assert last["confirm_effective"] not in doers | {DAO, BEN}
            assert story.day - max(one.at.date() for one in now if one.act == "approve_plan") >= timedelta(days=60)


def test_the_walks_reach_the_ends() -> None:
    """The law above is not true for want of closed records: a walk of the right acts gets there."""
    story = Story(CAPA)
    steps = ("raise", "open", "propose_cause", "verify_cause", "plan", "approve_plan", "implement_action")
    people = {"propose_cause": BEN, "plan": BEN, "implement_action": DAO}
    for name in steps:
        story = story.does(people.get(name, ANA), name, **payload(story, name))
    story = story.does(BEN, "finish_implementation").does(EVE, "begin_check").later(62)
    story = story.does(EVE, "measure", **payload(story, "measure"))
    story = story.does(EVE, "confirm_effective", effect="1 of 13,000")
    assert story.stage == "closed_effective"
    assert replace(story, blocked=()) == story
