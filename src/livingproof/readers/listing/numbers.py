"""The numbers of standards with the typing errors that people make in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from livingproof.catalogue.listing import Spellings
from livingproof.core.facts import Facts

LETTERS_AS_DIGITS = str.maketrans("oilqs", "01105")
_SHORTEST_ERROR = 4


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a standard: the designation it stands for, how sure, and whether it was read through an error."""

    meant: str
    standard: str
    confidence: float
    corrected: bool
    alone: bool


def numbers_of(facts: Facts, spellings: Spellings) -> Mapping[str, Number]:
    """Every number of a catalogue standard, its likely errors, and the numbers of adoptions, by the digits written."""
    own = {
        match.group(1): identity
        for identity in reversed(tuple(facts.standards))
        if (match := _NUMBER.search(identity)) and _OF_ISO.match(identity)
    }
    known = {
        number: Number(number, identity, 0.95, corrected=False, alone=identity in spellings.alone)
        for number, identity in own.items()
    }
    for adoption in facts.adoptions:
        for number, identity in adoption.numbers.items():
            if number.isdigit() and identity in facts.standards:
                known.setdefault(number, Number(number, identity, 0.95, corrected=False, alone=False))
    for number, identity in spellings.families.items():
        if identity in facts.standards:
            meant = _NUMBER.search(identity)
            known.setdefault(number, Number(meant[1] if meant else number, identity, 0.6, corrected=True, alone=False))
    return {**_errors(known, facts, spellings), **known}


_OF_ISO = re.compile(r"ISO|IATF|OHSAS|GB/T|GJB")
_NUMBER = re.compile(r"(?<!\d)(\d{4,5})(?!\d)")


def _errors(known: Mapping[str, Number], facts: Facts, spellings: Spellings) -> dict[str, Number]:
    """Numbers one slip away from a certified standard, the commonest first; numbers of other standards are no errors."""
    errors: dict[str, Number] = {}
    for identity in spellings.alone:
        for number in [number for number, entry in known.items() if entry.standard == identity and not entry.corrected]:
            for wrong in slips(number):
                if facts.standards[identity].certifiable and wrong not in spellings.other_standards:
                    errors.setdefault(wrong, Number(number, identity, 0.6, corrected=True, alone=True))
    return errors


def slips(number: str) -> Iterable[str]:
    """A digit left out, doubled or added as zero, two neighbours exchanged."""
    return {wrong for wrong in _slips(number) if wrong != number and len(wrong) >= _SHORTEST_ERROR}


def _slips(number: str) -> Iterator[str]:
    for place in range(len(number)):
        yield number[:place] + number[place + 1 :]
        yield number[:place] + number[place] + number[place:]
        yield number[:place] + "0" + number[place:]
        if place:
            yield number[: place - 1] + number[place] + number[place - 1] + number[place + 1 :]
    yield number + "0"
