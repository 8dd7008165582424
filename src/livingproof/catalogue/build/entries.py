"""Reading plain entries: texts, days and provenance, with what stood before as the default."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, cast

from livingproof.catalogue.keys import Entry
from livingproof.core.facts import Provenance
from livingproof.core.terms import Confidence

T = TypeVar("T")


def joined(
    rows: Mapping[str, Entry], known: Mapping[str, T], make: Callable[[str, Entry, T | None], T]
) -> Mapping[str, T]:
    """What was known, with every row made over the value of the same id or added."""
    if not rows:
        return known
    return {**known, **{identity: make(identity, entry, known.get(identity)) for identity, entry in rows.items()}}


def text(entry: Entry, key: str, before: str = "") -> str:
    """The text of a key, or what stood before."""
    return str(entry[key]) if key in entry else before


def maybe(entry: Entry, key: str, before: str | None = None) -> str | None:
    """The text of a key, or what stood before, which may be nothing."""
    return str(entry[key]) if key in entry else before


def texts(entry: Entry, key: str, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The texts of a key, or what stood before."""
    return tuple(cast(list[str], entry[key])) if key in entry else before


def flag(entry: Entry, key: str, *, before: bool) -> bool:
    """The flag of a key, or what stood before."""
    return bool(entry[key]) if key in entry else before


def inner(entry: Entry, key: str) -> list[Entry]:
    """The entries inside an entry."""
    return cast(list[Entry], entry.get(key, []))


def pairs(entry: Entry, key: str) -> dict[str, str]:
    """Texts by text."""
    return cast(dict[str, str], entry.get(key, {}))


def days_of(entry: Entry, key: str) -> tuple[date, date]:
    """First and last day of the day, month or year given."""
    parts = [int(part) for part in str(entry[key]).split("-")]
    year, first_month, last_month = parts[0], parts[1] if len(parts) > 1 else 1, parts[1] if len(parts) > 1 else 12
    if len(parts) > 2:  # noqa: PLR2004 - year, month, day
        return (day := date(year, first_month, parts[2])), day
    return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])


def first_day(entry: Entry, key: str, before: date | None = None) -> date | None:
    """The day given; of a month or year its first day."""
    return days_of(entry, key)[0] if key in entry else before


def last_day(entry: Entry, key: str, before: date | None = None) -> date | None:
    """The day given; of a month or year its last day."""
    return days_of(entry, key)[1] if key in entry else before


def provenance(fact: str, entry: Entry) -> Provenance:
    """Where the entry comes from. An `as_of` that names a month or year speaks to its first day: never too fresh."""
    return Provenance(
        fact=fact,
        sources=texts(entry, "source"),
        confidence=Confidence(str(entry["confidence"])),
        looked_up=entry["verified"] == "looked-up",
        as_of=first_day(entry, "as_of"),
    )
