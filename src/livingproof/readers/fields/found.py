"""What a finder hands over: a value with its place and the evidence for it."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from livingproof.core.claim import Box, Field, RunnerUp
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import Line

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A candidate for a field. `evidence` runs from 0 to 1 and becomes the confidence when it is the best one.

    `how` names the rule, for the reader of a trace: "label right", "zone after anchor" ...
    """

    value: T
    printed: str
    evidence: float
    source: Source
    page: int | None
    box: Box | None
    how: str
    readings: tuple[T, ...] = ()
    label: str = ""
    """The letters of the label that gave it its meaning; "" where none did."""

    def with_evidence(self, evidence: float) -> Found[T]:
        """The same candidate, held more or less likely."""
        return replace(self, evidence=max(0.0, min(1.0, evidence)))


def from_lines(value: T, lines: Sequence[Line], evidence: float, how: str, printed: str | None = None) -> Found[T]:
    """A candidate read from these lines; recognition that was unsure of itself lowers the evidence."""
    certainty = min((line.confidence for line in lines), default=1.0)
    return Found(
        value=value,
        printed=printed if printed is not None else " ".join(line.text for line in lines),
        evidence=max(0.0, min(1.0, evidence)) * (1.0 if certainty > 0.9 else 0.75 + certainty / 4),
        source=lines[0].source,
        page=lines[0].page,
        box=union(line.box for line in lines),
        how=how,
    )


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def best(candidates: Iterable[Found[T]]) -> list[Found[T]]:
    """Candidates from the likeliest to the least likely; earlier ones win a tie."""
    return sorted(candidates, key=lambda found: -found.evidence)


def as_field(ranked: Sequence[Found[T]], normalised: str | None, rival: Found[T] | None = None) -> Field[T]:
    """The field of the likeliest candidate, with the next one that says something else as its runner-up."""
    if not ranked:
        return Field()
    chosen = ranked[0]
    return Field(
        value=chosen.value,
        normalised=normalised,
        as_printed=chosen.printed,
        confidence=round(chosen.evidence, 3),
        source=chosen.source,
        page=chosen.page,
        box=chosen.box,
        readings=chosen.readings,
        runner_up=RunnerUp(rival.value, round(rival.evidence, 3), rival.source, rival.page, rival.box)
        if rival
        else None,
    )
