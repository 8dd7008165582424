"""Laws of the checks that need only the document: they never raise, more readings never condemn, time does not heal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.case import Case
from livingproof.core.check import Check
from livingproof.core.checks.date import expiry, order, parse, term
from livingproof.core.checks.doc import complete, pages, readable
from livingproof.core.checks.doc import type as kind
from livingproof.core.checks.link import host
from livingproof.core.checks.mark import iso
from livingproof.core.checks.num import pattern
from livingproof.core.checks.pdf import signature, text_vs_image
from livingproof.core.checks.prod import qms_as_product
from livingproof.core.checks.std import edition, known, transition
from livingproof.core.checks.surv import due
from livingproof.core.claim import (
    Claim,
    Document,
    Field,
    LayerDifference,
    Link,
    Pages,
    Signature,
    StandardRef,
)
from livingproof.core.purchase import Purchase
from livingproof.core.terms import DocumentKind, Grade, Mark
from tests.cases import shipped

CHECKS: tuple[Check, ...] = tuple(
    room.CHECK
    for room in (
        *(parse, order, term, expiry),
        *(kind, readable, complete, pages),
        *(signature, text_vs_image),
        *(known, edition, transition),
        *(due, pattern, iso, host, qms_as_product),
    )
)

DAYS = st.dates(date(1985, 1, 1), date(2040, 12, 31))
DATES = st.lists(DAYS, max_size=3).map(lambda days: Field(days[0], readings=tuple(days)) if days else Field())
WORDS = st.text(st.sampled_from("ISO 9001:2015 certified by products - /.,éß中文"), max_size=40)
REFS = st.lists(
    st.builds(
        StandardRef,
        st.sampled_from(["ISO 9001", "ISO 14001", "ISO 9002", "ISO 9004", "AS9100", "Unknown 1", None]),
        st.sampled_from(["2015", "2008", "2018", "2026", "D", "1987", None]),
        WORDS,
    ),
    max_size=3,
)
TEXT = st.one_of(st.none(), WORDS)
LINKS = st.lists(
    st.builds(
        Link, st.sampled_from(["qr", "text"]), WORDS, st.sampled_from(["sgs.com", "5gs.com", "x", "a.b.co.uk", None])
    ),
    max_size=3,
)
DOCUMENTS = st.builds(
    Document,
    media_type=st.sampled_from(["application/pdf", "image/png", ""]),
    kind=st.sampled_from(DocumentKind),
    kind_confidence=st.floats(0, 1),
    marks=st.lists(st.sampled_from(Mark), max_size=2).map(tuple),
    pages=st.builds(
        Pages,
        st.integers(1, 4),
        st.integers(0, 4),
        st.lists(st.integers(1, 4), max_size=3).map(tuple),
        st.one_of(st.none(), st.integers(1, 5)),
        TEXT,
        TEXT,
        st.booleans(),
    ),
    text_layer=st.sampled_from(["good", "partial", "garbled", "none"]),
    layers_compared=st.booleans(),
    signatures=st.lists(
        st.builds(Signature, WORDS, st.booleans(), st.sampled_from([True, False, None]), st.sampled_from(["part", "revision"])),
        max_size=2,
    ).map(tuple),
    differences=st.lists(
        st.builds(
            LayerDifference, st.sampled_from(["expires_on", "holder_name", "scope"]), WORDS, WORDS, st.just("layer"),
            st.floats(0, 1), st.just(1),
        ),
        max_size=2,
    ).map(tuple),
    phrases=st.lists(st.tuples(st.sampled_from(["audited_on", "iso_wording"]), WORDS), max_size=2).map(tuple),
)  # fmt: skip
CLAIMS = st.builds(
    Claim,
    holder_name=TEXT.map(Field),
    certificate_number=TEXT.map(Field),
    certification_body=st.sampled_from([None, "sgs", "bsi", "dnv"]).map(lambda name: Field(name, normalised=name)),
    standards=REFS.map(lambda refs: Field(tuple(refs))),
    first_certified_on=DATES,
    decision_on=DATES,
    issued_on=DATES,
    valid_from=DATES,
    expires_on=DATES,
    links=LINKS.map(lambda links: Field(tuple(links))),
    document=st.one_of(st.none(), DOCUMENTS),
)


@given(CLAIMS, DAYS, TEXT)
def test_no_check_raises_and_each_answers_from_its_own_list(claim: Claim, as_of: date, listing: str | None) -> None:
    case = Case(claim, as_of, Purchase(listing=listing, seller=listing), shipped())
    for check in CHECKS:
        reason = check.judge(case).reason
        assert isinstance(reason, check.reasons) or reason.grade is Grade.NOT_APPLICABLE


@given(CLAIMS, DAYS, st.integers(0, 4000))
def test_a_later_day_never_brings_an_ended_edition_or_an_expired_term_back(
    claim: Claim, as_of: date, more: int
) -> None:
    earlier = Case(claim, as_of, facts=shipped())
    later = replace(earlier, as_of=as_of + timedelta(days=more))
    for check, ended in ((transition.CHECK, "EDITION_ENDED"), (expiry.CHECK, "EXPIRED")):
        if check.judge(earlier).reason.code == ended:
            assert check.judge(later).reason.code == ended


@given(CLAIMS, DAYS, DAYS)
def test_a_further_reading_of_the_expiry_never_turns_a_term_into_a_fail(claim: Claim, as_of: date, other: date) -> None:
    more = replace(claim, expires_on=Field(other, readings=(*claim.expires_on.readings, other)))
    before, after = (term.CHECK.judge(Case(said, as_of, facts=shipped())).reason for said in (claim, more))
    if before.grade in {Grade.PASS, Grade.WARN}:
        assert after.grade is not Grade.FAIL


@given(CLAIMS, DAYS)
def test_a_signature_that_is_broken_is_never_outweighed(claim: Claim, as_of: date) -> None:
    broken = Signature("Somebody", intact=False, trusted=True, covers="whole_file")
    document = replace(claim.document or Document(), media_type="application/pdf")
    signed = replace(document, signatures=(*document.signatures, broken))
    judgement = signature.CHECK.judge(Case(replace(claim, document=signed), as_of, facts=shipped()))
    assert judgement.reason.code == "SIG_BROKEN"
