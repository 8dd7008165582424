"""Names and addresses compared by the rarity of their words, compiled: the same numbers as `features_of` gives.

The claim's words are weighed once and held against every row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from livingproof.core.matching.keys import MOST_NAMES
from livingproof.register.index.fields import POSTCODE
from livingproof.register.matching.compiled_search import holds
from livingproof.register.matching.features import MOST_SHARED, RAREST, THOUSAND, Feature

MOST_WORDS = 512
"""Words of a name or address that are compared."""

NAME_OF_CLAIM, NAME_OF_RECORD = int(Feature.NAME_OF_CLAIM), int(Feature.NAME_OF_RECORD)
NAME_RAREST = int(Feature.NAME_RAREST)
NAME_LOST_CLAIM, NAME_LOST_RECORD = int(Feature.NAME_LOST_CLAIM), int(Feature.NAME_LOST_RECORD)
ADDRESS_OF_CLAIM, ADDRESS_OF_RECORD = int(Feature.ADDRESS_OF_CLAIM), int(Feature.ADDRESS_OF_RECORD)
ADDRESS_RARITY, ADDRESS_LOST_CLAIM = int(Feature.ADDRESS_RARITY), int(Feature.ADDRESS_LOST_CLAIM)
ADDRESS_NUMBERS = int(Feature.ADDRESS_NUMBERS)
PLACES = MOST_NAMES
"""The line of a claim's words that holds those of its addresses; names stand before it."""

COUNTS, SUMS, DIGITS = 0, 1, 2


@njit(cache=True, nogil=True)
def part_end(tokens: Any, start: Any, end: Any) -> Any:
    """Where the name or address that begins at `start` ends."""
    while start < end and tokens[start] != 0:
        start += 1
    return start


@njit(cache=True, nogil=True)
def _distinct(tokens: Any, start: Any, end: Any, index: Any, own: Any, weights: Any) -> Any:
    """The tokens between two places, each once, with their rarities; separators left out. Returns how many."""
    count = 0
    for place in range(start, end):
        token = tokens[place]
        if token and not holds(own, 0, count, token) and count < own.size:
            own[count] = token
            weights[count] = min(np.int64(index.rarity[token >> index.shift]), RAREST)
            count += 1
    return count


@njit(cache=True, nogil=True)
def weigh(claim: Any, claims: Any, index: Any, own: Any) -> Any:
    """The claim's words with their weights, to `own`: tokens and weights by line, then counts, sums and digits. Returns how many names."""
    tokens, weights, told = own
    names, first, last = claims.names, claims.names_at[claim], claims.names_at[claim + 1]
    count, at = 0, first
    while first < last and at <= last and count < MOST_NAMES:
        to = part_end(names, at, last)
        told[COUNTS, count] = _distinct(names, at, to, index, tokens[count], weights[count])
        told[SUMS, count] = weights[count, : told[COUNTS, count]].sum()
        count, at = count + 1, to + 1
    first, last = claims.addresses_at[claim], claims.addresses_at[claim + 1]
    size = _distinct(claims.addresses, first, last, index, tokens[PLACES], weights[PLACES])
    told[COUNTS, PLACES], told[SUMS, PLACES], told[DIGITS, PLACES] = size, weights[PLACES, :size].sum(), 0
    for place in range(size):
        told[DIGITS, PLACES] += tokens[PLACES, place] & 1
    return count


@njit(cache=True, nogil=True)
def _pair(tokens: Any, weights: Any, count: Any, theirs: Any, their: Any, size: Any, out: Any) -> None:
    """What two names share: shared, rarest shared, rarest that only the first has, rarest that only the second has."""
    out[:] = 0
    for place in range(count):
        if holds(theirs, 0, size, tokens[place]):
            out[0] += weights[place]
            out[1] = max(out[1], weights[place])
        else:
            out[2] = max(out[2], weights[place])
    for place in range(size):
        if not holds(tokens, 0, count, theirs[place]):
            out[3] = max(out[3], their[place])


@njit(cache=True, nogil=True)
def name_words(names: Any, row: Any, index: Any, own: Any, theirs: Any, out: Any) -> None:
    """The nearest pair of names by the words they share, the first of equals."""
    out[NAME_OF_CLAIM : NAME_LOST_RECORD + 1] = 0
    if names == 0:
        return
    tokens, weights, told = own
    words, worth, shared = theirs
    end = np.int64(index.forward_at[3 * row + 1])
    most, start = -1, np.int64(index.forward_at[3 * row])
    while start <= end:
        stop = part_end(index.forward, start, end)
        size = _distinct(index.forward, start, stop, index, words, worth)
        total = worth[:size].sum()
        for name in range(names):
            _pair(tokens[name], weights[name], told[COUNTS, name], words, worth, size, shared)
            whole = told[SUMS, name]
            of_mine = THOUSAND * shared[0] // whole if whole else 0
            of_yours = THOUSAND * shared[0] // total if total else 0
            if of_mine + of_yours > most:
                most = of_mine + of_yours
                out[NAME_OF_CLAIM], out[NAME_OF_RECORD], out[NAME_RAREST] = of_mine, of_yours, shared[1]
                out[NAME_LOST_CLAIM], out[NAME_LOST_RECORD] = shared[2], shared[3]
        start = stop + 1


@njit(cache=True, nogil=True)
def address_words(row: Any, index: Any, own: Any, theirs: Any, out: Any) -> None:
    """The nearest of the row's addresses by the rarity shared with all that the claim says of places."""
    start, end = np.int64(index.forward_at[3 * row + 1]), np.int64(index.forward_at[3 * row + 2])
    out[ADDRESS_OF_CLAIM], out[ADDRESS_OF_RECORD], out[ADDRESS_RARITY] = -1, -1, 0
    out[ADDRESS_LOST_CLAIM], out[ADDRESS_NUMBERS] = 0, -1
    tokens, weights, told = own[0][PLACES], own[1][PLACES], own[2][:, PLACES]
    words, worth, _ = theirs
    if told[COUNTS] == 0 or start == end:
        return
    postcode, whole, most = index.fields[row, POSTCODE], told[SUMS], -1
    while start <= end:
        stop = part_end(index.forward, start, end)
        size = _distinct(index.forward, start, stop, index, words, worth)
        shared, numbers, known = 0, 0, 0
        for place in range(size):
            same = holds(tokens, 0, told[COUNTS], words[place])
            if same:
                shared += worth[place]
            if words[place] & 1 and words[place] != postcode:
                known += 1
                numbers += 1 if same else 0
        if shared > most:
            most, total, lost = shared, worth[:size].sum(), 0
            for place in range(told[COUNTS]):
                if weights[place] > lost and not holds(words, 0, size, tokens[place]):
                    lost = weights[place]
            out[ADDRESS_OF_CLAIM] = THOUSAND * shared // whole if whole else 0
            out[ADDRESS_OF_RECORD] = THOUSAND * shared // total if total else 0
            out[ADDRESS_RARITY], out[ADDRESS_LOST_CLAIM] = min(shared, MOST_SHARED), lost
            out[ADDRESS_NUMBERS] = THOUSAND * numbers // known if known and told[DIGITS] else -1
        start = stop + 1
