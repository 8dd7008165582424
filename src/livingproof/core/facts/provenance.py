"""Where a fact comes from and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.terms import Confidence


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from. `fact` names it for people; `sources` are keys of the catalogue's source list.

    `looked_up` is False for expert knowledge that nobody has compared with a source yet; `as_of` is the day to which the
    source speaks, None when it is undated.
    """

    fact: str
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW
    looked_up: bool = False
    as_of: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the fact may decide: it was looked up in a source and the catalogue is at least fairly sure of it."""
        return self.looked_up and self.confidence is not Confidence.LOW
