"""What was found in a text before it is understood."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.mention import Topic


@dataclass(frozen=True, slots=True)
class Found:
    """A thing named between `start` and `end`, not yet with a stance.

    `standard` is a catalogue id, `edition` what is printed or what an adoption means; `adopted` holds for national
    designations, whose years are their own. `needs_context` things count only beside words of certification.
    """

    topic: Topic
    start: int
    end: int
    confidence: float
    standard: str | None = None
    edition: str | None = None
    adopted: bool = False
    corrected: bool = False
    mark: str | None = None
    authority: bool = False
    needs_context: bool = False
    bare_iso: bool = False
