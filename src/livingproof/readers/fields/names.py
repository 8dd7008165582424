"""Names of bodies in running text: a dictionary looked up without case, accents and spaces."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from livingproof.catalogue.labels import LabelTable, squeeze, squeeze_with_places
from livingproof.readers.fields.labelling import is_boundary, openings

_KEY = 4
_SHORT = 5  # up to here a name is an acronym: it must stand alone and in the case of the catalogue


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a body. `exact` is the spelling of an acronym, "" for names that may be written in any case."""

    letters: str
    body: str
    exact: str
    legal: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a text."""

    body: str
    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by their first letters; `openings` are the first two letters of them all."""

    openings: frozenset[str]
    names: Mapping[str, tuple[Name, ...]]


def name_index(entries: Iterable[tuple[str, str, bool]], table: LabelTable) -> NameIndex:
    """The index of (name, body, is a legal name) entries; the first body keeps a name that several share.

    A name that is also a heading of certificates ("Quality Management Systems") is left out.
    """
    names: dict[str, Name] = {}
    for spelled, body, legal in entries:
        letters = squeeze(spelled)
        if len(letters) >= 2 and letters not in names and not table.has(letters):  # one letter is no name
            names[letters] = Name(letters, body, spelled if len(letters) <= _SHORT else "", legal)
    index: dict[str, list[Name]] = {}
    for name in sorted(names.values(), key=lambda name: -len(name.letters)):
        index.setdefault(name.letters[:_KEY], []).append(name)
    return NameIndex(frozenset(key[:2] for key in index), {key: tuple(found) for key, found in index.items()})


def find_names(text: str, index: NameIndex) -> tuple[Mention, ...]:
    """The bodies named in the text, the longest name first where several begin at one place."""
    letters, places = squeeze_with_places(text)
    found: list[Mention] = []
    reach = -1
    for start, opens in enumerate(openings(text)):
        if not opens or start < reach or letters[start : start + 2] not in index.openings:
            continue
        name = _name_at(text, letters, places, start, index)
        if name:
            reach = start + len(name.letters)
            found.append(Mention(name.body, places[start], places[reach - 1] + 1, name))
    return tuple(found)


def _name_at(text: str, letters: str, places: Sequence[int], start: int, index: NameIndex) -> Name | None:
    for name in _listed(letters[start : start + _KEY], index):
        end = start + len(name.letters)
        if letters.startswith(name.letters, start) and _stands_alone(text, places[start], places[end - 1], name):
            return name
    return None


def _listed(key: str, index: NameIndex) -> Iterator[Name]:
    for length in range(len(key), 1, -1):
        yield from index.names.get(key[:length], ())


def _stands_alone(text: str, first: int, last: int, name: Name) -> bool:
    if last + 1 < len(text) and not is_boundary(text[last], text[last + 1]):
        return False
    if not name.exact:
        return True
    written = text[first : last + 1]
    plain = written.replace(".", "")  # "U.K.A.S."
    return written == name.exact or (plain.isupper() and name.exact.isupper() and plain.isalpha())
