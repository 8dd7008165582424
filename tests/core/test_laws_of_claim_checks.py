"""Laws of the checks about a seller's text: they never raise, unsure words never condemn, agreement is never a difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.case import Case
from livingproof.core.check import Common
from livingproof.core.checks.claim import badge, document, extract
from livingproof.core.claim import Claim, Document, Field, StandardRef
from livingproof.core.mention import Mention, Misuse, Stance, Topic
from livingproof.core.purchase import Purchase
from livingproof.core.terms import DocumentKind, Grade
from tests.cases import shipped

WORDS = st.text(st.sampled_from("ISO 9001:2015 certified SGS-/,é中"), max_size=30)
NUMBERS = st.one_of(st.none(), st.sampled_from(["", "CN 12/3456", "CN123456", "01 100 98765", "CN-I2345O"]))
BODIES = st.one_of(st.none(), st.sampled_from(["sgs", "bureau-veritas", "UKAS", "Muster Cert GmbH", "?"]))
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
REFS = st.builds(
    StandardRef,
    st.sampled_from(["ISO 9001", "IATF 16949", "AS9100", "ISO 9004", "Unknown 1", None]),
    st.sampled_from(["2015", "2008", "2018", "2025", "D", "C", None]),
    WORDS,
)
MENTIONS = st.builds(
    Mention,
    st.sampled_from(Topic),
    st.sampled_from(Stance),
    st.just(0),
    st.just(3),
    WORDS,
    standard=st.one_of(st.none(), REFS),
    corrected=st.booleans(),
    body=BODIES,
    body_as_printed=BODIES,
    number=NUMBERS,
    issued_on=DAYS,
    expires_on=DAYS,
    misuses=st.lists(st.sampled_from(Misuse), max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)
CLAIMS = st.builds(
    Claim,
    standards=st.lists(REFS, max_size=3).map(lambda refs: Field(tuple(refs), confidence=1.0) if refs else Field()),
    certificate_number=NUMBERS.map(lambda number: Field(number, confidence=1.0)),
    certification_body=BODIES.map(lambda body: Field(body, normalised=body, confidence=1.0)),
    expires_on=DAYS.map(lambda day: Field(day, confidence=1.0)),
    document=st.one_of(st.none(), st.builds(Document, kind=st.sampled_from(DocumentKind))),
)
TEXTS = st.lists(MENTIONS, max_size=4).map(tuple)
CHECKS = (badge.CHECK, document.CHECK, extract.CHECK)


def case(claim: Claim, mentions: tuple[Mention, ...], *beside: Claim) -> Case:
    return Case(claim, date(2026, 11, 21), Purchase(listing="text", mentions=mentions), shipped(), beside=beside)


@given(CLAIMS, TEXTS, CLAIMS)
def test_no_check_raises_and_each_answers_from_its_own_list(
    claim: Claim, mentions: tuple[Mention, ...], other: Claim
) -> None:
    for check in CHECKS:
        assert isinstance(check.judge(case(claim, mentions, other)).reason, (check.reasons, Common))


@given(CLAIMS, TEXTS)
def test_unsure_words_never_condemn(claim: Claim, mentions: tuple[Mention, ...]) -> None:
    unsure = tuple(replace(mention, confidence=0.5) for mention in mentions)
    corrected = tuple(replace(mention, corrected=True) for mention in mentions)
    for text in (unsure, corrected):
        assert document.CHECK.judge(case(claim, text)).reason.grade is not Grade.FAIL


@given(CLAIMS, TEXTS)
def test_what_is_not_held_is_never_held_against_anybody(claim: Claim, mentions: tuple[Mention, ...]) -> None:
    planned = tuple(replace(mention, stance=Stance.PLANNED) for mention in mentions)
    assert document.CHECK.judge(case(claim, planned)).reason is Common.NOT_APPLICABLE


@given(REFS, NUMBERS)
def test_a_text_that_repeats_the_document_is_supported(ref: StandardRef, number: str | None) -> None:
    claim = Claim(
        standards=Field((ref,), confidence=1.0), certificate_number=Field(number, confidence=1.0), document=Document()
    )
    mention = Mention(Topic.STANDARD, Stance.HELD, 0, 3, "ISO", standard=ref, number=number)
    assert document.CHECK.judge(case(claim, (mention,))).reason is document.Support.CLAIM_SUPPORTED


@given(CLAIMS, TEXTS)
def test_without_a_document_nothing_is_contradicted(claim: Claim, mentions: tuple[Mention, ...]) -> None:
    bare = replace(claim, document=None)
    reason = document.CHECK.judge(case(bare, mentions)).reason
    assert reason in {document.Support.NO_DOCUMENT, Common.NOT_APPLICABLE}
