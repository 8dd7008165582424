"""A statement: the same inputs give the same bytes, words stand outside the digest, a changed fact does not."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from livingproof.core.claim import Claim, stated
from livingproof.core.statement import STATED, canonical, digest_of, plain, statement_of
from tests.core.test_decision import ALL_PASSED, CLAIM, snapshot, verdict

STATEMENT = statement_of(verdict(*ALL_PASSED, lookup=snapshot()))


def test_the_digest_is_that_of_the_stated_keys() -> None:
    assert set(STATEMENT) == {*STATED, "digest"}
    assert digest_of(STATEMENT) == STATEMENT["digest"]


def test_same_inputs_give_the_same_bytes() -> None:
    again = statement_of(verdict(*ALL_PASSED, lookup=snapshot()))
    assert canonical(again) == canonical(STATEMENT)


def test_words_stand_outside_the_digest() -> None:
    worded = deepcopy(STATEMENT)
    worded["findings"][0]["text"] = "A better sentence."
    worded["questions"] = [{"to": "supplier"}]
    assert digest_of(worded) == STATEMENT["digest"]


@pytest.mark.parametrize("key", STATED)
def test_a_change_of_any_stated_key_shows(key: str) -> None:
    changed = {**STATEMENT, key: "changed"} if key != "findings" else {**STATEMENT, key: STATEMENT[key][1:]}
    assert digest_of(changed) != STATEMENT["digest"]


def test_a_statement_survives_the_way_through_json() -> None:
    assert digest_of(json.loads(json.dumps(STATEMENT))) == STATEMENT["digest"]


@given(st.text(), st.dates(), st.floats(0, 1))
def test_a_claim_comes_back_from_its_plain_form(name: str, day: date, confidence: float) -> None:
    claim = replace(CLAIM, holder_name=replace(stated(name), confidence=confidence), expires_on=stated(day))
    back = TypeAdapter(Claim).validate_python(plain(claim))
    assert plain(back) == plain(claim)


def test_a_statement_carries_plain_values_only() -> None:
    with pytest.raises(TypeError, match="cannot carry object"):
        plain(object())
