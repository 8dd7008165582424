"""Which deeds of a scope the holder does: not those that it gives to others, only speaks of, or says it does not do.

Four signs take a deed from the holder: others stand as its doer ("manufacture by subcontractors", "outsourced"); it is but the
topic of another deed ("training in manufacture"); it only tells how goods that are traded or worked on came to be ("sale of
pumps manufactured in ..."); a word denies it. "Own" and its like keep it with the holder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from livingproof.core.matching.products import Lexicon
from livingproof.core.matching.scope_parts import Deed, Role, Segment
from livingproof.core.matching.scope_things import deeds_in
from livingproof.core.matching.words import Token
from livingproof.core.terms import Activity

Parsed = Sequence[tuple[Segment, Sequence[Deed]]]

MAKING = frozenset({Activity.MANUFACTURE, Activity.ASSEMBLY})
DECIDING = MAKING | {Activity.DESIGN}
ADVICE = "consult"
BETWEEN = 3
"""Words that may stand between "by" and whoever does it, and between "of" and the deed that is but a topic."""


def deeds_of_others(parsed: Parsed, lexicon: Lexicon) -> frozenset[int]:
    """The ids of the deeds that are not the holder's; `parsed` are the segments of one stretch in order, with their deeds."""
    kinds = {name: kind for name, kind, *_ in lexicon.activities}
    found: set[int] = set()
    for at, (segment, deeds) in enumerate(parsed):
        if segment.role is not Role.EXCLUDED:
            found |= {
                id(deed) for place in _places(segment, lexicon) for deed in _given(place, at, parsed, lexicon, kinds)
            }
        words = segment.words
        for deed in deeds:
            if kinds[deed.name] not in MAKING:
                continue
            made = bool(lexicon.table("made").at(words, deed.at))
            told = made and _tells_of_goods(at, deed, parsed, lexicon, kinds)
            if told or _denied(words, deed, lexicon) or _topic(segment, deeds, deed, lexicon, kinds):
                found.add(id(deed))
    return frozenset(found)


def _places(segment: Segment, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """From where to where the segment names others as doers."""
    words = segment.words
    small, others, given = (lexicon.table(name) for name in ("others_by", "others", "given_out"))
    for at in range(len(words)):
        if length := given.at(words, at) if segment.role is Role.COVERED else 0:
            yield at, at + length
        if (length := small.at(words, at)) and not (at and lexicon.table("unless").at(words, at - 1)):
            for start in range(at + length, min(at + length + BETWEEN + 1, len(words))):
                if size := others.at(words, start):
                    yield at, start + size
                if size or (lexicon.grammar.head == "last" and lexicon.complements.at(words, start)):
                    break


def _given(
    place: tuple[int, int], at: int, parsed: Parsed, lexicon: Lexicon, kinds: dict[str, Activity]
) -> Iterator[Deed]:
    """The deeds that a place gives to others: those within it, the one that it stands beside, and making joined to that."""
    start, end = place
    segment, deeds = parsed[at]
    yield from (deed for deed in deeds if start <= deed.at < end and kinds[deed.name] in DECIDING)
    deed, where = _beside(place, at, parsed, lexicon)
    if deed is None or kinds[deed.name] not in DECIDING:
        return
    yield deed
    while where and deed is parsed[where][1][0] and parsed[where][0].joined and kinds[deed.name] in MAKING:
        where -= 1
        before, done = parsed[where]
        only = done and sum(one.length for one in done) >= len(before.words)
        if before.sentence != segment.sentence or not only or kinds[done[-1].name] not in MAKING:
            return
        deed = done[-1]
        yield deed


def _beside(place: tuple[int, int], at: int, parsed: Parsed, lexicon: Lexicon) -> tuple[Deed | None, int]:
    """The deed right behind the place, else the nearest before it, else one behind it; in which segment it stands.

    Where the noun comes last and nothing opens a complement (Chinese, Turkish) the deed behind is looked for first. A deed that
    is part of a name ("third-party testing services") is taken, too, and is then nobody's here.
    """
    start, end = place
    segment, deeds = parsed[at]
    named, _ = deeds_in(segment.words, lexicon)
    before = [deed.at for deed in named if deed.at < start]
    behind = [deed.at for deed in named if deed.at >= end]
    first = lexicon.runs or not lexicon.complements.words
    chosen = behind[:1] if behind and (behind[0] == end or first) else before[-1:]
    if chosen:
        return next((deed for deed in deeds if deed.at in chosen), None), at
    if lexicon.runs and end < len(segment.words):
        return None, at
    for where in range(at - 1, -1, -1):
        if parsed[where][0].sentence != segment.sentence:
            break
        if parsed[where][1]:
            return parsed[where][1][-1], where
    return next((deed for deed in deeds if deed.at in behind), None), at


def _denied(words: Sequence[Token], deed: Deed, lexicon: Lexicon) -> bool:
    """Whether a word right before the deed says that it is not done."""
    denied = lexicon.table("denied")
    return any(deed.at >= size and denied.at(words, deed.at - size) == size for size in (1, 2))


def _topic(segment: Segment, deeds: Sequence[Deed], deed: Deed, lexicon: Lexicon, kinds: dict[str, Activity]) -> bool:
    """Whether the deed is what another deed of the segment is about: "training in manufacture", "production consulting"."""
    words = segment.words
    end = deed.at + deed.length
    advice = next((other.at for other in deeds if other.name == ADVICE and other.at >= end), None)
    if advice is not None and advice - end <= 1 and _unbroken(segment, deed.at, advice):
        return not (advice > end and lexicon.complements.at(words, end))
    if _own(words, lexicon):
        return False
    opens = [at for at in range(max(deed.at - BETWEEN, 0), deed.at) if lexicon.complements.at(words, at)]
    if not opens or not _unbroken(segment, opens[0], deed.at):
        return False
    leads = [
        other.at
        for other in deeds
        if other.at + other.length <= opens[-1] and kinds[other.name] not in MAKING | {Activity.SUPPLY}
    ]
    about = lexicon.table("about")
    leads += [at for at in range(opens[-1]) if about.at(words, at)]
    making = [other for other in deeds if other.at < deed.at and kinds[other.name] in MAKING]
    return bool(leads) and not making


def _unbroken(segment: Segment, start: int, end: int) -> bool:
    """Whether no sign or line end stands between two words of the segment."""
    places = [at for at, token in enumerate(segment.tokens) if token.is_word or token.text == "&"]
    return places[end] - places[start] == end - start


def _tells_of_goods(at: int, deed: Deed, parsed: Parsed, lexicon: Lexicon, kinds: dict[str, Activity]) -> bool:
    """Whether the participle describes goods that the sentence trades, supplies or works on, and nothing in it makes any."""
    segment, deeds = parsed[at]
    if _own(segment.words, lexicon):
        return False
    about = any(lexicon.table("about").at(segment.words, place) for place in range(deed.at))
    here = [kinds[other.name] for other in deeds if other.at < deed.at]
    earlier = [
        kinds[other.name]
        for before, done in parsed[:at]
        if before.sentence == segment.sentence and before.role is Role.COVERED
        for other in done
    ]
    if MAKING & {*here, *earlier}:
        return False
    return about or bool(here) or bool(set(earlier) - {Activity.DESIGN})


def _own(words: Sequence[Token], lexicon: Lexicon) -> bool:
    return lexicon.table("own").anywhere(words)
