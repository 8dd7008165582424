"""Days of work and months as they are counted: the calendar of one organisation, without its clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked on: days of the week (1 Monday to 7 Sunday), less the holidays."""

    week: frozenset[int] = WEEK
    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether the day is a working day."""
        return day.isoweekday() in self.week and day not in self.holidays

    def after(self, day: date, working_days: int) -> date:
        """The day on which so many working days have passed; 0 is the day itself. An empty week counts every day."""
        if not self.week:
            return day + timedelta(days=working_days)
        for _ in range(working_days):
            day += timedelta(days=1)
            while not self.works_on(day):
                day += timedelta(days=1)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; 0 where `last` is not later."""
        return sum(self.works_on(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where it has no such day (31 January, one later: 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def every_months(start: date, months: int, *, after: date, until: date) -> Iterator[date]:
    """The days of a rhythm that began on `start`, later than `after`, up to and with `until`.

    Each is counted from the start, never from the one before it: a rhythm of the 31st runs on 28 February and on 31 March.
    """
    if months < 1:
        raise ValueError("a rhythm has at least one month")
    step = max(0, ((after.year - start.year) * 12 + after.month - start.month) // months - 1)
    while (day := months_after(start, step * months)) <= until:
        if day > after:
            yield day
        step += 1
