"""The one loader: shipped facts, and a user's own laid over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from livingproof.catalogue import compiled
from livingproof.catalogue.build import facts_of
from livingproof.catalogue.files import ROOM, Known, Reading, accept, read_folder, read_mapping
from livingproof.catalogue.keys import Entry, Tables
from livingproof.catalogue.schema import TABLES
from livingproof.core.facts import Facts, Family
from livingproof.core.matching.bodies import key

T = TypeVar("T")


def load(overlay: Path | None = None) -> Facts:
    """The shipped facts, with the facts of a folder laid over them where one is given.

    Raises CatalogueError when a file of the folder names an unknown id or key, lacks a source, or is not in its format.
    """
    shipped = _shipped()
    return lay_over(shipped, overlay) if overlay else shipped


def version() -> str:
    """The version of the shipped facts."""
    return (ROOM / "VERSION").read_text(encoding="utf-8").strip()


@cache
def _shipped() -> Facts:
    empty = Facts(
        version=version(), families=Lazily(_families), site_roles=Lazily(_site_roles), wording=compiled.read_wording()
    )
    return facts_of(compiled.read(compiled.FACTS), empty)


def _families() -> Mapping[str, Family]:
    from livingproof.catalogue.products import families

    return families()


def _site_roles() -> Mapping[str, str]:
    from livingproof.catalogue.labels import label_table

    return {key(word): kind for word, kind in label_table().site_roles.items()}


def lay_over(facts: Facts, own: Path | Mapping[str, object]) -> Facts:
    """A user's own facts, from a folder or as plain tables in the file format, over the given ones.

    An entry with a known id changes the keys it names; any other is added. The version gets the digest of what was laid
    over, so that a verdict says which facts it rests on.
    """
    tables = accept(read_own(facts, own))
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(text.encode()).hexdigest()[:12]
    return replace(facts_of(tables, facts), version=f"{facts.version}+{digest}")


def overlay_from(tables: Mapping[str, object]) -> Facts:
    """The shipped facts with these tables over them: what a test case writes under `catalogue:`."""
    return lay_over(load(), tables)


def read_own(facts: Facts, own: Path | Mapping[str, object]) -> Reading:
    """A user's own tables with every problem found, for `catalogue check`."""
    known = known_ids(facts)
    return read_folder(own, known) if isinstance(own, Path) else read_mapping(own, known)


def known_ids(facts: Facts) -> Known:
    """The ids that a user's own entries may name."""
    return {
        "standards": facts.standards,
        "adoptions": {row.id for row in facts.adoptions},
        "arrangements": facts.arrangements,
        "accreditation_bodies": facts.accreditation_bodies,
        "certification_bodies": facts.certification_bodies,
        "registers": facts.registers,
        "categories": {row.id for row in facts.categories},
        "papers": facts.papers,
        "sectors": facts.sectors,
        "families": facts.families,
        "programs": facts.programs,
        "misconceptions": {row.id for row in facts.misconceptions},
        "approvals": facts.approvals,
        "sources": facts.sources,
        "regional_groups": {group for body in facts.accreditation_bodies.values() for group in body.groups},
    }


def tables() -> Tables:
    """All shipped tables as plain entries, with those that only people read: glossary, rules, flags, clauses."""
    found = {**compiled.read(compiled.FACTS), **compiled.read(compiled.REFERENCE), "families": _family_rows()}
    return {name: found[name] for name in (*TABLES, "sources") if name in found}


def _family_rows() -> dict[str, Entry]:
    known: Entry = {"source": ["EK"], "confidence": "medium", "verified": "expert"}
    return {
        identity: {
            "label": family.label,
            "kind": family.kind,
            "parents": list(family.parents),
            "siblings": list(family.siblings),
            "labels": {
                language: [word for other, word in family.labels if other == language]
                for language in dict.fromkeys(language for language, _ in family.labels)
            },
            **known,
        }
        for identity, family in _families().items()
    }


class Lazily(Mapping[str, T]):
    """A mapping that is made when it is first looked into."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Mapping[str, T]]) -> None:
        self._make = make
        self._made: Mapping[str, T] | None = None

    @property
    def made(self) -> Mapping[str, T]:
        """The mapping itself."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, key: str) -> T:
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        return key in self.made  # without this every unknown key would be an exception raised and caught

    def __iter__(self) -> Iterator[str]:
        return iter(self.made)

    def __len__(self) -> int:
        return len(self.made)

    def __reduce__(self) -> tuple[type[Lazily[T]], tuple[Callable[[], Mapping[str, T]]]]:
        return type(self), (self._make,)
