"""How good guesses are: one certificate a claim, with a score, against the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Truth:
    """The kind of a claim and the row of the certificate that it is about; only `true` claims have a right row."""

    kind: str
    row: int

    @property
    def right(self) -> int | None:
        """The row that is right to accept, None where none is."""
        return self.row if self.kind == "true" else None


@dataclass(frozen=True, slots=True)
class Guess:
    """What a system made of a claim: candidates best first, and the row it would accept with its score, None for no row."""

    candidates: tuple[int, ...]
    row: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of true claims: right row among ten, right row first; then precision and recall of what is accepted, and wrong acceptances."""

    recall_at_10: float
    top1: float
    precision: float
    recall: float
    wrongly_accepted: dict[str, float]


def threshold_for(guesses: Sequence[Guess], truths: Sequence[Truth], precision: float = PRECISION) -> float:
    """The lowest score at and above which accepting is right often enough; above every score when there is none."""
    accepted = sorted(
        (
            (guess.score, guess.row == truth.right)
            for guess, truth in zip(guesses, truths, strict=True)
            if guess.row is not None
        ),
        reverse=True,
    )
    right, lowest = 0, float("inf")
    for number, (score, is_right) in enumerate(accepted, 1):
        right += is_right
        last_of_equals = number == len(accepted) or accepted[number][0] < score
        if last_of_equals and right >= precision * number:
            lowest = score
    return lowest


def quality_of(guesses: Sequence[Guess], truths: Sequence[Truth], threshold: float) -> Quality:
    """The quality of guesses where those with at least the threshold are accepted."""
    pairs = list(zip(guesses, truths, strict=True))
    true = [(guess, truth.row) for guess, truth in pairs if truth.right is not None]
    accepted = [(guess, truth) for guess, truth in pairs if _accepts(guess, threshold)]
    right = sum(guess.row == truth.right for guess, truth in accepted)
    return Quality(
        recall_at_10=_share(row in guess.candidates[:10] for guess, row in true),
        top1=_share(guess.candidates[:1] == (row,) for guess, row in true),
        precision=right / len(accepted) if accepted else 1.0,
        recall=right / len(true) if true else 0.0,
        wrongly_accepted={
            kind: _share(_accepts(guess, threshold) for guess, truth in pairs if truth.kind == kind)
            for kind in sorted({truth.kind for truth in truths} - {"true"})
        },
    )


def _accepts(guess: Guess, threshold: float) -> bool:
    return guess.row is not None and guess.score >= threshold


def _share(cases: Iterable[bool]) -> float:
    values = list(cases)
    return sum(values) / len(values) if values else 0.0
