"""The scorer of `bench.accuracy` is strict and counts nothing that nobody checked."""

from __future__ import annotations

from datetime import date

import pytest
from bench.accuracy.scoring import likeness, score, share

from livingproof.core.claim import Claim, Field, StandardRef
from livingproof.core.facts import Facts

TRUTH = {
    "holder": {
        "name": "Łódź Tools Sp. z o.o.",
        "aliases": ["Lodz Tools"],
        "address": None,
        "address_local": None,
        "address_en": None,
    },
    "sites": [],
    "certification_body": {"legal_name": "Sterling Peak Certification Limited", "as_printed": "SPC"},
    "accreditation": {"names": None},
    "certificate_number": "QM-4711",
    "other_numbers": {"old": "QM-1"},
    "standards": [{"standard": "ISO 9001", "edition": "2015", "as_printed": "ISO 9001:2015"}],
    "scope": "Manufacture of gears",
    "scope_en": None,
    "dates": {
        "initial": None,
        "decision": None,
        "issued": "2022-08-05",
        "valid_from": "2022-08-06",
        "expiry": "2025-08-04",
    },
    "unchecked": ["scope: the last word is smudged"],
}


@pytest.fixture
def claim() -> Claim:
    return Claim(
        holder_name=Field("LODZ TOOLS", confidence=0.9),
        certificate_number=Field("QM 1", confidence=0.9),
        standards=Field((StandardRef("ISO 9001", "2008", "ISO 9001:2008"),), confidence=0.9),
        certification_body=Field("Sterling Peak Certification", confidence=0.9),
        valid_from=Field(date(2022, 8, 6), confidence=0.9),
    )


def test_each_checked_field_gets_a_mark(claim: Claim, facts: Facts) -> None:
    marks = {mark.field: mark.right for mark in score(claim, TRUTH, facts)}
    assert marks == {
        "standard": False,
        "expiry": False,
        "issue": True,
        "number": True,
        "holder": True,
        "certification body": True,
    }


def test_the_share_counts_right_marks(claim: Claim, facts: Facts) -> None:
    assert share(score(claim, TRUTH, facts)).value == pytest.approx(4 / 6)


def test_accents_and_punctuation_do_not_count() -> None:
    assert likeness("ČSN, s.r.o.", "CSN SRO") == 1.0
