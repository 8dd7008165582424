"""The nonconformity moves only when what it claims is there."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from livingproof.core.system.lots import Concession, Disposition, Lot, LotDecision, Reinspection
from livingproof.core.system.severity import Mark
from livingproof.core.system.trend import Because, needs_capa, occurrences
from tests.core.system.cast import ANA, BEN, DAO, EVE, LOTS, SCRAPPED, contained, dispositioned, reported, triaged
from tests.core.system.story import START

QUALITY = frozenset({"quality"})


def test_anyone_reports_with_one_sentence() -> None:
    assert reported().stage == "reported"


def test_a_report_asks_no_more_than_five_fields() -> None:
    assert len(reported().machine.act("report").fields) == 5


def test_an_empty_report_says_nothing() -> None:
    story = reported().__class__(reported().machine).does(EVE, "report", frozenset(), what="  ")
    assert story.codes == {"not_filled"}


@pytest.mark.parametrize("left_out", ["severity", "process", "source", "defect_code"])
def test_triage_names_severity_process_source_and_code(left_out: str) -> None:
    story = triaged(**{left_out: ""})
    assert story.stage == "reported"
    assert [reason.facts["field"] for reason in story.blocked] == [left_out]


def test_a_report_is_rejected_with_a_reason_only() -> None:
    assert reported().does(ANA, "reject").codes == {"not_filled"}
    assert reported().does(ANA, "reject", rejected_because="within the drawing").stage == "rejected"


def test_a_duplicate_is_not_its_own_duplicate() -> None:
    story = reported()
    own = story.__class__(story.machine, story.stage, {**story.record, "number": "NC-2026-0007"}, story.history)
    assert own.does(ANA, "mark_duplicate", duplicate_of="NC-2026-0007", rejected_because="same").codes == {
        "duplicate_of_itself"
    }
    assert own.does(ANA, "mark_duplicate", duplicate_of="NC-2026-0006", rejected_because="same").stage == "duplicate"


def test_containment_lists_lots_with_quantities() -> None:
    bad = (Lot("", Decimal(1)), Lot("L-1", Decimal(0)), Lot("l-1 ", Decimal(2)))
    assert triaged().does(BEN, "contain", lots=(), containment="none found").codes == {"no_lots"}
    assert triaged().does(BEN, "contain", lots=bad, containment="held").codes == {
        "lot_without_number",
        "lot_without_quantity",
        "lot_named_twice",
    }


def test_or_somebody_signs_that_no_product_is_affected() -> None:
    story = triaged().does(BEN, "declare_unaffected", containment="found before the first piece")
    assert story.stage == "contained"
    assert story.history[-1].signed == "verify"
    assert story.does(ANA, "disposition", correction="set right").stage == "dispositioned"


def test_nobody_signs_that_nothing_is_affected_beside_a_list_of_lots() -> None:
    assert triaged().does(BEN, "declare_unaffected", lots=LOTS, containment="?").codes == {"lots_are_affected"}


def test_quantities_decided_on_are_the_quantities_affected_lot_by_lot() -> None:
    too_little = (LotDecision("L-1", Disposition.SCRAP, Decimal(99)), SCRAPPED[1])
    story = contained().does(ANA, "disposition", dispositions=too_little, correction="scrapped")
    assert story.codes == {"quantities_differ"}
    assert dict(story.blocked[0].facts) == {
        "lot": "L-1",
        "affected": Decimal(100),
        "decided": Decimal(99),
        "unit": "pcs",
    }


def test_too_much_of_one_lot_does_not_make_up_for_another() -> None:
    swapped = (
        LotDecision("L-1", Disposition.SCRAP, Decimal("12.5")),
        LotDecision("L-2", Disposition.SCRAP, Decimal(100)),
    )
    story = contained().does(ANA, "disposition", dispositions=swapped, correction="scrapped")
    assert len(story.blocked) == 2


def test_a_lot_that_is_not_affected_is_not_decided_on() -> None:
    more = (*SCRAPPED, LotDecision("L-9", Disposition.SCRAP, Decimal(1)))
    story = contained().does(ANA, "disposition", dispositions=more, correction="scrapped")
    assert story.codes == {"lot_not_affected"}


def test_a_negative_quantity_balances_nothing() -> None:
    odd = (
        *SCRAPPED,
        LotDecision("L-1", Disposition.REGRADE, Decimal(5)),
        LotDecision("L-1", Disposition.SCRAP, Decimal(-5)),
    )
    story = contained().does(ANA, "disposition", dispositions=odd, correction="scrapped")
    assert "decision_without_quantity" in story.codes


USED = (LotDecision("L-1", Disposition.USE_AS_IS, Decimal(100)), SCRAPPED[1])
PERMITTED = (Concession("L-1", Disposition.USE_AS_IS, Decimal(100), "dents outside the thread engagement"),)


def test_use_as_is_needs_a_concession_signed_by_somebody_else() -> None:
    story = contained()
    assert story.does(ANA, "disposition", dispositions=USED, correction="used").codes == {"concession_missing"}
    conceded = story.does(DAO, "concede", concessions=PERMITTED)
    assert conceded.history[-1].signed == "accept_risk"
    assert conceded.does(DAO, "disposition", dispositions=USED, correction="used").codes == {"conceder_disposes"}
    assert conceded.does(ANA, "disposition", dispositions=USED, correction="used").stage == "dispositioned"


def test_a_concession_for_less_covers_less() -> None:
    part = (Concession("L-1", Disposition.USE_AS_IS, Decimal(60), "as agreed"),)
    story = contained().does(DAO, "concede", concessions=part)
    assert story.does(ANA, "disposition", dispositions=USED, correction="used").codes == {"concession_missing"}


def test_only_the_concession_authority_concedes() -> None:
    assert contained().does(DAO, "concede", QUALITY, concessions=PERMITTED).codes == {"role_missing"}


def test_where_a_customer_requirement_is_touched_the_customer_is_quoted() -> None:
    story = contained(customer_requirement=True)
    assert story.does(DAO, "concede", concessions=PERMITTED).codes == {"customer_reference_missing"}


def test_a_concession_of_an_earlier_round_does_not_cover_a_reopened_one() -> None:
    closed = (
        contained()
        .does(DAO, "concede", concessions=PERMITTED)
        .does(ANA, "disposition", dispositions=USED, correction="used")
        .does(ANA, "close", capa_decision="not_needed", capa_reason="single dent of a dropped box")
    )
    assert closed.stage == "closed"
    again = closed.does(ANA, "reopen", reopened_because="a third lot was found")
    again = again.does(BEN, "contain", lots=LOTS, containment="held again")
    assert again.stage == "contained"
    assert again.does(ANA, "disposition", dispositions=USED, correction="used").codes == {"concession_missing"}


def test_rework_is_inspected_again_with_evidence() -> None:
    reworked = (LotDecision("L-1", Disposition.REWORK, Decimal(100)), SCRAPPED[1])
    story = contained()
    bare = story.does(BEN, "reinspect", reinspections=(Reinspection("L-1", Decimal(100), START),))
    assert bare.does(ANA, "disposition", dispositions=reworked, correction="x").codes == {"reinspection_missing"}
    shown = story.does(BEN, "reinspect", reinspections=(Reinspection("L-1", Decimal(100), START, evidence=("e",)),))
    assert shown.does(ANA, "disposition", dispositions=reworked, correction="reworked").stage == "dispositioned"


def test_a_minor_first_one_closes_with_a_reason_and_without_a_capa() -> None:
    story = dispositioned()
    assert story.does(ANA, "close", capa_decision="not_needed").codes == {"capa_reason_missing"}
    assert story.does(ANA, "close", capa_decision="not_needed", capa_reason="box was dropped").stage == "closed"


@pytest.mark.parametrize(
    ("grading", "because"),
    [
        ({"severity": "critical"}, Because.CRITICAL),
        ({"reached_customer": True}, Because.REACHED_CUSTOMER),
        ({"source": "customer"}, Because.REACHED_CUSTOMER),
        ({"source": "external_audit", "severity": "major"}, Because.AUDIT_MAJOR),
    ],
)
def test_a_grave_one_closes_with_a_capa_only(grading: dict[str, object], because: Because) -> None:
    story = dispositioned(**grading).does(ANA, "close", capa_decision="not_needed", capa_reason="rare")
    assert story.codes == {"capa_needed"}
    assert story.blocked[0].facts["because"] == (because,)
    held = story.knowing(capas=("CAPA-2026-0001",))
    assert held.does(ANA, "close", capa_decision="linked").stage == "closed"


def test_the_second_of_the_same_within_a_year_needs_a_capa() -> None:
    story = dispositioned().knowing(occurrences=2)
    assert story.does(ANA, "close", capa_decision="not_needed", capa_reason="rare").codes == {"capa_needed"}
    assert needs_capa(story.record, 2) == (Because.REPEATED,)
    assert needs_capa(story.record, 1) == ()


def test_the_year_ends_on_its_last_day() -> None:
    mark, day = Mark("plating", "dent", "m8"), date(2026, 3, 2)
    assert occurrences(mark, [(mark, date(2025, 3, 3)), (mark, day)], day) == 2
    assert occurrences(mark, [(mark, date(2025, 3, 2)), (mark, day)], day) == 1
    assert occurrences(mark, [(Mark("plating", "dent", "m6"), day)], day) == 0
    assert occurrences(Mark("plating", "", "m8"), [(Mark("plating", "", "m8"), day)] * 3, day) == 0


def test_moving_the_day_of_a_major_one_is_for_deciders() -> None:
    moved = {"due_on": START + timedelta(days=9), "moved_because": "the gauge is away"}
    assert triaged(severity="major").does(BEN, "reschedule", QUALITY, **moved).codes == {"moving_needs_approval"}
    assert triaged(severity="minor").does(BEN, "reschedule", QUALITY, **moved).blocked == ()


def test_grading_again_moves_no_day() -> None:
    assert "due_on" not in triaged().machine.act("grade_again").fields


def test_a_quantity_that_nobody_can_count_is_refused() -> None:
    for odd in (Decimal("1e13"), Decimal("0.0000001")):
        story = triaged().does(BEN, "contain", lots=(Lot("L-1", odd),), containment="held")
        assert story.codes == {"lot_quantity_impossible"}


def test_a_corrected_list_of_lots_is_a_list() -> None:
    assert contained().does(BEN, "relist", lots=(), containment="?").codes == {"no_lots"}


def test_a_requirement_of_the_customer_that_shows_later_still_needs_the_customer() -> None:
    graded = {"severity": "minor", "process": "plating", "source": "in_process", "defect_code": "dent"}
    story = contained().does(DAO, "concede", concessions=PERMITTED)
    story = story.does(ANA, "grade_again", customer_requirement=True, **graded)
    assert story.does(ANA, "disposition", dispositions=USED, correction="x").codes == {"customer_reference_missing"}


def test_a_reason_names_the_lot_as_it_was_written() -> None:
    decided = (LotDecision("L-1", Disposition.USE_AS_IS, LOTS[0].quantity),)
    story = contained().does(ANA, "disposition", dispositions=decided, correction="x")
    named = [one.facts["lot"] for one in story.blocked if one.code == "concession_missing"]
    assert named == ["L-1"]
