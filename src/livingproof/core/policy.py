"""What a buyer demands before relying on a certificate: data, read from `catalogue/policies`."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.terms import Decision, Evidence

DIGITS_SHOWN = 12
"""So much of a file's digest tells one policy from another."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds of one kind of buyer. The empty policy is the strictest there is: it confirms nothing and says `ask`.

    `reading_confidence` is the least confidence at which a field may decide; `evidence` the rung needed for CONFIRMED;
    `fresh_days` the greatest age of a register answer; `acceptable_limits` the check ids whose warn or gap the buyer
    accepts under CONFIRMED_WITH_LIMITS; `unrecognised` the decision for CHAIN_NOT_RECOGNISED; `sector_standard` whether a
    missing sector standard (ISO 13485 for medical devices) bars CONFIRMED; `answer_days` after how many days an unanswered
    question weighs as a sign. `file_digest` tells a buyer's own policy from a shipped one: SHA-256 of its file, "" for a
    shipped policy. A policy has no key that could turn a weak check decisive, or undetermined into a fail.
    """

    id: str = "empty"
    version: int = 1
    reading_confidence: float = 1.0
    evidence: Evidence = Evidence.E5
    fresh_days: int = 0
    acceptable_limits: tuple[str, ...] = ()
    unrecognised: Decision = Decision.ASK
    sector_standard: bool = True
    answer_days: int = 14
    file_digest: str = ""

    @property
    def label(self) -> str:
        """Name and version, as statements print it: "standard@1"; of one's own "own/standard.yml@1 (sha256:1a2b3c4d5e6f)"."""
        if self.file_digest:
            return f"own/{self.id}@{self.version} (sha256:{self.file_digest[:DIGITS_SHOWN]})"
        return f"{self.id}@{self.version}"
