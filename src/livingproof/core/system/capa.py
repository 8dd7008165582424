"""The CAPA: from a cause that is proven, by a plan whose test is fixed before, to an effect that somebody else confirms.

draft → opened → cause_proposed → cause_verified → plan_approved → implemented → checking → closed_effective;
checking → not_effective → cause_proposed (the next cycle); checking → extended; cancelled only before a plan was approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from livingproof.core.days import add_months
from livingproof.core.system.causes import (
    CAUSE_FIELDS,
    causes_are_proven,
    method_was_used,
    the_system_is_asked,
    three_questions_are_answered,
)
from livingproof.core.system.due import due_is_moved_with_approval
from livingproof.core.system.effectiveness import (
    effect_was_measured,
    exposure_is_enough,
    measurements_are_plausible,
    more_time_is_needed,
    nothing_came_back,
    target_is_met,
    window_is_over,
)
from livingproof.core.system.machine import ANYONE, CLOCK, PARTY, Act, Blocked, Machine, Meaning, Moment
from livingproof.core.system.plan import (
    ACTIONS_FINISHED,
    PLAN_FIELDS,
    action_owners,
    actions_answer_causes,
    causes_were_acted_on,
    criterion_is_fixed,
    implementations_are_of_the_plan,
    implementers,
    similar_was_examined,
    verifier_is_apart,
    voids_are_of_the_plan,
)
from livingproof.core.system.roles import DECIDERS, LINE_PEOPLE, QUALITY_PEOPLE, TOP_MANAGEMENT
from livingproof.core.system.segregation import Apart
from livingproof.core.system.severity import FROM_MAJOR

DRAFT, OPENED, CAUSE_PROPOSED, CAUSE_VERIFIED = "draft", "opened", "cause_proposed", "cause_verified"
PLAN_APPROVED, IMPLEMENTED, CHECKING = "plan_approved", "implemented", "checking"
EFFECTIVE, NOT_EFFECTIVE, EXTENDED, CANCELLED = "closed_effective", "not_effective", "extended", "cancelled"
WATCH_MONTHS: Final = 12
"""So long after it was closed a nonconformity with the same mark says that the CAPA's subject came back."""
SUBJECT_FIELDS: Final = ("title", "problem", "severity", "process", "defect_code", "product_family")
_BEFORE_PLAN: Final = (DRAFT, OPENED, CAUSE_PROPOSED, CAUSE_VERIFIED)
_OPEN: Final = (*_BEFORE_PLAN, PLAN_APPROVED, IMPLEMENTED, CHECKING, NOT_EFFECTIVE, EXTENDED)
_CAUSE_GATES: Final = (method_was_used, three_questions_are_answered, the_system_is_asked)
_WORKERS: Final = (*LINE_PEOPLE, PARTY)
"""Who may write causes, plans and what was done: the line, and the other party of a shared record. Judging stays at home."""
_VERIFIERS: Final = (*LINE_PEOPLE, TOP_MANAGEMENT)


def no_plan_was_approved(moment: Moment) -> Iterator[Blocked]:
    """A CAPA whose plan was once approved is carried through: in a later cycle too it is not cancelled."""
    approved = moment.last("approve_plan")
    if approved is not None:
        yield Blocked("plan_was_approved", {"on": approved.at.date()})


def recurrence_is_in_the_watch(moment: Moment) -> Iterator[Blocked]:
    """What came back did so within twelve months after the CAPA was closed."""
    closed = moment.last("confirm_effective")
    if closed is None or moment.day > add_months(closed.at.date(), WATCH_MONTHS) + timedelta(days=1):
        yield Blocked("watch_is_over", {})


def action_is_theirs(moment: Moment) -> Iterator[Blocked]:
    """Whoever reports an action as done owns one of the plan, or works on the line or on quality."""
    if moment.actor not in action_owners(moment) and not moment.roles.intersection(_WORKERS):
        yield Blocked("not_your_action", {"owners": tuple(sorted(action_owners(moment)))})


def owners_ever(moment: Moment) -> frozenset[str]:
    """Whoever owns the CAPA, and whoever did before it was handed over (`moment.about["owners"]`)."""
    return frozenset({str(moment.record.get("owner") or ""), *map(str, moment.about.get("owners", ()))})


_OPENING: Final = (
    Act(
        "raise",
        (),
        DRAFT,
        (*QUALITY_PEOPLE, CLOCK),
        (*SUBJECT_FIELDS, "nonconformities", "follows"),
        ("title", "severity"),
    ),
    Act("describe", (DRAFT, OPENED), None, QUALITY_PEOPLE, SUBJECT_FIELDS, ("title", "severity", "problem")),
    Act("link", _OPEN, None, (*QUALITY_PEOPLE, CLOCK), ("nonconformities",), ("nonconformities",)),
    Act(
        "open",
        (DRAFT,),
        OPENED,
        QUALITY_PEOPLE,
        ("problem", "owner", "team", "due_on"),
        ("problem", "owner", "due_on"),
    ),
    Act("contain", (OPENED, CAUSE_PROPOSED, CAUSE_VERIFIED), None, _WORKERS, ("containment",), ("containment",)),
)
_CAUSE: Final = (
    Act("propose_cause", (OPENED,), CAUSE_PROPOSED, _WORKERS, CAUSE_FIELDS, ("method", "causes")),
    Act("revise_cause", (CAUSE_PROPOSED,), None, _WORKERS, CAUSE_FIELDS, ("method", "causes")),
    Act(
        "verify_cause",
        (CAUSE_PROPOSED,),
        CAUSE_VERIFIED,
        LINE_PEOPLE,
        ("cause_proofs",),
        ("cause_proofs",),
        Meaning.VERIFY,
        (
            *_CAUSE_GATES,
            causes_are_proven,
            Apart(
                "verifier_is_author",
                ("propose_cause", "revise_cause", "propose_new_cause"),
                only=("severity", FROM_MAJOR),
            ),
        ),
        waivable=("verifier_is_author",),
    ),
    Act(
        "propose_new_cause",
        (NOT_EFFECTIVE,),
        CAUSE_PROPOSED,
        _WORKERS,
        CAUSE_FIELDS,
        ("method", "causes"),
        renews=True,
    ),
)
_PLAN: Final = (
    Act(
        "plan",
        (CAUSE_VERIFIED,),
        None,
        _WORKERS,
        PLAN_FIELDS,
        PLAN_FIELDS,
        gates=(actions_answer_causes, criterion_is_fixed, verifier_is_apart, similar_was_examined),
        waivable=("planned_verifier_is_owner",),
    ),
    Act(
        "approve_plan",
        (CAUSE_VERIFIED,),
        PLAN_APPROVED,
        DECIDERS,
        signature=Meaning.APPROVE,
        gates=(
            actions_answer_causes,
            criterion_is_fixed,
            verifier_is_apart,
            similar_was_examined,
            Apart("approver_is_author", ("plan",), first="plan_missing"),
        ),
        waivable=("approver_is_author", "planned_verifier_is_owner"),
    ),
)
_IMPLEMENTATION: Final = (
    Act(
        "implement_action",
        (PLAN_APPROVED,),
        None,
        (ANYONE, PARTY),
        fields=("implementations",),
        required=("implementations",),
        gates=(
            action_is_theirs,
            implementations_are_of_the_plan,
            Apart("approver_implements", ("approve_plan",)),
        ),
        waivable=("approver_implements",),
    ),
    Act(
        "void_action",
        (PLAN_APPROVED,),
        None,
        DECIDERS,
        ("voided",),
        ("voided",),
        Meaning.APPROVE,
        (voids_are_of_the_plan, Apart("approver_is_owner", named=action_owners)),
        waivable=("approver_is_owner",),
    ),
    Act(
        "finish_implementation",
        (PLAN_APPROVED,),
        IMPLEMENTED,
        _WORKERS,
        gates=(ACTIONS_FINISHED, causes_were_acted_on),
    ),
)
_EFFECT: Final = (
    Act("begin_check", (IMPLEMENTED,), CHECKING, (*_VERIFIERS, CLOCK)),
    Act(
        "measure",
        (CHECKING, EXTENDED),
        None,
        _VERIFIERS,
        ("measurements",),
        ("measurements",),
        gates=(measurements_are_plausible,),
    ),
    Act(
        "confirm_effective",
        (CHECKING, EXTENDED),
        EFFECTIVE,
        _VERIFIERS,
        ("effect",),
        ("effect",),
        Meaning.VERIFY,
        (
            effect_was_measured,
            window_is_over,
            exposure_is_enough,
            target_is_met,
            nothing_came_back,
            Apart(
                "verifier_is_implementer",
                ("implement_action", "finish_implementation"),
                ever=True,
                named=implementers,
            ),
            Apart("verifier_is_owner", named=owners_ever),
        ),
        waivable=("verifier_is_implementer", "verifier_is_owner"),
    ),
    Act(
        "judge_not_effective",
        (CHECKING, EXTENDED),
        NOT_EFFECTIVE,
        _VERIFIERS,
        ("not_effective_because",),
        ("not_effective_because",),
        Meaning.VERIFY,
        alone="It says that the work failed: nobody speaks well of their own.",
    ),
    Act(
        "extend",
        (CHECKING, EXTENDED),
        EXTENDED,
        _VERIFIERS,
        ("extended_until", "extended_because"),
        ("extended_until", "extended_because"),
        gates=(more_time_is_needed,),
    ),
    Act(
        "record_recurrence",
        (EFFECTIVE,),
        None,
        (CLOCK, *QUALITY_PEOPLE),
        ("came_back_as",),
        ("came_back_as",),
        gates=(recurrence_is_in_the_watch,),
    ),
)
_ENDING: Final = (
    Act("ask_to_cancel", _BEFORE_PLAN, None, QUALITY_PEOPLE, ("cancel_because",), ("cancel_because",)),
    Act(
        "cancel",
        _BEFORE_PLAN,
        CANCELLED,
        DECIDERS,
        signature=Meaning.APPROVE,
        gates=(
            no_plan_was_approved,
            Apart("second_person_needed", ("ask_to_cancel",), ever=True, first="cancelling_not_asked"),
        ),
    ),
    Act(
        "reschedule",
        _OPEN,
        None,
        QUALITY_PEOPLE,
        ("due_on", "moved_because"),
        ("due_on", "moved_because"),
        gates=(due_is_moved_with_approval,),
    ),
    Act("hand_over", _OPEN, None, DECIDERS, ("owner",), ("owner",)),
    Act("attach", _OPEN, None, (ANYONE, PARTY), ("evidence",), ("evidence",)),
)

CAPA: Final = Machine(
    name="capa",
    stages=(*_BEFORE_PLAN, PLAN_APPROVED, IMPLEMENTED, CHECKING, EFFECTIVE, NOT_EFFECTIVE, EXTENDED, CANCELLED),
    final=(EFFECTIVE, CANCELLED),
    achieved=(EFFECTIVE,),
    acts=(*_OPENING, *_CAUSE, *_PLAN, *_IMPLEMENTATION, *_EFFECT, *_ENDING),
)
