"""Everything that a listing can name by words: other standards, marks, badges, vague certification, found in two passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from livingproof.catalogue.listing import ListingWords, MarkWords
from livingproof.core.facts import Facts
from livingproof.core.mention import Topic
from livingproof.readers.fields.standards import Designations, find_standards
from livingproof.readers.listing.found import Found
from livingproof.readers.listing.phrases import compiled, fold

_ACRONYM = 4
"""Up to so many letters a name is an acronym: it must stand in capitals, beside words of certification."""
_TAIL = 16
_SEPARATOR = r"[\s\-–/.]{0,3}"
_NUMBERED = re.compile(r"(?:ISO|IATF|OHSAS|EN ISO|GB/T 19022)")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_UNSPACED = re.compile(r"[\u2e80-\uffff]")
_MODEL = re.compile(r"-?\d{2}")
_BARE_ISO = re.compile(
    r"iso(?<![^\W_\u2e80-\uffff]iso)(?![a-z])(?!(?:[\s/:\-]|iec|ts|din|en|no\.?){0,6}\d)(?!\s?/\s?iec)"
)
_ISO_CERTIFIED = re.compile(r"[\s\-]{0,2}(?:certif|zertifi|gecertif|sertif|сертиф|certyfik|认证|認証)\w{0,12}")


@dataclass(frozen=True, slots=True)
class WordBook:
    """Patterns of all words, and what each stands for by its letters."""

    anywhere: re.Pattern[str]
    keys: frozenset[str]
    exact: re.Pattern[str]
    meanings: Mapping[str, tuple[Topic, str]]
    marks: Mapping[str, MarkWords]
    known: Designations


def word_book(facts: Facts, words: ListingWords, known: Designations) -> WordBook:
    """The words for these facts."""
    names = _standard_names(facts)
    meanings = {_letters(phrase): (Topic.VAGUE, "") for phrase in words.vague}
    meanings |= {_letters(badge): (Topic.BADGE, badge) for badge in words.badges}
    marks = {mark.id: mark for mark in words.marks if mark.id in facts.papers}
    meanings |= {
        _letters(word): (Topic.MARK, mark.id) for mark in marks.values() for word in (*mark.words, *mark.exact)
    }
    meanings |= {_letters(name): (Topic.STANDARD, identity) for name, identity in names.items()}
    acronyms = [name for name in names if _is_acronym(name)]
    longer = [re.sub(r"(?<=[^\W\d])(?=\d)|[\s\-–/.]+", " ", name) for name in names if not _is_acronym(name)]
    phrases = (*longer, *words.vague, *words.badges, *(word for mark in marks.values() for word in mark.words))
    return WordBook(
        anywhere=compiled(phrases, separator=_SEPARATOR),
        keys=frozenset(key for phrase in phrases for key in _keys(phrase)),
        exact=compiled(
            (*acronyms, *(word for mark in marks.values() for word in mark.exact)), separator=r"\s?", exact=True
        ),
        meanings=meanings,
        marks=marks,
        known=known,
    )


def _standard_names(facts: Facts) -> dict[str, str]:
    """Standards that are not named by a number of ISO, by every name; editions that are a letter are written behind it."""
    names: dict[str, str] = {}
    for identity, standard in facts.standards.items():
        letters = [
            edition.edition for edition in standard.editions if len(edition.edition) == 1 and edition.edition.isalpha()
        ]
        for name in (identity, *standard.names):
            if not _NUMBERED.match(name):
                names |= dict.fromkeys((name, *(f"{name} {letter}" for letter in letters)), identity)
    return names


def _is_acronym(name: str) -> bool:
    return len(name) <= _ACRONYM and name.isalpha()


def _keys(phrase: str) -> tuple[str, ...]:
    """The words of which a text must hold one to hold the phrase: its longest, digits first; the whole written together."""
    parts = _PARTS.findall(fold(phrase))
    return max(parts, key=lambda part: (part.isdigit(), len(part)), default=""), "".join(parts)


@lru_cache(maxsize=8192)
def _letters(written: str) -> str:
    return re.sub(r"[\s\-–/._'’]+", "", fold(written))


def find_words(text: str, folded: str, book: WordBook) -> Iterator[Found]:
    """Every word with a meaning, in no particular order; places of both passes may overlap."""
    if _UNSPACED.search(folded) or not book.keys.isdisjoint(_PARTS.findall(folded)):
        for match in book.anywhere.finditer(folded):
            yield from _found(text, match, book, exact=False)
    for match in book.exact.finditer(text):
        if _MODEL.match(text, match.end()):  # GMP-101 names a model
            continue
        yield from _found(text, match, book, exact=True)
    for match in _BARE_ISO.finditer(folded):
        certified = _ISO_CERTIFIED.match(folded, match.end())
        end = certified.end() if certified else match.end()
        yield Found(
            Topic.VAGUE, match.start(), end, 0.9 if certified else 0.7, needs_context=not certified, bare_iso=True
        )


def _found(text: str, match: re.Match[str], book: WordBook, *, exact: bool) -> Iterator[Found]:
    topic, meaning = book.meanings.get(_letters(match.group()), (None, ""))
    match topic:
        case Topic.STANDARD:
            yield _standard(text, match, meaning, book, exact=exact)
        case Topic.MARK:
            mark = book.marks[meaning]
            needs = mark.context and (exact or len(match.group()) <= _ACRONYM)
            yield Found(
                topic,
                *match.span(),
                0.9 if exact else 0.95,
                mark=meaning,
                authority=mark.authority,
                needs_context=needs,
            )
        case Topic.BADGE:
            yield Found(topic, *match.span(), 0.9, mark=text[match.start() : match.end()])
        case Topic.VAGUE:
            yield Found(topic, *match.span(), 0.7)
        case None:
            return


def _standard(text: str, match: re.Match[str], identity: str, book: WordBook, *, exact: bool) -> Found:
    """The standard with the edition behind its name, read as on certificates."""
    start, end = match.span()
    line = text[start : end + _TAIL].partition("\n")[0]
    read = next(
        (named for named in find_standards(line, book.known) if named.start == 0 and named.standard == identity), None
    )
    if read and read.end > end - start and read.edition:
        end = start + len(line[: read.end].rstrip(" (,;"))
    return Found(
        Topic.STANDARD,
        start,
        end,
        0.9,
        standard=identity,
        edition=read.edition if read else None,
        adopted=True,
        needs_context=exact,
    )
