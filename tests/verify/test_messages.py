"""Messages: what decides is asked first, nothing is asked twice, and nobody is asked more than a person answers."""

from __future__ import annotations

from datetime import date

import pytest

from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.catalogue.words import Sentences
from livingproof.verify import Question, verify
from livingproof.verify.messages import MOST_ASKED, Message
from livingproof.verify.telling import tell
from tests.cases import claim_of, purchase_of

CERTIFICATE = {
    "holder_name": "Alpha Valves Ltd",
    "certification_body": "Hillside Certification Ltd",
    "certificate_number": "HC-40021",
    "standards": ["ISO 9001:2015"],
    "scope": "Manufacture of office furniture",
    "issued_on": "2020-02-24",
    "expires_on": "2023-02-23",
    "document": {"kind": "ms_certificate", "media_type": "image/png"},
}
PURCHASE = {"seller": "Beta Trading", "product": "disposable infusion pumps", "needs": ["manufacture"]}


def messages(**changed: object) -> dict[str, Message]:
    claim = claim_of({**CERTIFICATE, **changed})
    question = Question(date(2026, 11, 21), policy_named("standard"), load(), purchase_of(PURCHASE))
    told = tell(verify((claim,), question)[0], load())
    return {message.to: message for message in told.messages}


def test_what_does_not_fit_is_asked_before_what_is_open() -> None:
    first, second = messages()["supplier"].because[:2]
    assert {first, second} == {"date.expiry", "scope.product"}


@pytest.mark.parametrize("to", ["supplier", "certification_body"])
def test_nobody_is_asked_more_than_a_person_answers(to: str) -> None:
    asks = messages()[to].asks
    assert 1 < len(asks) <= MOST_ASKED
    assert len(set(asks)) == len(asks)


def test_the_state_and_the_accreditation_are_asked_for_once() -> None:
    asks = messages()["certification_body"].asks
    assert sum("accreditation" in ask for ask in asks) == 1
    assert sum("in force" in ask or "status" in ask for ask in asks) == 1


def test_an_ended_certificate_is_not_asked_for_its_surveillance() -> None:
    assert not [ask for message in messages().values() for ask in message.asks if "urveillance" in ask]


def test_a_picture_that_cannot_be_read_asks_for_a_better_one_and_for_what_was_read_and_does_not_fit() -> None:
    asked = messages(holder_name={"value": "Alpha Valves Ltd", "confidence": 0.4})
    assert set(asked) == {"supplier"}
    assert set(asked["supplier"].because) == {"doc.readable", "date.expiry", "scope.product"}


def test_of_a_picture_whose_day_was_read_weakly_nothing_is_said_of_the_day() -> None:
    weak = {"value": "2023-02-23", "confidence": 0.4}
    asked = messages(expires_on=weak, scope="Manufacture of disposable infusion pumps")
    assert set(asked["supplier"].because) == {"doc.readable"}


def test_a_clause_without_its_fact_is_left_out_and_a_name_brings_no_second_full_stop() -> None:
    sentences = Sentences("It stands on {day}[; its last day is {end}]. It names {name}.")
    assert sentences.told({"day": date(2026, 11, 21), "end": None, "name": "Alpha Ltd."}).text == (
        "It stands on 2026-11-21. It names Alpha Ltd."
    )
    assert "; its last day is 2029-09-30." in sentences.told({"day": "today", "end": "2029-09-30", "name": "B"}).text


def test_an_annex_that_was_not_given_is_asked_for_before_what_it_may_answer() -> None:
    pages = {"in_file": 1, "read": 1, "annex_named": "Annex 1"}
    document = {"kind": "ms_certificate", "media_type": "image/png", "pages": pages}
    asked = messages(scope="Activities listed in annex 1", expires_on="2027-02-23", document=document)["supplier"]
    assert asked.because.index("doc.pages") < asked.because.index("scope.product")
