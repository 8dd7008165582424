"""What was given along: what each document was taken for, which findings rest on it, and which certificate follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from livingproof.catalogue.policies import policy_named
from livingproof.catalogue.words import LANGUAGES
from livingproof.core.claim import Claim
from livingproof.core.terms import Headline
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.beside import Part, Taken, renewal_of, taken_beside, told_beside
from livingproof.verify.telling import tell
from tests.cases import claim_of, purchase_of, shipped

OLD: dict[str, Any] = {
    "holder_name": "Alpha Gears Ltd",
    "certificate_number": "QM-4711-19",
    "standards": ["ISO 9001:2015"],
    "certification_body": "Norvia Assurance",
    "scope": "Manufacture of gears",
    "issued_on": "2022-08-05",
    "expires_on": "2025-08-04",
    "document": {"sha256": "old", "kind": "ms_certificate"},
}
NEW = {
    **OLD,
    "certificate_number": "QM-4711-22",
    "issued_on": "2025-08-05",
    "expires_on": "2028-08-04",
    "document": {"sha256": "new", "kind": "ms_certificate"},
}
STRANGER = {**NEW, "holder_name": "Rosenau Textil GmbH", "document": {"sha256": "other", "kind": "ms_certificate"}}
ANNEX = {
    "certificate_number": "QM-4711-19",
    "sites": [{"address": "7 Dock Street, Hull"}],
    "document": {"sha256": "annex", "kind": "ms_annex", "pages": {"annex_seen": True}},
}
PAPER = {
    "document": {
        "sha256": "paper",
        "kind": "declaration",
        "paper": {"kind": "ce-declaration", "title": "EU DECLARATION OF CONFORMITY", "holder": "Alpha Gears Ltd"},
    }
}
NOTHING = {"document": {"sha256": "nothing", "kind": "unclear"}}


def asked(*in_hand: dict[str, Any], **purchase: Any) -> Question:
    claims = tuple(claim_of(short) for short in in_hand)
    return Question(
        date(2026, 11, 21), policy_named("standard"), shipped(), purchase=purchase_of(purchase), in_hand=claims
    )


def verdict(question: Question, short: dict[str, Any] | None = None) -> tuple[Claim, Verdict]:
    claim = claim_of(short or OLD)
    return claim, verify((claim,), question)[0]


def taken(question: Question, short: dict[str, Any] | None = None) -> tuple[Taken, ...]:
    claim, given = verdict(question, short)
    names = {other.document.sha256: f"{other.document.sha256}.pdf" for other in question.in_hand if other.document}
    return taken_beside(claim, given, question, names)


def test_a_certificate_whose_renewal_is_in_hand_says_so_and_asks_nobody_for_it() -> None:
    question = asked(NEW)
    _, given = verdict(question)
    found = given.finding("date.expiry")
    assert found is not None
    assert (given.headline, found.code) == (Headline.NOT_IN_FORCE, "RENEWAL_IN_HAND")
    told = tell(given, shipped())
    assert "QM-4711-22" in told.headline
    assert "go by the certificate that follows it" in told.decision
    supplier = next(message for message in told.messages if message.to == "supplier")
    assert not [ask for ask in supplier.asks if "in force now" in ask]


def test_the_certificate_that_follows_is_given_to_be_verified_itself() -> None:
    question = asked(STRANGER, NEW)
    assert renewal_of(claim_of(OLD), question) is question.in_hand[1]


def test_one_that_is_in_force_needs_none_that_follows() -> None:
    assert renewal_of(claim_of({**OLD, "expires_on": "2027-01-01"}), asked(NEW)) is None


def test_two_readings_of_the_last_day_of_which_one_is_ahead_name_no_renewal() -> None:
    ambiguous = {"readings": [date(2026, 3, 4), date(2027, 4, 3)]}
    assert renewal_of(claim_of({**OLD, "expires_on": ambiguous}), asked(NEW)) is None


@pytest.mark.parametrize(
    ("short", "part"),
    [
        (NEW, Part.RENEWAL),
        ({**NEW, "expires_on": "2026-01-01"}, Part.CERTIFICATE),
        (STRANGER, Part.OTHER_HOLDER),
        (ANNEX, Part.ANNEX),
        (PAPER, Part.PAPER),
        (NOTHING, Part.UNREAD),
    ],
)
def test_each_document_is_taken_for_something(short: dict[str, Any], part: Part) -> None:
    (one,) = taken(asked(short))
    assert one.part is part
    assert one.file == f"{one.sha256}.pdf"


def test_the_findings_that_rest_on_a_document_are_named_and_no_others() -> None:
    annexed = {**OLD, "expires_on": "2028-08-04", "document": {"sha256": "old", "pages": {"annex_named": "Annex 1"}}}
    annex, stranger = taken(asked(ANNEX, STRANGER, site="7 Dock Street, Hull"), annexed)
    assert {"site.listed", "doc.pages"} <= set(annex.findings)
    assert stranger.findings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_told_in_every_language(language: str) -> None:
    for one in taken(asked(NEW, STRANGER, ANNEX, PAPER, NOTHING)):
        line = told_beside(one, language)
        assert line.startswith(one.file)
        assert "{" not in line


def test_the_limits_name_what_was_laid_beside() -> None:
    _, given = verdict(asked(NEW, PAPER))
    (line,) = [line for line in tell(given, shipped()).limits if line.startswith("Other documents in hand")]
    assert "QM-4711-22" in line
    assert "a declaration of conformity" in line
