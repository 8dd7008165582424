"""When a nonconformity needs a CAPA: because of what it is, or because the same has happened before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from livingproof.core.days import add_months
from livingproof.core.system.machine import Blocked, Moment, filled
from livingproof.core.system.severity import (
    AUDITS,
    OUTSIDE,
    Mark,
    Severity,
    Source,
    at_least_major,
    mark_of,
    severity_of,
)

REPEATED: Final = 2
"""So many nonconformities with the same mark, this one counted, within `MONTHS` need a CAPA."""
MONTHS: Final = 12


class Decision(StrEnum):
    """What was decided about a CAPA when a nonconformity is closed."""

    LINKED = "linked"
    NOT_NEEDED = "not_needed"


class Because(StrEnum):
    """Why a CAPA is needed."""

    CRITICAL = "critical"
    REACHED_CUSTOMER = "reached_customer"
    AUDIT_MAJOR = "audit_major"
    REPEATED = "repeated"


def needs_capa(record: Mapping[str, Any], occurrences: int) -> tuple[Because, ...]:
    """Every reason why this nonconformity needs a CAPA; empty: it is free to have one.

    `occurrences` are the nonconformities with its mark in the last twelve months, itself counted; rejected ones and duplicates are not.
    """
    source = Source(record["source"]) if record.get("source") else None
    found = {
        Because.CRITICAL: severity_of(record) is Severity.CRITICAL,
        Because.REACHED_CUSTOMER: bool(record.get("reached_customer")) or source in OUTSIDE,
        Because.AUDIT_MAJOR: source in AUDITS and at_least_major(record),
        Because.REPEATED: occurrences >= REPEATED,
    }
    return tuple(because for because, holds in found.items() if holds)


def occurrences(mark: Mark, seen: Iterable[tuple[Mark, date]], day: date) -> int:
    """How many nonconformities with this mark were seen in the twelve months that end on this day."""
    since = add_months(day, -MONTHS)
    return sum(mark.complete and other == mark and since < on <= day for other, on in seen)


def capa_is_decided(moment: Moment) -> Iterator[Blocked]:
    """There is a CAPA where one is needed; else one, or a reason why not.

    `moment.about["occurrences"]` is the count of `occurrences`, `moment.about["capas"]` the numbers of the CAPAs that take up this
    nonconformity, cancelled ones left out.
    """
    capas = tuple(moment.about.get("capas", ()))
    because = needs_capa(moment.record, int(moment.about.get("occurrences", 1)))
    stated = moment.record.get("capa_decision")
    if because and not capas:
        yield Blocked("capa_needed", {"because": because})
    elif stated == Decision.LINKED and not capas:
        yield Blocked("capa_not_linked", {})
    elif stated == Decision.NOT_NEEDED and not because and not filled(moment.record.get("capa_reason")):
        yield Blocked("capa_reason_missing", {})
    elif stated == Decision.NOT_NEEDED and because:
        yield Blocked("capa_is_needed", {"because": because})


__all__ = ["MONTHS", "REPEATED", "Because", "Decision", "capa_is_decided", "mark_of", "needs_capa", "occurrences"]
