"""Names, numbers and addresses of candidates compared letter by letter, compiled: the same numbers as `features_of` gives.

Each line of the claim is made ready once and held against all candidates.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from livingproof.register.index.said import FIELD, ITEM
from livingproof.register.index.shrunk import ESCAPE, LONGEST
from livingproof.register.matching.compiled_letters import (
    EQUAL,
    equal,
    line_end,
    mask,
    nearer,
    number_kind,
    unmask,
)
from livingproof.register.matching.features import RAREST, THOUSAND, Feature

FIELD_SIGN, ITEM_SIGN = ord(FIELD), ord(ITEM)
PLACES_FIELD = 1
"""The field of a row's text that holds its addresses."""

NAME_LETTERS, NAME_WHOLE = int(Feature.NAME_LETTERS), int(Feature.NAME_WHOLE)
NUMBER_LETTERS, NUMBER_KIND = int(Feature.NUMBER_LETTERS), int(Feature.NUMBER_KIND)
NUMBER_LENGTH, ADDRESS_LETTERS = int(Feature.NUMBER_LENGTH), int(Feature.ADDRESS_LETTERS)


@njit(cache=True, nogil=True)
def _nearest_name(left: Any, row: Any, rarity: Any, index: Any, masks: Any, out: Any) -> None:
    """The likeness of a name to the nearest of the row's, and its rarity where the row bears it whole; what is higher already stays."""
    start, end = np.int64(index.letters_at[2 * row]), np.int64(index.letters_at[2 * row + 1])
    while start <= end:
        stop = line_end(index.letters, start, end)
        right = index.letters[start:stop]
        if equal(left, right):
            out[NAME_LETTERS], out[NAME_WHOLE] = THOUSAND, max(out[NAME_WHOLE], rarity)
        else:
            out[NAME_LETTERS] = nearer(left.size, right, masks, out[NAME_LETTERS])
        start = stop + 1


@njit(cache=True, nogil=True)
def name_letters(claim: Any, rows: Any, fresh: Any, claims: Any, index: Any, masks: Any, out: Any) -> None:
    """Likeness of the nearest pair of names, and the rarity of a whole name that both bear."""
    for place in fresh:
        out[place, NAME_LETTERS], out[place, NAME_WHOLE] = 0, -1
    at, last, which = claims.letters_at[2 * claim], claims.letters_at[2 * claim + 1], claims.wholes_at[claim]
    while at <= last and which < claims.wholes_at[claim + 1]:
        to = line_end(claims.letters, at, last)
        left = claims.letters[at:to]
        rarity = min(np.int64(index.rarity[claims.wholes[which] >> index.shift]), RAREST)
        mask(left, masks)
        for place in fresh:
            _nearest_name(left, np.int64(rows[place]), rarity, index, masks, out[place])
        unmask(left, masks)
        at, which = to + 1, which + 1


@njit(cache=True, nogil=True)
def _nearest_number(left: Any, row: Any, index: Any, masks: Any, out: Any, line: Any) -> Any:
    """The number of the row that a number is nearest to, where it is nearer than those before it; `line` is where that one stands."""
    begin, end = np.int64(index.letters_at[2 * row + 1]), np.int64(index.letters_at[2 * row + 2])
    start = begin
    while begin < end and start <= end:
        stop = line_end(index.letters, start, end)
        right = index.letters[start:stop]
        kind = number_kind(left, right)
        like = THOUSAND if kind == EQUAL else nearer(left.size, right, masks, -1)
        equals = kind == out[NUMBER_KIND] and like == out[NUMBER_LETTERS]
        if (
            kind > out[NUMBER_KIND]
            or (kind == out[NUMBER_KIND] and like > out[NUMBER_LETTERS])
            or (equals and start < line)
        ):
            out[NUMBER_LETTERS], out[NUMBER_KIND], out[NUMBER_LENGTH] = like, kind, left.size
            line = start
        start = stop + 1
    return line


@njit(cache=True, nogil=True)
def number_letters(claim: Any, rows: Any, fresh: Any, claims: Any, index: Any, masks: Any, out: Any) -> None:
    """The nearest pair of certificate numbers, the first of equals."""
    at, last = claims.letters_at[2 * claim + 1], claims.letters_at[2 * claim + 2]
    lines = np.empty(out.shape[0], dtype=np.int64)
    for place in fresh:
        out[place, NUMBER_LETTERS], out[place, NUMBER_KIND] = -1, 0
        out[place, NUMBER_LENGTH] = line_end(claims.letters, at, last) - at
        lines[place] = index.letters.size
    while at < last:
        to = line_end(claims.letters, at, last)
        left = claims.letters[at:to]
        mask(left, masks)
        for place in fresh:
            lines[place] = _nearest_number(left, np.int64(rows[place]), index, masks, out[place], lines[place])
        unmask(left, masks)
        at = to + 1


@njit(cache=True, nogil=True)
def _small(sign: Any) -> Any:
    """A letter or digit as likeness is measured on, 0 for what is left out."""
    if 65 <= sign <= 90:  # noqa: PLR2004 - A and Z
        return sign + np.uint8(32)
    kept = sign >= 128 or 97 <= sign <= 122 or 48 <= sign <= 57  # noqa: PLR2004 - a, z, 0, 9
    return sign if kept else np.uint8(0)


@njit(cache=True, nogil=True)
def _nearest_place(size: Any, row: Any, index: Any, masks: Any, room: Any, best: Any) -> Any:
    """The likeness of the masked address to the nearest of the row's, which are read out of the row's text."""
    at, end = np.int64(index.said_at[row]), np.int64(index.said_at[row + 1])
    field, length, escaped = 0, 0, False
    while at < end and field <= PLACES_FIELD:
        code = index.said[at]
        at += 1
        if code == ESCAPE and not escaped:
            escaped = True
            continue
        for step in range(1 if escaped else index.pieces[code, LONGEST]):
            sign = code if escaped else index.pieces[code, step]
            if sign in (FIELD_SIGN, ITEM_SIGN):
                if length:
                    best = nearer(size, room[:length], masks, best)
                length = 0
                field += 1 if sign == FIELD_SIGN else 0
            elif field == PLACES_FIELD and length < room.size:
                room[length] = _small(sign)
                length += 1 if room[length] else 0
        escaped = False
    return best


@njit(cache=True, nogil=True)
def place_letters(claim: Any, rows: Any, fresh: Any, claims: Any, index: Any, masks: Any, room: Any, out: Any) -> None:
    """Likeness of the nearest pair of addresses as they are written."""
    for place in fresh:
        out[place, ADDRESS_LETTERS] = -1
    at, last = claims.places_at[claim], claims.places_at[claim + 1]
    while at < last:
        to = line_end(claims.places, at, last)
        left = claims.places[at:to]
        mask(left, masks)
        for place in fresh:
            if left.size:
                best = np.int64(out[place, ADDRESS_LETTERS])
                out[place, ADDRESS_LETTERS] = _nearest_place(left.size, np.int64(rows[place]), index, masks, room, best)
        unmask(left, masks)
        at = to + 1
