"""What of a claim and a row is compared for the score: whole numbers only, so that every machine adds up the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from livingproof.register.index.build import RARITY_UNIT
from livingproof.register.index.fields import BODY, CITY, COUNTRY, EDITION, FORM, POSTCODE, STANDARD
from livingproof.register.index.question import Question
from livingproof.register.index.reader import Index

THOUSAND = 1000
MOST_SHARED = 2000
MIN_NUMBER = 5
"""A number of fewer characters is not said to be part of another."""

RAREST = 140
"""Rarity counts to here, one row in six thousand: beyond, it would only tell how large the register is."""

TAIL = 2
"""Characters at the end of a number that a slip of the pen may change."""


class Feature(IntEnum):
    """The comparisons. Shares are in thousandths, rarities in sixteenths of ln(rows / rows with it), states -1 | 0 | 1."""

    NAME_LETTERS = 0  # likeness of the nearest pair of names, letter by letter
    NAME_OF_CLAIM = 1  # share of the claim's words, by rarity, that the record's name has
    NAME_OF_RECORD = 2  # share of the record's words that the claim's name has
    NAME_RAREST = 3  # rarity of the rarest word shared
    NAME_LOST_CLAIM = 4  # rarity of the rarest word that only the claim has
    NAME_LOST_RECORD = 5  # rarity of the rarest word that only the record has
    LEGAL_FORM = 6
    ADDRESS_OF_CLAIM = 7  # share of the claim's address words, by rarity; -1 when one side has no address
    ADDRESS_OF_RECORD = 8
    ADDRESS_RARITY = 9  # rarity of all address words shared
    ADDRESS_LOST_CLAIM = 10  # rarity of the rarest address word that only the claim has
    ADDRESS_NUMBERS = 11  # share of the claim's short numbers (house, unit) in the address; -1 when one side has none
    TOWN = 12
    POSTCODE = 13
    COUNTRY = 14
    NUMBER_LETTERS = 15  # likeness of the nearest pair of certificate numbers; -1 when one side has none
    NUMBER_KIND = 16  # how they agree: see NumberKind
    NUMBER_LENGTH = 17  # characters of the claim's number
    STANDARD = 18
    EDITION = 19
    BODY = 20
    IDENTIFIER = 21
    NAME_WHOLE = 22  # rarity of the whole name where it is shared; -1 where it is not
    EVIDENCE = 23  # what the claim holds: 1 number + 2 address of a street + 4 standard + 8 body
    REGISTER = 24  # sixteenths of ln(rows of the register): how much may agree by chance
    ADDRESS_LETTERS = 25  # likeness of the nearest pair of addresses, letter by letter; -1 when one side has none


class NumberKind(IntEnum):
    """How two certificate numbers agree, look-alike characters folded."""

    MISSING = 0
    OTHER = 1
    TAIL = 2  # all but the last characters
    PART = 3  # one is a part of the other
    EQUAL = 4


COUNT = len(Feature)
STREET_WORDS = 3
"""An address of fewer words is but a town."""

STREET = 2
"""The part of EVIDENCE that says that an address of a street is claimed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the rarities of its words, which every candidate is weighed with."""

    question: Question
    names: tuple[dict[int, int], ...]
    wholes: dict[bytes, int]
    places: dict[int, int]
    place_total: int
    short_numbers: int
    evidence: int


def asked(question: Question, index: Index) -> Asked:
    """The question made ready for scoring."""
    names = tuple(_rarities(name, index) for name in question.names)
    places = _rarities([one for address in question.addresses for one in address], index)
    short = sum(1 for one in places if one & 1)
    wholes = _weights(np.array(question.wholes, dtype=np.int64), index)
    return Asked(
        question,
        names,
        dict(zip(question.letters, wholes, strict=True)),
        places,
        sum(places.values()),
        short,
        evidence(question),
    )


def evidence(question: Question) -> int:
    """What the claim holds to be found by."""
    street = any(len(address) >= STREET_WORDS for address in question.addresses)
    return (
        1 * bool(question.numbers and question.numbers[0])
        + STREET * street
        + 4 * bool(question.standards)
        + 8 * bool(question.fields[BODY])
    )


def register_size(index: Index) -> int:
    """The size of the register in sixteenths of its logarithm."""
    return round(RARITY_UNIT * log(max(index.size, 1)))


def _rarities(tokens: Sequence[int], index: Index) -> dict[int, int]:
    return dict(zip(tokens, _weights(np.array(tokens, dtype=np.int64), index), strict=True))


def _weights(tokens: NDArray[Any], index: Index) -> list[int]:
    weights: list[int] = np.minimum(index.rarity[tokens >> index.shift], RAREST).tolist()
    return weights


def features_of(claim: Asked, row: int, index: Index) -> list[int]:
    """The comparisons of a claim with one row, in the order of `Feature`."""
    question = claim.question
    names_at, places_at, ids_at, end = index.forward_at[3 * row : 3 * row + 4].tolist()
    own = index.forward[names_at:end]
    rarities = _weights(own, index)
    forward = own.tolist()
    begin, cut, last = index.letters_at[2 * row : 2 * row + 3].tolist()
    letters = index.letters[begin:last].tobytes()
    first, second = places_at - names_at, ids_at - names_at
    fields = index.fields[row].tolist()
    values = [_letters(question.letters, letters[: cut - begin])]
    values += _names(claim.names, forward[:first], rarities[:first])
    values.append(_one_of(question.known[FORM], fields[FORM]))
    values += _addresses(claim, forward[first:second], rarities[first:second], fields[POSTCODE])
    known = question.known
    values += (_one_of(known[CITY], fields[CITY]), _one_of(known[POSTCODE], fields[POSTCODE]))
    values.append(_one_of(known[COUNTRY], fields[COUNTRY]))
    values += _numbers(question.numbers, letters[cut - begin :])
    values += (_one_of(known[place], fields[place]) for place in (STANDARD, EDITION, BODY))
    values.append(_any_of(question.ids, forward[second:]))
    values.append(max((claim.wholes.get(name, -1) for name in letters[: cut - begin].split(b"\n")), default=-1))
    values += (claim.evidence, register_size(index), _place_letters(question.places, index.rows.addresses(row)))
    return values


def _letters(mine: tuple[bytes, ...], yours: bytes) -> int:
    best = 0
    for other in yours.split(b"\n"):
        for one in mine:
            best = max(best, likeness(one, other))
    return best


def _place_letters(mine: tuple[bytes, ...], yours: list[bytes]) -> int:
    return max((likeness(one, other) for other in yours if other for one in mine if one), default=-1)


def likeness(left: bytes, right: bytes) -> int:
    """Twice the longest common subsequence by both lengths, in thousandths; 0 when both are empty."""
    length = len(left) + len(right)
    return 2 * THOUSAND * LCSseq.similarity(left, right) // length if length else 0


def _names(mine: tuple[dict[int, int], ...], tokens: list[int], rarities: list[int]) -> tuple[int, int, int, int, int]:
    """The nearest pair of names by the words they share, the first of equals."""
    best, most = (0, 0, 0, 0, 0), -1
    for begin, end in _parts(tokens):
        yours = dict(zip(tokens[begin:end], rarities[begin:end], strict=True))
        total = sum(yours.values())
        for words in mine:
            own = sum(words.values())
            shared = rarest = lost_mine = lost_yours = 0
            for token, weight in words.items():
                if token in yours:
                    shared += weight
                    rarest = max(rarest, weight)
                else:
                    lost_mine = max(lost_mine, weight)
            for token, weight in yours.items():
                if token not in words:
                    lost_yours = max(lost_yours, weight)
            of_mine = THOUSAND * shared // own if own else 0
            of_yours = THOUSAND * shared // total if total else 0
            if of_mine + of_yours > most:
                most, best = of_mine + of_yours, (of_mine, of_yours, rarest, lost_mine, lost_yours)
    return best


def _parts(tokens: list[int]) -> list[tuple[int, int]]:
    """Where each name or address begins and ends."""
    if 0 not in tokens:
        return [(0, len(tokens))]
    breaks = [place for place, token in enumerate(tokens) if not token]
    return list(zip([0, *(place + 1 for place in breaks)], [*breaks, len(tokens)], strict=True))


def _addresses(claim: Asked, tokens: list[int], rarities: list[int], postcode: int) -> tuple[int, int, int, int, int]:
    """The nearest of the row's addresses by the rarity shared with all that the claim says of places, the first of equals."""
    mine = claim.places
    if not mine or not tokens:
        return (-1, -1, 0, 0, -1)
    best, most = (0, 0, 0, 0, -1), -1
    for begin, end in _parts(tokens):
        yours = dict(zip(tokens[begin:end], rarities[begin:end], strict=True))
        shared = numbers = known = 0
        for token, weight in yours.items():
            if token in mine:
                shared += weight
            if token & 1 and token != postcode:
                known += 1
                numbers += token in mine
        if shared <= most:
            continue
        most, total = shared, sum(yours.values())
        lost = max((weight for token, weight in mine.items() if token not in yours), default=0)
        best = (
            THOUSAND * shared // claim.place_total if claim.place_total else 0,
            THOUSAND * shared // total if total else 0,
            min(shared, MOST_SHARED),
            lost,
            THOUSAND * numbers // known if known and claim.short_numbers else -1,
        )
    return best


def _numbers(mine: tuple[bytes, ...], yours: bytes) -> tuple[int, int, int]:
    best = (-1, int(NumberKind.MISSING), len(mine[0]) if mine else 0)
    for other in yours.split(b"\n"):
        for one in mine:
            if one and other:
                found = (likeness(one, other), int(number_kind(one, other)), len(one))
                best = max(best, found, key=lambda pair: (pair[1], pair[0]))
    return best


def number_kind(left: bytes, right: bytes) -> NumberKind:
    """How two numbers agree, both folded."""
    if left == right:
        return NumberKind.EQUAL
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    if len(shorter) >= MIN_NUMBER:
        if shorter in longer:
            return NumberKind.PART
        if len(left) == len(right) and left[:-TAIL] == right[:-TAIL]:
            return NumberKind.TAIL
    return NumberKind.OTHER


def _one_of(mine: tuple[int, ...], yours: int) -> int:
    if not yours or not mine:
        return 0
    return 1 if yours in mine else -1


def _any_of(mine: tuple[int, ...], yours: list[int]) -> int:
    """1 when an identifier is shared; which schemes both hold, and so what differs, is for the rules to say."""
    return int(any(one in yours for one in mine))
