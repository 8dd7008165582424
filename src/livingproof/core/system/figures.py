"""A figure that can be checked: value, numerator, denominator, n, window, as of, version of the formula. Null is not good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator as of a day. `value` None: there is less than `least`, the answer is *insufficient data*.

    `numerator` and `denominator` are what was counted, `n` how many cases stand behind it, `window_days` the days looked at (None: all
    there is), `beside` further numbers of the same formula.
    """

    id: str
    formula: str
    as_of: date
    window_days: int | None
    numerator: float
    denominator: float
    n: int
    least: int
    value: float | None
    beside: Mapping[str, float] = field(default_factory=dict)

    @property
    def insufficient(self) -> bool:
        """Whether there is too little to say anything."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Window:
    """The days that end with `as_of`, that day counted."""

    as_of: date
    days: int = 365

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.as_of - timedelta(days=self.days) < day <= self.as_of


LEAST: Final[Mapping[str, int]] = {"L5": 20, "L6": 5, "L7": 5, "L8": 5, "L9": 5, "L10": 5, "L11": 5}
"""Below so many cases an indicator says nothing. Our proposals; a caller's data may say otherwise."""


def ratio(
    name: str,
    window: Window,
    counted: tuple[float, float],
    beside: Mapping[str, float] | None = None,
    least: int | None = None,
) -> Figure:
    """The share of the first number in the second, or *insufficient data* where the second is below the least."""
    numerator, denominator = counted
    needed = LEAST[name] if least is None else least
    enough = denominator >= max(needed, 1)
    return Figure(
        name,
        f"{name}/1",
        window.as_of,
        window.days,
        numerator,
        denominator,
        int(denominator),
        needed,
        numerator / denominator if enough else None,
        (beside or {}) if enough else {},
    )
