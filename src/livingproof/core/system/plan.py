"""What will be done about each cause, by whom, until when, with which proof; and, fixed before, how it will be known that it worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from enum import StrEnum
from typing import Any, Final

from livingproof.core.system.causes import accepted_causes
from livingproof.core.system.finishing import Finished
from livingproof.core.system.machine import Blocked, Moment, PersonId
from livingproof.core.system.parts import part, parts, refers
from livingproof.core.system.segregation import present_cycle


class ActionKind(StrEnum):
    """What an action is for: the cause, or the same thing elsewhere."""

    CORRECTIVE = "corrective"
    READ_ACROSS = "read_across"


@dataclass(frozen=True, slots=True)
class Action:
    """One planned action. `causes` are the keys of the causes it removes; `owner` is a person's id."""

    key: str
    what: str
    causes: tuple[str, ...] = field(metadata=refers("causes", "key", "statement"))
    owner: PersonId
    due_on: date | None = None
    expected_evidence: str = ""
    kind: ActionKind = ActionKind.CORRECTIVE


@dataclass(frozen=True, slots=True)
class Implementation:
    """What was done for one action, by whom, on which day, with which evidence."""

    action: str = field(metadata=refers("actions", "key", "what"))
    done_by: PersonId
    done_on: date
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoidedAction:
    """An action that will not be done, and why. Voiding is an act that is signed; it never counts as done."""

    action: str = field(metadata=refers("actions", "key", "what"))
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """How it will be known that the actions worked: a rate of events in an exposure, before and wanted.

    `baseline_events` of `baseline_exposure` are what was counted before (n), `target` is the highest rate that counts as effective.
    Days and exposure must both be reached. `verifier` is the id of the person who is to judge.
    """

    metric: str
    unit: str
    baseline_events: Decimal
    baseline_exposure: Decimal
    target: Decimal
    window_days: Decimal
    minimum_exposure: Decimal
    verifier: PersonId

    @property
    def baseline(self) -> Decimal | None:
        """The rate before; None without exposure."""
        return self.baseline_events / self.baseline_exposure if self.baseline_exposure else None


@dataclass(frozen=True, slots=True)
class ReadAcross:
    """Another process, product or site that was looked at for the same cause, and what was found."""

    where: str
    affected: bool
    found: str
    action: str = field(default="", metadata=refers("actions", "key", "what"))


LONGEST_WINDOW: Final = 3_650
PLAN_FIELDS: Final = ("actions", "criterion", "read_across")


def short(rate: Decimal) -> str:
    """A rate with three significant figures, for sentences; comparisons use the rate itself."""
    return format(Context(prec=3).plus(rate), "f")


def criterion_of(record: Mapping[str, Any]) -> Criterion | None:
    """The criterion; None before one was fixed."""
    stated = record.get("criterion")
    return part(Criterion, stated) if stated else None


def actions_answer_causes(moment: Moment) -> Iterator[Blocked]:
    """At least one corrective action for each accepted cause; each action with owner, day and expected evidence. No action is no plan."""
    actions = parts(Action, moment.record.get("actions"))
    if not actions:
        yield Blocked("no_actions", {})
    for cause in accepted_causes(moment.record):
        if not any(cause.key in action.causes and action.kind is ActionKind.CORRECTIVE for action in actions):
            yield Blocked("cause_without_action", {"cause": cause.statement})
    keys = [action.key for action in actions]
    if len(set(keys)) < len(keys) or "" in keys:
        yield Blocked("action_key_twice", {})
    for action in actions:
        blank = tuple(name for name in ("what", "owner", "due_on", "expected_evidence") if not getattr(action, name))
        if blank:
            yield Blocked("action_incomplete", {"action": action.what or action.key, "missing": blank})


def criterion_is_fixed(moment: Moment) -> Iterator[Blocked]:
    """Metric, baseline with n, target, window in days and exposure, and a verifier are stated, and can be met or missed."""
    criterion = criterion_of(moment.record)
    if criterion is None:
        yield Blocked("criterion_missing", {})
        return
    wrong = {
        "metric": not criterion.metric.strip(),
        "unit": not criterion.unit.strip(),
        "baseline_exposure": criterion.baseline_exposure <= 0,
        "baseline_events": criterion.baseline_events < 0,
        "target": criterion.target < 0,
        "window_days": not 1 <= criterion.window_days <= LONGEST_WINDOW,
        "minimum_exposure": criterion.minimum_exposure <= 0,
        "verifier": not criterion.verifier,
    }
    missing = tuple(name for name, holds in wrong.items() if holds)
    if missing:
        yield Blocked("criterion_incomplete", {"missing": missing})
    elif criterion.baseline is not None and criterion.baseline_events and criterion.target >= criterion.baseline:
        yield Blocked("target_not_better", {"target": short(criterion.target), "baseline": short(criterion.baseline)})


def verifier_is_apart(moment: Moment) -> Iterator[Blocked]:
    """The planned verifier neither owns the CAPA nor an action of it."""
    criterion = criterion_of(moment.record)
    owners = {action.owner for action in parts(Action, moment.record.get("actions"))} | {moment.record.get("owner")}
    if criterion is not None and criterion.verifier and criterion.verifier in owners:
        yield Blocked("planned_verifier_is_owner", {"person": criterion.verifier})


def similar_was_examined(moment: Moment) -> Iterator[Blocked]:
    """Similar processes, products or sites were looked at; where one is affected too, an action of the plan takes it up."""
    rows = parts(ReadAcross, moment.record.get("read_across"))
    if not rows:
        yield Blocked("read_across_missing", {})
    keys = {action.key for action in parts(Action, moment.record.get("actions"))}
    for row in rows:
        if not row.where.strip() or not row.found.strip():
            yield Blocked("read_across_incomplete", {"where": row.where})
        if row.affected and row.action not in keys:
            yield Blocked("affected_without_action", {"where": row.where})


def planned_actions(moment: Moment) -> dict[str, Blocked]:
    """The actions of the plan by key, each with the reason that stands while it is open."""
    return {
        action.key: Blocked("action_open", {"action": action.what, "owner": action.owner, "due_on": action.due_on})
        for action in parts(Action, moment.record.get("actions"))
    }


def done_keys(moment: Moment) -> frozenset[str]:
    """Actions that are reported as done in this cycle, with evidence."""
    return frozenset(one.action for one in implemented(moment) if one.evidence)


def causes_were_acted_on(moment: Moment) -> Iterator[Blocked]:
    """For each accepted cause at least one action is done, with evidence; a voided one satisfies nothing."""
    actions, done = parts(Action, moment.record.get("actions")), done_keys(moment) - voided_keys(moment)
    for cause in accepted_causes(moment.record):
        if not any(cause.key in action.causes and action.key in done for action in actions):
            yield Blocked("cause_without_done_action", {"cause": cause.statement})


def implemented(moment: Moment) -> tuple[Implementation, ...]:
    """What was done for this cycle: what was done before the last plan was judged not effective belongs to that plan."""
    failed = moment.last("judge_not_effective")
    return tuple(
        one
        for one in parts(Implementation, moment.record.get("implementations"))
        if failed is None or one.done_on >= failed.at.date()
    )


def voided_keys(moment: Moment) -> frozenset[str]:
    """Actions that were voided with a reason; nothing is where no signed act of this cycle voided anything."""
    cycle = present_cycle(moment)
    if not any(done.act == "void_action" and done.signed and done.cycle == cycle for done in moment.history):
        return frozenset()
    return frozenset(one.action for one in parts(VoidedAction, moment.record.get("voided")) if one.reason.strip())


ACTIONS_FINISHED: Final = Finished("actions", planned_actions, done_keys, "no_actions", voided_keys)
"""Every action is done, with evidence, or voided by a signed act, and at least one is done."""


def implementations_are_of_the_plan(moment: Moment) -> Iterator[Blocked]:
    """What is reported as done was planned, is not done in the future, and names who did it."""
    keys = {action.key for action in parts(Action, moment.record.get("actions"))}
    for one in implemented(moment):
        if one.action not in keys:
            yield Blocked("action_unknown", {"action": one.action})
        if one.done_on > moment.day:
            yield Blocked("done_in_the_future", {"action": one.action, "done_on": one.done_on}, until=one.done_on)
        if not one.done_by:
            yield Blocked("doer_missing", {"action": one.action})


def voids_are_of_the_plan(moment: Moment) -> Iterator[Blocked]:
    """Only planned actions are voided, each with a reason."""
    keys = {action.key for action in parts(Action, moment.record.get("actions"))}
    for one in parts(VoidedAction, moment.record.get("voided")):
        if one.action not in keys:
            yield Blocked("action_unknown", {"action": one.action})
        if not one.reason.strip():
            yield Blocked("void_without_reason", {"action": one.action})


def action_owners(moment: Moment) -> frozenset[str]:
    """Who owns an action of the plan."""
    return frozenset(action.owner for action in parts(Action, moment.record.get("actions")))


def implementers(moment: Moment) -> frozenset[str]:
    """Whoever implemented: did the act, is named as having done it, or owns an action that was not voided."""
    doers = moment.actors("implement_action", "finish_implementation")
    named = {one.done_by for one in parts(Implementation, moment.record.get("implementations"))}
    voided = voided_keys(moment)
    owners = {action.owner for action in parts(Action, moment.record.get("actions")) if action.key not in voided}
    return frozenset(doers | named | owners)
