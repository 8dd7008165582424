"""Whether the characters of a text layer make words: a font without a right table of characters gives others.

The words known are those that the catalogue's labels have in all languages. They serve twice: as words to be found again,
and as a sample of how letters follow each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log2

from livingproof.catalogue.labels import fold_character, label_table

_FEWEST = 60  # letters or pairs of letters, below which nothing is said of them
_FEWEST_WORDS = 12
_UNLIKELY = 5.4  # bits for a letter after another, on average; see docs/know/layers.md
_BACKWARDS = 3  # known words found backwards, and none forwards
_SINGLE = 0.6  # share of words of one letter
_SHARE = 0.15  # share of characters of a kind that certificates hardly have
_HIGH_LATIN = 0.45  # share of accented Western letters: no language that uses them has a third
_MONOTONOUS = 6  # different letters in a whole page
_LONG = 4
_MOJIBAKE = re.compile("[ÃÅÄÂÐÑ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜‘-„†‡•…‰‹›€™]|â€.")
_MOJIBAKE_LEAST = 3
_CODES = re.compile(r"\(cid:\d+\)|/[gG]\d{1,4}\b|\\u[0-9a-fA-F]{4}|&#\d+;")
_SIGNS = frozenset({"So", "Sm", "Sk", "Co", "Cn", "No"})
_WORD = re.compile(r"[^\W\d_]+")
_RARE_HAN = ("\u3400", "\u4dbf")
_SPACELESS = "\u0e00"


@dataclass(frozen=True, slots=True)
class _Sample:
    """How often a letter follows another in the words of the labels."""

    pairs: Counter[str]
    firsts: Counter[str]

    def bits(self, pair: str) -> float:
        """How surprising the second letter is after the first."""
        return -log2((self.pairs[pair] + 0.05) / (self.firsts[pair[0]] + 20))


@cache
def _sample() -> _Sample:
    pairs = Counter(a + b for word in _words() for a, b in pairwise(word))
    firsts: Counter[str] = Counter()
    for pair, count in pairs.items():
        firsts[pair[0]] += count
    return _Sample(pairs, firsts)


@cache
def _words() -> frozenset[str]:
    """The words of the labels."""
    table = label_table()
    return frozenset((*table.labels, *table.months, *table.words))


def wrong_in(texts: Sequence[str]) -> str | None:
    """What is wrong with the characters of a page; None when they may be words, or are too few to say."""
    whole = " ".join(texts)
    if len(_CODES.findall(whole)) >= _MOJIBAKE_LEAST:
        return "codes of glyphs"
    if len(_MOJIBAKE.findall(whole)) >= _MOJIBAKE_LEAST:
        return "characters of another encoding"
    printed = [letter for letter in whole if not letter.isspace()]
    signs = sum(not letter.isascii() and unicodedata.category(letter) in _SIGNS for letter in printed)
    if len(printed) >= _FEWEST and signs > _SHARE * len(printed):
        return "signs instead of letters"
    letters = [letter for letter in printed if letter.isalpha()]
    return (_wrong_letters(letters) or _wrong_words(_WORD.findall(whole))) if len(letters) >= _FEWEST else None


def _wrong_letters(letters: Sequence[str]) -> str | None:
    if sum(_RARE_HAN[0] <= letter <= _RARE_HAN[1] for letter in letters) > _SHARE * len(letters):
        return "characters of another encoding"
    if sum("\u00c0" <= letter <= "\u00ff" for letter in letters) > _HIGH_LATIN * len(letters):
        return "letters of another script"
    return "hardly any different letters" if len(set(letters)) < _MONOTONOUS else None


def _wrong_words(words: Sequence[str]) -> str | None:
    folded = ["".join(map(fold_character, word)) for word in words]
    worded = [word for word in folded if word.isalpha() and max(word) < _SPACELESS]
    if len(worded) < _FEWEST_WORDS:
        return None
    if sum(len(word) == 1 for word in worded) > _SINGLE * len(worded):
        return "letters that do not join to words"
    known, backwards = _known(worded), _known([word[::-1] for word in worded])
    if backwards >= _BACKWARDS and not known:
        return "words backwards"
    mixed = sum(len(_scripts(word)) > 1 for word in worded)
    if mixed > 2 * _SHARE * len(worded):
        return "scripts mixed in words"
    return "letters in an order that no language has" if not known and surprise(worded) > _UNLIKELY else None


def _known(words: Sequence[str]) -> int:
    return len({word for word in words if len(word) >= _LONG and word in _words()})


def surprise(words: Sequence[str]) -> float:
    """Bits for a letter after another, on average over these words of small letters; 0 when there are too few."""
    pairs = [a + b for word in words for a, b in pairwise(word)]
    return sum(map(_sample().bits, pairs)) / len(pairs) if len(pairs) >= _FEWEST else 0.0


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in word}
