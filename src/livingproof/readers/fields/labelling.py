"""Finds labels ("valid until", "scope of certification") in a run of text, in any language of the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from livingproof.catalogue.labels import KEY, NO_SPACES_FROM, Label, LabelTable, Role, squeeze_with_places

_SEPARATORS = frozenset(" \t:：/|-–—.,;()（）[]【】*•●◆·#»«“”\"'~=_№°")
_CLOSERS = frozenset(":：")
_AFTER_EAST_ASIAN = frozenset(" \t\u3000/／")


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a text from `start` to `end`.

    `leads` when nothing but separators or other labels stands before it; `closed` when a colon, the end of the text or
    another label follows.
    """

    roles: frozenset[Role]
    start: int
    end: int
    letters: str
    leads: bool
    closed: bool

    def has(self, *roles: Role) -> bool:
        """Whether the label may mean one of these."""
        return not self.roles.isdisjoint(roles)

    @property
    def certain(self) -> bool:
        """Whether the words are a label rather than part of a sentence: they stand first, or are too long for chance."""
        return (self.leads and (self.closed or len(self.letters) >= _CERTAIN_LEADING)) or len(self.letters) >= _CERTAIN


_SHORTEST_MISREAD, _LONGEST_MISREAD, _ALMOST = 9, 40, 0.89
_CERTAIN = 12
_CERTAIN_LEADING = 7


def find_labels(text: str, table: LabelTable, until: int | None = None) -> tuple[Hit, ...]:
    """All labels of the text, longest first where they overlap, in the order of the text.

    Only those that begin before the place `until`, when it is given.
    """
    letters, places = squeeze_with_places(text)
    taken: list[tuple[int, int, Label]] = []
    for start, end, label in sorted(
        _matches(text, letters, places, table, until), key=lambda match: match[0] - match[1]
    ):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in taken):
            taken.append((start, end, label))
    taken.sort(key=lambda match: match[0])
    return _in_context(text, [(places[start], places[end - 1] + 1, label) for start, end, label in taken])


def find_misread_label(text: str, table: LabelTable) -> Hit | None:
    """A label at the head of a text in which recognition got a letter wrong; the head ends at a colon."""
    head = re.split(r"[:：]", text, maxsplit=1)[0]
    letters, places = squeeze_with_places(head)
    if not _SHORTEST_MISREAD <= len(letters) <= _LONGEST_MISREAD or any(letter.isdigit() for letter in letters[2:]):
        return None
    found = process.extractOne(
        letters, table.long.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=_ALMOST
    )
    if found is None or found[0] == letters:
        return None
    label = table.long[found[0]]
    return Hit(label.roles, places[0], places[-1] + 1, label.letters, leads=True, closed=True)


def _matches(
    text: str, letters: str, places: Sequence[int], table: LabelTable, until: int | None
) -> Iterator[tuple[int, int, Label]]:
    opening = openings(text)
    for start in range(len(letters) if until is None else bisect_left(places, until)):
        within = not opening[start] and letters[start] < NO_SPACES_FROM
        for length in (table.inner if within else table.lengths)(letters[start : start + KEY]):
            label = table.labels.get(letters[start : start + length])
            end = start + length
            if label is not None and end <= len(letters) and _bounded(text, places, start, end, label):
                yield start, end, label


def _bounded(text: str, places: Sequence[int], start: int, end: int, label: Label) -> bool:
    """Whether a label that begins where one may also ends there; those that stand inside a word run always do."""
    if start and places[start] == places[start - 1]:
        return False
    if label.open or label.letters[0] >= NO_SPACES_FROM:
        return True
    last = places[end - 1]
    return last + 1 >= len(text) or is_boundary(text[last], text[last + 1])


@lru_cache(maxsize=4096)
def openings(text: str) -> tuple[bool, ...]:
    """For each squeezed letter of a text whether a word may begin there."""
    _, places = squeeze_with_places(text)
    return tuple(
        place != before and (place == 0 or is_boundary(text[place - 1], text[place]))
        for before, place in zip((-1, *places), places, strict=False)
    )


def is_boundary(left: str, right: str) -> bool:
    """Whether a word may end between two neighbouring characters, lost spaces included."""
    if not (left.isalnum() and right.isalnum()):
        return True
    return left.isdigit() != right.isdigit() or (left.islower() and right.isupper())


def _in_context(text: str, found: list[tuple[int, int, Label]]) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for position, (start, end, label) in enumerate(found):
        before = text[found[position - 1][1] if hits else 0 : start]
        led = not hits or hits[-1].leads
        following = found[position + 1][0] if position + 1 < len(found) else len(text)
        after = text[end:following]
        closed = only_separators(after) or after.lstrip(" .)°º")[:1] in _CLOSERS
        closed = closed or (led and after[:1] in _AFTER_EAST_ASIAN and _is_east_asian(label.letters))
        hits.append(Hit(label.roles, start, end, label.letters, led and _may_lead(before), closed))
    return tuple(hits)


def _is_east_asian(letters: str) -> bool:
    """Whether the letters are of scripts without spaces between words: there a space ends a label."""
    return all("\u2e80" <= letter <= "\u9fff" for letter in letters)


def _may_lead(before: str) -> bool:
    return only_separators(before.lstrip("0123456789"))


def only_separators(text: str) -> bool:
    """Whether a text holds nothing but spaces and punctuation."""
    return all(character in _SEPARATORS for character in text)


def trimmed(text: str) -> str:
    """A text without the separators around it, brackets and full stops that belong to it kept."""
    stripped = text.lstrip(".)").strip(" \t:：/|-–—,;*•●◆·~=_").lstrip(".) \t:：/|-–—,;*•")
    if stripped.startswith(")") or (stripped.endswith("(") and "(" in stripped):
        stripped = stripped.strip("()").strip()
    return stripped.lstrip(".) ").rstrip("( ")
