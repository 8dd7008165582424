"""The cascade: few features first, more only where the answer is not yet plain; then the rules."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from livingproof.core.errors import RegisterError
from livingproof.core.matching.keys import Keys, Normaliser
from livingproof.register.index.kernels import is_prepared, prepare
from livingproof.register.index.question import Question, question_of
from livingproof.register.index.reader import Index, candidates, stages
from livingproof.register.matching.answer import Match
from livingproof.register.matching.features import asked, features_of
from livingproof.register.matching.rules import Asking, Ranked, decide
from livingproof.register.matching.scorecard import Model, shipped_model

if TYPE_CHECKING:
    from livingproof.register.matching.batch import Loops


class Matcher:
    """Answers claims from one index. One matcher serves one thread; `match_many` makes its own threads."""

    def __init__(self, index: Index, normaliser: Normaliser, model: Model | None = None) -> None:
        if index.normaliser != normaliser.version:
            raise RegisterError(
                f"{index.path}: the index was made with keys {index.normaliser}, this installation makes"
                f" {normaliser.version}; import the register again or run `livingproof register index NAME`."
            )
        self.index, self.normaliser, self.model = index, normaliser, model or shipped_model()
        self.stages = stages(index.size)

    def match(self, keys: Keys) -> Match:
        """The answer to one claim: by the compiled loops where this process has them ready, else without; it never waits for them."""
        question = question_of(keys)
        return self._decided(keys, self._loops.one(question) if is_prepared() else self._ranked(question))

    def match_many(self, claims: Sequence[Keys], *, threads: int = 2) -> list[Match]:
        """The answers to many claims, in their order: the same as `match` gives, claim by claim.

        The loops over postings run in threads of their own where the compiler is installed; the rules run in this one.
        """
        if not prepare():
            return [self.match(keys) for keys in claims]
        with _kept_uncollected():
            return list(map(self._decided, claims, self._loops.many(claims, threads)))

    @cached_property
    def _loops(self) -> Loops:
        from livingproof.register.matching.batch import Loops

        return Loops(self.index, self.model)

    def _decided(self, keys: Keys, ranked: Ranked) -> Match:
        return decide(Asking(keys, ranked, self.index, self.normaliser, self.model))

    def _ranked(self, question: Question) -> Ranked:
        claim = asked(question, self.index)
        known: dict[int, tuple[int, list[int]]] = {}
        ranked = Ranked()
        place: int | None = 0
        while place is not None:
            rows = candidates(question, self.index, self.stages[place])
            for row in rows:
                if row not in known:
                    values = features_of(claim, row, self.index)
                    known[row] = self.model.points(values), values
            found = [known[row] for row in rows]
            ranked = Ranked.of(self.model, rows, [points for points, _ in found], _values_of(found))
            place = ranked.next_stage(self.model, place, len(self.stages) - 1)
        return ranked


@contextmanager
def _kept_uncollected() -> Iterator[None]:
    """Leave out the search for garbage in cycles: nothing here makes any, and it would look through all answers again and again."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _values_of(found: list[tuple[int, list[int]]]) -> Callable[[int], list[int]]:
    return lambda place: found[place][1]
