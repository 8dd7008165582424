"""Days as registers write them; an order of day and month that nothing tells is never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from livingproof.sources.outcome import UnreadableCell


class DayOrder(StrEnum):
    """Which of day and month comes first in days like 03/04/2025."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_YEAR_FIRST = re.compile(r"(\d{4})([-/.年])\s?(\d{1,2})(?:\2|月)\s?(\d{1,2})日?")
_SOLID = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]+([A-Za-z]{3,9})|([A-Za-z]{3,9})[\s.\-]+(\d{1,2})(?:st|nd|rd|th)?)[\s.,\-/]+(\d{4})"
)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ]\s?(?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\s?\d\d|\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
LAST_MONTH = 12
WRITE = "write it as 2026-05-01"
STATE_ORDER = "write it as 2026-05-01, or state `dates: day_first` or `dates: month_first` in the column mapping"


def day_in(cell: object, order: DayOrder | None = None) -> date:
    """The day of a cell; a time of day after it is dropped. UnreadableCell for no day, two-digit years and an open order."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise UnreadableCell("is a bare number and no day", WRITE)
    text = _CLOCK.sub("", cell.strip())
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _day(match[1], match[3], match[4])
    if match := _SOLID.fullmatch(text):
        return _day(*match.groups())
    if match := _YEAR_LAST.fullmatch(text):
        return _ordered(int(match[1]), int(match[3]), match[4], order)
    if match := _NAMED.fullmatch(text):
        return _day(match[5], _month(match[2] or match[3]), match[1] or match[4])
    if _SHORT_YEAR.fullmatch(text):
        raise UnreadableCell("has a year of two digits", "write all four digits of the year")
    raise UnreadableCell("is no day", f"{WRITE}, leave it empty, or name the word under `empty` in the column mapping")


def _ordered(first: int, second: int, year: str, order: DayOrder | None) -> date:
    """03/04/2025 only by the stated order; 25/04/2025 tells its order itself."""
    if order is None and first != second and max(first, second) <= LAST_MONTH:
        raise UnreadableCell("may be two days, day or month first", STATE_ORDER)
    month_first = order is DayOrder.MONTH_FIRST or (order is None and second > LAST_MONTH)
    day, month = (second, first) if month_first else (first, second)
    return _day(year, month, day)


def _month(name: str) -> int:
    word = name.lower().rstrip(".")
    known = word[:3] in _MONTHS and (word in _FULL or word in (*_MONTHS, "sept"))
    if not known:
        raise UnreadableCell("names no month that is known", WRITE)
    return _MONTHS.index(word[:3]) + 1


def _day(year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as problem:
        raise UnreadableCell(
            "is no day of the calendar", "correct it; leave it empty where the register gives none"
        ) from problem
