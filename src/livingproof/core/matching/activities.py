"""What a scope says is done, and the phrases in it that no scope should have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from livingproof.core.matching.clauses import lexicons_of, read
from livingproof.core.matching.products import ProductIndex
from livingproof.core.terms import Activity

ANSWERED_BY = {
    Activity.MANUFACTURE: {Activity.MANUFACTURE},
    Activity.DESIGN: {Activity.DESIGN},
    Activity.ASSEMBLY: {Activity.ASSEMBLY, Activity.MANUFACTURE},
    Activity.SERVICE: {Activity.SERVICE},
    Activity.TRADE: {Activity.TRADE, Activity.SUPPLY, Activity.MANUFACTURE},
    Activity.SUPPLY: {Activity.SUPPLY, Activity.TRADE, Activity.MANUFACTURE},
}
"""Each need, and what in a scope answers it: who makes goods also sells them, who sells them need not make them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The activities of a scope: each single deed with the word that says it, and whether design is taken out in words.

    `of_others` are words for deeds that the scope gives to others, only speaks of, or denies.
    """

    deeds: tuple[tuple[str, Activity, str], ...]
    design_excluded: bool = False
    of_others: tuple[str, ...] = ()

    @property
    def activities(self) -> frozenset[Activity]:
        """What the deeds count as."""
        return frozenset(activity for _, activity, _ in self.deeds)

    @property
    def names(self) -> frozenset[str]:
        """The single deeds by name."""
        return frozenset(name for name, _, _ in self.deeds)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that say the deeds, as they stand in the scope."""
        return tuple(dict.fromkeys(word for *_, word in self.deeds))


def activities_of(texts: Iterable[str], index: ProductIndex) -> Stated:
    """Everything that the scope texts say is done; what stands outside the scope is not counted."""
    kinds = {name: activity for name, activity, _ in index.wording.named}
    deeds: dict[tuple[str, str], tuple[str, Activity, str]] = {}
    excluded = False
    others: list[str] = []
    for text in texts:
        reading = read(text, index)
        others += [deed.word for deed in reading.of_others]
        for _, deed in reading.deeds:
            deeds[deed.name, deed.word.casefold()] = (deed.name, kinds[deed.name], deed.word)
        excluded = excluded or any(_found(text, index, "design_excluded"))
    kept = [deed for deed in deeds.values() if not (excluded and deed[1] is Activity.DESIGN)]
    return Stated(tuple(kept), excluded, tuple(dict.fromkeys(others)))


@lru_cache(maxsize=8192)
def slogans_in(text: str, index: ProductIndex) -> tuple[str, ...]:
    """The praise in the text."""
    return tuple(dict.fromkeys(_found(text, index, "slogans")))


@lru_cache(maxsize=8192)
def universals_in(text: str, index: ProductIndex) -> tuple[str, ...]:
    """The phrases that claim every product there is."""
    return tuple(dict.fromkeys(_found(text, index, "universal")))


def _found(text: str, index: ProductIndex, table: str) -> Iterator[str]:
    """Where a form of the table stands in the text, each stretch read in its own language."""
    for lexicon, tokens in lexicons_of(text, index):
        forms: tuple[str, ...] = getattr(lexicon.wording, table)
        if lexicon.runs:
            joined = "".join(token.text for token in tokens)
            yield from (form for form in forms if form in joined)
            continue
        compiled = lexicon.table(table)
        for at in range(len(tokens)):
            length = compiled.at(tokens, at)
            if length:
                yield " ".join(token.raw for token in tokens[at : at + length])
