"""A register that is independent of the seller holds this certificate number with this holder.

Number and holder are both compared: a number alone may be borrowed, a name alone may be another certificate. A register that
refused, asked for a captcha or failed has not said "not found"; one entry picked out of several is not "found" before the others
were looked at. What "not found" is worth is another question.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.facts import Provenance
from livingproof.core.matching.registers import (
    Fit,
    about_certificates,
    fit,
    name_of_register,
    register_of,
    registers_to_ask,
    why_no_record,
)
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer, Axis, Coverage, Grade, Operator, Weight, Zone

MIN_NUMBER = 6
"""A number of fewer characters occurs at more than one body; alone it does not say whose certificate it is."""


class Found(Reason):
    """Whether the register holds the certificate, and for whom."""

    FOUND_NUMBER_AND_HOLDER = Grade.PASS
    FOUND_HOLDER_OTHER_NUMBER = Grade.WARN
    FOUND_NUMBER_HOLDER_SIMILAR = Grade.WARN
    FOUND_NUMBER_OTHER_HOLDER = Grade.FAIL
    NOT_FOUND = Grade.UNDETERMINED
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The chosen record against the claim: number, then holder; without a record, what the registers answered."""
    record, lookup = case.record, case.lookup
    register = register_of(lookup, case.facts)
    if record is None or lookup is None or not about_certificates(lookup, case.facts):
        return _absent(case)
    if register and register.operator is Operator.SELLER:
        why = "the only record comes from a register that the seller runs"
        return Found.NOT_ASKED.with_facts(why=why, registers=_to_ask(case))
    if lookup.answer is Answer.FOUND_MANY and len(lookup.records) == 1:
        why = "the register answered with several entries, and only one of them was given"
        return Found.NOT_ASKED.with_facts(why=why, registers=_to_ask(case))
    found = fit(case.claim, record, case.facts)
    reason = _reason(record, found)
    if reason is None:
        return _absent(case)
    rests_on = register.provenance if register else Provenance(f"register {lookup.register}, unknown to the catalogue")
    return reason.with_facts(**_told(case, record, lookup, found)).resting_on(rests_on)


def _reason(record: Record, found: Fit) -> Found | None:
    """The answer by number and holder; None when the record is of another certificate altogether."""
    holder = found.holder_zone
    if found.body is Zone.OTHER:
        return None
    match found.number, holder:
        case Zone.SAME, Zone.SAME:
            return Found.FOUND_NUMBER_AND_HOLDER
        case Zone.SAME, Zone.OTHER if len(record.number) >= MIN_NUMBER or found.body is Zone.SAME:
            return Found.FOUND_NUMBER_OTHER_HOLDER
        case Zone.SAME, Zone.UNCLEAR | None:
            return Found.FOUND_NUMBER_HOLDER_SIMILAR
        case _, Zone.SAME:
            return Found.FOUND_HOLDER_OTHER_NUMBER
        case _:
            return None


def _told(case: Case, record: Record, lookup: Lookup, found: Fit) -> dict[str, Plain]:
    names = found.holder
    return {
        "register": name_of_register(lookup, case.facts),
        "number": case.claim.certificate_number.value,
        "number_there": record.number,
        "holder": case.claim.holder_name.value,
        "holder_there": record.holder_name,
        "how": str(names.reason) if names else "the register shows no holder to compare",
        "shared": names.shared if names else (),
        "by_identifier": found.ids.value if found.ids else None,
        "asked_on": lookup.asked_on,
    }


def _absent(case: Case) -> Judgement:
    asked = tuple(lookup for lookup in case.lookups if about_certificates(lookup, case.facts))
    silent = tuple(lookup for lookup in asked if lookup.answer is Answer.NOT_FOUND)
    brought = tuple(lookup for lookup in asked if lookup.records)
    if not silent:
        why = "the record given is of another certificate" if brought else why_no_record(case.lookups, case.facts)
        return Found.NOT_ASKED.with_facts(why=why, registers=_to_ask(case))
    newest = max(silent, key=lambda lookup: lookup.speaks_of)
    register = register_of(newest, case.facts)
    coverage = register.rules[0].coverage if register and register.rules else Coverage.UNKNOWN
    return Found.NOT_FOUND.with_facts(
        registers=tuple(dict.fromkeys(name_of_register(lookup, case.facts) for lookup in silent)),
        number=case.claim.certificate_number.value,
        asked_on=newest.asked_on,
        by="number" if newest.by_number else "name only",
        coverage=coverage.value,
    )


def _to_ask(case: Case) -> tuple[str, ...]:
    return registers_to_ask(case.claim, tuple(standard.id for standard in case.standards), case.facts)


CHECK = Check(
    "reg.found",
    Axis.GENUINE,
    Weight.DECISIVE,
    Found,
    judge,
    reads=("certificate_number", "holder_name"),
)
