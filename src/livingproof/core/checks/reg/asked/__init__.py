"""The registers that should hold the certificate were asked, each with its day and question.

Which registers should hold it follows from what the document shows: accreditation body, country and standard, by the rules that the
catalogue knows. A register that refused, asked for a captcha or failed has not been asked.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.matching.registers import SILENT, name_of_register, registers_that_can_hold
from livingproof.core.record import Lookup
from livingproof.core.terms import Axis, Grade, Weight


class Asked(Reason):
    """Whether the registers that should hold it were asked."""

    ALL_EXPECTED_ASKED = Grade.PASS
    EXPECTED_REGISTER_NOT_ASKED = Grade.WARN
    NO_REGISTER_KNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The registers in which such a certificate must be entered, against the look-ups."""
    standards = tuple(standard.id for standard in case.standards)
    wanted = [one.register for one in registers_that_can_hold(case.claim, standards, case.facts) if one.must]
    answered = {lookup.register for lookup in case.lookups if lookup.answer not in SILENT}
    facts: dict[str, Plain] = {"asked": tuple(_told(case, lookup) for lookup in case.lookups)}
    if not wanted:
        return Asked.NO_REGISTER_KNOWN.with_facts(**facts)
    missing = tuple(register.name for register in wanted if register.id not in answered)
    facts |= {"registers": tuple(register.name for register in wanted), "missing": missing}
    return (Asked.EXPECTED_REGISTER_NOT_ASKED if missing else Asked.ALL_EXPECTED_ASKED).with_facts(**facts)


def _told(case: Case, lookup: Lookup) -> str:
    """One look-up in a line: register, day, answer."""
    return (
        f"{name_of_register(lookup, case.facts)} {lookup.asked_on.isoformat()} {lookup.answer.value.replace('_', ' ')}"
    )


CHECK = Check("reg.asked", Axis.GENUINE, Weight.INFO, Asked, judge)
