"""Differences between two names that are no difference, and one that is: misprinted words of trade, and other numbers."""

from __future__ import annotations

import re

from livingproof.core.matching.letters import distance
from livingproof.core.matching.name_words import GENERIC

_FIGURES = re.compile(r"\d+")
MOST_SLIPS = 2
MIN_TRADE = 6
"""A word of fewer letters is another word as soon as one of them differs."""


def other_figures(left: str, right: str) -> bool:
    """Whether two names bear different numbers, "Unit 6" and "Unit 10", or only one does: that is no slip of spelling."""
    return set(map(int, _FIGURES.findall(left))) != set(map(int, _FIGURES.findall(right)))


def slips_of_trade(left: dict[str, str], right: dict[str, str]) -> bool:
    """Whether all that differs are misprinted words of trade ("tekstill" for "tekstil"), which tell no company from another.

    Both are the words of weight by their common form, with what is printed; some other word must be shared.
    """
    mine = [word for word in left if word not in right]
    yours = [word for word in right if word not in left]
    if not 0 < len(mine) == len(yours) <= MOST_SLIPS or len(mine) == len(left):
        return False
    return all(any(_slip(word, left[word], other, right[other]) for other in yours) for word in mine)


def _slip(word: str, printed: str, other: str, other_printed: str) -> bool:
    """Whether one of two words is a misprint of the other, and just the other is a word of trade."""
    if (word in GENERIC) == (other in GENERIC) or min(len(printed), len(other_printed)) < MIN_TRADE:
        return False
    return printed[0] == other_printed[0] and distance(printed, other_printed, 1) <= 1
