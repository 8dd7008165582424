# ruff: noqa: SIM110 - the compiler takes loops where `all` and `any` would need a generator
"""The rows that share the rarest features with a claim, compiled: the same rows in the same order as `candidates` gives."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from livingproof.register.index.build import LOW_BITS
from livingproof.register.index.fields import CITY, NAMES, POSTCODE, STANDARD
from livingproof.register.index.reader import AGREES, DIFFERS, MOST_READ

FIELDS = len(NAMES)
_AGREES, _DIFFERS = np.array(AGREES, dtype=np.int64), np.array(DIFFERS, dtype=np.int64)
WEIGHED = tuple(place for place in range(FIELDS) if AGREES[place] or DIFFERS[place])
MOST_WORTH = sum(AGREES)
HIGHEST = np.int64(1 << 30)
AROUND = 1023


@njit(cache=True, nogil=True)
def holds(tokens: Any, start: Any, end: Any, token: Any) -> Any:
    """Whether a token stands between two places."""
    for place in range(start, end):
        if tokens[place] == token:
            return True
    return False


@njit(cache=True, nogil=True)
def _read(search: Any, index: Any, shift: Any, budget: Any, marks: Any, rows: Any) -> Any:
    """Add up the rarity of shared features in `marks`; `rows` gets each row met, once. Returns how many."""
    offsets, postings, high, rarity = index[0], index[1], index[11], index[2]
    keys = np.empty(search.size, dtype=np.int64)
    count = 0
    for place in range(search.size):
        bucket = np.int64(search[place] >> shift)
        length = np.int64(offsets[bucket + 1]) - np.int64(offsets[bucket])
        if length:
            keys[count] = (length << 32) | bucket
            count += 1
    ordered = np.sort(keys[:count])
    met = 0
    read = 0
    spent = 0
    last = np.int64(-1)
    for place in range(count):
        if ordered[place] == last:
            continue
        last = ordered[place]
        bucket = last & 0xFFFFFFFF
        spent += last >> 32
        read += 1
        if read > MOST_READ or (spent > budget and met):
            break
        weight = np.int16(rarity[bucket])
        if weight == 0:
            continue  # borne by every row: it would leave no mark by which a row is known to be met
        for at in range(offsets[bucket], offsets[bucket + 1]):
            row = np.int32(postings[at]) | (np.int32(high[at]) << LOW_BITS)
            if marks[row] == 0:
                rows[met] = row
                met += 1
            marks[row] += weight
    return met


@njit(cache=True, nogil=True)
def _pool(rows: Any, met: Any, marks: Any, most: Any) -> Any:
    """The rows of the highest marks as sorted keys (mark downwards, row upwards); the marks are wiped."""
    values = np.empty(met, dtype=np.int16)
    highest = 0
    for place in range(met):  # the only walk over all marks: they lie far apart, and each costs a look into memory
        row = rows[place]
        values[place] = marks[row]
        marks[row] = 0
        highest = max(highest, values[place])
    least = 0
    if met > most:
        counted = np.zeros(highest + 1, dtype=np.int64)
        for place in range(met):
            counted[values[place]] += 1
        reached = 0
        least = highest + 1
        while reached < most:
            least -= 1
            reached += counted[least]
    above, level = 0, 0
    for place in range(met):
        above += values[place] > least
        level += values[place] == least
    keys = np.empty(above, dtype=np.int64)
    equals = np.empty(level, dtype=np.int64)
    above, level = 0, 0
    for place in range(met):
        if values[place] > least:
            keys[above] = (np.int64(highest - values[place]) << 32) | np.int64(rows[place])
            above += 1
        elif values[place] == least:
            equals[level] = (np.int64(highest - least) << 32) | np.int64(rows[place])
            level += 1
    wanted = most - above
    if level > wanted:  # thousands may stand at the lowest mark: only the first of them are put in order
        equals = np.partition(equals, wanted - 1)[:wanted] if wanted else equals[:0]
    ordered = np.concatenate((np.sort(keys), np.sort(equals)))
    for place in range(ordered.size):
        ordered[place] = ((highest - (ordered[place] >> 32)) << 32) | (ordered[place] & 0xFFFFFFFF)
    return ordered


@njit(cache=True, nogil=True)
def _agrees(held: Any, own: Any, tokens: Any, start: Any, end: Any) -> Any:
    """Whether a field's value is the claim's, or stands in its tokens."""
    return held == own or holds(tokens, start, end, held)


@njit(cache=True, nogil=True)
def states_of(claim: Any, claims: Any, fields: Any, out: Any) -> None:
    """For each short field of a row: 1 it agrees, -1 it differs, 0 one side holds nothing."""
    own = claims[12][claim]
    places, first, last = claims[6], claims[7][claim], claims[7][claim + 1]
    standards, begin, end = claims[13], claims[14][claim], claims[14][claim + 1]
    for field in range(FIELDS):
        held = fields[field]
        out[field] = 0
        if held == 0:
            continue
        if field == CITY:
            if own[CITY] or first < last:
                out[field] = 1 if _agrees(held, own[CITY], places, first, last) else -1
        elif field == POSTCODE:
            if own[POSTCODE] or claims[15][claim]:
                out[field] = 1 if _agrees(held, own[POSTCODE], places, first, last) else -1
        elif field == STANDARD:
            if begin < end:
                out[field] = 1 if holds(standards, begin, end, held) else -1
        elif own[field]:
            out[field] = 1 if own[field] == held else -1


@njit(cache=True, nogil=True)
def _worth(claim: Any, claims: Any, fields: Any, around: Any) -> Any:
    """What the short fields of a row add; `around` tells by the lowest bits which tokens of places the claim may have."""
    own = claims[12][claim]
    places, first, last = claims[6], claims[7][claim], claims[7][claim + 1]
    worth = 0
    for field in WEIGHED:
        held = fields[field]
        if held == 0:
            continue
        if field in (CITY, POSTCODE):
            if not own[field] and not (first < last if field == CITY else claims[15][claim]):
                continue
            same = held == own[field] or (around[held & AROUND] and holds(places, first, last, held))
        elif field == STANDARD:
            begin, end = claims[14][claim], claims[14][claim + 1]
            if begin == end:
                continue
            same = holds(claims[13], begin, end, held)
        elif own[field]:
            same = own[field] == held
        else:
            continue
        worth += _AGREES[field] if same else _DIFFERS[field]
    return worth


@njit(cache=True, nogil=True)
def _sorted_in(keys: Any, count: Any, key: Any) -> Any:
    """Put a key in its place among the lowest; returns how many there are."""
    if count == keys.size:
        if key >= keys[count - 1]:
            return count
    else:
        count += 1
    place = count - 1
    while place and keys[place - 1] > key:
        keys[place] = keys[place - 1]
        place -= 1
    keys[place] = key
    return count


@njit(cache=True, nogil=True)
def best_rows(claim: Any, claims: Any, index: Any, shift: Any, stage: Any, marks: Any, rows: Any, out: Any) -> Any:
    """The best rows of a claim, in `out`; returns how many."""
    begin, end = claims[1][claim], claims[1][claim + 1]
    met = _read(claims[0][begin:end], index, shift, stage[0], marks, rows)
    if met == 0:
        return 0
    pool = _pool(rows, met, marks, stage[1])
    around = np.zeros(AROUND + 1, dtype=np.bool_)
    for place in range(claims[7][claim], claims[7][claim + 1]):
        around[claims[6][place] & AROUND] = True
    keys = np.empty(stage[2], dtype=np.int64)
    count = 0
    for place in range(pool.size):
        row, mark = pool[place] & 0xFFFFFFFF, pool[place] >> 32
        if count == keys.size and mark + MOST_WORTH < HIGHEST - (keys[count - 1] >> 32):
            break  # marks only fall from here on: no further row can come among the best
        worth = mark + _worth(claim, claims, index[5][row], around)
        count = _sorted_in(keys, count, ((HIGHEST - worth) << 32) | row)
    for place in range(count):
        out[place] = keys[place] & 0xFFFFFFFF
    return count
