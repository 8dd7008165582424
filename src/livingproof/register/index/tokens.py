"""Keys brought to numbers: every feature of a row is a 32-bit token, made alike for one claim and for a million records.

A token is a hash of code points with a salt for its kind; its highest bits are the bucket of the inverted index. The lowest bit of an
address word says whether it holds a digit. The token 0 is never made: it parts the names and addresses of one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import mul

import numpy as np
from numpy.typing import NDArray

from livingproof.core.matching.keys import Keys

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]

ROW, PART, SPACE = "\x1d", "\x1e", 0x20
ROW_POINT, PART_POINT = ord(ROW), ord(PART)
WIDE = 0x2E80
"""From this code point on a sign is a syllable or a word of its own: two of them make a feature."""

NAME_RUN, NAME_WORD, ADDRESS_PAIR, ADDRESS_NUMBER, NUMBER_RUN, NUMBER, IDENTIFIER, ADDRESS_WORD, FIELD = range(1, 10)
"""Kinds of features; all but the last two are searched by."""

LONG_NUMBER = 4
"""So many characters make a number of an address worth searching by: a postcode, a long house number."""

_MASK = 0xFFFFFFFFFFFFFFFF
_SALT = tuple((kind * 0x9E3779B97F4A7C15) & _MASK for kind in range(16))
MOST_LETTERS = 512
"""Bytes of a name or number that likeness is measured on."""

LONGEST_WORD = 96
"""Letters after these count without regard to their order."""

_POWER = tuple(pow(0x100000001B3, place + 1, 1 << 64) for place in range(LONGEST_WORD))
_FIRST_FACTOR, _SECOND_FACTOR = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
DIGITS = frozenset("0123456789")
_SALTS, _POWERS = np.array(_SALT, dtype=np.uint64), np.array(_POWER, dtype=np.uint64)
_FIRST, _SECOND = np.uint64(_FIRST_FACTOR), np.uint64(_SECOND_FACTOR)
_S30, _S27, _S32, _S21, _S42 = (np.uint64(shift) for shift in (30, 27, 32, 21, 42))
_TWO = np.uint32(2)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The features of rows. `search` with `search_rows` are the pairs to search by, duplicates left in, rows ascending.

    `wholes` are the tokens of whole names, `long_numbers` tells the rows with a long number in an address. `names` and `addresses` are the word tokens of each row with 0 between its parts, `ids` its identifiers; `*_at` are where
    each row begins in them, one more than rows.
    """

    search: U32
    search_rows: I64
    names: U32
    names_at: I64
    addresses: U32
    addresses_at: I64
    ids: U32
    ids_at: I64
    wholes: U32
    wholes_at: I64
    long_numbers: NDArray[np.bool_]


def tokens_of(keys: Sequence[Keys]) -> Tokens:
    """The features of these rows, in their order."""
    size = len(keys)
    names = _Text.of([key.names for key in keys])
    places = _Text.of([key.addresses for key in keys])
    numbers = _Text.of([key.numbers for key in keys])
    ids = _Text.of([key.ids for key in keys])
    name_words, place_words = names.words(NAME_WORD), places.words(ADDRESS_WORD)
    place_words.tokens[:] = (place_words.tokens & ~np.uint32(1)) | place_words.digits
    np.maximum(place_words.tokens, _TWO, out=place_words.tokens)
    id_words, wholes = ids.words(IDENTIFIER), names.unspaced().words(NAME_WORD)
    long_numbers = np.zeros(size, dtype=np.bool_)
    long_numbers[place_words.rows[(place_words.digits == 1) & (place_words.lengths > LONG_NUMBER)]] = True
    wide_names, wide_places = names.wide(NAME_RUN, 2), places.wide(ADDRESS_WORD, 2)
    wide_places[0][:] = np.maximum(wide_places[0] & ~np.uint32(1), _TWO)
    search = [
        names.narrow(NAME_RUN, 3),
        wide_names[:2],
        (name_words.tokens, name_words.rows),
        wholes.searched,
        _pairs(place_words),
        places.wide(ADDRESS_PAIR, 3)[:2],
        _long_numbers(place_words),
        numbers.narrow(NUMBER_RUN, 4),
        numbers.words(NUMBER).searched,
        id_words.searched,
    ]
    tokens, rows = (np.concatenate(part) for part in zip(*search, strict=True))
    order = np.argsort(rows, kind="stable") if size > 1 else slice(None)
    return Tokens(
        tokens[order],
        rows[order],
        *_forward(name_words, wide_names, size),
        *_forward(place_words, wide_places, size),
        id_words.tokens,
        _starts(id_words.rows, size),
        wholes.tokens,
        _starts(wholes.rows, size),
        long_numbers,
    )


def token(kind: int, text: str) -> int:
    """The token of one word, as `words` makes it."""
    if len(text) > LONGEST_WORD:
        powers = chain(_POWER, repeat(_POWER[-1]))
        return mixed(sum(map(mul, map(ord, text), powers)) & _MASK, kind)
    return mixed(sum(map(mul, map(ord, text), _POWER)) & _MASK, kind)


def address_token(word: str) -> int:
    """The token of a word of an address; that of its first two syllables where a script has no spaces; 0 for no word."""
    if not word:
        return 0
    if len(word) > 1 and ord(word[0]) >= WIDE:
        return max(mixed(run_of(word[:2]), ADDRESS_WORD) & ~1, 2)
    digit = not DIGITS.isdisjoint(word)
    return max((token(ADDRESS_WORD, word) & ~1) | digit, 2)


def run_of(letters: str) -> int:
    """The letters of a run as one number, before mixing."""
    hashed = 0
    for letter in letters:
        hashed = ((hashed << 21) & _MASK) ^ (hashed >> 42) ^ ord(letter)
    return hashed


def mixed(hashed: int, kind: int) -> int:
    """The token of a 64-bit number of one kind."""
    hashed ^= _SALT[kind]
    hashed = ((hashed ^ (hashed >> 30)) * _FIRST_FACTOR) & _MASK
    hashed = ((hashed ^ (hashed >> 27)) * _SECOND_FACTOR) & _MASK
    return max(hashed >> 32, 2)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words by token, with their rows, parts and first places in the text, and whether each holds a digit."""

    tokens: U32
    rows: I64
    parts: I64
    at: I64
    lengths: I64
    digits: NDArray[np.uint32]
    wide: NDArray[np.bool_]

    @property
    def searched(self) -> tuple[U32, I64]:
        return self.tokens, self.rows


@dataclass(frozen=True, slots=True)
class _Text:
    """The texts of rows as one array of code points; `rows` and `parts` number each point's row and name or address."""

    points: NDArray[np.uint32]
    rows: I64
    parts: I64

    @staticmethod
    def of(texts: Sequence[tuple[str, ...]]) -> _Text:
        joined = ROW.join([PART.join(parts) for parts in texts])
        points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
        rows = np.cumsum(points == ROW_POINT)
        return _Text(points, rows, np.cumsum((points == ROW_POINT) | (points == PART_POINT)))

    def words(self, kind: int) -> _Words:
        """Every run of points without space."""
        inside = np.flatnonzero(self.points > SPACE)
        if not inside.size:
            nothing = np.empty(0, dtype=np.int64)
            empty = np.empty(0, dtype=np.uint32)
            return _Words(empty, nothing, nothing, nothing, nothing, empty, np.empty(0, dtype=np.bool_))
        first = np.empty(inside.size, dtype=np.bool_)
        first[0] = True
        np.not_equal(inside[1:], inside[:-1] + 1, out=first[1:])
        starts = np.flatnonzero(first)
        lengths = np.diff(starts, append=inside.size)
        place = np.arange(inside.size) - np.repeat(starts, lengths)
        points = self.points[inside]
        spread = points.astype(np.uint64) * _POWERS[np.minimum(place, LONGEST_WORD - 1)]
        at = inside[starts]
        digit = ((points >= ord("0")) & (points <= ord("9"))).astype(np.uint32)
        return _Words(
            _mixed(np.add.reduceat(spread, starts), kind),
            self.rows[at],
            self.parts[at],
            at,
            lengths,
            np.maximum.reduceat(digit, starts),
            (points[starts] >= WIDE) & (lengths > 1),
        )

    def unspaced(self) -> _Text:
        """The same text with its spaces taken out: every name is one word."""
        kept = np.flatnonzero(self.points != SPACE)
        return _Text(self.points[kept], self.rows[kept], self.parts[kept])

    def narrow(self, kind: int, size: int) -> tuple[U32, I64]:
        """Every run of so many letters, spaces left out, within one part."""
        kept = np.flatnonzero(self.points != SPACE)
        points = self.points[kept]
        count = max(points.size - size + 1, 0)
        runs = [points[start : start + count] for start in range(size)]
        fits = np.ones(count, dtype=np.bool_)
        for run in runs:
            fits &= (run > SPACE) & (run < WIDE)
        place = np.flatnonzero(fits)
        hashed = np.zeros(place.size, dtype=np.uint64)
        for run in runs:
            hashed = (hashed << _S21) ^ (hashed >> _S42) ^ run[place]
        return _mixed(hashed, kind), self.rows[kept[place]]

    def wide(self, kind: int, size: int) -> tuple[U32, I64, I64]:
        """Every run of so many syllables, with rows and parts."""
        points = self.points
        count = max(points.size - size + 1, 0)
        runs = [points[start : start + count] for start in range(size)]
        fits = runs[0] >= WIDE
        for run in runs[1:]:
            fits = fits & (run >= WIDE)
        place = np.flatnonzero(fits)
        hashed = np.zeros(place.size, dtype=np.uint64)
        for run in runs:
            hashed = (hashed << _S21) ^ (hashed >> _S42) ^ run[place]
        return _mixed(hashed, kind), self.rows[place], self.parts[place]


def _mixed(hashed: U64, kind: int) -> U32:
    hashed = hashed ^ _SALTS[kind]
    hashed = (hashed ^ (hashed >> _S30)) * _FIRST
    hashed = (hashed ^ (hashed >> _S27)) * _SECOND
    return np.maximum((hashed >> _S32).astype(np.uint32), _TWO)


def _pairs(words: _Words) -> tuple[U32, I64]:
    """Neighbouring words of one address, in their order."""
    if words.tokens.size < 2:  # noqa: PLR2004 - a pair
        return words.tokens[:0], words.rows[:0]
    beside = np.flatnonzero((words.parts[1:] == words.parts[:-1]) & (words.rows[1:] == words.rows[:-1]))
    left, right = words.tokens[beside].astype(np.uint64), words.tokens[beside + 1].astype(np.uint64)
    return _mixed((left << _S32) | right, ADDRESS_PAIR), words.rows[beside]


def _long_numbers(words: _Words) -> tuple[U32, I64]:
    kept = np.flatnonzero((words.digits == 1) & (words.lengths >= LONG_NUMBER))
    return _mixed(words.tokens[kept].astype(np.uint64), ADDRESS_NUMBER), words.rows[kept]


def _forward(words: _Words, wide: tuple[U32, I64, I64], size: int) -> tuple[U32, I64]:
    """The tokens of each row's parts, 0 between them: words, and runs of two where a script has no spaces."""
    plain = ~words.wide
    tokens = np.concatenate((words.tokens[plain], wide[0]))
    rows = np.concatenate((words.rows[plain], wide[1]))
    parts = np.concatenate((words.parts[plain], wide[2]))
    if size > 1 or wide[0].size:
        order = np.argsort(parts, kind="stable")
        tokens, rows, parts = tokens[order], rows[order], parts[order]
    if not tokens.size:
        return tokens, np.zeros(size + 1, dtype=np.int64)
    breaks = np.flatnonzero((parts[1:] != parts[:-1]) & (rows[1:] == rows[:-1])) + 1
    tokens, rows = np.insert(tokens, breaks, np.uint32(0)), np.insert(rows, breaks, rows[breaks])
    return tokens, _starts(rows, size)


def _starts(rows: I64, size: int) -> I64:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(np.bincount(rows, minlength=size)[:size])))
