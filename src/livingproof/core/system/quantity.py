"""Amounts that say of what: quantities with their unit, money with its currency. Unlike ones are never added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


class UnlikeError(ValueError):
    """Two amounts of different units or currencies were to be added or compared."""


@dataclass(frozen=True, slots=True, order=False)
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
        return Quantity(self.amount + self._like(other).amount, self.unit)

    def __le__(self, other: Quantity) -> bool:
        return self.amount <= self._like(other).amount

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"

    def _like(self, other: Quantity) -> Quantity:
        if other.unit != self.unit:
            raise UnlikeError(f"{self.unit} and {other.unit} cannot be put together")
        return other


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency (ISO 4217 code). May be negative: a credit."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("an amount of money is a number")
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError("a currency is three capital letters, as in ISO 4217")

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise UnlikeError(f"{self.currency} and {other.currency} cannot be put together")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}"


def total(quantities: Iterable[Quantity], unit: str) -> Quantity:
    """The sum; zero of the unit when there are none; UnlikeError when one has another unit."""
    return sum(quantities, Quantity(Decimal(0), unit))
