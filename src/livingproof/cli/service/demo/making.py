"""A year of the maker: nonconformities, and the CAPAs that come of them. What happens first is done first, as in life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from livingproof.app.kit import clock
from livingproof.app.system.models import Capa
from livingproof.cli.service.demo import correcting, reporting
from livingproof.cli.service.demo.cast import House, has_kind
from livingproof.cli.service.demo.chance import number, sample
from livingproof.cli.service.demo.reporting import Mark

Life = Iterator[datetime]
"""A record's life. Each value is when it goes on; what comes after it in the code is done then."""
CLOCK_DAYS = timedelta(days=7)
"""The clock of the sample turns once a week: what begins by itself, and reminders."""


def year(house: House, began: datetime, now: datetime) -> None:
    """Live through it: the life that goes on earliest goes on next, until now."""
    if not has_kind("nonconformities") or not has_kind("capas"):
        return
    order, queue = count(), list[tuple[datetime, int, Life]]()
    living: set[object] = set()

    def begin(life: Life) -> None:
        at = next(life, None)
        if at is not None and at < now:
            heappush(queue, (at, next(order), life))

    begin(_clock(house, began + CLOCK_DAYS))
    for place, (mark, days) in enumerate(seen()):
        begin(reporting.life(house, mark, f"nc{place}", began + timedelta(days=days, hours=8, minutes=place)))
    while queue:
        at, _, life = heappop(queue)
        begin(life)
        for capa in Capa.objects.of(house.organisation).exclude(pk__in=living):
            living.add(capa.pk)
            begin(correcting.life(house, capa, at))


def _clock(house: House, at: datetime) -> Life:
    while True:
        yield at
        for refusal in clock.tick(house.organisation, at):
            raise AssertionError(f"the clock could not do {refusal.act}: {refusal.blocked}")
        clock.remind(house.organisation, at)
        at += CLOCK_DAYS


def seen() -> Iterator[tuple[Mark, int]]:
    """What is seen, and on which day of the year: some once, most of it twice, some three times, a little again long after; some these days."""
    marks = sample()["marks"]
    every = _marks()
    for place, mark in enumerate(every[: marks["repeated"]]):
        first = number(f"first{place}", 270) + 5
        yield mark, first
        yield mark, first + 6 + number(f"second{place}", 50)
        if place >= marks["repeated"] - marks["thrice"]:
            yield mark, first + 62
        if place < marks["back"]:
            yield mark, min(first + 290 + number(f"back{place}", 20), sample()["days"] - 8)
    for place, mark in enumerate(every[marks["repeated"] : marks["repeated"] + marks["single"]]):
        lately = place < marks["lately"]
        yield mark, sample()["days"] - 1 - place % 4 if lately else number(f"single{place}", 350) + 5


def _marks() -> list[Mark]:
    """Every mark there can be, in an order of chance; those whose return is told late are early in the year."""
    every = [
        Mark(process, defect, family)
        for process, facts in sample()["processes"].items()
        for defect in facts["defects"]
        for family in sample()["families"]
    ]
    return sorted(every, key=lambda mark: number(f"mark{mark}", 1 << 40))
