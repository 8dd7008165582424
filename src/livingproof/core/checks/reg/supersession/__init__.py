"""No newer revision and no successor of this certificate is known.

A register may name the successor, hold another certificate that names this one as its predecessor, or show a later revision under the
same number. Several certificates of one holder side by side are no succession.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, Weight, Zone


class Supersession(Reason):
    """Whether something newer is known."""

    LATEST_KNOWN = Grade.PASS
    SUPERSEDED_BY = Grade.WARN
    NO_HISTORY = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The record's own word first, then other records of the holder, then a later revision of the same number."""
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    number = case.claim.certificate_number.value
    if kept is None or case.lookup is None:
        return Supersession.NO_HISTORY.with_facts(number=number)
    facts: dict[str, Plain] = {
        "number": number,
        "register": name_of_register(case.lookup, case.facts),
        "speaks_of": case.lookup.speaks_of,
    }
    rests_on = case.facts.registers[case.lookup.register].provenance
    successor = kept.superseded_by or next((other.number for other in case.kin if _follows(other, kept)), None)
    if successor and not _same(successor, number):
        return Supersession.SUPERSEDED_BY.with_facts(**facts, successor=successor, issued_on=None).resting_on(rests_on)
    if _later_revision(case, kept, case.lookup.speaks_of):
        later = f"{kept.number} {kept.revision or ''}".strip()
        told = Supersession.SUPERSEDED_BY.with_facts(**facts, successor=later, issued_on=kept.issued_on)
        return told.resting_on(rests_on)
    return Supersession.LATEST_KNOWN.with_facts(**facts).resting_on(rests_on)


def _follows(other: Record, kept: Record) -> bool:
    """Whether another record says that it took the place of this one."""
    return bool(other.supersedes) and _same(other.supersedes or "", kept.number)


def _later_revision(case: Case, kept: Record, spoken: date) -> bool:
    """Whether the register's entry was issued after the document and by the day it spoke, under another revision mark or without one to compare."""
    starts = case.claim.starts.readings
    printed = case.claim.revision.value
    if not starts or kept.issued_on is None or not max(starts) < kept.issued_on <= spoken:
        return False
    return not (printed and kept.revision) or printed.casefold() != kept.revision.casefold()


def _same(left: str, right: str | None) -> bool:
    return bool(right) and compare_numbers(left, right or "") is Zone.SAME


CHECK = Check("reg.supersession", Axis.STANDING, Weight.STRONG, Supersession, judge, reads=("certificate_number",))
