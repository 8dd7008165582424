"""The values that the register shows can be meant: no day at the end of time, no end before the beginning, no placeholder.

Registers fill fields that they do not hold: one portal gave 9999-12-31 as the last day of every entry. Such a value is not used.
"""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.letters import fold
from livingproof.core.matching.records import PLACEHOLDER_YEAR
from livingproof.core.matching.registers import name_of_register, own_record, why_no_record
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, Weight

FIRST_YEAR = 1980
"""Before the first management-system standards nobody was certified to one."""

FILLERS = frozenset({"", "-", "--", "n/a", "na", "none", "null", "tbd", "test", "unknown", "xxx", "0", "00000000"})


class Sane(Reason):
    """Whether the register's values can be meant."""

    REG_VALUE_SANE = Grade.PASS
    REG_VALUE_PLACEHOLDER = Grade.WARN


def judge(case: Case) -> Judgement:
    """Look at every date and name of the record of this certificate."""
    record = own_record(case.claim, case.record, case.lookup, case.facts)
    if record is None or case.lookup is None:
        return not_applicable(why_no_record(case.lookups, case.facts))
    odd = tuple(_odd(record))
    register = name_of_register(case.lookup, case.facts)
    if odd:
        return Sane.REG_VALUE_PLACEHOLDER.with_facts(
            register=register, fields=tuple(name for name, _ in odd), values=dict(odd)
        )
    return Sane.REG_VALUE_SANE.with_facts(register=register)


def _odd(record: Record) -> Iterator[tuple[str, str]]:
    days = {name: getattr(record, name) for name in ("first_certified_on", "issued_on", "expires_on", "status_since")}
    for name, day in days.items():
        if day and not FIRST_YEAR <= day.year < PLACEHOLDER_YEAR:
            yield name, day.isoformat()
    for earlier, later in (("issued_on", "expires_on"), ("first_certified_on", "expires_on")):
        if days[earlier] and days[later] and days[later] < days[earlier]:
            yield f"{later} before {earlier}", days[later].isoformat()
    for name in ("holder_name", "scope", "address", "certification_body", "accreditation_body"):
        text = getattr(record, name)
        if text is not None and fold(text).strip(" .") in FILLERS:
            yield name, text


CHECK = Check("reg.sane", Axis.GENUINE, Weight.INFO, Sane, judge)
