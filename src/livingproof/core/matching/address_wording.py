"""Two addresses by their words alone: for villages and estates without street and number, and for lists that lost their commas.

A word is found in the other address as it stands, run together with others or taken apart, with a slip of spelling that its length
allows, or as initials of the name of an estate. Towns, provinces and countries are coarse: they agree for thousands of sites.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from livingproof.core.matching.address_parts import Address
from livingproof.core.matching.address_words import EMPTY, KINDS, Kind
from livingproof.core.matching.letters import alike
from livingproof.core.matching.places import PLACE_WORDS


class Wording(StrEnum):
    """How the words of two addresses agree."""

    WHOLE = "all words of one stand in the other"
    FINER = "names of places below the town are shared"
    COARSE = "no more than a town is shared"
    APART = "each names places below the town that the other does not have"


MIN_TELLING = 3
MIN_INSIDE = 5
"""A word of fewer letters inside a run of letters says nothing."""

FINER_WORDS, FINER_LETTERS = 2, 8
"""So many words below the town, of so many letters together, place a site within it."""

COVERED = 0.6
"""The share of a run of letters that words of the other side must make up."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The telling words of an address found in the other one, and those that are not; `finer` are found ones below the town."""

    finer: tuple[str, ...]
    lost: tuple[str, ...]
    lost_coarse: tuple[str, ...]


def wording_of(left: Address, right: Address) -> Wording:
    """How the words of two addresses in an alphabetic script agree."""
    mine, yours = telling(left), telling(right)
    if not mine or not yours:
        return Wording.COARSE
    first, second = _side(mine, yours, left, right), _side(yours, mine, right, left)
    words = max(len(first.finer), len(second.finer))
    letters = min(_letters(first.finer), _letters(second.finer))
    named = [len(words) for words, side in ((mine, first), (yours, second)) if not side.lost]
    # A single word of a place that we do not know may be the town itself.
    whole = max(named, default=0) > 1 and not (first.lost_coarse and second.lost_coarse)
    if whole and letters >= (FINER_LETTERS if words >= FINER_WORDS else ONE_WORD):
        return Wording.WHOLE
    finer = letters >= FINER_LETTERS
    if finer and min(len(first.finer), len(second.finer)) >= FINER_WORDS:
        return Wording.FINER
    strange = _strange(first.lost, yours) and _strange(second.lost, mine)
    if (strange or _unlike(first.lost, second.lost)) and letters < _letters((*first.lost, *second.lost)):
        return Wording.APART
    return Wording.FINER if words >= FINER_WORDS and finer else Wording.COARSE


ONE_WORD = 6
"""One word of so many letters is enough where all words of one side stand in the other."""

STRANGE_LETTERS, ALIKE_PAIRS = 5, 0.4


def _strange(lost: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether a longer word is unlike every word of the other side: spellings of one name share pairs of letters."""
    return any(
        len(word) >= STRANGE_LETTERS and all(_pairs_shared(word, one) < ALIKE_PAIRS for one in others) for word in lost
    )


def _unlike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """The same of names written by syllables: "Tan Quang" and "Trung Trac"."""
    mine, yours = "".join(left), "".join(right)
    return min(len(mine), len(yours)) > STRANGE_LETTERS and _pairs_shared(mine, yours) < ALIKE_PAIRS


def _pairs_shared(left: str, right: str) -> float:
    """Twice the pairs of neighbouring letters that both words have, by those of either."""
    mine, yours = ({word[at : at + 2] for at in range(len(word) - 1)} for word in (left, right))
    return 2 * len(mine & yours) / (len(mine) + len(yours))


def telling(address: Address) -> tuple[str, ...]:
    """The words of an address that name something, each once."""
    found = (word for word in address.core if len(word) >= MIN_TELLING and word.isalpha() and word not in KINDS)
    return tuple(dict.fromkeys(word for word in found if word not in EMPTY))


def abbreviates(word: str, words: tuple[str, ...]) -> bool:
    """Whether a word is the initials of an estate's name: "bepz" of "biyagama export processing zone"."""
    size = len(word)
    if not MIN_TELLING <= size < len(words) + 1 or size > MOST_INITIALS:
        return False
    for start in range(len(words) - size + 1):
        run = words[start : start + size]
        if "".join(one[0] for one in run) == word and sum(one in _ESTATE_WORDS for one in run) >= FINER_WORDS:
            return True
    return False


MOST_INITIALS = 6
_ESTATE_WORDS = frozenset(
    word
    for word, (kind, _) in KINDS.items()
    if kind in {Kind.ESTATE_AFTER, Kind.ESTATE_BEFORE} and len(word) > MIN_TELLING
)


def _side(mine: tuple[str, ...], yours: tuple[str, ...], one: Address, other: Address) -> _Side:
    finer, lost, coarse = [], [], []
    runs = frozenset((*yours, *map("".join, pairwise(other.core))))
    parted = {word for pair in pairwise(one.core) if _among("".join(pair), runs) for word in pair}
    for word in mine:
        known = word in PLACE_WORDS
        if word in parted or _found(word, runs, yours, other):
            finer += [] if known else [word]
        elif known:
            coarse.append(word)
        else:
            lost.append(word)
    return _Side(tuple(finer), tuple(lost), tuple(coarse))


def _found(word: str, runs: frozenset[str], yours: tuple[str, ...], other: Address) -> bool:
    if _among(word, runs) or (len(word) >= MIN_INSIDE and word in other.joined) or abbreviates(word, other.words):
        return True
    inside = sum(len(one) for one in yours if len(one) >= MIN_INSIDE - 1 and one in word)
    return inside >= COVERED * len(word)


def _among(word: str, runs: frozenset[str]) -> bool:
    return word in runs or any(word[0] == run[0] and alike(word, run) for run in runs)


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
