"""What a nonconformity costs, line by line: each an amount of a currency, the organisation's own where none is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from livingproof.core.system.machine import Blocked, Moment
from livingproof.core.system.parts import parts
from livingproof.core.system.quantity import Money, is_currency, summed

MOST: Final = Decimal(10) ** 12
DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """One line: what for, how much; a credit (of a supplier, for scrap that was sold) is negative. `currency` "" is the organisation's own."""

    what: str
    amount: Decimal
    currency: str = ""


def costs_are_whole(moment: Moment) -> Iterator[Blocked]:
    """Each cost says what for, and is an amount of a currency that an accountant could book."""
    for cost in parts(Cost, moment.record.get("costs")):
        if not cost.what.strip():
            yield Blocked("cost_of_nothing", {"amount": cost.amount})
        if abs(cost.amount) > MOST or cost.amount != round(cost.amount, DECIMALS):
            yield Blocked("cost_impossible", {"what": cost.what, "most": MOST, "decimals": DECIMALS})
        if not is_currency(_currency(cost, str(moment.about.get("currency", "")))):
            yield Blocked("currency_unknown", {"what": cost.what, "currency": cost.currency})


def in_all(record: Mapping[str, Any], currency: str) -> tuple[Money, ...]:
    """The sum of each currency; amounts of different currencies are not added: nobody here knows the rate of the day."""
    return summed(Money(cost.amount, _currency(cost, currency)) for cost in parts(Cost, record.get("costs")))


def _currency(cost: Cost, own: str) -> str:
    return cost.currency.strip() or own
