"""Amounts that say of what: quantities with their unit, money with its currency. Unlike ones are never added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


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


def is_currency(code: str) -> bool:
    """Whether it has the form of a currency's code."""
    return re.fullmatch(r"[A-Z]{3}", code) is not None


def by_unit(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The sum of each unit, in the order in which the units come."""
    sums: dict[str, Quantity] = {}
    for one in quantities:
        sums[one.unit] = sums[one.unit] + one if one.unit in sums else one
    return tuple(sums.values())


def by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """The sum of each currency, in the order in which the currencies come."""
    sums: dict[str, Money] = {}
    for one in amounts:
        sums[one.currency] = sums[one.currency] + one if one.currency in sums else one
    return tuple(sums.values())
