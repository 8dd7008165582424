"""Judgements that come again are made once; what differs, by kind of value too, stays apart."""

from __future__ import annotations

from livingproof.core.check import Reason
from livingproof.core.terms import Grade


class Lamp(Reason):
    """Whether it is lit."""

    LIT = Grade.PASS
    DARK = Grade.WARN


def test_the_same_facts_give_the_same_judgement() -> None:
    assert Lamp.LIT.with_facts(since="noon") is Lamp.LIT.with_facts(since="noon")
    assert Lamp.LIT.with_facts() is Lamp.LIT.with_facts()


def test_other_facts_and_other_reasons_stay_apart() -> None:
    assert Lamp.LIT.with_facts(since="noon") != Lamp.DARK.with_facts(since="noon")
    assert Lamp.LIT.with_facts(since="noon") != Lamp.LIT.with_facts(until="noon")


def test_a_number_that_equals_a_yes_is_not_told_as_one() -> None:
    assert Lamp.LIT.with_facts(count=1).facts["count"] is not True
    assert Lamp.LIT.with_facts(count=True).facts["count"] is True


def test_facts_that_hold_a_table_are_judged_too() -> None:
    assert Lamp.DARK.with_facts(table={"a": "b"}).facts == {"table": {"a": "b"}}
