"""Many claims as arrays, for the compiled loops: the same features as `question_of` makes for one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.build import letters_of
from livingproof.register.index.fields import fields_of, number_of
from livingproof.register.index.question import Question
from livingproof.register.index.reader import Index
from livingproof.register.index.said import letters_in
from livingproof.register.index.tokens import tokens_of
from livingproof.register.matching.features import register_size

U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]


class Claims(NamedTuple):
    """The features of claims; `*_at` are where each claim begins, one place more than claims.

    Letters are names and numbers in turn, two to a claim; `places` are the addresses as likeness is measured on; all one a line.
    """

    search: U32
    search_at: I64
    names: U32
    names_at: I64
    wholes: U32
    wholes_at: I64
    addresses: U32
    addresses_at: I64
    ids: U32
    ids_at: I64
    letters: U8
    letters_at: I64
    fields: U32
    standards: U32
    standards_at: I64
    long_number: NDArray[np.bool_]
    places: U8
    places_at: I64


class Rows(NamedTuple):
    """What the compiled loops read of an index; `logarithm` is that of its size, as `register_size` gives it."""

    offsets: U32
    postings: U16
    postings_high: U8
    rarity: U8
    forward: U32
    forward_at: U32
    fields: U32
    letters: U8
    letters_at: U32
    said: U8
    said_at: U32
    pieces: U8
    shift: int
    logarithm: int


def packed(claims: Sequence[Keys]) -> Claims:
    """The features of these claims."""
    tokens = tokens_of(claims)
    letters = [part for key in claims for part in letters_of(key)]
    places = [b"\n".join([letters_in(place.encode()) for place in key.said.addresses]) for key in claims]
    standards = [[number_of(one) for one in key.standards] for key in claims]
    return Claims(
        tokens.search,
        _at(np.bincount(tokens.search_rows, minlength=len(claims))),
        tokens.names,
        tokens.names_at,
        tokens.wholes,
        tokens.wholes_at,
        tokens.addresses,
        tokens.addresses_at,
        tokens.ids,
        tokens.ids_at,
        np.frombuffer(b"".join(letters), dtype=np.uint8),
        _lengths(letters),
        fields_of(claims),
        np.array([one for each in standards for one in each], dtype=np.uint32),
        _lengths(standards),
        tokens.long_numbers,
        np.frombuffer(b"".join(places), dtype=np.uint8),
        _lengths(places),
    )


def packed_one(question: Question) -> Claims:
    """The features of one claim that are made already."""
    names, addresses = _parted(question.names), _parted(question.addresses)
    letters, numbers, places = map(b"\n".join, (question.letters, question.numbers, question.places))
    return Claims(
        _tokens(question.search),
        _to(len(question.search)),
        _tokens(names),
        _to(len(names)),
        _tokens(question.wholes),
        _to(len(question.wholes)),
        _tokens(addresses),
        _to(len(addresses)),
        _tokens(question.ids),
        _to(len(question.ids)),
        np.frombuffer(letters + numbers, dtype=np.uint8),
        np.array((0, len(letters), len(letters) + len(numbers)), dtype=np.int64),
        np.array((question.fields,), dtype=np.uint32),
        _tokens(question.standards),
        _to(len(question.standards)),
        np.array((question.long_number,), dtype=np.bool_),
        np.frombuffer(places, dtype=np.uint8),
        _to(len(places)),
    )


def of_index(index: Index) -> Rows:
    """The arrays of an index."""
    return Rows(
        index.offsets,
        index.postings,
        index.postings_high,
        index.rarity,
        index.forward,
        index.forward_at,
        index.fields,
        index.letters,
        index.letters_at,
        *index.rows.arrays,
        index.shift,
        register_size(index),
    )


def _tokens(values: Sequence[int]) -> U32:
    return np.array(values, dtype=np.uint32)


def _to(end: int) -> I64:
    return np.array((0, end), dtype=np.int64)


def _parted(parts: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The tokens of all parts with 0 between them; a part without tokens leaves no trace."""
    held = [part for part in parts if part]
    return held[0] if len(held) == 1 else tuple(chain.from_iterable((*part, 0) for part in held))[:-1]


def _lengths(parts: Sequence[Sequence[object]]) -> I64:
    return _at(np.array([len(part) for part in parts], dtype=np.int64))


def _at(counts: I64) -> I64:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))
