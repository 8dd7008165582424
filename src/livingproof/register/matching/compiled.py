"""Candidates and their comparisons for many claims, compiled: the same numbers as `candidates` and `features_of` give for one.

Signatures are written out, so nothing is compiled while claims wait; numba keeps the machine code beside the package or, where that
cannot be written, in the user's cache folder.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types

from livingproof.register.index.fields import BODY, CITY, COUNTRY, EDITION, FORM, POSTCODE, STANDARD
from livingproof.register.index.said import FIELD, ITEM
from livingproof.register.index.shrunk import ESCAPE, LONGEST
from livingproof.register.index.tokens import MOST_LETTERS
from livingproof.register.matching.compiled_letters import BLOCKS, EQUAL, equal, likeness, number_kind
from livingproof.register.matching.compiled_search import FIELDS, best_rows, holds, states_of
from livingproof.register.matching.features import (
    COUNT,
    MOST_SHARED,
    RAREST,
    STREET_WORDS,
    THOUSAND,
    Feature,
)

LINE = ord("\n")
REGISTER, ADDRESS_LETTERS = int(Feature.REGISTER), int(Feature.ADDRESS_LETTERS)
FIELD_SIGN, ITEM_SIGN = ord(FIELD), ord(ITEM)
MOST_PLACES = 512


def _in(kind: Any, dimensions: int = 1) -> Any:
    """An array that is only read, memory-mapped or not."""
    return types.Array(kind, dimensions, "C", readonly=True)


_group: Any = types.Tuple
_U8, _U32, _I64 = _in(types.uint8), _in(types.uint32), _in(types.int64)
CLAIMS = _group([*(_U32, _I64) * 5, _U8, _I64, _in(types.uint32, 2), _U32, _I64, _in(types.boolean), _U8, _I64])
INDEX = _group(
    [_U32, _in(types.uint16), _U8, _U32, _U32, _in(types.uint32, 2), _U8, _U32, _U8, _U32, _in(types.uint8, 2), _U8]
)
STAGE = _group([types.int64] * 3)
OUT = _group([types.int32[:, ::1], types.int64[::1], types.int32[:, :, ::1], types.int64])


@njit(cache=True, nogil=True)
def _line_end(letters: Any, start: Any, end: Any) -> Any:
    while start < end and letters[start] != LINE:
        start += 1
    return start


@njit(cache=True, nogil=True)
def _part_end(tokens: Any, start: Any, end: Any) -> Any:
    while start < end and tokens[start] != 0:
        start += 1
    return start


@njit(cache=True, nogil=True)
def _distinct(tokens: Any, start: Any, end: Any, rarity: Any, shift: Any, own: Any, weights: Any) -> Any:
    """The tokens between two places, each once, with their rarities; separators left out. Returns how many."""
    count = 0
    for place in range(start, end):
        token = tokens[place]
        if token and not holds(own, 0, count, token) and count < own.size:
            own[count] = token
            weights[count] = min(np.int64(rarity[token >> shift]), RAREST)
            count += 1
    return count


@njit(cache=True, nogil=True)
def _name_letters(claim: Any, row: Any, claims: Any, index: Any, masks: Any, out: Any) -> None:
    """Likeness of the nearest pair of names, and the rarity of a whole name that both bear."""
    mine, first, last = claims[10], claims[11][2 * claim], claims[11][2 * claim + 1]
    yours, begin, end = index[6], np.int64(index[7][2 * row]), np.int64(index[7][2 * row + 1])
    best: Any = 0
    whole: Any = -1
    shift = np.int64(out[COUNT])
    if first < last:
        start = begin
        while start <= end:
            stop = _line_end(yours, start, end)
            at, which = first, 0
            while at <= last:
                to = _line_end(mine, at, last)
                left, right = mine[at:to], yours[start:stop]
                if equal(left, right):
                    best = THOUSAND
                    token = claims[4][claims[5][claim] + which]
                    whole = max(whole, min(np.int64(index[2][token >> shift]), RAREST))
                else:
                    best = max(best, likeness(left, right, masks))
                at, which = to + 1, which + 1
            start = stop + 1
    out[0], out[22] = best, whole


@njit(cache=True, nogil=True)
def _name_words(claim: Any, row: Any, claims: Any, index: Any, shift: Any, out: Any) -> None:
    """The nearest pair of names by the words they share."""
    mine, first, last = claims[2], claims[3][claim], claims[3][claim + 1]
    yours, begin, end = index[3], np.int64(index[4][3 * row]), np.int64(index[4][3 * row + 1])
    rarity = index[2]
    theirs, their = np.empty(MOST_PLACES, dtype=np.uint32), np.empty(MOST_PLACES, dtype=np.int64)
    owned, own = np.empty(MOST_PLACES, dtype=np.uint32), np.empty(MOST_PLACES, dtype=np.int64)
    most = -1
    for place in range(1, 6):
        out[place] = 0
    if first == last:
        return
    start = begin
    while start <= end:
        stop = _part_end(yours, start, end)
        size = _distinct(yours, start, stop, rarity, shift, theirs, their)
        total = their[:size].sum()
        at = first
        while at <= last:
            to = _part_end(mine, at, last)
            count = _distinct(mine, at, to, rarity, shift, owned, own)
            whole = own[:count].sum()
            shared, rarest, lost_mine, lost_yours = 0, 0, 0, 0
            for place in range(count):
                if holds(theirs, 0, size, owned[place]):
                    shared += own[place]
                    rarest = max(rarest, own[place])
                else:
                    lost_mine = max(lost_mine, own[place])
            for place in range(size):
                if not holds(owned, 0, count, theirs[place]):
                    lost_yours = max(lost_yours, their[place])
            of_mine = THOUSAND * shared // whole if whole else 0
            of_yours = THOUSAND * shared // total if total else 0
            if of_mine + of_yours > most:
                most = of_mine + of_yours
                out[1], out[2], out[3], out[4], out[5] = of_mine, of_yours, rarest, lost_mine, lost_yours
            at = to + 1
        start = stop + 1


@njit(cache=True, nogil=True)
def _addresses(claim: Any, row: Any, claims: Any, index: Any, shift: Any, out: Any) -> None:
    """The nearest of the row's addresses by the rarity shared with all that the claim says of places."""
    first, last = claims[7][claim], claims[7][claim + 1]
    yours, begin, end = index[3], np.int64(index[4][3 * row + 1]), np.int64(index[4][3 * row + 2])
    out[7], out[8], out[9], out[10], out[11] = -1, -1, 0, 0, -1
    if first == last or begin == end:
        return
    rarity, postcode = index[2], index[5][row, POSTCODE]
    owned, own = np.empty(MOST_PLACES, dtype=np.uint32), np.empty(MOST_PLACES, dtype=np.int64)
    theirs, their = np.empty(MOST_PLACES, dtype=np.uint32), np.empty(MOST_PLACES, dtype=np.int64)
    count = _distinct(claims[6], first, last, rarity, shift, owned, own)
    whole, digits = own[:count].sum(), 0
    for place in range(count):
        digits += owned[place] & 1
    most = -1
    start = begin
    while start <= end:
        stop = _part_end(yours, start, end)
        size = _distinct(yours, start, stop, rarity, shift, theirs, their)
        shared, numbers, known = 0, 0, 0
        for place in range(size):
            same = holds(owned, 0, count, theirs[place])
            if same:
                shared += their[place]
            if theirs[place] & 1 and theirs[place] != postcode:
                known += 1
                numbers += 1 if same else 0
        if shared > most:
            most, total, lost = shared, their[:size].sum(), 0
            for place in range(count):
                if own[place] > lost and not holds(theirs, 0, size, owned[place]):
                    lost = own[place]
            out[7] = THOUSAND * shared // whole if whole else 0
            out[8] = THOUSAND * shared // total if total else 0
            out[9], out[10] = min(shared, MOST_SHARED), lost
            out[11] = THOUSAND * numbers // known if known and digits else -1
        start = stop + 1


@njit(cache=True, nogil=True)
def _nearest_place(claim: Any, claims: Any, letters: Any, masks: Any, best: Any) -> Any:
    """The likeness of an address to the nearest of the claim's, or `best` where none is nearer."""
    mine, first, last = claims[16], claims[17][claim], claims[17][claim + 1]
    start = first
    while start <= last and letters.size:
        stop = _line_end(mine, start, last)
        if start < stop:
            best = max(best, likeness(mine[start:stop], letters, masks))
        start = stop + 1
    return best


@njit(cache=True, nogil=True)
def _place_letters(claim: Any, row: Any, claims: Any, index: Any, masks: Any, room: Any, out: Any) -> None:
    """Likeness of the nearest pair of addresses as they are written: the second field of the row's text."""
    codes, at, end, table = index[8], np.int64(index[9][row]), np.int64(index[9][row + 1]), index[10]
    best: Any = -1
    field, size, escaped = 0, 0, False
    while at < end and field < 2 and claims[17][claim] < claims[17][claim + 1]:  # noqa: PLR2004 - the second field
        code = codes[at]
        at += 1
        if code == ESCAPE and not escaped:
            escaped = True
            continue
        for place in range(1 if escaped else table[code, LONGEST]):
            sign = code if escaped else table[code, place]
            if sign in (FIELD_SIGN, ITEM_SIGN):
                if field == 1:
                    best = _nearest_place(claim, claims, room[:size], masks, best)
                size = 0
                field += 1 if sign == FIELD_SIGN else 0
            elif field == 1 and size < room.size:
                if 65 <= sign <= 90:  # noqa: PLR2004 - A and Z
                    sign += np.uint8(32)
                if sign >= 128 or 97 <= sign <= 122 or 48 <= sign <= 57:  # noqa: PLR2004 - a, z, 0, 9
                    room[size] = sign
                    size += 1
        escaped = False
    out[ADDRESS_LETTERS] = best


@njit(cache=True, nogil=True)
def _numbers(claim: Any, row: Any, claims: Any, index: Any, masks: Any, out: Any) -> None:
    """The nearest pair of certificate numbers."""
    mine, first, last = claims[10], claims[11][2 * claim + 1], claims[11][2 * claim + 2]
    yours, begin, end = index[6], np.int64(index[7][2 * row + 1]), np.int64(index[7][2 * row + 2])
    out[15], out[16], out[17] = -1, 0, _line_end(mine, first, last) - first
    if first == last or begin == end:
        return
    start = begin
    while start <= end:
        stop = _line_end(yours, start, end)
        at = first
        while at <= last:
            to = _line_end(mine, at, last)
            kind = number_kind(mine[at:to], yours[start:stop])
            like = THOUSAND if kind == EQUAL else likeness(mine[at:to], yours[start:stop], masks)
            if kind > out[16] or (kind == out[16] and like > out[15]):
                out[15], out[16], out[17] = like, kind, to - at
            at = to + 1
        start = stop + 1


@njit(cache=True, nogil=True)
def _evidence(claim: Any, claims: Any) -> Any:
    """What the claim holds to be found by."""
    first, last = claims[7][claim], claims[7][claim + 1]
    street, start = False, first
    while start <= last and not street:
        stop = _part_end(claims[6], start, last)
        street = stop - start >= STREET_WORDS
        start = stop + 1
    found = 1 if claims[11][2 * claim + 1] < claims[11][2 * claim + 2] else 0
    found += 2 if street else 0
    found += 4 if claims[14][claim] < claims[14][claim + 1] else 0
    return found + (8 if claims[12][claim, BODY] else 0)


@njit(cache=True, nogil=True)
def _features(claim: Any, row: Any, claims: Any, index: Any, shift: Any, masks: Any, out: Any) -> None:
    """The comparisons of a claim with a row."""
    out[COUNT] = shift
    states = np.zeros(FIELDS, dtype=np.int64)
    states_of(claim, claims, index[5][row], states)
    _name_letters(claim, row, claims, index, masks, out)
    _name_words(claim, row, claims, index, shift, out)
    out[6] = states[FORM]
    _addresses(claim, row, claims, index, shift, out)
    out[12], out[13], out[14] = states[CITY], states[POSTCODE], states[COUNTRY]
    _numbers(claim, row, claims, index, masks, out)
    out[18], out[19], out[20] = states[STANDARD], states[EDITION], states[BODY]
    out[21] = 0
    for place in range(np.int64(index[4][3 * row + 2]), np.int64(index[4][3 * row + 3])):
        if holds(claims[8], claims[9][claim], claims[9][claim + 1], index[3][place]):
            out[21] = 1
    out[23] = _evidence(claim, claims)
    _place_letters(claim, row, claims, index, masks, np.empty(MOST_LETTERS, dtype=np.uint8), out)


@njit(
    types.void(
        _I64,
        CLAIMS,
        INDEX,
        types.int64,
        STAGE,
        types.int16[::1],
        types.int32[::1],
        OUT,
    ),
    cache=True,
    nogil=True,
)
def match_claims(todo: Any, claims: Any, index: Any, shift: Any, stage: Any, marks: Any, rows: Any, out: Any) -> None:
    """The best rows of the claims in `todo` and their comparisons, written to `out`: rows, how many, comparisons; its last is the size of the register."""
    masks = np.zeros((256, BLOCKS), dtype=np.uint64)
    values = np.zeros(COUNT + 1, dtype=np.int64)
    for place in range(todo.size):
        claim = todo[place]
        count = best_rows(claim, claims, index, shift, stage, marks, rows, out[0][claim])
        out[1][claim] = count
        for candidate in range(count):
            _features(claim, np.int64(out[0][claim, candidate]), claims, index, shift, masks, values)
            values[REGISTER] = out[3]
            for feature in range(COUNT):
                out[2][claim, candidate, feature] = values[feature]
