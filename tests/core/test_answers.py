"""The decision with answers of persons: how far they lift a verdict, when they weigh against it, when they grade nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.catalogue.policies import policy_named
from livingproof.core.checks import every_check
from livingproof.core.decision import WAITING, decide, limits_of, signs, waits
from livingproof.core.determination import determine
from livingproof.core.record import Reply
from livingproof.core.statement import digest_of, statement_of
from livingproof.core.terms import Axis, Evidence, Grade, Headline
from livingproof.core.verdict import Verdict
from tests.cases import case_of

POLICY = policy_named("standard")
CASE: dict[str, Any] = {
    "claim": {
        "certificate_number": "HC-40021",
        "holder_name": "Alpha Valves Ltd",
        "certification_body": {"value": "SGS", "normalised": "sgs"},
        "standards": ["ISO 9001:2015"],
        "issued_on": date(2026, 3, 1),
        "expires_on": date(2029, 2, 28),
        "document": {"sha256": "ab" * 32},
    }
}


def told(code: str, on: date = date(2026, 11, 10), address_from: str = "catalogue") -> Reply:
    return Reply("cb.answer", code, "office", on, address_from=address_from, digest="ab")


def verdict(*replies: Reply, as_of: date = date(2026, 11, 21)) -> Verdict:
    case = replace(case_of({**CASE, "as_of": as_of}), replies=replies)
    return decide(case, determine(case, every_check(), POLICY.reading_confidence), POLICY)


def test_a_written_confirmation_reaches_the_third_rung() -> None:
    assert verdict(told("CB_CONFIRMED")).axes[Axis.GENUINE].evidence is Evidence.E3


def test_a_confirmation_at_the_documents_address_leaves_the_document_alone() -> None:
    assert verdict(told("CB_CONFIRMED", address_from="document")).axes[Axis.GENUINE].evidence is Evidence.E1


def test_an_old_confirmation_is_a_look_up_and_no_more() -> None:
    assert verdict(told("CB_CONFIRMED", date(2026, 8, 1))).axes[Axis.GENUINE].evidence is Evidence.E2


def test_a_denial_contradicts() -> None:
    assert verdict(told("CB_DENIED")).headline is Headline.CONTRADICTED


def test_an_unanswered_question_is_a_sign_only_beside_another_and_after_the_policys_days() -> None:
    findings = verdict(told("CB_NO_ANSWER", date(2026, 10, 1))).findings
    assert signs(findings, POLICY) == ()
    other = replace(next(one for one in findings if one.check == "doc.same-file"), grade=Grade.FAIL)
    assert "unanswered" in signs((*findings, other), POLICY)
    early = verdict(told("CB_NO_ANSWER", date(2026, 11, 20))).findings
    assert "unanswered" not in signs((*early, other), POLICY)


def test_silence_limits_only_after_the_policys_days() -> None:
    assert "cb.answer" not in verdict(told("CB_NO_ANSWER", date(2026, 11, 20))).limits
    assert "cb.answer" in verdict(told("CB_NO_ANSWER", date(2026, 10, 1))).limits


def test_checks_that_wait_for_an_answer_exist_and_limit_nothing() -> None:
    assert {check.id for check in every_check()} >= WAITING
    asked = verdict()
    assert {finding.check for finding in asked.findings if waits(finding)} & set(asked.limits) == set()


@pytest.mark.parametrize("check", sorted(WAITING))
def test_a_check_that_waits_has_a_grade_for_it(check: str) -> None:
    found = next(one for one in every_check() if one.id == check)
    assert Grade.UNDETERMINED in {reason.grade for reason in found.reasons}


@given(
    st.permutations(
        [told("CB_CONFIRMED"), told("CB_DENIED", date(2026, 11, 8)), told("CB_NO_ANSWER", date(2026, 11, 1))]
    )
)
def test_the_order_in_which_answers_were_kept_does_not_matter(replies: list[Reply]) -> None:
    (finding,) = (one for one in verdict(*replies).findings if one.check == "cb.answer")
    assert finding.code == "CB_CONFIRMED"


def test_a_fact_that_a_person_names_like_one_of_ours_changes_no_decision() -> None:
    odd = Reply("live.evidence", "STATIC_FILES_ONLY", "x", date(2026, 11, 1), facts=(("days_unanswered", "99"),))
    assert verdict(odd).headline is verdict().headline
    assert limits_of(verdict(odd).findings, POLICY) == limits_of(verdict().findings, POLICY)


def test_a_statement_states_what_persons_told() -> None:
    statement = statement_of(verdict(told("CB_CONFIRMED")))
    assert statement["answers"][0]["code"] == "CB_CONFIRMED"
    assert digest_of({**statement, "answers": []}) != statement["digest"]


def test_the_digest_of_an_earlier_statement_stands_without_the_later_keys() -> None:
    statement = statement_of(verdict())
    earlier = {key: value for key, value in statement.items() if key not in {"answers", "kin", "history", "digest"}}
    assert digest_of(earlier) == digest_of(dict(earlier))
