"""A text becomes its mentions, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from livingproof.core.claim import StandardRef
from livingproof.core.facts import Facts
from livingproof.core.mention import Mention, Misuse, Stance, Topic
from livingproof.readers.listing.book import Book, Cues, book_of
from livingproof.readers.listing.designations import find_designations
from livingproof.readers.listing.details import Details, details_of
from livingproof.readers.listing.found import Found
from livingproof.readers.listing.misuse import misuses_of
from livingproof.readers.listing.phrases import fold
from livingproof.readers.listing.sentences import Sentences
from livingproof.readers.listing.stance import NEAR, Surroundings, stance_of
from livingproof.readers.listing.words import find_words

FAR = 200
"""Words before a thing say something of it up to so many characters away."""
_DETAILED = {Stance.HELD, Stance.ENDED}
_PRECEDENCE = (Topic.STANDARD, Topic.BADGE, Topic.MARK, Topic.VAGUE)


def read_listing(text: str, facts: Facts) -> tuple[Mention, ...]:
    """Every mention of the text, in its order; spans count characters of `text` and do not overlap within a topic."""
    book = book_of(facts)
    folded = fold(text)
    found = _apart([*find_designations(text, folded, book.designations), *find_words(text, folded, book.words)])
    if not found:
        return ()
    sentences = Sentences(text)
    lists = [
        kept for several in _lists(found, folded, sentences, book.cues) if (kept := _meant(several, folded, book.cues))
    ]
    return tuple(_mentions(lists, text, folded, sentences, book, facts))


def _apart(found: Iterable[Found]) -> list[Found]:
    """Things that do not overlap: a standard before a badge, a mark and vague words, the longer before the shorter."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, _PRECEDENCE.index(item.topic), item.start - item.end)):
        while kept and item.start < kept[-1].end and _stronger(item, kept[-1]):
            kept.pop()
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _stronger(item: Found, other: Found) -> bool:
    return _PRECEDENCE.index(item.topic) < _PRECEDENCE.index(other.topic)


def _lists(found: Sequence[Found], folded: str, sentences: Sentences, cues: Cues) -> Iterator[list[Found]]:
    """Things side by side with nothing but joining words between them."""
    several = [found[0]]
    for one, two in pairwise(found):
        close = two.start - one.end <= NEAR and two.start < sentences.at(one.start)[1]
        if (
            close
            and cues.joined.fullmatch(folded, one.end, two.start)
            and not _closed(folded, one.end, two.start, cues)
        ):
            several.append(two)
        else:
            yield several
            several = [two]
    yield several


def _closed(folded: str, start: int, end: int, cues: Cues) -> bool:
    """Whether one thing is done before the next begins: "ISO 9001 certified, ISO 14001 in progress"."""
    certified = cues.certified.search(folded, start, end)
    return bool(certified) and folded[certified.end() if certified else end : end].lstrip()[:1] in {",", ";", "，"}


def _meant(several: list[Found], folded: str, cues: Cues) -> list[Found]:
    """Without those that need words of certification, or a surer thing, beside them and have none.

    Vague words beside a standard or mark only speak of it.
    """
    if any(item.topic is not Topic.VAGUE for item in several):
        several = [item for item in several if item.topic is not Topic.VAGUE or item.bare_iso]
    sure = [item for item in several if not item.needs_context]
    if len(sure) == len(several) or len({item.mark or item.standard or item.topic for item in several}) > 1:
        return several
    low, high = max(0, several[0].start - NEAR), several[-1].end + NEAR
    line = (folded.rfind("\n", low, several[0].start) + 1) or low
    close = folded.find("\n", several[-1].end, high)
    return several if cues.context.search(folded, line, close if close >= 0 else high) else sure


def _mentions(
    lists: Sequence[list[Found]], text: str, folded: str, sentences: Sentences, book: Book, facts: Facts
) -> Iterator[Mention]:
    earlier, passed = Stance.HELD, 0
    for place, several in enumerate(lists):
        start, end = several[0].start, several[-1].end
        low, high = sentences.at(start)
        following = lists[place + 1][0].start if place + 1 < len(lists) else len(text)
        if passed <= low:
            earlier = Stance.HELD
        left = folded[max(low, passed, start - FAR) : start]
        around = Surroundings(left, folded[end : max(end, min(high, following))][:NEAR], start, end, high)
        earlier, followed = stance_of(around, folded, sentences, book.cues, earlier)
        details = Details()
        if earlier in _DETAILED and any(item.topic is Topic.STANDARD for item in several):
            bounds = (max(low, passed), following)
            details = details_of(text, folded, start, end, bounds, book.labels, book.cues)
        for item in several:
            stance = Stance.EXPLAINED if followed and item.topic in {Topic.STANDARD, Topic.VAGUE} else earlier
            yield _mention(item, stance, text, details, misuses_of(item, stance, around, folded, book.cues, facts))
        passed = end


def _mention(item: Found, stance: Stance, text: str, details: Details, misuses: tuple[Misuse, ...]) -> Mention:
    printed = text[item.start : item.end]
    if item.topic is not Topic.STANDARD:
        return Mention(
            item.topic,
            stance,
            item.start,
            item.end,
            printed,
            mark=item.mark,
            misuses=misuses,
            confidence=item.confidence,
        )
    return Mention(
        item.topic,
        stance,
        item.start,
        item.end,
        printed,
        standard=StandardRef(item.standard, item.edition, printed),
        corrected=item.corrected,
        body=details.body,
        body_as_printed=details.body_as_printed,
        number=details.number,
        issued_on=details.issued_on,
        expires_on=details.expires_on,
        expires_year=details.expires_year,
        misuses=misuses,
        confidence=item.confidence,
    )
