"""Costs are amounts of a currency, and quantities are of a unit; sums are made of like ones only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from livingproof.core.system.costs import Cost, in_all
from livingproof.core.system.lots import Lot, affected_in_all
from tests.core.system.cast import ANA, contained, triaged


def test_a_cost_without_a_currency_is_in_that_of_the_house() -> None:
    lines = (Cost("sorting", Decimal("120.50")), Cost("air freight", Decimal(300), "USD"), Cost("credit", Decimal(-20)))
    story = contained().knowing(currency="EUR").does(ANA, "state_costs", costs=lines)
    assert (story.codes, story.stage) == (set(), "contained")
    assert [str(one) for one in in_all(story.record, "EUR")] == ["100.50 EUR", "300.00 USD"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Cost(" ", Decimal(1)), "cost_of_nothing"),
        (Cost("sorting", Decimal("1.005")), "cost_impossible"),
        (Cost("sorting", Decimal(10) ** 13), "cost_impossible"),
        (Cost("sorting", Decimal(1), "euro"), "currency_unknown"),
    ],
)
def test_what_could_not_be_booked_is_no_cost(line: Cost, code: str) -> None:
    story = contained().knowing(currency="EUR")
    assert story.does(ANA, "state_costs", costs=(line,)).codes == {code}
    assert story.does(ANA, "state_costs", costs=()).codes == {"not_filled"}


def test_a_lot_says_of_which_unit_its_quantity_is_and_unlike_ones_are_not_added() -> None:
    lots = (Lot("L-1", Decimal(100)), Lot("L-2", Decimal("2.5"), "kg"), Lot("L-3", Decimal(20)))
    assert triaged().does(ANA, "contain", lots=(Lot("L-1", Decimal(1), " "),), containment="x").codes == {
        "lot_without_unit"
    }
    story = triaged().does(ANA, "contain", lots=lots, containment="in the cage")
    assert [str(one) for one in affected_in_all(story.record)] == ["120 pcs", "2.5 kg"]
