"""How grave something is, where it was found, and by which marks two nonconformities are the same again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Severity(StrEnum):
    """How grave a nonconformity is, from the least."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 is the least grave."""
        return tuple(Severity).index(self)

    @property
    def higher(self) -> Severity:
        """One step graver; the gravest stays."""
        return tuple(Severity)[min(self.rank + 1, len(Severity) - 1)]


class Source(StrEnum):
    """Where a nonconformity was found."""

    RECEIVING = "receiving"
    IN_PROCESS = "in_process"
    FINAL_INSPECTION = "final_inspection"
    CUSTOMER = "customer"
    FIELD = "field"
    SUPPLIER = "supplier"
    INTERNAL_AUDIT = "internal_audit"
    EXTERNAL_AUDIT = "external_audit"
    OTHER = "other"


FROM_MAJOR: Final = tuple(severity for severity in Severity if severity.rank >= Severity.MAJOR.rank)
"""Major and graver."""
AUDITS = frozenset({Source.INTERNAL_AUDIT, Source.EXTERNAL_AUDIT})
OUTSIDE = frozenset({Source.CUSTOMER, Source.FIELD})
"""Found where only a customer can have found it: it has reached one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """By what nonconformities are counted as the same: process, defect code, product family. All three, compared without case."""

    process: str
    defect_code: str
    product_family: str

    @property
    def complete(self) -> bool:
        """Whether process and defect code are named: without them nothing is the same as anything."""
        return bool(self.process and self.defect_code)


def mark_of(record: Mapping[str, Any]) -> Mark:
    """The mark of a record; blanks and case do not matter."""
    process, code, family = (
        " ".join(str(record.get(name) or "").casefold().split())
        for name in ("process", "defect_code", "product_family")
    )
    return Mark(process, code, family)


def severity_of(record: Mapping[str, Any]) -> Severity | None:
    """The severity that a record states; None before somebody graded it."""
    stated = record.get("severity")
    return Severity(stated) if stated else None


def at_least_major(record: Mapping[str, Any]) -> bool:
    """Whether the record is graded major or graver."""
    return severity_of(record) in FROM_MAJOR
