"""Parts are what they were after they were kept as JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from livingproof.core.system.lots import Lot, Reinspection
from livingproof.core.system.parts import part, parts, plain
from livingproof.core.system.plan import Action, Criterion
from tests.core.system.cast import ACTIONS, CAUSES, CRITERION, LOTS, PROOFS


@pytest.mark.parametrize("held", [*LOTS, *ACTIONS, *CAUSES, *PROOFS, CRITERION], ids=lambda one: type(one).__name__)
def test_a_part_comes_back_from_json_as_it_was(held: object) -> None:
    assert part(type(held), json.loads(json.dumps(plain(held)))) == held


def test_quantities_keep_their_fraction() -> None:
    assert part(Lot, {"number": "L", "quantity": "0.1"}).quantity * 3 == Decimal("0.3")


def test_no_day_is_no_day() -> None:
    assert part(Action, {"key": "a", "what": "w", "causes": ["c"], "owner": "o", "due_on": ""}).due_on is None
    assert part(Reinspection, {"lot": "L", "accepted": 1, "inspected_on": "2026-03-02"}).inspected_on == date(
        2026, 3, 2
    )


@pytest.mark.parametrize(
    "odd", [{"number": "L", "quantity": "many"}, {"number": "L", "quantity": "nan"}, {"lot": 1}, "L"]
)
def test_what_is_no_part_is_refused(odd: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        part(Lot, odd)


def test_none_is_no_parts() -> None:
    assert parts(Criterion, None) == ()
