"""The verification case: what is added stays, in one's own name, and rests on what it names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from livingproof.core.system.machine import Moment, reasons_against
from livingproof.core.system.parts import plain
from livingproof.core.system.verification import VERIFICATION, Brought, Correction, Override, PartyReply

DAY = date(2026, 3, 2)
FINDINGS = {"date.expiry": ("EXPIRED", "fail")}


def codes(act: str, stage: str, record: dict[str, Any], about: dict[str, Any] | None = None, *roles: str) -> set[str]:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moment = Moment(
        record, (), "ana", frozenset(roles or ("quality_manager",)), at, DAY, {"findings": FINDINGS, **(about or {})}
    )
    return {one.code for one in reasons_against(VERIFICATION.act(act), stage, moment)}


def correction(**more: Any) -> Correction:
    return Correction(**{"field": "expires_on", "value": "2027-05-13", "person": "ana", "on": DAY, **more})


def override(**more: Any) -> Override:
    given = {
        "check": "date.expiry",
        "code": "EXPIRED",
        "machine": "fail",
        "grade": "pass",
        "why": "renewed",
        "person": "ana",
        "on": DAY,
    }
    return Override(**{**given, **more})


def test_a_case_asks_about_a_file_or_a_text() -> None:
    assert codes("ask", "", {"policy": "standard"}) == {"nothing_to_verify"}
    assert codes("ask", "", {"listing": "ISO 9001", "policy": "standard"}) == set()
    assert codes("ask", "", {"evidence": ("1",), "policy": "standard"}) == set()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"markets": ("Europe",)}, "market_unknown"),
        ({"needs": ("paint",)}, "need_unknown"),
        ({"policy": "mine"}, "policy_unknown"),
    ],
)
def test_what_is_wanted_is_known(said: dict[str, Any], code: str) -> None:
    record = {"listing": "ISO 9001", "policy": "standard", **said}
    assert codes("ask", "", record, {"policies": ("standard",)}) == {code}


def test_a_correction_is_added_behind_the_others() -> None:
    first, second = correction(), correction(value="2027-05-14")
    assert codes("correct", "judged", {"corrections": (first, second)}, {"corrections_before": [plain(first)]}) == set()
    assert "only_added" in codes(
        "correct", "judged", {"corrections": (second,)}, {"corrections_before": [plain(first)]}
    )
    assert codes("correct", "judged", {"corrections": (first,)}, {"corrections_before": [plain(first)]}) == {
        "not_filled"
    }


def test_what_is_added_is_in_ones_own_name_and_on_no_later_day() -> None:
    assert codes("correct", "judged", {"corrections": (correction(person="ben"),)}) == {"not_in_own_name"}
    assert codes("correct", "judged", {"corrections": (correction(on=date(2026, 3, 3)),)}) == {"day_lies_ahead"}


def test_only_the_quality_manager_overrides() -> None:
    assert codes("override", "judged", {"overrides": (override(),)}) == set()
    assert codes("override", "judged", {"overrides": (override(),)}, None, "buyer") == {"role_missing"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"check": "no.such"}, "finding_unknown"),
        ({"code": "EXPIRES_SOON"}, "finding_changed"),
        ({"machine": "warn"}, "finding_changed"),
        ({"grade": "fine"}, "grade_unknown"),
        ({"grade": "fail"}, "override_says_the_same"),
        ({"why": "  "}, "override_without_reason"),
    ],
)
def test_an_override_rests_on_the_finding_as_it_stands(said: dict[str, Any], code: str) -> None:
    assert codes("override", "judged", {"overrides": (override(**said),)}) == {code}


def test_an_override_can_be_taken_back() -> None:
    before = {"overrides_before": [plain(override())]}
    assert (
        codes("override", "judged", {"overrides": (override(), override(grade="", why="was wrong"))}, before) == set()
    )


def test_what_a_register_showed_comes_with_its_picture() -> None:
    said = Brought("reg.found", "iaf-certsearch", DAY, "ana", "not_found")
    assert codes("answer", "judged", {"answers": (said,)}) == {"capture_missing"}
    seen = Brought("reg.found", "iaf-certsearch", DAY, "ana", "not_found", evidence=("1",))
    assert codes("answer", "judged", {"answers": (seen,)}) == set()
    told = Brought("cb.answer", "body@body.example", DAY, "ana", "CB_CONFIRMED")
    assert codes("answer", "judged", {"answers": (told,)}) == set()


def test_a_reply_has_words_and_names_a_finding_or_none() -> None:
    assert (
        codes("reply", "judged", {"replies": (PartyReply("", "We renewed it.", "Nora", DAY),)}, None, "party") == set()
    )
    assert codes("reply", "judged", {"replies": (PartyReply("", " ", "Nora", DAY),)}, None, "party") == {
        "reply_empty_or_long"
    }
    assert codes("reply", "judged", {"replies": (PartyReply("x", "So.", "Nora", DAY),)}, None, "party") == {
        "finding_unknown"
    }


def test_relying_on_a_certificate_against_the_verdict_needs_a_reason() -> None:
    against = {"conclusion": "relied_on", "decision": "ask"}
    assert codes("close", "judged", against) == {"relied_on_without_reason"}
    assert codes("close", "judged", {**against, "conclusion_because": "seen on site"}) == set()
    assert codes("close", "judged", {"conclusion": "relied_on", "decision": "rely"}) == set()


def test_only_the_clock_judges() -> None:
    assert "role_missing" in codes(
        "judge", "reading", {"judgements": ("x",)}, None, "quality_manager", "top_management"
    )
