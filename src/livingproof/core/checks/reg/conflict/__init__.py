"""Several registers that hold the certificate say the same about it: state, last day, holder.

The register nearer to the issuer leads, among equals the newer answer; both are shown. A register that answered before the other's entry
was made, or within three months of it, only lags behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.records import PLACEHOLDER_YEAR
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Axis, Grade, Operator, State, Weight, Zone

LAG = timedelta(days=90)
NEARNESS = (
    Operator.CERTIFICATION_BODY,
    Operator.ACCREDITATION_BODY,
    Operator.STATE,
    Operator.SCHEME,
    Operator.AGGREGATOR,
)
"""Who runs a register, nearest to the issuer first."""

STANDS = {State.ACTIVE: "in force", State.REDUCED: "in force", State.SUSPENDED: "suspended"}
"""What a state comes to; every other known one has ended."""

Held = tuple[Lookup, Record]


class Conflict(Reason):
    """Whether registers agree."""

    REGISTERS_AGREE = Grade.PASS
    REGISTERS_CONFLICT = Grade.WARN
    ONE_REGISTER = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The newest record of each register against the one that leads."""
    held = sorted(_held(case), key=lambda pair: _place(case, pair))
    if len(held) <= 1:
        return Conflict.ONE_REGISTER.with_facts(registers=tuple(_name(case, pair) for pair in held))
    leading, *others = held
    for other in others:
        for field, left, right in _differing(case, leading, other):
            return Conflict.REGISTERS_CONFLICT.with_facts(
                field=field,
                register=_name(case, leading),
                value=left,
                speaks_of=leading[0].speaks_of,
                other=_name(case, other),
                other_value=right,
                other_speaks_of=other[0].speaks_of,
            )
    return Conflict.REGISTERS_AGREE.with_facts(registers=tuple(_name(case, pair) for pair in held))


def _held(case: Case) -> Iterator[Held]:
    newest: dict[str, Held] = {}
    for lookup in case.lookups:
        for record in lookup.records:
            kept = independent_record(case.claim, record, lookup, case.facts)
            known = newest.get(lookup.register)
            if kept and (known is None or known[0].speaks_of < lookup.speaks_of):
                newest[lookup.register] = (lookup, kept)
    yield from newest.values()


def _place(case: Case, pair: Held) -> tuple[int, int]:
    operator = case.facts.registers[pair[0].register].operator
    return NEARNESS.index(operator) if operator in NEARNESS else len(NEARNESS), -pair[0].speaks_of.toordinal()


def _name(case: Case, pair: Held) -> str:
    return name_of_register(pair[0], case.facts)


def _differing(case: Case, leading: Held, other: Held) -> Iterator[tuple[str, str, str]]:
    """What the two say differently, where the older of them could have known."""
    left, right = leading[1], other[1]
    if left.holder_name and right.holder_name:
        mine, theirs = ((record.holder_name or "", *record.holder_name_other) for record in (left, right))
        match = nearest_name(mine, theirs, case.facts.wording.legal_forms)
        if match and match.zone is Zone.OTHER:
            yield "holder_name", left.holder_name, right.holder_name
    if _lags(leading, other):
        return
    states = [_stands(record) for record in (left, right)]
    if states[0] and states[1] and states[0] != states[1]:
        yield "status", str(left.status_raw or states[0]), str(right.status_raw or states[1])
    days = [record.expires_on for record in (left, right)]
    if days[0] and days[1] and days[0] != days[1] and max(days[0], days[1]).year < PLACEHOLDER_YEAR:
        yield "expires_on", days[0].isoformat(), days[1].isoformat()


def _stands(record: Record) -> str | None:
    if record.status in {None, State.UNKNOWN, State.TRANSFERRED}:
        return None
    return STANDS.get(record.status or State.UNKNOWN, "ended")


def _lags(leading: Held, other: Held) -> bool:
    """Whether the older answer was given before the newer entry could have reached it."""
    older, newer = sorted((leading, other), key=lambda pair: pair[0].speaks_of)
    days = [day for day in (newer[1].issued_on, newer[1].status_since) if day]
    return bool(days) and older[0].speaks_of < max(days) + LAG


CHECK = Check("reg.conflict", Axis.GENUINE, Weight.STRONG, Conflict, judge)
