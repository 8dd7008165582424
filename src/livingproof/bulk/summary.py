"""What a bulk run gave, in counts: answers, headlines, reasons, and how many claims could be decided at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_REASONS = 20


@dataclass(slots=True)
class Summary:
    """Counts over all rows of a run, fed part by part.

    `reach` counts rows by what the registers at hand could say about them: "record" (one holds the certificate), "telling" (none
    does, and at least one of those asked is complete for this chain), "silent" (none does, and their silence says nothing), "none"
    (no register was at hand). A quiet register is thereby not read as a clean market. `seconds` is the time of this process, for
    `judged` rows; parts of an earlier process count in `rows` only.
    """

    rows: int = 0
    errors: int = 0
    judged: int = 0
    seconds: float = 0.0
    matches: Counter[str] = field(default_factory=Counter)
    headlines: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    reach: Counter[str] = field(default_factory=Counter)

    def add(self, columns: Mapping[str, Iterable[Any]]) -> None:
        """Count one part: its columns by name."""
        errors = [error for error in columns["error"] if error]
        claims = list(columns["claim_id"])
        self.rows += len(claims)
        self.errors += len(errors)
        for name, counter in (
            ("match", self.matches),
            ("headline", self.headlines),
            ("decision", self.decisions),
            ("reach", self.reach),
        ):
            counter.update(value for value in columns[name] if value)
        for codes in columns["codes"]:
            self.reasons.update(code for code in (codes or "").split(";") if code)

    @property
    def reached(self) -> float | None:
        """The share of rows about which a register could say something; None where no row was understood."""
        understood = sum(self.reach.values())
        return (self.reach["record"] + self.reach["telling"]) / understood if understood else None

    @property
    def rate(self) -> float | None:
        """Rows a second of this process; None where it judged none."""
        return self.judged / self.seconds if self.judged and self.seconds else None

    def plain(self) -> dict[str, Any]:
        """The counts as JSON carries them, the commonest first."""
        return {
            "rows": self.rows,
            "errors": self.errors,
            "matches": dict(self.matches.most_common()),
            "headlines": dict(self.headlines.most_common()),
            "decisions": dict(self.decisions.most_common()),
            "reasons": dict(self.reasons.most_common(MOST_REASONS)),
            "reach": dict(self.reach.most_common()),
            "reached": self.reached,
            "judged_now": self.judged,
            "seconds": round(self.seconds, 3),
            "rows_per_second": round(self.rate, 1) if self.rate else None,
        }
