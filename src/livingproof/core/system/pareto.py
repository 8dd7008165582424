"""The few that make the many: counts by one name, the greatest first, with the share that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One name with its count, and the share of everything up to and with it. `names` is how many stand behind the rest."""

    name: str
    count: int
    together: float
    names: int = 1


def pareto(named: Iterable[str], shown: int = SHOWN) -> tuple[Bar, ...]:
    """The greatest counts, equal ones by name; what is beyond `shown` is one bar without a name. Nothing gives nothing."""
    counted = Counter(named)
    whole = sum(counted.values())
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    bars: list[Bar] = []
    running = 0
    for name, count in ordered[:shown]:
        running += count
        bars.append(Bar(name, count, running / whole))
    rest = ordered[shown:]
    if rest:
        bars.append(Bar("", sum(count for _, count in rest), 1.0, len(rest)))
    return tuple(bars)
