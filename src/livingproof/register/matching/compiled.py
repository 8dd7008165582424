"""The whole cascade for many claims, compiled: the same candidates, comparisons and probabilities as the plain path gives for one.

Signatures are written out, so nothing is compiled while claims wait; numba keeps the machine code beside the package or, where that
cannot be written, in the user's cache folder.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit, types
from numpy.typing import NDArray

from livingproof.core.matching.keys import MOST_NAMES
from livingproof.register.index.fields import BODY, CITY, COUNTRY, EDITION, FORM, POSTCODE, STANDARD
from livingproof.register.index.reader import MOST_READ
from livingproof.register.index.tokens import MOST_LETTERS
from livingproof.register.matching.compiled_chances import Weights, chances_of, next_stage, ordered, points_of_row
from livingproof.register.matching.compiled_letters import BLOCKS
from livingproof.register.matching.compiled_pairs import name_letters, number_letters, place_letters
from livingproof.register.matching.compiled_search import BLOCK, CROWD, FIELDS, best_rows, holds, states_of
from livingproof.register.matching.compiled_words import MOST_WORDS, address_words, name_words, part_end, weigh
from livingproof.register.matching.features import STREET_WORDS, Feature
from livingproof.register.matching.pack import Claims, Rows

TOWN, POSTCODES, LAND, LEGAL_FORM = map(int, (Feature.TOWN, Feature.POSTCODE, Feature.COUNTRY, Feature.LEGAL_FORM))
STANDARDS, EDITIONS, BODIES = map(int, (Feature.STANDARD, Feature.EDITION, Feature.BODY))
IDENTIFIER, EVIDENCE, REGISTER = map(int, (Feature.IDENTIFIER, Feature.EVIDENCE, Feature.REGISTER))


class Found(NamedTuple):
    """Where answers are written, by claim: rows in the order of the search, how many, their comparisons, their places by points, and in that order their probabilities."""

    rows: NDArray[np.int32]
    counts: NDArray[np.int64]
    values: NDArray[np.int32]
    order: NDArray[np.int64]
    chances: NDArray[np.float64]


def _in(kind: Any, dimensions: int = 1) -> Any:
    """An array that is only read, memory-mapped or not."""
    return types.Array(kind, dimensions, "C", readonly=True)


_U8, _U16, _U32, _I64, _F64 = map(_in, (types.uint8, types.uint16, types.uint32, types.int64, types.float64))
_group: Any = types.Tuple
_SIZES = types.int64, types.int64
_CLAIMS = _group([*(_U32, _I64) * 5, _U8, _I64, _in(types.uint32, 2), _U32, _I64, _in(types.boolean), _U8, _I64])
_ROWS = _group(
    [_U32, _U16, _U8, _U8, _U32, _U32, _in(types.uint32, 2), _U8, _U32, _U8, _U32, _in(types.uint8, 2), *_SIZES]
)
_WEIGHTS = _group([_I64, _I64, _I64, _I64, _F64, _F64, _F64])
_FOUND = _group(
    [types.int32[:, ::1], types.int64[::1], types.int32[:, :, ::1], types.int64[:, ::1], types.float64[:, ::1]]
)
_STAGES = _in(types.int64, 2)


@njit(cache=True, nogil=True)
def _evidence(claim: Any, claims: Any) -> Any:
    """What the claim holds to be found by."""
    first, last = claims.addresses_at[claim], claims.addresses_at[claim + 1]
    street, start = False, first
    while start <= last and not street:
        stop = part_end(claims.addresses, start, last)
        street = stop - start >= STREET_WORDS
        start = stop + 1
    found = 1 if claims.letters_at[2 * claim + 1] < claims.letters_at[2 * claim + 2] else 0
    found += 2 if street else 0
    found += 4 if claims.standards_at[claim] < claims.standards_at[claim + 1] else 0
    return found + (8 if claims.fields[claim, BODY] else 0)


@njit(cache=True, nogil=True)
def _short(claim: Any, row: Any, claims: Any, index: Any, states: Any, out: Any) -> None:
    """The short fields and the identifiers."""
    states_of(claim, claims, index.fields[row], states)
    out[LEGAL_FORM], out[TOWN], out[POSTCODES], out[LAND] = (
        states[FORM],
        states[CITY],
        states[POSTCODE],
        states[COUNTRY],
    )
    out[STANDARDS], out[EDITIONS], out[BODIES] = states[STANDARD], states[EDITION], states[BODY]
    out[IDENTIFIER] = 0
    first, last = claims.ids_at[claim], claims.ids_at[claim + 1]
    if first < last:
        for place in range(np.int64(index.forward_at[3 * row + 2]), np.int64(index.forward_at[3 * row + 3])):
            if holds(claims.ids, first, last, index.forward[place]):
                out[IDENTIFIER] = 1


@njit(cache=True, nogil=True)
def _compared(claim: Any, rows: Any, fresh: Any, names: Any, claims: Any, index: Any, room: Any, out: Any) -> None:
    """The comparisons of a claim with the rows at the fresh places."""
    own, theirs, states, masks, letters = room
    name_letters(claim, rows, fresh, claims, index, masks, out)
    number_letters(claim, rows, fresh, claims, index, masks, out)
    place_letters(claim, rows, fresh, claims, index, masks, letters, out)
    evidence = _evidence(claim, claims)
    for place in fresh:
        row = np.int64(rows[place])
        _short(claim, row, claims, index, states, out[place])
        name_words(names, row, index, own, theirs, out[place])
        address_words(row, index, own, theirs, out[place])
        out[place, EVIDENCE] = evidence


@njit(cache=True, nogil=True)
def _known(rows: Any, count: Any, before: Any, held: Any, values: Any, old: Any, fresh: Any) -> Any:
    """Take over the comparisons of rows that an earlier stage found; the places of the others go to `fresh`. Returns how many."""
    new = 0
    for place in range(count):
        at = 0
        while at < held and before[at] != rows[place]:
            at += 1
        if at < held:
            values[place] = old[at]
        else:
            fresh[new] = place
            new += 1
    return new


@njit(cache=True, nogil=True)
def _room(pool: Any) -> Any:
    """Room that is used for one claim after the other."""
    lines = MOST_NAMES + 1, MOST_WORDS
    own = np.empty(lines, dtype=np.uint32), np.empty(lines, dtype=np.int64), np.zeros((3, lines[0]), dtype=np.int64)
    theirs = np.empty(MOST_WORDS, dtype=np.uint32), np.empty(MOST_WORDS, dtype=np.int64), np.empty(4, dtype=np.int64)
    letters = np.zeros((256, BLOCKS), dtype=np.uint64), np.empty(MOST_LETTERS, dtype=np.uint8)
    adding = np.zeros(BLOCK, dtype=np.uint16), np.empty(BLOCK + CROWD * (pool + 1), dtype=np.int64)
    read = np.empty((3, MOST_READ), dtype=np.int64)
    return read, adding, (own, theirs, np.zeros(FIELDS, dtype=np.int64), *letters)


@njit(cache=True, nogil=True)
def _weighed(
    rows: Any, values: Any, count: Any, index: Any, weights: Any, points: Any, order: Any, chances: Any
) -> None:
    """The points of the first rows by their comparisons, their order and their probabilities."""
    for place in range(count):
        values[place, REGISTER] = index.logarithm
        points[place] = points_of_row(values[place], weights)
    ordered(rows, points, count, order)
    if count:
        chances_of(points, order, count, weights, chances)


@njit(cache=True, nogil=True)
def _answer(claim: Any, claims: Any, index: Any, stages: Any, weights: Any, room: Any, out: Any) -> None:
    """The answer to one claim: stage after stage until it is plain."""
    read, adding, comparing = room
    names = weigh(claim, claims, index, comparing[0])
    rows, values, order, chances = out.rows[claim], out.values[claim], out.order[claim], out.chances[claim]
    before, old = np.empty_like(rows), np.empty_like(values)
    fresh, points = np.empty(rows.size, dtype=np.int64), np.empty(rows.size, dtype=np.int64)
    stage, count = 0, 0
    while stage >= 0:
        before[:count], old[:count], held = rows[:count], values[:count], count
        count = best_rows(claim, claims, index, stages[stage], read, adding, rows)
        new = _known(rows, count, before, held, values, old, fresh)
        _compared(claim, rows, fresh[:new], names, claims, index, comparing, values)
        _weighed(rows, values, count, index, weights, points, order, chances)
        stage = next_stage(chances, count, stage, stages.shape[0] - 1, weights.limits)
    out.counts[claim] = count


@njit(types.void(_I64, _CLAIMS, _ROWS, _STAGES, _WEIGHTS, _FOUND), cache=True, nogil=True)
def match_claims(todo: Any, said: Any, held: Any, stages: Any, model: Any, out: Any) -> None:
    """The answers to the claims in `todo`, written to `out`.

    `said`, `held`, `model` and `out` are `Claims`, `Rows`, `Weights` and `Found` as plain tuples; `stages` are lines of budget, pool and
    rows.
    """
    claims, index, weights, found = Claims(*said), Rows(*held), Weights(*model), Found(*out)
    room = _room(stages[:, 1].max())
    for claim in todo:
        _answer(claim, claims, index, stages, weights, room, found)


@njit(types.void(_CLAIMS, _ROWS, _WEIGHTS, _FOUND), cache=True, nogil=True)
def score_rows(said: Any, held: Any, model: Any, out: Any) -> None:
    """The comparisons and probabilities of rows that stand in `out` already: scoring without a search."""
    claims, index, weights, found = Claims(*said), Rows(*held), Weights(*model), Found(*out)
    comparing = _room(0)[2]
    most = found.rows.shape[1]
    fresh, points = np.arange(most), np.empty(most, dtype=np.int64)
    for claim in range(found.counts.size):
        names, count = weigh(claim, claims, index, comparing[0]), found.counts[claim]
        rows, values, order, chances = found.rows[claim], found.values[claim], found.order[claim], found.chances[claim]
        _compared(claim, rows, fresh[:count], names, claims, index, comparing, values)
        _weighed(rows, values, count, index, weights, points, order, chances)
