"""Selection: of several register answers the one that fits the claim."""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.purchase import Purchase
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer
from livingproof.verify.selection import select
from tests.cases import claim_of, shipped

CLAIM = claim_of({"certificate_number": "QM 4711", "standards": ["ISO 14001:2015"]})


def lookup(*records: Record, asked_on: date = date(2026, 11, 1), answer: Answer = Answer.FOUND) -> Lookup:
    return Lookup("register", answer, asked_on=asked_on, records=records)


def chosen(*lookups: Lookup) -> Case:
    return select(CLAIM, purchase=Purchase(), lookups=lookups, facts=shipped(), as_of=date(2026, 11, 21))


def test_no_answer_is_a_result() -> None:
    assert (chosen().lookup, chosen().record) == (None, None)


def test_the_record_with_the_claims_number_is_chosen() -> None:
    other, same = Record(number="QM 1"), Record(number="QM-4711")
    assert chosen(lookup(same, other)).record is same


def test_a_misread_number_is_nearer_than_another() -> None:
    other, misread = Record(number="QM 9999"), Record(number="QM 47I1")
    assert chosen(lookup(misread), lookup(other)).record is misread


def test_one_number_for_two_standards_is_told_apart_by_the_standard() -> None:
    quality = Record(number="QM 4711", standard="ISO 9001")
    environment = Record(number="QM 4711", standard="ISO 14001")
    assert chosen(lookup(environment, quality)).record is environment


def test_the_newest_answer_leads_among_equals() -> None:
    old, new = Record(number="QM 4711", scope="old"), Record(number="QM 4711", scope="new")
    case = chosen(lookup(new, asked_on=date(2026, 11, 2)), lookup(old))
    assert case.record is new


def test_a_register_that_found_nothing_is_still_the_answer() -> None:
    nothing = lookup(answer=Answer.NOT_FOUND)
    assert (chosen(nothing).lookup, chosen(nothing).record) == (nothing, None)
