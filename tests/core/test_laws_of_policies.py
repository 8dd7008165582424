"""Laws of policies: whatever a policy says, weak signs decide nothing, and what is open stays neither a pass nor a fail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from livingproof.catalogue.policies.faults import LEAST_CONFIDENCE, MOST_DAYS, faults_in
from livingproof.core.checks import every_check
from livingproof.core.claim import Claim, Document, StandardRef, stated
from livingproof.core.decision import decide
from livingproof.core.determination import determine
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.verify.selection import select
from tests.cases import shipped
from tests.core.test_decision import STANDARD, case, finding, snapshot, some_findings

IDS = sorted(check.id for check in every_check())
POLICIES = st.builds(
    Policy,
    reading_confidence=st.floats(LEAST_CONFIDENCE, 1),
    evidence=st.sampled_from([Evidence.E3, Evidence.E4, Evidence.E5]),
    fresh_days=st.integers(0, MOST_DAYS),
    acceptable_limits=st.lists(st.sampled_from(IDS), unique=True).map(tuple),
    unrecognised=st.sampled_from(Decision),
    sector_standard=st.booleans(),
    answer_days=st.integers(0, MOST_DAYS),
)
"""Every policy that a buyer may write."""

CLAIMS = st.builds(
    Claim,
    holder_name=st.floats(0, 1).map(lambda sure: stated("Halden Instruments AS", confidence=sure)),
    certificate_number=st.floats(0, 1).map(lambda sure: stated("QM 4711", confidence=sure)),
    standards=st.sampled_from(["2015", "2008", None]).map(
        lambda edition: stated((StandardRef("ISO 9001", edition, "ISO 9001"),))
    ),
    certification_body=st.just(stated("Norvia Assurance")),
    scope=st.sampled_from(["Manufacture of valves", "Trade in shoes"]).map(stated),
    expires_on=st.tuples(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.floats(0, 1)).map(
        lambda pair: stated(pair[0], confidence=pair[1])
    ),
    document=st.just(Document(sha256="0" * 64)),
)
AGAINST = {
    Headline.CONTRADICTED,
    Headline.NOT_IN_FORCE,
    Headline.DOES_NOT_COVER,
    Headline.CHAIN_NOT_RECOGNISED,
}


@given(POLICIES)
def test_every_policy_of_these_could_be_written_in_a_file(policy: Policy) -> None:
    written = {key: getattr(policy, key) for key in Policy.__slots__ if key not in {"id", "file_digest"}}
    assert list(faults_in(written)) == []


@settings(max_examples=40)
@given(CLAIMS, POLICIES)
def test_a_policy_changes_no_finding_but_may_withhold_a_fail(claim: Claim, policy: Policy) -> None:
    asked = select(
        claim, purchase=Purchase(product="valves"), lookups=(), facts=shipped(), as_of=date(2026, 11, 21), beside=()
    )
    plain = determine(asked, every_check(), 0.0)
    for before, after in zip(plain, determine(asked, every_check(), policy.reading_confidence), strict=True):
        withheld = before.grade is Grade.FAIL and after.grade is Grade.UNDETERMINED
        assert withheld or (before.grade, before.code) == (after.grade, after.code)
        assert (before.weight, before.axis) == (after.weight, after.axis)


@given(some_findings(), POLICIES)
def test_under_no_policy_does_a_weak_sign_speak_against_a_document(
    findings: tuple[object, ...], policy: Policy
) -> None:
    weak = tuple(replace(known, weight=Weight.WEAK) for known in findings)  # type: ignore[type-var]
    told = decide(case(snapshot()), weak, policy)  # type: ignore[arg-type]
    assert told.headline not in AGAINST
    assert told.decision is not Decision.DO_NOT_RELY


@given(some_findings(), POLICIES)
def test_under_no_policy_is_an_open_question_a_fail(findings: tuple[object, ...], policy: Policy) -> None:
    opened = tuple(replace(known, grade=Grade.UNDETERMINED) for known in findings)  # type: ignore[type-var]
    told = decide(case(snapshot()), opened, policy)  # type: ignore[arg-type]
    assert told.headline not in AGAINST
    assert Grade.FAIL not in {graded.grade for graded in told.axes.values()}
    assert told.decision is Decision.ASK


@given(some_findings(), POLICIES)
def test_under_no_policy_is_a_document_alone_relied_on(findings: tuple[object, ...], policy: Policy) -> None:
    assert decide(case(), findings, policy).decision is not Decision.RELY  # type: ignore[arg-type]


def test_who_accepts_a_chain_that_is_not_recognised_accepts_nothing_else() -> None:
    chain = finding("ab.signatory", Grade.FAIL)
    lenient = replace(STANDARD, unrecognised=Decision.RELY)
    found = (
        finding("reg.found", axis=Axis.GENUINE, code="FOUND_NUMBER_AND_HOLDER"),
        finding("reg.independent", axis=Axis.GENUINE),
    )
    rest = tuple(
        finding(check)
        for check in (
            "date.expiry",
            "std.transition",
            "reg.status",
            "cb.identify",
            "ab.subscope",
            "cb.accredited",
            "id.name",
            "site.listed",
            "scope.product",
            "scope.activity",
        )
    )
    assert decide(case(snapshot()), (chain, *found, *rest), lenient).decision is Decision.RELY
    assert decide(case(), (chain, *rest), lenient).decision is Decision.ASK
    open_site = tuple(
        replace(known, grade=Grade.UNDETERMINED) if known.check == "site.listed" else known for known in rest
    )
    assert decide(case(snapshot()), (chain, *found, *open_site), lenient).decision is Decision.ASK
