# ruff: noqa: SIM110 - the compiler takes loops where `all` and `any` would need a generator
"""The rows that share the rarest features with a claim, compiled: the same rows in the same order as `candidates` gives.

Marks are added up block by block of the register: postings are in the order of rows, so each block is one stretch of every feature, and
its marks stay in the nearest cache.
"""

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

BLOCK = 1 << LOW_BITS
"""Rows of a block."""

CROWD = 4
"""So many times the rows wanted are kept before those that cannot be among them are put away."""


@njit(cache=True, nogil=True)
def holds(tokens: Any, start: Any, end: Any, token: Any) -> Any:
    """Whether a token stands between two places."""
    for place in range(start, end):
        if tokens[place] == token:
            return True
    return False


@njit(cache=True, nogil=True)
def _chosen(search: Any, index: Any, budget: Any, read: Any) -> Any:
    """The features to read, the rarest first, as lines of `read`: begin, end, weight. Returns how many."""
    keys = np.empty(search.size, dtype=np.int64)
    count = 0
    for place in range(search.size):
        bucket = np.int64(search[place] >> index.shift)
        length = np.int64(index.offsets[bucket + 1]) - np.int64(index.offsets[bucket])
        if length:
            keys[count] = (length << 32) | bucket
            count += 1
    ordered = np.sort(keys[:count])
    chosen, spent, last = 0, 0, np.int64(-1)
    for place in range(count):
        if ordered[place] == last:
            continue
        last = ordered[place]
        bucket = last & 0xFFFFFFFF
        spent += last >> 32
        if chosen == MOST_READ or (spent > budget and chosen):
            break
        read[0, chosen], read[1, chosen] = index.offsets[bucket], index.offsets[bucket + 1]
        read[2, chosen] = index.rarity[bucket]
        chosen += 1
    return chosen


@njit(cache=True, nogil=True)
def _marked(read: Any, count: Any, block: Any, index: Any, marks: Any, stops: Any) -> None:
    """Add up the marks of one block; `stops` are where each feature leaves it."""
    postings, high = index.postings, index.postings_high
    for feature in range(count):
        place, end = read[0, feature], read[1, feature]
        weight = np.uint16(read[2, feature])
        while place < end and high[place] == block:
            marks[postings[place]] += weight
            place += 1
        stops[feature] = place


@njit(cache=True, nogil=True)
def _taken(read: Any, count: Any, base: Any, index: Any, room: Any, stops: Any, least: Any, kept: Any) -> Any:
    """Put the rows of the block with more than the least mark to the keys, and wipe the marks. Returns how many keys there are."""
    postings, (marks, keys) = index.postings, room
    for feature in range(count):
        for place in range(read[0, feature], stops[feature]):
            low = postings[place]
            mark = np.int64(marks[low])
            if mark > least:
                keys[kept] = ((HIGHEST - mark) << 32) | (base + np.int64(low))
                kept += 1
            marks[low] = 0
        read[0, feature] = stops[feature]
    return kept


@njit(cache=True, nogil=True)
def _pool(read: Any, count: Any, size: Any, most: Any, index: Any, room: Any) -> Any:
    """The rows of the highest marks as sorted keys: mark downwards, row upwards."""
    marks, keys = room
    stops = np.empty(count, dtype=np.int64)
    kept, least = 0, np.int64(0)
    for block in range((size + BLOCK - 1) // BLOCK):
        _marked(read, count, block, index, marks, stops)
        kept = _taken(read, count, np.int64(block) * BLOCK, index, room, stops, least, kept)
        if kept > CROWD * most:
            keys[:most] = np.partition(keys[:kept], most - 1)[:most]
            kept, least = most, HIGHEST - (keys[:most].max() >> 32)
    return np.sort(keys[:kept])[:most]


@njit(cache=True, nogil=True)
def _agrees(held: Any, own: Any, tokens: Any, start: Any, end: Any) -> Any:
    """Whether a field's value is the claim's, or stands in its tokens."""
    return held == own or holds(tokens, start, end, held)


@njit(cache=True, nogil=True)
def states_of(claim: Any, claims: Any, fields: Any, out: Any) -> None:
    """For each short field of a row: 1 it agrees, -1 it differs, 0 one side holds nothing."""
    own = claims.fields[claim]
    places, first, last = claims.addresses, claims.addresses_at[claim], claims.addresses_at[claim + 1]
    begin, end = claims.standards_at[claim], claims.standards_at[claim + 1]
    for field in range(FIELDS):
        held = fields[field]
        out[field] = 0
        if held == 0:
            continue
        if field == CITY:
            if own[CITY] or first < last:
                out[field] = 1 if _agrees(held, own[CITY], places, first, last) else -1
        elif field == POSTCODE:
            if own[POSTCODE] or claims.long_number[claim]:
                out[field] = 1 if _agrees(held, own[POSTCODE], places, first, last) else -1
        elif field == STANDARD:
            if begin < end:
                out[field] = 1 if holds(claims.standards, begin, end, held) else -1
        elif own[field]:
            out[field] = 1 if own[field] == held else -1


@njit(cache=True, nogil=True)
def _worth(claim: Any, claims: Any, fields: Any, around: Any) -> Any:
    """What the short fields of a row add; `around` tells by the lowest bits which tokens of places the claim may have."""
    own = claims.fields[claim]
    first, last = claims.addresses_at[claim], claims.addresses_at[claim + 1]
    worth = 0
    for field in WEIGHED:
        held = fields[field]
        if held == 0:
            continue
        if field in (CITY, POSTCODE):
            if not own[field] and not (first < last if field == CITY else claims.long_number[claim]):
                continue
            same = held == own[field] or (around[held & AROUND] and holds(claims.addresses, first, last, held))
        elif field == STANDARD:
            begin, end = claims.standards_at[claim], claims.standards_at[claim + 1]
            if begin == end:
                continue
            same = holds(claims.standards, begin, end, held)
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
def best_rows(claim: Any, claims: Any, index: Any, stage: Any, read: Any, room: Any, out: Any) -> Any:
    """The best rows of a claim by one stage (budget, pool, rows), in `out`; returns how many."""
    search = claims.search[claims.search_at[claim] : claims.search_at[claim + 1]]
    chosen = _chosen(search, index, stage[0], read)
    if chosen == 0:
        return 0
    pool = _pool(read, chosen, index.fields.shape[0], stage[1], index, room)
    around = np.zeros(AROUND + 1, dtype=np.bool_)
    for place in range(claims.addresses_at[claim], claims.addresses_at[claim + 1]):
        around[claims.addresses[place] & AROUND] = True
    keys = np.empty(stage[2], dtype=np.int64)
    count = 0
    for place in range(pool.size):
        row, mark = pool[place] & 0xFFFFFFFF, HIGHEST - (pool[place] >> 32)
        if count == keys.size and mark + MOST_WORTH < HIGHEST - (keys[count - 1] >> 32):
            break  # marks only fall from here on: no further row can come among the best
        worth = mark + _worth(claim, claims, index.fields[row], around)
        count = _sorted_in(keys, count, ((HIGHEST - worth) << 32) | row)
    for place in range(count):
        out[place] = keys[place] & 0xFFFFFFFF
    return count
