"""Amounts that say of what: quantities with their unit, money with its currency. Unlike ones are never added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar


class UnlikeError(ValueError):
    """Two amounts of different units or currencies were to be added."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a unit ("pcs", "kg", "m"); the unit is text as the organisation writes it. Never negative."""

    amount: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise ValueError("a quantity is zero or more")
        if not self.unit.strip():
            raise ValueError("a quantity names its unit")

    def __add__(self, other: Quantity) -> Quantity:
        if other.unit != self.unit:
            raise UnlikeError(f"{self.unit} and {other.unit} cannot be put together")
        return Quantity(self.amount + other.amount, self.unit)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"

    @property
    def of(self) -> str:
        """What it is an amount of."""
        return self.unit


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency (ISO 4217 code). May be negative: a credit."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount of money is a number")
        if not is_currency(self.currency):
            raise ValueError("a currency is three capital letters, as in ISO 4217")

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise UnlikeError(f"{self.currency} and {other.currency} cannot be put together")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"

    @property
    def of(self) -> str:
        """What it is an amount of."""
        return self.currency


def is_currency(code: str) -> bool:
    """Whether it has the form of a currency's code."""
    return re.fullmatch(r"[A-Z]{3}", code) is not None


Amount = TypeVar("Amount", Quantity, Money)


def summed(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """The sum of each unit or currency, in the order in which they come: unlike amounts are never added."""
    sums: dict[str, Amount] = {}
    for one in amounts:
        sums[one.of] = sums[one.of] + one if one.of in sums else one
    return tuple(sums.values())
