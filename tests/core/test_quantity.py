"""Amounts that say of what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from livingproof.core.system.quantity import Money, Quantity, UnlikeError, summed


def test_like_amounts_are_added() -> None:
    assert Quantity(Decimal(2), "kg") + Quantity(Decimal("0.5"), "kg") == Quantity(Decimal("2.5"), "kg")
    assert str(Money(Decimal(12), "EUR") + Money(Decimal("-2.5"), "EUR")) == "9.50 EUR"


def test_unlike_amounts_are_never_put_together() -> None:
    with pytest.raises(UnlikeError):
        Quantity(Decimal(1), "kg") + Quantity(Decimal(1), "pcs")
    with pytest.raises(UnlikeError):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")
    mixed = [Quantity(Decimal(1), "kg"), Quantity(Decimal(3), "pcs"), Quantity(Decimal(2), "kg")]
    assert [str(one) for one in summed(mixed)] == ["3 kg", "3 pcs"]
    paid = [Money(Decimal(1), "EUR"), Money(Decimal(5), "USD"), Money(Decimal("-0.5"), "EUR")]
    assert [str(one) for one in summed(paid)] == ["0.50 EUR", "5.00 USD"]
    assert summed([]) == ()


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity"])
def test_a_quantity_is_zero_or_more(amount: str) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        Quantity(Decimal(amount), "kg")


def test_amounts_name_their_unit_and_their_currency() -> None:
    with pytest.raises(ValueError, match="unit"):
        Quantity(Decimal(1), " ")
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), "euro")
