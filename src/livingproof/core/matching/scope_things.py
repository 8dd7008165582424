"""The things and deeds named in one segment of a scope: which word is the noun, and what only describes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from livingproof.core.matching.product_names import Hit
from livingproof.core.matching.products import Lexicon
from livingproof.core.matching.scope_parts import Deed, Segment, Thing
from livingproof.core.matching.words import Token

CODE = re.compile(r"\d")
PROCESSES = frozenset({"process", "treat"})
"""Deeds that are also what a customer buys ("plating"), though the thing worked on is another's."""

PARTICIPLES = {"en": ("ed",)}
"""By language, endings of words that turn the word before them into a description."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one segment without small ones.

    `deeds` holds, by word, the deed it belongs to. `borders` are the places where a complement opens ("of", "de").
    """

    segment: Segment
    lexicon: Lexicon
    words: tuple[Token, ...]
    deeds: dict[int, Deed]
    borders: tuple[int, ...]

    def done(self, hit: Hit) -> bool:
        """Whether the name found is all deed ("plating")."""
        return all(at in self.deeds for at in _inside(hit))


def parse(segment: Segment, lexicon: Lexicon) -> tuple[list[Thing], list[Deed]]:
    """The things and deeds of one segment."""
    tokens = segment.words
    deeds, taken = deeds_in(tokens, lexicon)
    content, borders = _content(tokens, lexicon)
    words = _Words(
        segment,
        lexicon,
        tuple(tokens[at] for at in content),
        {at: taken[place] for at, place in enumerate(content) if place in taken},
        borders,
    )
    hits = _hits(words)
    names = {id(words.deeds[at]) for hit in hits if not words.done(hit) for at in _inside(hit) if at in words.deeds}
    return _things(words, hits), [deed for deed in deeds if deed.strong or id(deed) not in names]


def _inside(hit: Hit) -> range:
    return range(hit.start, hit.end)


def _content(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[int], tuple[int, ...]]:
    """The places of the words that are not small, and after how many of them a complement opens."""
    content: list[int] = []
    borders: list[int] = []
    at = 0
    while at < len(tokens):
        length = lexicon.complements.at(tokens, at)
        if length:
            borders.append(len(content))
        else:
            length = lexicon.small.at(tokens, at)
        if not length:
            content.append(at)
        at += length or 1
    return content, tuple(borders)


def deeds_in(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[Deed], dict[int, Deed]]:
    """The deeds named, and which token belongs to which."""
    deeds: list[Deed] = []
    taken: dict[int, Deed] = {}
    for at in range(len(tokens)):
        if at in taken:
            continue
        found = [(forms.at(tokens, at), name, strong) for name, _, strong, forms in lexicon.activities]
        length = max((length for length, *_ in found), default=0)
        for size, name, strong in found:
            if size and size == length:
                deed = Deed(name, " ".join(token.raw for token in tokens[at : at + length]), strong, at, length)
                deeds.append(deed)
                taken.update(dict.fromkeys(range(at, at + length), deed))
    return deeds, taken


def _hits(words: _Words) -> list[Hit]:
    """The names of products in the segment, without those that are only the deed done to another one."""
    hits = list(words.lexicon.find(words.words))
    return [hit for hit in hits if not words.done(hit) or _is_bought(hit, words, alone=len(hits) == 1)]


def _is_bought(hit: Hit, words: _Words, *, alone: bool) -> bool:
    """Whether a name that is a deed is what the customer buys ("contract plating")."""
    places = _inside(hit)
    process = hit.name.service or any(words.deeds[at].name in PROCESSES for at in places)
    if not process and (hit.end in words.borders or not alone):
        return False
    return not (words.deeds[hit.start].strong and len(places) == 1)


def _things(words: _Words, hits: Sequence[Hit]) -> list[Thing]:
    """The processes bought, then the one thing that the remaining words name."""
    lexicon, named = words.lexicon, {at for hit in hits for at in _inside(hit)}
    free = [
        at for at, word in enumerate(words.words) if at in named or not (at in words.deeds or CODE.search(word.text))
    ]
    part = [at for at in free if at not in named and lexicon.parts.at(words.words, at) == 1]
    plain = [at for at in free if at not in named and lexicon.same.at(words.words, at) == 1]
    body = [at for at in free if at not in part and at not in plain]
    processes = [hit for hit in hits if words.done(hit) and not _describes_next(hit, words, body)]
    made = [_thing(words, _inside(hit), hit, process=True) for hit in processes]
    body = [at for at in body if not any(hit.start <= at < hit.end for hit in processes)]
    goods = [hit for hit in hits if hit not in processes]
    rest = _first_chunk(body, words, goods)
    head = _head(words, rest, goods)
    if not rest or (head is None and all(_says_nothing(words.words[at], lexicon) for at in rest)):
        return made
    beside = frozenset(family for hit in goods if hit is not head for family in hit.name.families)
    return [*made, replace(_thing(words, body, head, part=bool(part), rest=rest), beside=beside)]


def _describes_next(hit: Hit, words: _Words, body: Sequence[int]) -> bool:
    """Whether the deed stands right before a noun that it describes ("forging press")."""
    return words.lexicon.grammar.head == "last" and hit.end in body and hit.end not in words.borders


def _first_chunk(body: list[int], words: _Words, goods: Sequence[Hit]) -> list[int]:
    """The words up to the first complement that follows a thing."""
    if words.lexicon.grammar.head == "last":
        for border in words.borders:
            before = [at for at in body if at < border]
            if before and not any(hit.start < border < hit.end for hit in goods):
                return before
    return body


def _head(words: _Words, rest: Sequence[int], goods: Sequence[Hit]) -> Hit | None:
    """The name that is the noun of the words, None when the noun is a word that no name explains."""
    lexicon = words.lexicon
    inside = [hit for hit in goods if hit.start in rest]
    if not inside:
        return None
    if lexicon.grammar.head == "last":
        hit = inside[-1]
        if len(inside) > 1 and hit.end < len(words.words) and _is_participle(words.words[hit.end], lexicon):
            inside, hit = inside[:-1], inside[-2]
            rest = [at for at in rest if at < hit.end]
        if _trails(hit, words, rest):
            return inside[-2] if len(inside) > 1 else None
        return hit if all(_describes(words.words[at], lexicon) for at in rest if at >= hit.end) else None
    hit = inside[0]
    return hit if all(_says_nothing(words.words[at], lexicon) for at in rest if at < hit.start) else None


def _is_participle(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word says what was done with the one before it ("ZINC plated bolt")."""
    return token.text.endswith(PARTICIPLES.get(lexicon.language, ())) and not token.text[0].isdigit()


def _trails(hit: Hit, words: _Words, rest: Sequence[int]) -> bool:
    """Whether the name is but a material set behind the noun ("filing cabinet metal")."""
    if hit.end - hit.start > 1 or hit.inside:
        return False
    before = [words.words[at] for at in rest if at < hit.start]
    return _describes(words.words[hit.start], words.lexicon) and not all(
        _says_nothing(token, words.lexicon) for token in before
    )


def _says_nothing(token: Token, lexicon: Lexicon) -> bool:
    return _describes(token, lexicon) or bool(lexicon.generic.at([token], 0))


def _describes(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word, standing beyond the noun, only describes."""
    if token.text.endswith(lexicon.adjectives):
        return True
    return any(forms.at([token], 0) for _, _, forms in lexicon.qualifiers)


def _thing(
    words: _Words,
    body: Sequence[int],
    hit: Hit | None,
    *,
    part: bool = False,
    process: bool = False,
    rest: Sequence[int] = (),
) -> Thing:
    """The thing of these words; `rest` are those before the first complement, None of `hit` an unknown noun."""
    lexicon, rest = words.lexicon, rest or body
    head, loose = _noun(words, body, rest, hit)
    space = "" if lexicon.runs else " "
    return Thing(
        name=hit.name if hit else None,
        words=space.join(words.words[at].raw for at in rest),
        head=head,
        stems=frozenset(words.words[at].stem for at in body),
        loose=frozenset(loose),
        qualifiers=_qualifiers([words.words[at] for at in body], lexicon),
        inherent=_qualifiers([words.words[at] for at in _inside(hit)], lexicon)
        if hit and not hit.inside
        else frozenset(),
        sentence=words.segment.sentence,
        language=lexicon.language,
        role=words.segment.role,
        part=part,
        process=process,
        sure=hit is not None,
    )


def _noun(words: _Words, body: Sequence[int], rest: Sequence[int], hit: Hit | None) -> tuple[str, set[str]]:
    """The stem of the noun, and the stems that no name explains; the front of a compound is one of them."""
    lexicon, first = words.lexicon, words.lexicon.grammar.head == "first"
    named = _inside(hit) if hit else range(0)
    place = (named[0] if first else named[-1]) if hit else rest[0] if first else rest[-1]
    noun = words.words[place]
    loose = {words.words[at].stem for at in body if at not in named and not _says_little(words.words[at], lexicon)}
    if hit is None or not hit.inside:
        return noun.stem, loose
    front = noun.text[: max(noun.stem.rfind(hit.name.stems[0]), 0)]
    if not _says_little(Token(front, front, front), lexicon):
        loose.add(front)
    return hit.name.stems[0], loose


def _says_little(token: Token, lexicon: Lexicon) -> bool:
    """Whether the word adds no goods of its own: generic, or a qualifier, which is compared for itself."""
    return bool(lexicon.generic.at([token], 0)) or any(forms.at([token], 0) for *_, forms in lexicon.qualifiers)


def _qualifiers(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    found = set()
    for kind, value, forms in lexicon.qualifiers:
        if any(forms.at(tokens, at) for at in range(len(tokens))):
            found.add((kind, value))
    if lexicon.runs:
        joined = "".join(token.text for token in tokens)
        found |= {(kind, value) for kind, value, forms in lexicon.qualifiers for form in forms.words if form in joined}
    return frozenset(found)
