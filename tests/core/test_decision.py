"""Headline, axes and decision: fixed precedence, and laws that hold whatever is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.case import Case
from livingproof.core.check import Finding
from livingproof.core.claim import Claim, Document, Field, StandardRef, stated
from livingproof.core.decision import MUST_PASS, decide, evidence_of, signs
from livingproof.core.policy import Policy
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer, Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.core.verdict import Verdict

TODAY = date(2026, 11, 21)
STANDARD = Policy(id="standard", reading_confidence=0.8, evidence=Evidence.E3, fresh_days=60, sector_standard=False)
CLAIM = Claim(
    holder_name=stated("Halden Instruments AS"),
    certificate_number=stated("QM 1"),
    standards=stated((StandardRef("ISO 9001", "2015", "ISO 9001:2015"),)),
    certification_body=stated("Norvia Assurance"),
    expires_on=stated(date(2028, 5, 1)),
    document=Document(sha256="0" * 64),
)
AXES = {
    "date": Axis.STANDING,
    "std": Axis.STANDING,
    "reg": Axis.STANDING,
    "cb": Axis.RECOGNISED,
    "ab": Axis.RECOGNISED,
    "id": Axis.COVERS,
    "site": Axis.COVERS,
    "scope": Axis.COVERS,
}


def finding(check: str, grade: Grade = Grade.PASS, axis: Axis | None = None, **more: object) -> Finding:
    family = check.partition(".")[0]
    values = {"code": "CODE", "weight": Weight.DECISIVE, **more}
    return Finding(check=check, grade=grade, axis=axis or AXES[family], **values)  # type: ignore[arg-type]


FOUND = (
    finding("reg.found", axis=Axis.GENUINE, code="FOUND_NUMBER_AND_HOLDER"),
    finding("reg.independent", axis=Axis.GENUINE, code="REG_INDEPENDENT"),
    finding("reg.fields", axis=Axis.CONSISTENT, code="REG_AGREES"),
)
ALL_PASSED = tuple(finding(line[0]) for line in MUST_PASS) + FOUND


def snapshot(age: int = 10) -> Lookup:
    day = TODAY - timedelta(days=age)
    return Lookup("norvia", Answer.FOUND, asked_on=TODAY, snapshot_as_of=day, records=(Record(number="QM 1"),))


def case(lookup: Lookup | None = None, claim: Claim = CLAIM) -> Case:
    return Case(claim=claim, as_of=TODAY, lookup=lookup, lookups=(lookup,) if lookup else ())


def verdict(
    *findings: Finding, lookup: Lookup | None = None, policy: Policy = STANDARD, claim: Claim = CLAIM
) -> Verdict:
    return decide(case(lookup, claim), findings, policy)


def with_changed(changed: Finding) -> tuple[Finding, ...]:
    return tuple(changed if known.check == changed.check else known for known in ALL_PASSED)


def test_everything_passed_and_a_fresh_record_of_an_independent_register_is_confirmed() -> None:
    told = verdict(*ALL_PASSED, lookup=snapshot())
    assert (told.headline, told.decision, told.limits) == (Headline.CONFIRMED, Decision.RELY, ())
    assert told.axes[Axis.GENUINE].evidence is Evidence.E4


@pytest.mark.parametrize("check", [line[0] for line in MUST_PASS])
def test_nothing_is_confirmed_when_one_of_the_needed_checks_did_not_run(check: str) -> None:
    findings = tuple(known for known in ALL_PASSED if known.check != check)
    told = verdict(*findings, lookup=snapshot())
    assert told.headline is Headline.CONFIRMED_WITH_LIMITS
    assert check in told.limits


@pytest.mark.parametrize("grade", [Grade.WARN, Grade.UNDETERMINED])
@pytest.mark.parametrize("check", [line[0] for line in MUST_PASS])
def test_a_note_or_a_gap_on_a_needed_check_is_a_limit(check: str, grade: Grade) -> None:
    told = verdict(*with_changed(finding(check, grade)), lookup=snapshot())
    assert told.headline is Headline.CONFIRMED_WITH_LIMITS
    assert told.decision is Decision.ASK


def test_a_policy_may_accept_a_limit_by_name() -> None:
    open_site = with_changed(finding("site.listed", Grade.WARN))
    lenient = replace(STANDARD, acceptable_limits=("site.listed",))
    assert verdict(*open_site, lookup=snapshot(), policy=lenient).decision is Decision.RELY
    assert verdict(*open_site, lookup=snapshot()).decision is Decision.ASK


def test_a_document_alone_is_never_confirmed() -> None:
    told = verdict(*(known for known in ALL_PASSED if not known.check.startswith("reg.")))
    assert told.headline is Headline.NOT_CONFIRMED
    assert told.axes[Axis.GENUINE] == replace(told.axes[Axis.GENUINE], grade=Grade.UNDETERMINED, evidence=Evidence.E1)


def test_a_claim_in_text_is_evidence_of_the_lowest_rung() -> None:
    told = verdict(*ALL_PASSED[: len(MUST_PASS)], claim=replace(CLAIM, document=None))
    assert told.axes[Axis.GENUINE].evidence is Evidence.E0


def test_a_look_up_by_a_person_confirms_with_limits_only() -> None:
    seen = Lookup("norvia", Answer.FOUND, asked_on=TODAY, records=(Record(number="QM 1"),))
    told = verdict(*ALL_PASSED, lookup=seen)
    assert told.axes[Axis.GENUINE].evidence is Evidence.E2
    assert told.headline is Headline.CONFIRMED_WITH_LIMITS


def test_an_old_answer_weighs_less() -> None:
    assert verdict(*ALL_PASSED, lookup=snapshot(60)).headline is Headline.CONFIRMED
    assert verdict(*ALL_PASSED, lookup=snapshot(61)).headline is Headline.CONFIRMED_WITH_LIMITS


def test_a_register_of_the_seller_is_no_evidence() -> None:
    sellers = with_changed(finding("reg.independent", Grade.FAIL, Axis.GENUINE, code="REG_NOT_INDEPENDENT"))
    told = verdict(*sellers, lookup=snapshot())
    assert told.axes[Axis.GENUINE].evidence is Evidence.E1
    assert told.headline is Headline.NOT_CONFIRMED


def test_what_a_register_of_the_seller_says_contradicts_nothing() -> None:
    sellers = (
        finding("reg.independent", Grade.FAIL, Axis.GENUINE, code="REG_NOT_INDEPENDENT"),
        finding("reg.found", Grade.FAIL, Axis.GENUINE, code="FOUND_NUMBER_OTHER_HOLDER"),
    )
    assert verdict(*sellers, lookup=snapshot()).headline is Headline.NOT_CONFIRMED


def test_found_under_another_number_says_nothing_about_this_certificate() -> None:
    other = with_changed(finding("reg.found", Grade.WARN, Axis.GENUINE, code="FOUND_HOLDER_OTHER_NUMBER"))
    assert evidence_of(case(snapshot()), other, STANDARD) is Evidence.E1


@pytest.mark.parametrize(
    ("check", "axis", "headline"),
    [
        ("reg.found", Axis.GENUINE, Headline.CONTRADICTED),
        ("reg.fields", Axis.CONSISTENT, Headline.CONTRADICTED),
        ("date.expiry", Axis.STANDING, Headline.NOT_IN_FORCE),
        ("site.listed", Axis.COVERS, Headline.DOES_NOT_COVER),
        ("ab.signatory", Axis.RECOGNISED, Headline.CHAIN_NOT_RECOGNISED),
    ],
)
def test_a_decisive_fail_gives_the_headline_of_its_axis(check: str, axis: Axis, headline: Headline) -> None:
    told = verdict(*with_changed(finding(check, Grade.FAIL, axis)), lookup=snapshot())
    assert (told.headline, told.also) == (headline, ())


def test_the_first_that_holds_is_the_headline_and_the_rest_is_also() -> None:
    told = verdict(
        finding("site.listed", Grade.FAIL), finding("date.expiry", Grade.FAIL), finding("ab.signatory", Grade.FAIL)
    )
    assert told.headline is Headline.NOT_IN_FORCE
    assert told.also == (Headline.DOES_NOT_COVER, Headline.CHAIN_NOT_RECOGNISED)
    assert told.decision is Decision.DO_NOT_RELY


def test_another_kind_of_document_comes_before_everything() -> None:
    told = verdict(finding("doc.type", Grade.FAIL, Axis.READ), finding("date.expiry", Grade.FAIL))
    assert (told.headline, told.also) == (Headline.NOT_THE_RIGHT_DOCUMENT, ())
    assert told.decision is Decision.ASK


@pytest.mark.parametrize(
    "missing", ["holder_name", "certificate_number", "standards", "certification_body", "expires_on"]
)
def test_a_deciding_field_that_was_not_read_makes_it_unreadable(missing: str) -> None:
    told = verdict(*ALL_PASSED, finding("date.expiry", Grade.FAIL), claim=replace(CLAIM, **{missing: Field()}))
    assert told.headline is Headline.UNREADABLE
    assert told.axes[Axis.READ].because == (missing,)


def test_what_was_read_surely_on_an_unreadable_document_is_not_silenced() -> None:
    told = verdict(finding("date.expiry", Grade.FAIL), claim=replace(CLAIM, holder_name=stated("?", confidence=0.75)))
    assert (told.headline, told.also) == (Headline.UNREADABLE, (Headline.NOT_IN_FORCE,))
    assert told.decision is Decision.ASK


def test_a_chain_that_is_not_recognised_is_judged_by_the_policy() -> None:
    broken = finding("ab.signatory", Grade.FAIL)
    assert verdict(broken).decision is Decision.ASK
    assert verdict(broken, policy=replace(STANDARD, unrecognised=Decision.DO_NOT_RELY)).decision is Decision.DO_NOT_RELY


STRONG_SIGNS = [
    finding("link.host", Grade.FAIL, Axis.GENUINE, weight=Weight.STRONG),
    finding("mark.iso", Grade.FAIL, Axis.CONSISTENT, weight=Weight.STRONG),
]


def test_one_strong_sign_moves_nothing_and_two_of_different_groups_withhold_confirmation() -> None:
    assert verdict(*ALL_PASSED, STRONG_SIGNS[0], lookup=snapshot()).headline is Headline.CONFIRMED
    assert verdict(*ALL_PASSED, *STRONG_SIGNS, lookup=snapshot()).headline is Headline.NOT_CONFIRMED


def test_two_strong_signs_of_one_cause_count_once() -> None:
    scanned = [replace(sign, cause="scan") for sign in STRONG_SIGNS]
    assert verdict(*ALL_PASSED, *scanned, lookup=snapshot()).headline is Headline.CONFIRMED


def test_a_strong_sign_and_a_question_unanswered_for_longer_than_the_policy_waits_withhold_confirmation() -> None:
    def asked(days: int) -> Finding:
        return finding("cb.answer", Grade.WARN, Axis.GENUINE, weight=Weight.INFO, facts={"days_unanswered": days})

    assert signs((STRONG_SIGNS[0], asked(14)), STANDARD) == ("link",)
    assert signs((STRONG_SIGNS[0], asked(15)), STANDARD) == ("link", "unanswered")
    assert signs((asked(15),), STANDARD) == ()


def test_a_missing_sector_standard_bars_confirmation_only_where_the_policy_says_so() -> None:
    def sector(grade: Grade) -> Finding:
        return finding("sector.medical", grade, Axis.FITNESS, weight=Weight.STRONG)

    medical = replace(STANDARD, sector_standard=True)
    assert verdict(*ALL_PASSED, sector(Grade.WARN), lookup=snapshot()).headline is Headline.CONFIRMED
    assert verdict(*ALL_PASSED, sector(Grade.PASS), lookup=snapshot(), policy=medical).headline is Headline.CONFIRMED
    for grade in (Grade.WARN, Grade.UNDETERMINED, Grade.NOT_APPLICABLE):
        told = verdict(*ALL_PASSED, sector(grade), lookup=snapshot(), policy=medical)
        assert (told.headline, told.limits) == (Headline.CONFIRMED_WITH_LIMITS, ("sector.medical",))


def test_an_answer_older_than_the_document_contradicts_nothing() -> None:
    differs = with_changed(finding("reg.fields", Grade.FAIL, Axis.CONSISTENT))
    renewed = replace(CLAIM, issued_on=stated(TODAY - timedelta(days=100)))
    assert verdict(*differs, lookup=snapshot(99), claim=renewed).headline is Headline.CONTRADICTED
    assert verdict(*differs, lookup=snapshot(101), claim=renewed).headline is not Headline.CONTRADICTED


def test_an_old_look_up_by_a_person_contradicts_nothing() -> None:
    differs = with_changed(finding("reg.fields", Grade.FAIL, Axis.CONSISTENT))

    def seen(days: int) -> Lookup:
        return Lookup("norvia", Answer.FOUND, asked_on=TODAY - timedelta(days=days), records=(Record(number="QM 1"),))

    assert verdict(*differs, lookup=seen(60)).headline is Headline.CONTRADICTED
    assert verdict(*differs, lookup=seen(61)).headline is Headline.NOT_CONFIRMED


def test_the_answer_holds_until_the_first_day_that_could_change_it() -> None:
    assert verdict(*ALL_PASSED, lookup=snapshot(10)).valid_until == TODAY + timedelta(days=50)
    assert verdict().valid_until == date(2028, 5, 1)


# --- laws -------------------------------------------------------------------------------------------------------------

CHECK_IDS = sorted(
    {line[0] for line in MUST_PASS} | {"reg.found", "reg.independent", "reg.fields", "mark.iso", "link.host"}
)
GRADES = st.sampled_from(list(Grade))


@st.composite
def some_findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    chosen = draw(st.lists(st.sampled_from(CHECK_IDS), unique=True))
    return tuple(
        finding(check, draw(GRADES), draw(st.sampled_from(list(Axis))), weight=draw(st.sampled_from(list(Weight))))
        for check in chosen
    )


BETTER = [Decision.DO_NOT_RELY, Decision.ASK, Decision.RELY]


@given(some_findings(), st.randoms())
def test_the_order_of_findings_does_not_matter(findings: tuple[Finding, ...], chance: object) -> None:
    shuffled = list(findings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = verdict(*findings, lookup=snapshot()), verdict(*shuffled, lookup=snapshot())
    assert (one.headline, one.also, one.decision, one.limits) == (
        other.headline,
        other.also,
        other.decision,
        other.limits,
    )


@given(some_findings(), st.integers(0, 400))
def test_a_stricter_policy_never_decides_better(findings: tuple[Finding, ...], age: int) -> None:
    stricter = Policy(
        reading_confidence=0.9,
        evidence=Evidence.E4,
        fresh_days=30,
        unrecognised=Decision.DO_NOT_RELY,
        sector_standard=True,
    )
    lenient = verdict(*findings, lookup=snapshot(age)).decision
    strict = verdict(*findings, lookup=snapshot(age), policy=stricter).decision
    assert BETTER.index(strict) <= BETTER.index(lenient)


@given(some_findings())
def test_weak_and_informing_checks_never_move_the_headline(findings: tuple[Finding, ...]) -> None:
    quiet = tuple(known for known in findings if known.weight in {Weight.DECISIVE, Weight.STRONG})
    certain = {Axis.STANDING, Axis.RECOGNISED, Axis.COVERS}
    loud = tuple(
        known
        for known in findings
        if known in quiet or (known.axis not in certain and known.check not in {"reg.found", "reg.independent"})
    )
    assert verdict(*loud).headline is verdict(*(known for known in loud if known in quiet)).headline


@given(some_findings())
def test_undetermined_never_counts_as_pass_or_fail(findings: tuple[Finding, ...]) -> None:
    opened = tuple(replace(known, grade=Grade.UNDETERMINED) for known in findings)
    told = verdict(*opened, lookup=snapshot())
    assert told.headline is Headline.NOT_CONFIRMED
    assert told.decision is Decision.ASK


@given(some_findings())
def test_the_empty_policy_relies_on_nothing(findings: tuple[Finding, ...]) -> None:
    assert verdict(*findings, lookup=snapshot(), policy=Policy()).decision is not Decision.RELY


def test_the_answer_holds_until_the_day_before_a_surveillance_falls_due_or_the_term_begins() -> None:
    due = finding("surv.due", axis=Axis.STANDING, facts={"next_on": TODAY + timedelta(days=40)})
    begins = finding("date.expiry", Grade.UNDETERMINED, facts={"starts_on": TODAY + timedelta(days=20)})
    assert verdict(*ALL_PASSED, due).valid_until == TODAY + timedelta(days=39)
    assert verdict(*ALL_PASSED, due, begins).valid_until == TODAY + timedelta(days=19)
