"""The CAPA ends only when somebody else has seen that the proven causes are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from livingproof.core.system.causes import Bone, Category, Cause, Event, Junction, Method, Question, Why
from livingproof.core.system.effectiveness import Measurement
from livingproof.core.system.plan import ReadAcross, VoidedAction
from tests.core.system.cast import (
    ACTIONS,
    ANA,
    BEN,
    CAUSES,
    CRITERION,
    DAO,
    EVE,
    LI,
    PLAN,
    PROOFS,
    cause_proposed,
    cause_verified,
    checking,
    closed,
    implementations,
    measured,
    opened,
    plan_approved,
)
from tests.core.system.story import START, Story

MEMBER = frozenset[str]()


def verified(**cause: object) -> Story:
    return cause_proposed(**cause).does(ANA, "verify_cause", cause_proofs=PROOFS)  # type: ignore[arg-type]


def test_the_whole_way_is_open_when_everything_is_there() -> None:
    assert closed().stage == "closed_effective"


@pytest.mark.parametrize(
    ("method", "work", "code"),
    [
        (Method.FIVE_WHY, {"whys": (Why("1", "dented"),)}, "method_not_worked"),
        (Method.FIVE_WHY, {"whys": (Why("1", "a", "2"), Why("2", "b", "1"))}, "tree_broken"),
        (Method.FIVE_WHY, {"whys": (Why("1", "a"), Why("1", "b"))}, "tree_key_twice"),
        (Method.ISHIKAWA, {"bones": (Bone(Category.MACHINE, "speed", kept=True),)}, "method_not_worked"),
        (Method.FAULT_TREE, {"events": (Event("t", "top", junction=Junction.OR), Event("b", "x", "?"))}, "tree_broken"),
        (Method.IS_IS_NOT, {"contrasts": ()}, "method_not_worked"),
        (Method.OTHER, {"method_name": " "}, "method_unnamed"),
    ],
)
def test_a_method_is_used_not_only_named(method: Method, work: dict[str, object], code: str) -> None:
    assert code in verified(method=method, **work).codes


@pytest.mark.parametrize("question", list(Question))
def test_each_of_the_three_questions_has_its_answer(question: Question) -> None:
    story = verified(causes=tuple(cause for cause in CAUSES if cause.question is not question))
    assert any(r.code == "question_unanswered" and r.facts["question"] is question for r in story.blocked)


def test_a_person_alone_is_no_root_cause() -> None:
    persons = tuple(replace(cause, category=Category.PERSON) for cause in CAUSES)
    assert "person_blamed_alone" in verified(causes=persons).codes


@pytest.mark.parametrize("excuse", ["Human error", "human error, training", "Menschliches Versagen.", "人为失误"])
def test_a_phrase_of_blame_is_no_system_cause_whatever_its_category(excuse: str) -> None:
    causes = (*CAUSES[:2], Cause("c3", Question.SYSTEM, excuse, Category.METHOD))
    blame = ("human error", "menschliches versagen", "人为失误")
    story = cause_proposed(causes=causes).knowing(blame=blame)
    assert "person_blamed_alone" in story.does(ANA, "verify_cause", cause_proofs=PROOFS).codes


def test_a_person_beside_a_system_cause_is_heard() -> None:
    causes = (replace(CAUSES[0], category=Category.PERSON), *CAUSES[1:])
    assert verified(causes=causes).stage == "cause_verified"


def test_every_accepted_cause_is_proven_with_evidence() -> None:
    story = cause_proposed()
    assert story.does(ANA, "verify_cause", cause_proofs=PROOFS[:2]).codes == {"cause_unproven"}
    bare = (*PROOFS[:2], replace(PROOFS[2], evidence=()))
    assert story.does(ANA, "verify_cause", cause_proofs=bare).codes == {"cause_without_evidence"}


def test_from_major_up_the_author_of_a_cause_does_not_verify_it() -> None:
    assert cause_proposed("major").does(BEN, "verify_cause", cause_proofs=PROOFS).codes == {"verifier_is_author"}
    assert cause_proposed("minor").does(BEN, "verify_cause", cause_proofs=PROOFS).stage == "cause_verified"
    assert "verifier_is_author" in cause_proposed().machine.act("verify_cause").waivable


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"actions": ACTIONS[:1]}, "cause_without_action"),
        ({"actions": (ACTIONS[0], replace(ACTIONS[1], expected_evidence=""))}, "action_incomplete"),
        ({"actions": (ACTIONS[0], replace(ACTIONS[1], due_on=None))}, "action_incomplete"),
        ({"actions": (ACTIONS[0], replace(ACTIONS[1], key="a1"))}, "action_key_twice"),
        ({"criterion": replace(CRITERION, metric="")}, "criterion_incomplete"),
        ({"criterion": replace(CRITERION, baseline_exposure=Decimal(0))}, "criterion_incomplete"),
        ({"criterion": replace(CRITERION, minimum_exposure=Decimal(0))}, "criterion_incomplete"),
        ({"criterion": replace(CRITERION, window_days=Decimal(0))}, "criterion_incomplete"),
        ({"criterion": replace(CRITERION, target=Decimal("0.5"))}, "target_not_better"),
        ({"criterion": replace(CRITERION, verifier=BEN)}, "planned_verifier_is_owner"),
        ({"criterion": replace(CRITERION, verifier=DAO)}, "planned_verifier_is_owner"),
        ({"read_across": (ReadAcross("line 2", affected=True, found="9 rpm"),)}, "affected_without_action"),
        ({"read_across": (ReadAcross("line 2", affected=False, found=""),)}, "read_across_incomplete"),
    ],
)
def test_a_plan_that_lacks_something_is_not_taken(change: dict[str, object], code: str) -> None:
    assert code in cause_verified().does(BEN, "plan", **(PLAN | change)).codes


def test_without_a_plan_nothing_is_approved() -> None:
    assert {"no_actions", "criterion_missing", "read_across_missing"} <= cause_verified().does(
        ANA, "approve_plan"
    ).codes


def test_the_criterion_cannot_be_touched_after_the_plan_was_approved() -> None:
    machine = plan_approved().machine
    touching = {act.name for act in machine.acts if "criterion" in act.fields}
    assert touching == {"plan"}
    assert machine.act("plan").sources == ("cause_verified",)


def test_an_action_is_reported_by_its_owner_or_the_line_not_by_a_passer_by() -> None:
    story = plan_approved().later(5)
    done = implementations(story.day)
    assert story.does(DAO, "implement_action", MEMBER, implementations=done).blocked == ()
    assert story.does(EVE, "implement_action", MEMBER, implementations=done).codes == {"not_your_action"}


def test_who_approved_the_plan_does_not_implement_it() -> None:
    story = plan_approved().later(5)
    assert story.does(ANA, "implement_action", implementations=implementations(story.day)).codes == {
        "approver_implements"
    }


def test_an_action_without_evidence_is_open() -> None:
    story = plan_approved().later(5)
    bare = tuple(replace(one, evidence=()) for one in implementations(story.day))
    story = story.does(DAO, "implement_action", implementations=bare)
    assert "action_open" in story.does(BEN, "finish_implementation").codes


def test_nothing_is_done_tomorrow() -> None:
    story = plan_approved()
    tomorrow = implementations(story.day + timedelta(days=1))
    assert story.does(DAO, "implement_action", implementations=tomorrow).codes == {"done_in_the_future"}


def test_the_window_counts_from_the_last_implementation_and_says_when_it_ends() -> None:
    story = checking()
    done_on = story.day
    counted = Measurement(
        done_on + timedelta(days=1), done_on + timedelta(days=59), Decimal(0), Decimal(20_000), evidence=("e",)
    )
    story = story.later(59).does(EVE, "measure", measurements=(counted,))
    story = story.does(EVE, "confirm_effective", effect="none")
    assert story.codes == {"window_open"}
    assert story.blocked[0].until == done_on + timedelta(days=60)
    assert story.later(1).does(EVE, "confirm_effective", effect="none").stage == "closed_effective"


def test_a_day_of_doing_told_too_early_does_not_shorten_the_window() -> None:
    story = plan_approved()
    approved_on = story.day
    story = story.later(3).does(DAO, "implement_action", implementations=implementations(START - timedelta(days=90)))
    story = story.does(BEN, "finish_implementation").does(EVE, "begin_check")
    story = story.does(EVE, "confirm_effective", effect="long ago")
    ends = next(reason.until for reason in story.blocked if reason.code == "window_open")
    assert ends == approved_on + timedelta(days=60)


@pytest.mark.parametrize(
    ("events", "exposure", "code"), [(0, 11_999, "exposure_too_small"), (7, 12_000, "target_missed")]
)
def test_exposure_and_target_are_those_fixed_before(events: int, exposure: int, code: str) -> None:
    assert measured(events, exposure).does(EVE, "confirm_effective", effect="good").codes == {code}


def test_a_new_nonconformity_with_the_mark_speaks_against_it() -> None:
    story = measured().knowing(came_back=("NC-2026-0099",))
    assert story.does(EVE, "confirm_effective", effect="good").codes == {"came_back"}


def test_what_was_counted_before_the_change_does_not_count() -> None:
    story = checking()
    early = Measurement(START, story.day, Decimal(0), Decimal(99_000), evidence=("e",))
    assert story.does(EVE, "measure", measurements=(early,)).codes == {"measured_before_the_change"}


def test_the_same_days_are_not_counted_twice() -> None:
    story = checking().later(30)
    one = Measurement(story.day - timedelta(days=20), story.day, Decimal(0), Decimal(6_000), evidence=("e",))
    assert story.does(EVE, "measure", measurements=(one, one)).codes == {"measured_twice"}


def test_more_time_is_given_only_where_too_little_ran() -> None:
    until = {"extended_until": START + timedelta(days=200), "extended_because": "orders were moved"}
    assert measured().does(EVE, "extend", **until).codes == {"exposure_is_there"}
    story = measured(0, 5_000).does(EVE, "extend", **until)
    assert story.stage == "extended"
    assert "window_open" in story.does(EVE, "confirm_effective", effect="none so far").codes


def test_not_effective_begins_the_next_cycle_at_the_cause() -> None:
    story = measured(40).does(EVE, "judge_not_effective", not_effective_because="3 dents a day")
    assert story.stage == "not_effective"
    story = story.does(BEN, "propose_new_cause", method=Method.OTHER, method_name="8 shifts on film", causes=CAUSES)
    assert (story.stage, story.record["cycle"]) == ("cause_proposed", 2)
    again = story.does(ANA, "verify_cause", cause_proofs=PROOFS).does(BEN, "plan", **PLAN).later(5)
    again = again.does(ANA, "approve_plan")
    assert again.stage == "plan_approved"


def test_what_was_counted_in_an_earlier_cycle_proves_nothing_in_the_next() -> None:
    story = measured(0, 99_000).does(EVE, "judge_not_effective", not_effective_because="wrong line was measured")
    story = story.does(BEN, "propose_new_cause", method=Method.OTHER, method_name="film", causes=CAUSES)
    story = story.does(ANA, "verify_cause", cause_proofs=PROOFS).does(BEN, "plan", **PLAN).later(5)
    story = story.does(ANA, "approve_plan").later(5)
    story = story.does(DAO, "implement_action", implementations=implementations(story.day))
    story = story.does(BEN, "finish_implementation").does(EVE, "begin_check").later(61)
    assert "not_measured" in story.does(EVE, "confirm_effective", effect="as before").codes


def test_what_was_done_for_the_failed_plan_is_not_done_for_the_next() -> None:
    story = measured(40).does(EVE, "judge_not_effective", not_effective_because="no effect")
    story = story.does(BEN, "propose_new_cause", method=Method.OTHER, method_name="film", causes=CAUSES)
    story = story.does(ANA, "verify_cause", cause_proofs=PROOFS).does(BEN, "plan", **PLAN).does(ANA, "approve_plan")
    assert "action_open" in story.does(BEN, "finish_implementation").codes


def test_cancelling_takes_two_persons_and_no_approved_plan() -> None:
    story = opened()
    assert story.does(ANA, "cancel").codes == {"cancelling_not_asked"}
    asked = story.does(ANA, "ask_to_cancel", cancel_because="same as CAPA 12")
    assert asked.does(ANA, "cancel").codes == {"second_person_needed"}
    assert asked.does(LI, "cancel").stage == "cancelled"
    assert "second_person_needed" not in story.machine.act("cancel").waivable


def test_in_a_later_cycle_nothing_is_cancelled_any_more() -> None:
    story = measured(40).does(EVE, "judge_not_effective", not_effective_because="no effect")
    story = story.does(BEN, "propose_new_cause", method=Method.OTHER, method_name="film", causes=CAUSES)
    story = story.does(ANA, "ask_to_cancel", cancel_because="tired of it")
    assert story.does(LI, "cancel").codes == {"plan_was_approved"}


def test_a_recurrence_is_noted_for_a_year_and_not_after_it() -> None:
    story = closed()
    assert story.later(300).does("", "record_recurrence", frozenset({"clock"}), came_back_as=("NC-1",)).blocked == ()
    late = story.later(400).does("", "record_recurrence", frozenset({"clock"}), came_back_as=("NC-1",))
    assert late.codes == {"watch_is_over"}


def test_a_voided_action_needs_a_reason_and_somebody_who_does_not_own_it() -> None:
    story = plan_approved()
    assert story.does(ANA, "void_action", voided=(VoidedAction("a2", " "),)).codes == {"void_without_reason"}
    assert story.does(DAO, "void_action", voided=(VoidedAction("a2", "no"),)).codes == {"approver_is_owner"}
    assert story.does(LI, "void_action", voided=(VoidedAction("a2", "line is sold"),)).blocked == ()


def test_who_becomes_the_owner_after_planning_is_no_planned_verifier() -> None:
    story = cause_verified().does(BEN, "plan", **PLAN).does(LI, "hand_over", owner=EVE)
    assert story.does(ANA, "approve_plan").codes == {"planned_verifier_is_owner"}


def test_moving_the_day_of_a_major_capa_is_for_deciders() -> None:
    moved = {"due_on": START + timedelta(days=200), "moved_because": "the gauge is away"}
    quality = frozenset({"quality"})
    assert opened("major").does(EVE, "reschedule", quality, **moved).codes == {"moving_needs_approval"}
    assert opened("minor").does(EVE, "reschedule", quality, **moved).blocked == ()


def test_what_was_done_for_an_earlier_plan_does_not_stand_in_the_way_of_the_next() -> None:
    story = measured(40).does(EVE, "judge_not_effective", not_effective_because="no effect").later(1)
    story = story.does(BEN, "propose_new_cause", method=Method.OTHER, method_name="film", causes=CAUSES)
    new = (replace(ACTIONS[0], key="b1", causes=("c1", "c2", "c3")),)
    story = story.does(ANA, "verify_cause", cause_proofs=PROOFS).does(BEN, "plan", **(PLAN | {"actions": new}))
    story = story.does(ANA, "approve_plan").later(1)
    done = (*story.record["implementations"], replace(implementations(story.day)[0], action="b1"))
    story = story.does(DAO, "implement_action", implementations=done)
    assert story.does(BEN, "finish_implementation").stage == "implemented"
