"""All patterns of the room for one set of facts, made once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from livingproof.catalogue.labels import label_table
from livingproof.catalogue.listing import ListingWords, listing_words
from livingproof.core.facts import Facts
from livingproof.core.mention import Stance
from livingproof.readers.fields.bodies import body_book
from livingproof.readers.fields.names import NameIndex
from livingproof.readers.listing.designations import DesignationBook, designation_book
from livingproof.readers.listing.phrases import compiled, compiled_groups, pattern_of
from livingproof.readers.listing.words import WordBook, word_book


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns around a thing: words of certification, what joins two things, stances, misuses."""

    certified: re.Pattern[str]
    context: re.Pattern[str]
    joined: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    follows_before: re.Pattern[str]
    follows_after: re.Pattern[str]
    answer: re.Pattern[str]
    product_after: re.Pattern[str]
    product_before: re.Pattern[str]
    authority: re.Pattern[str]
    given_by: re.Pattern[str]
    approved: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Labels:
    """Patterns of the details of a certificate: its body, number and dates."""

    certified_by: re.Pattern[str]
    certified_by_after: re.Pattern[str]
    number: re.Pattern[str]
    issued: re.Pattern[str]
    expires: re.Pattern[str]
    bodies: NameIndex
    groups: re.Pattern[str]
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that reading a listing looks up."""

    designations: DesignationBook
    words: WordBook
    cues: Cues
    labels: Labels


_made: list[tuple[Facts, Book]] = []


def book_of(facts: Facts) -> Book:
    """The book for these facts; the one made last is kept."""
    if not _made or _made[0][0] is not facts:
        words = listing_words()
        known = designation_book(facts, words)
        _made[:] = [(facts, Book(known, word_book(facts, words, known.known), _cues(words), _labels(words, facts)))]
    return _made[0][1]


_STRANGER = r"[,/·;&]\s?[^\W\d_]{2,9}(?:\s[^\W\d_]{2,9})?(?=\s?[,/·;&])"
_BRACKETS = r"[(（][^()（）\n]{1,24}[)）]"
"""What may stand in a list beside things that are known: one that is not, and an explanation in brackets."""


def _cues(words: ListingWords) -> Cues:
    certified, products = pattern_of(words.certified), pattern_of(words.products)
    stances = {stance.value: words.stances[stance] for stance in Stance}  # held first: "not only" is no "not"
    return Cues(
        certified=compiled(words.certified),
        context=compiled((*words.certified, *words.systems)),
        joined=re.compile(rf"(?:{_STRANGER}|{_BRACKETS}|[\s\-/,&+;、|·:()（）'\"]|{pattern_of(words.joins)}){{0,14}}"),
        before=compiled_groups({name: places["before"] for name, places in stances.items()}),
        after=compiled_groups({name: places["after"] for name, places in stances.items()}),
        follows_before=compiled(words.follows["before"]),
        follows_after=compiled(words.follows["after"]),
        answer=compiled_groups({"yes": words.yes, "no": words.no}),
        product_after=re.compile(rf"[\s\-]{{0,2}}(?:{certified})\s{{0,2}}(?:[^\W\d_]{{1,20}}\s)?(?:{products})"),
        product_before=re.compile(
            rf"(?:{products})\s(?:[^\W\d_]{{1,5}}\s)?(?P<certified>(?:{certified})\s(?:[^\W\d_]{{1,9}}\s){{0,2}})?$"
        ),
        authority=re.compile(rf"[\s\-]{{0,2}}(?:{pattern_of(words.authority_words)})"),
        given_by=re.compile(
            rf"(?:{pattern_of(phrase for phrase in words.certified_by if ' ' in phrase)})(?:\sthe)?\s?$"
        ),
        approved=re.compile(rf"[\s\-]{{0,2}}(?:{pattern_of(words.approved)})"),
    )


def _labels(words: ListingWords, facts: Facts) -> Labels:
    table = label_table()
    return Labels(
        certified_by=compiled(words.certified_by),
        certified_by_after=re.compile(rf"\s{{0,2}}(?:{pattern_of(words.certified_by_after)})"),
        number=compiled(words.number),
        issued=re.compile(
            rf"(?:{pattern_of(words.issued)})[\s:：=.\-–(]{{0,4}}(?:on|am|le|el|il|em|op|the|the date)?[\s:]{{0,2}}$"
        ),
        expires=re.compile(
            rf"(?:{pattern_of(words.expires)})[\s:：=.\-–(]{{0,4}}(?:on|am|le|el|il|em|op|the|zum|date)?[\s:]{{0,2}}$"
        ),
        bodies=body_book(facts, table).index,
        groups=compiled(words.body_groups, exact=True),
        months=table.months,
    )
