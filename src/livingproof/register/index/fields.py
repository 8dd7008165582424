"""The short fields of a row as numbers that compare for equality, 0 where the row does not hold the field."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys
from livingproof.register.index.tokens import FIELD, address_token, token

COUNTRY, CITY, POSTCODE, FORM, BODY, STANDARD, EDITION = range(7)
NAMES = ("country", "city", "postcode", "form", "body", "standard", "edition")
"""The columns, in the order of the array. Town and postcode are tokens as the words of addresses are."""

MOST_KNOWN = 400_000
_KNOWN: dict[str, int] = {"": 0}
"""Texts met so far: towns, standards and bodies come again and again."""


def number_of(text: str) -> int:
    """The number that stands for a text; 0 for none."""
    found = _KNOWN.get(text)
    if found is None:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
            _KNOWN[""] = 0
        found = _KNOWN[text] = token(FIELD, text)
    return found


def place_of(word: str) -> int:
    """The token of a town or postcode; 0 for none."""
    found = _PLACES.get(word)
    if found is None:
        if len(_PLACES) >= MOST_KNOWN:
            _PLACES.clear()
        found = _PLACES[word] = address_token(word)
    return found


_PLACES: dict[str, int] = {}


def fields_of(keys: Sequence[Keys]) -> NDArray[np.uint32]:
    """One line of numbers for each row; of several standards the first counts for a record."""
    numbers = chain.from_iterable(map(numbers_of, keys))
    return np.fromiter(numbers, dtype=np.uint32, count=len(keys) * len(NAMES)).reshape(len(keys), len(NAMES))


def numbers_of(key: Keys) -> tuple[int, ...]:
    """The numbers of one row."""
    known = _KNOWN.get
    return (
        known(key.country) or number_of(key.country),
        _PLACES.get(key.city) or place_of(key.city),
        _PLACES.get(key.postcode) or place_of(key.postcode),
        known(key.form) or number_of(key.form),
        known(key.body) or number_of(key.body),
        number_of(key.standards[0]) if key.standards else 0,
        number_of(key.editions[0]) if key.editions else 0,
    )
