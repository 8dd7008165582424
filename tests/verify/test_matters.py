"""What matters: few findings, what decides first, and in the order in which the questions are asked."""

from __future__ import annotations

import pytest

from livingproof.catalogue import load
from livingproof.cli.examples import FOLDER
from livingproof.core.terms import Grade, Headline, Weight
from livingproof.core.verdict import Verdict
from livingproof.verify.matters import MOST, NOT_GIVEN, leading_of, matters
from livingproof.verify.messages import FIRST_OF_ALL, place
from livingproof.verify.telling import tell
from tests.catalogue.test_wording import verdicts_of_the_worlds

VERDICTS = [pytest.param(verdict, id=verdict.headline.value) for verdict in verdicts_of_the_worlds()]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_more_is_shown_than_a_reader_takes_in(verdict: Verdict) -> None:
    shown, others = matters(verdict, tell(verdict, load(FOLDER / "catalogue")).findings)
    assert len(shown) <= MOST
    assert others >= 0
    assert all(finding.grade in {Grade.FAIL, Grade.WARN, Grade.UNDETERMINED} for finding, _ in shown)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_what_decides_comes_first_then_the_order_of_the_questions(verdict: Verdict) -> None:
    told = tell(verdict, load(FOLDER / "catalogue")).findings
    shown, _ = matters(verdict, told)
    if verdict.headline in FIRST_OF_ALL:
        assert [finding.check for finding, _ in shown] == list(FIRST_OF_ALL[verdict.headline])
        return
    leading = leading_of(verdict, told)
    assert shown[: len(leading)] == leading[:MOST]
    weighty = [
        place(f) for f, _ in shown[len(leading) :] if f.weight is Weight.DECISIVE or f.grade is not Grade.UNDETERMINED
    ]
    assert weighty == sorted(weighty)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_what_the_buyer_did_not_say_is_no_finding_that_matters(verdict: Verdict) -> None:
    shown, _ = matters(verdict, tell(verdict, load(FOLDER / "catalogue")).findings)
    assert not [finding for finding, _ in shown if finding.grade is Grade.UNDETERMINED and finding.code in NOT_GIVEN]


def test_a_confirmed_certificate_has_no_open_question_among_what_matters() -> None:
    for verdict in verdicts_of_the_worlds():
        if verdict.headline is Headline.CONFIRMED:
            shown, _ = matters(verdict, tell(verdict, load(FOLDER / "catalogue")).findings)
            assert all(finding.grade is not Grade.UNDETERMINED for finding, _ in shown)
