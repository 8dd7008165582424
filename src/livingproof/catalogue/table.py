"""What a table of the catalogue is: its identity, its keys, and the provenance that every entry carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livingproof.catalogue.keys import DATE, TEXT, TEXTS, Key, need, one_of, read_texts
from livingproof.core.terms import Confidence


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the keys that make an entry's id (joined where several), and all keys that it may have."""

    identity: tuple[str, ...]
    keys: Mapping[str, Key]
    about: str = ""


PROVENANCE: Mapping[str, Key] = {
    "source": need(Key(read_texts)),
    "confidence": need(Key(one_of(Confidence))),
    "verified": need(Key(one_of(("looked-up", "expert")))),
    "as_of": DATE,
    "expert": TEXTS,
    "note": TEXT,
}
"""`expert` lists the keys of a looked-up entry that nobody looked up; `as_of` is the day to which the source speaks."""


def table(*identity: str, about: str = "", **keys: Key) -> Table:
    """A table whose entries are found by these keys; provenance is added."""
    return Table(identity, {**{name: need(TEXT) for name in identity if name not in keys}, **keys, **PROVENANCE}, about)
