"""The accreditation behind the certificate is neither suspended, withdrawn nor expired, and since when it would be.

Asked of accreditations that are known: from an accreditation body's own list, or from a register near to accreditation that shows the
certificate active under it. A list names what stands on its day, so one that names the body without a remark, and is not older than a
year, says that the accreditation stands. An end that lies ahead of the list's day is a plan and no event. After a loss the
certificates may be moved to another body for six months (IAF MD 2, in own words).
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.days import add_months
from livingproof.core.facts import Accreditation
from livingproof.core.matching.accreditations import listed_accreditations
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.terms import Axis, Grade, Operator, State, Weight

NEAR_ACCREDITATION = frozenset({Operator.ACCREDITATION_BODY, Operator.STATE, Operator.AGGREGATOR})
IN_FORCE = frozenset({State.ACTIVE, State.REDUCED})
LOST = frozenset({State.WITHDRAWN, State.CANCELLED, State.EXPIRED})
LIST_DAYS = 365
"""A list older than this no longer tells what stands."""
WINDOW_MONTHS = 6


class Standing(Reason):
    """How the accreditation stands on the day asked about."""

    CB_ACTIVE = Grade.PASS
    CB_ENDED_WITHIN_6M = Grade.WARN
    CB_SUSPENDED = Grade.FAIL
    CB_WITHDRAWN = Grade.FAIL
    CB_STATUS_UNAVAILABLE = Grade.UNDETERMINED


WORST_FIRST = (
    Standing.CB_WITHDRAWN,
    Standing.CB_SUSPENDED,
    Standing.CB_ENDED_WITHIN_6M,
    Standing.CB_STATUS_UNAVAILABLE,
    Standing.CB_ACTIVE,
)


def judge(case: Case) -> Judgement:
    """For each standard the best that a list says of it; the worst of the standards answers."""
    standards = tuple(standard.id for standard in case.standards if not standard.outside_arrangement)
    if case.standards and not standards:
        return not_applicable("the scheme has its own oversight in place of accreditation")
    entries = listed_accreditations(case.claim, standards, case.facts)
    held = tuple(
        entry for entry in entries if not _over_before(case, entry) and (entry.provenance.confirmed or _lost(entry))
    )
    by_standard = [
        max(judged, key=lambda one: WORST_FIRST.index(_reason(one)))
        for standard in standards
        if (judged := [_judged(case, entry) for entry in held if standard in entry.standards])
    ]
    if by_standard:
        worst = min(by_standard, key=lambda one: WORST_FIRST.index(_reason(one)))
        if _reason(worst) is not Standing.CB_STATUS_UNAVAILABLE:
            return worst
        return _by_register(case) or worst
    if found := _by_register(case):
        return found
    if entries:
        return not_applicable("the accreditation known had ended before the certificate began")
    return not_applicable("no accreditation behind the certificate is known")


def _reason(judgement: Judgement) -> Standing:
    return next(reason for reason in Standing if reason is judgement.reason)


def _by_register(case: Case) -> Judgement | None:
    """A register near to accreditation that shows the certificate active under the accreditation body it names."""
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    if kept is None or case.lookup is None or not kept.accreditation_body or kept.status not in IN_FORCE:
        return None
    register = case.facts.registers[case.lookup.register]
    if register.operator not in NEAR_ACCREDITATION:
        return None
    told = Standing.CB_ACTIVE.with_facts(
        name=kept.certification_body or case.claim.certification_body.value,
        accreditation_body=kept.accreditation_body,
        source=name_of_register(case.lookup, case.facts),
        source_of=case.lookup.speaks_of,
        number=kept.accreditation_number,
    )
    return told.resting_on(register.provenance)


def _over_before(case: Case, entry: Accreditation) -> bool:
    """Whether a term had plainly run out before the certificate began: whether the body was accredited is another question."""
    starts = case.claim.starts.readings
    plain = entry.state is None and entry.ends_on is not None
    return bool(starts and plain and entry.ends_on and entry.ends_on < min(starts))


def _lost(entry: Accreditation) -> bool:
    """Whether the entry tells of a loss: what nobody looked up may warn, and gives no comfort."""
    return entry.state is State.SUSPENDED or entry.state in LOST


def _judged(case: Case, entry: Accreditation) -> Judgement:
    body = case.facts.accreditation_bodies[entry.accreditation_body]
    facts: dict[str, Plain] = {
        "name": entry.entity or case.claim.certification_body.value,
        "accreditation_body": body.name,
        "source": body.name,
        "source_of": entry.provenance.as_of,
        "number": entry.number,
        "since": entry.state_since,
    }
    told = _state_told(case, entry, facts)
    return told.resting_on(entry.provenance)


def _state_told(case: Case, entry: Accreditation, facts: dict[str, Plain]) -> Judgement:
    state, since = _on_the_day(case, entry)
    facts["since"] = since
    if state is State.SUSPENDED or state in LOST:
        if since is None:
            return Standing.CB_STATUS_UNAVAILABLE.with_facts(**facts, why="the list does not say since when it is so")
        return _ended(case, state, since, facts)
    as_of = entry.provenance.as_of
    if entry.ends_on and entry.ends_on < case.as_of:
        return Standing.CB_STATUS_UNAVAILABLE.with_facts(**facts, why="its term ended after the day of the list")
    if as_of is None or (case.as_of - as_of).days > LIST_DAYS:
        return Standing.CB_STATUS_UNAVAILABLE.with_facts(**facts, why="the list is older than a year or undated")
    if state is State.UNKNOWN:
        return Standing.CB_STATUS_UNAVAILABLE.with_facts(**facts, why="the list uses a word that is not known")
    return Standing.CB_ACTIVE.with_facts(**facts)


def _on_the_day(case: Case, entry: Accreditation) -> tuple[State | None, date | None]:
    """The state on the day asked about and since when; an end that the list itself saw is an expiry."""
    if entry.state and entry.state_since and entry.state_since > case.as_of:
        return State.ACTIVE, None
    if entry.state and entry.state not in IN_FORCE:
        return entry.state, entry.state_since or entry.ends_on
    seen = entry.ends_on and entry.provenance.as_of and entry.ends_on <= entry.provenance.as_of
    if seen and entry.ends_on and entry.ends_on < case.as_of:
        return State.EXPIRED, entry.ends_on
    return entry.state, entry.state_since


def _ended(case: Case, state: State, since: date, facts: dict[str, Plain]) -> Judgement:
    """A loss before the certificate began, or longer ago than the window in which it may be moved, counts against it."""
    until = add_months(since, WINDOW_MONTHS)
    facts |= {"state": state.value, "until": until}
    starts = case.claim.starts.readings
    began_after = bool(starts) and since < min(starts)
    if began_after or until < case.as_of:
        return (Standing.CB_SUSPENDED if state is State.SUSPENDED else Standing.CB_WITHDRAWN).with_facts(**facts)
    return Standing.CB_ENDED_WITHIN_6M.with_facts(**facts)


CHECK = Check(
    "cb.status",
    Axis.STANDING,
    Weight.DECISIVE,
    Standing,
    judge,
    reads=("certification_body", "accreditation_body", "standards"),
)
