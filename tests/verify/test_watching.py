"""Watching: the days on which a verdict could change follow from what it states and from what is new since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from livingproof.catalogue.policies import policy_named
from livingproof.core.record import Lookup, Record, Reply
from livingproof.core.terms import Answer, State
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.statements import verdict_in
from livingproof.verify.telling import told_statement
from livingproof.verify.watching import Extract, Turn, Why, due, turns_of
from tests.cases import claim_of, shipped

AS_OF = date(2026, 11, 21)
POLICY = policy_named("standard")
FRESH = timedelta(days=POLICY.fresh_days + 1)
SHORT: dict[str, Any] = {
    "certificate_number": "HC-40021",
    "holder_name": "Alpha Valves Ltd",
    "holder_address": "1 Mill Lane, Leeds, United Kingdom",
    "certification_body": {"value": "SGS", "normalised": "sgs"},
    "accreditation_body": {"value": "UKAS", "normalised": "ukas"},
    "standards": ["ISO 9001:2015"],
    "decision_on": date(2026, 3, 1),
    "issued_on": date(2026, 3, 1),
    "expires_on": date(2029, 2, 28),
    "document": {"sha256": "ab" * 32},
}


def verdict(*lookups: Lookup, replies: tuple[Reply, ...] = ()) -> Verdict:
    question = Question(AS_OF, POLICY, shipped(), lookups=lookups, replies=replies)
    return verify((claim_of(SHORT),), question)[0]


def turns(one: Verdict, *extracts: Extract) -> dict[Why, Turn]:
    return {turn.why: turn for turn in reversed(turns_of(one, shipped(), POLICY, extracts))}


def test_the_last_day_the_edition_and_the_next_audit_are_turns() -> None:
    found = turns(verdict())
    assert found[Why.EXPIRY].on == date(2029, 3, 1)
    assert found[Why.SURVEILLANCE].on == date(2027, 3, 1)
    assert found[Why.EDITION].on > AS_OF


def test_a_register_answer_turns_too_old() -> None:
    record = Record("HC-40021", holder_name="Alpha Valves Ltd", status=State.ACTIVE)
    asked = Lookup("ukas-certcheck", Answer.FOUND, AS_OF, date(2026, 11, 20), (record,), snapshot="s1")
    found = turns(verdict(asked), Extract("ukas-certcheck", "s1", date(2026, 11, 20)))
    assert found[Why.ANSWER_AGE] == Turn(date(2026, 11, 20) + FRESH, Why.ANSWER_AGE, "UKAS CertCheck")
    assert Why.NEW_EXTRACT not in found


def test_a_newer_extract_is_due_at_once() -> None:
    asked = Lookup("ukas-certcheck", Answer.NOT_FOUND, AS_OF, date(2026, 11, 20), snapshot="s1")
    found = turns(verdict(asked), Extract("ukas-certcheck", "s2", AS_OF))
    assert due(found.values(), AS_OF) == (Turn(AS_OF, Why.NEW_EXTRACT, "UKAS CertCheck"),)


def test_an_extract_of_a_register_that_cannot_hold_it_is_no_turn() -> None:
    assert Why.NEW_EXTRACT not in turns(verdict(), Extract("certipedia", "s1", AS_OF))


def test_other_facts_are_due_at_once() -> None:
    found = turns(replace(verdict(), catalogue="another"))
    assert found[Why.CATALOGUE].on == AS_OF


def test_a_question_without_an_answer_turns_into_a_sign() -> None:
    asked = Reply("cb.answer", "CB_NO_ANSWER", "office", date(2026, 11, 15), address_from="catalogue")
    assert turns(verdict(replies=(asked,)))[Why.UNANSWERED].on == date(2026, 11, 30)


def test_a_confirmation_turns_too_old() -> None:
    told = Reply("cb.answer", "CB_CONFIRMED", "office", date(2026, 11, 15), address_from="catalogue", digest="ab")
    assert turns(verdict(replies=(told,)))[Why.ANSWER_AGE].on == date(2026, 11, 15) + FRESH


def test_a_statement_read_back_has_the_same_turns() -> None:
    told = Reply("cb.answer", "CB_CONFIRMED", "office", date(2026, 11, 15), address_from="catalogue", digest="ab")
    one = verdict(replies=(told,))
    again = verdict_in(told_statement(one, shipped(), "a.pdf"), POLICY)
    assert turns_of(again, shipped(), POLICY, ()) == turns_of(one, shipped(), POLICY, ())


def test_days_past_are_no_turns() -> None:
    assert all(turn.on > AS_OF for turn in turns_of(verdict(), shipped(), POLICY, ()))
