"""Finds entries of the catalogue by id, name or term, for people who look something up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from livingproof.catalogue.keys import Entry, Plain, Tables
from livingproof.catalogue.schema import TABLES

NAMED_BY = ("id", "code", "acronym", "name", "names", "entities", "term", "code_name", "title", "aliases", "domains")
"""Keys by whose values an entry is found, beside its id."""

HEADLINES = (
    *("title", "name", "term", "topic", "belief", "sign", "rule", "decision", "question", "label", "bears_on", "step"),
    *("text", "meaning", "form", "body", "when", "basis", "members", "prefixes", "bodies", "words", "to"),
)
"""Keys of which the first present one says best what an entry is."""

CERTAINTY = ("source", "confidence", "verified", "expert", "as_of")
"""Keys that say how sure an entry is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, with the table that holds it."""

    table: str
    id: str
    entry: Entry


def find(tables: Tables, word: str) -> list[Hit]:
    """The entries with that id, else those with that name, else those that only contain the words in a name."""
    wanted = squeezed(word)
    for match in (_has_id, _has_name, _has_part):
        hits = [Hit(*place) for place in _entries(tables) if wanted and match(place, wanted)]
        if hits:
            return hits
    return []


def suggestions(tables: Tables, word: str) -> list[str]:
    """Ids and names that look like the word."""
    names = {squeezed(name): name for place in _entries(tables) for name in (place[1], *_names(place[2]))}
    return [names[match] for match in get_close_matches(squeezed(word), names, n=3, cutoff=0.6)]


def headline(identity: str, entry: Entry) -> str:
    """What an entry is, in one line, beside its id."""
    for key in HEADLINES:
        value = entry.get(key, "")
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text and text not in identity:
            return text
    return f"as of {entry['as_of']}" if "as_of" in entry else ""


def related(tables: Tables, hit: Hit) -> Iterator[Hit]:
    """Entries of other tables that belong to this one: recognitions of a body, number patterns, accreditations."""
    for name, rows in tables.items():
        keys = [key for key, rule in TABLES[name].keys.items() if rule.refers == hit.table] if name in TABLES else []
        for identity, entry in rows.items():
            if any(entry.get(key) == hit.id for key in keys):
                yield Hit(name, identity, entry)


def sources_in(*entries: Entry) -> list[str]:
    """The source keys that entries name, those inside them too, each once."""
    found: dict[str, None] = {}
    for entry in entries:
        for key, value in entry.items():
            for item in value if isinstance(value, list) else []:
                if isinstance(item, dict):
                    found |= dict.fromkeys(sources_in(item))
                elif key == "source":
                    found[str(item)] = None
    return list(found)


def squeezed(text: str) -> str:
    """Letters and digits only, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


Place = tuple[str, str, Entry]


def _entries(tables: Tables) -> Iterator[Place]:
    for table, rows in tables.items():
        for identity, entry in rows.items():
            yield table, identity, entry


def _has_id(place: Place, wanted: str) -> bool:
    return squeezed(place[1]) == wanted


def _has_name(place: Place, wanted: str) -> bool:
    return any(squeezed(name) == wanted for name in _names(place[2]))


def _has_part(place: Place, wanted: str) -> bool:
    return any(wanted in squeezed(name) for name in (place[1], *_names(place[2])))


def _names(entry: Mapping[str, Plain]) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from _names(item)
                elif key in NAMED_BY:
                    yield str(item)
        elif key in NAMED_BY:
            yield str(value)
