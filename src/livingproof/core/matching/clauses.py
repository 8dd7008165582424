"""A scope or a product's name taken apart: sentences, what is done, things named, what is outside, what is only context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from livingproof.core.matching.products import Lexicon, ProductIndex
from livingproof.core.matching.scope_doers import deeds_of_others
from livingproof.core.matching.scope_parts import Deed, Role, Thing
from livingproof.core.matching.scope_segments import segments_of
from livingproof.core.matching.scope_things import parse
from livingproof.core.matching.words import IS_RUN, Token, cut, fold, spell

LATIN_STRETCH = re.compile(r"(?:[^\W\d_]+[\s,;.&()/\-]*){3,}")
"""Words of another script in a row that make a text of their own (bilingual certificates); fewer are abbreviations."""

MIN_ARABIC = 4
"""Letters of a word that may begin with "and" written as part of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart. `deeds` are (sentence, deed) pairs; `open_ended` are the phrases that leave the list open.

    `of_others` are the deeds that the text names and gives to others, only speaks of, or denies; they are not among `deeds`.
    """

    text: str
    things: tuple[Thing, ...]
    deeds: tuple[tuple[int, Deed], ...]
    open_ended: tuple[str, ...]
    languages: tuple[str, ...]
    of_others: tuple[Deed, ...] = ()

    def of_role(self, role: Role) -> tuple[Thing, ...]:
        """The things of one role."""
        return tuple(thing for thing in self.things if thing.role is role)


@lru_cache(maxsize=2048)
def read(text: str, index: ProductIndex, otherwise: str = "en") -> Reading:
    """Take the text apart, each script in its own language; `otherwise` is the language when no word tells."""
    things: list[Thing] = []
    deeds: list[tuple[int, Deed]] = []
    others: list[Deed] = []
    phrases: list[str] = []
    languages: list[str] = []
    sentence = 0
    for lexicon, tokens in lexicons_of(text, index, otherwise):
        languages.append(lexicon.language)
        phrases.extend(_phrases(tokens, lexicon))
        segments = segments_of(list(_plain(tokens, lexicon)), lexicon, sentence)
        parsed = [(segment, *parse(segment, lexicon)) for segment in segments]
        away = deeds_of_others([(segment, done) for segment, _, done in parsed], lexicon)
        for segment, found, done in parsed:
            if segment.narrows and found:
                things = [_limit(thing, found, index) for thing in things]
            things.extend(replace(thing, listed=segment.narrows) for thing in found)
            named = done if segment.role is Role.COVERED else ()
            deeds.extend((segment.sentence, deed) for deed in named if id(deed) not in away)
            others.extend(deed for deed in named if id(deed) in away)
        sentence = max((segment.sentence for segment in segments), default=sentence) + 1
    return Reading(text, tuple(things), tuple(deeds), tuple(phrases), tuple(dict.fromkeys(languages)), tuple(others))


def lexicons_of(text: str, index: ProductIndex, otherwise: str = "en") -> Iterator[tuple[Lexicon, list[Token]]]:
    """The stretches of the text in order, each with the words of its language and its tokens."""
    for stretch in _stretches(text):
        lexicon = index.lexicon(index.language_of(stretch, otherwise))
        yield lexicon, list(_tokens(stretch, lexicon))


def _stretches(text: str) -> Iterator[str]:
    """The text parted where a long stretch of one kind of script follows one of the other."""
    if not IS_RUN.search(text):
        yield text
        return
    parts: list[str] = []
    at = 0
    for found in LATIN_STRETCH.finditer(text):
        if IS_RUN.search(found.group()):
            continue
        parts += [text[at : found.start()], found.group()]
        at = found.end()
    parts.append(text[at:])
    yield from (part for part in parts if any(letter.isalpha() for letter in part))


def _tokens(text: str, lexicon: Lexicon) -> Iterator[Token]:
    for raw in cut(text):
        word = spell(fold(raw), lexicon.wording.spellings)
        if lexicon.runs and IS_RUN.search(word):
            yield from (Token(piece, piece, piece) for piece in lexicon.cut_run(word))
        elif lexicon.grammar.script == "arabic":
            yield from _arabic(raw, word, lexicon)
        else:
            yield Token(raw, word, lexicon.stem(word))


def _arabic(raw: str, word: str, lexicon: Lexicon) -> Iterator[Token]:
    """Arabic writes "and" and "the" as part of the word."""
    if word.startswith("وال") or (
        word.startswith("و") and lexicon.stem(word) not in lexicon.names and len(word) > MIN_ARABIC
    ):
        yield Token(",", ",", ",")
        word = word[1:]
    for article in ("ال", "لل", "بال", "كال"):
        if word.startswith(article) and len(word) > len(article) + 2:
            word = word[len(article) :]
            break
    yield Token(raw, word, lexicon.stem(word))


def _phrases(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[str]:
    for at in range(len(tokens)):
        length = lexicon.open_ended.at(tokens, at)
        if length:
            yield " ".join(token.raw for token in tokens[at : at + length])


def _plain(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Token]:
    """The tokens without praise: "world class manufacture of valves" names valves and nothing of a world."""
    at = 0
    while at < len(tokens):
        length = 0 if lexicon.runs else lexicon.slogans.at(tokens, at)
        if not length:
            yield tokens[at]
        at += length or 1


def _limit(thing: Thing, listed: Sequence[Thing], index: ProductIndex) -> Thing:
    """A general word is limited by the list after it when the list names members of it."""
    if thing.listed or thing.limited or thing.sentence != listed[0].sentence or thing.role is not listed[0].role:
        return thing
    named = {family for other in listed for family in other.families}
    members = any(set(thing.families) & index.ancestors(family) for family in named)
    return replace(thing, limited=True) if members or not named else thing
