"""What matching a claim with a register came to, and the parts that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from livingproof.core.terms import MatchAnswer


class PartState(StrEnum):
    """How one part of claim and record compares."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCLEAR = "unclear"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the explanation. `left` is the claim's, `right` the record's; None where that side holds nothing.

    `rarity` is ln(rows of the register / rows that share what agrees): 0 says nothing, 7 is one row in a thousand; None where
    it was not counted. `points` are what the part gave to the score, in logits.
    """

    name: str
    state: PartState
    left: str | None
    right: str | None
    rarity: float | None = None
    points: float = 0.0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row and the probability that it is the claimed certificate."""

    row: int
    probability: float


def _nothing() -> tuple[Part, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Match:
    """The answer, with the row that it is about: None for `not_in_register`.

    `rows` are at most ten, best first, `chances` their probabilities, calibrated on made claims; `model` is the version of the model
    that weighed them. The parts are made each time that they are asked for: most answers of a long list are never explained.
    """

    answer: MatchAnswer
    row: int | None
    probability: float
    runner_up_row: int | None
    runner_up_probability: float
    rows: tuple[int, ...]
    chances: tuple[float, ...]
    model: str
    explained: Callable[[], tuple[Part, ...]] = field(default=_nothing, repr=False, compare=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the answer rests on; () where no row was found."""
        return self.explained()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The rows with their probabilities, best first."""
        return tuple(map(Candidate, self.rows, self.chances))
