"""How bodies print their certificates, labels beside those of the languages, and programs that files are made with."""

from __future__ import annotations

from typing import cast

from livingproof.catalogue.build.entries import maybe, provenance, text, texts
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import Profile, Program, ProgramKind


def profile(identity: str, entry: Entry, old: Profile | None) -> Profile:
    """How a body prints: what an entry does not say is taken from the one it is laid over, labels are added to it."""
    labels = dict(old.labels) if old else {}
    for role, words in cast("dict[str, list[str]]", entry.get("labels", {})).items():
        labels[role] = tuple(dict.fromkeys((*labels.get(role, ()), *words)))
    return Profile(
        body=identity,
        provenance=provenance(f"profile of {identity}", entry),
        labels=labels,
        order=texts(entry, "order", old.order if old else ()),
        date_order=maybe(entry, "date_order", old.date_order if old else None),
    )


def printed_label(_: str, entry: Entry, old: tuple[str, ...] | None) -> tuple[str, ...]:
    """The words of a role, added to those that were known."""
    return tuple(dict.fromkeys((*(old or ()), *texts(entry, "words"))))


def program(identity: str, entry: Entry, old: Program | None) -> Program:
    """A program; words are added to those that were known."""
    return Program(
        id=identity,
        kind=ProgramKind(text(entry, "kind", str(old.kind) if old else "")),
        words=tuple(dict.fromkeys((*(old.words if old else ()), *texts(entry, "words")))),
        provenance=provenance(f"program {identity}", entry),
    )
