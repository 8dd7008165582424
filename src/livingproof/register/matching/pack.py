"""Many claims as arrays, for the compiled loops: the same features as `question_of` makes for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.build import letters_of
from livingproof.register.index.fields import fields_of, number_of
from livingproof.register.index.reader import Index
from livingproof.register.index.said import letters_in
from livingproof.register.index.tokens import tokens_of

Arrays = tuple[NDArray[Any], ...]


def packed(claims: Sequence[Keys]) -> Arrays:
    """The features of these claims; offsets have one place more than claims (letters: two to a claim, and one more)."""
    tokens = tokens_of(claims)
    letters = [part for key in claims for part in letters_of(key)]
    places = [b"\n".join([letters_in(place.encode()) for place in key.said.addresses]) for key in claims]
    standards = [[number_of(one) for one in key.standards] for key in claims]
    return (
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
        _at(np.array([len(one) for one in letters], dtype=np.int64)),
        fields_of(claims),
        np.array([one for each in standards for one in each], dtype=np.uint32),
        _at(np.array([len(each) for each in standards], dtype=np.int64)),
        tokens.long_numbers,
        np.frombuffer(b"".join(places), dtype=np.uint8),
        _at(np.array([len(one) for one in places], dtype=np.int64)),
    )


def of_index(index: Index) -> Arrays:
    """The arrays of an index in the order that the compiled loops take them."""
    return (
        index.offsets,
        index.postings,
        index.rarity,
        index.forward,
        index.forward_at,
        index.fields,
        index.letters,
        index.letters_at,
        *index.rows.arrays,
        index.postings_high,
    )


def _at(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))
