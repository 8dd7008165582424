"""The table of roles: who they are, and what each may do with the house itself. Acts on records name their roles themselves."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from livingproof.core.system.machine import ANYONE, CLOCK, PARTY

if TYPE_CHECKING:
    from django.utils.functional import Promise

TABLE = "roles.csv"
YES = "x"
_TEXTS = ("role", "title", "about")
LANGUAGES = {"en": "en", "de": "de", "zh": "zh"}
NO_ROLES = frozenset({ANYONE, CLOCK, PARTY})
"""Words in an act's roles that are no roles of the table: every member, the clock, another party."""


class RolesError(ValueError):
    """The table of roles cannot be read; the text says which line."""


@dataclass(frozen=True, slots=True)
class Role:
    """One line of the table. `deeds` are the columns marked with an x."""

    id: str
    titles: Mapping[str, str]
    about: Mapping[str, str]
    deeds: frozenset[str]

    def title(self, language: str) -> str:
        """The title in this language; English where the table has none."""
        return self.titles.get(language.split("-", maxsplit=1)[0]) or self.titles["en"]

    def meaning(self, language: str) -> str:
        """What the role is, in this language; English where the table has none."""
        return self.about.get(language.split("-", maxsplit=1)[0]) or self.about["en"]


@dataclass(frozen=True, slots=True)
class Right:
    """What the roles together may do: a kind of record and one act on it, or the house ("") and one deed."""

    kind: str
    titles: str | Promise
    act: str
    roles: tuple[str, ...]


@cache
def every_role() -> tuple[Role, ...]:
    """The roles in the order of the table."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    return tuple(_role(number, row) for number, row in enumerate(csv.DictReader(text.splitlines()), start=2))


def _role(number: int, row: dict[str, str]) -> Role:
    deeds = {name: mark for name, mark in row.items() if not name.startswith(_TEXTS)}
    if wrong := {mark for mark in deeds.values() if mark not in ("", YES)}:
        raise RolesError(f"{TABLE}, line {number}: {min(wrong)!r} is neither {YES} nor empty")
    return Role(
        id=row["role"],
        titles={language: row[f"title_{language}"] for language in LANGUAGES},
        about={language: row[f"about_{language}"] for language in LANGUAGES},
        deeds=frozenset(name for name, mark in deeds.items() if mark),
    )


@cache
def every_deed() -> tuple[str, ...]:
    """The deeds that the table knows, in its order."""
    with files(__package__).joinpath(TABLE).open(encoding="utf-8") as table:
        head = next(csv.reader(table))
    return tuple(name for name in head if not name.startswith(_TEXTS))


def role_named(role: str) -> Role | None:
    """The role of this id; None when the table has none."""
    return next((one for one in every_role() if one.id == role), None)


def deeds_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything that somebody with these roles may do with the house. An unknown role may do nothing."""
    mine = frozenset(roles)
    return frozenset(deed for role in every_role() if role.id in mine for deed in role.deeds)


def who_may(deed: str) -> tuple[str, ...]:
    """The roles that may do this."""
    return tuple(role.id for role in every_role() if deed in role.deeds)


def rights() -> Iterator[Right]:
    """The whole table as a quality manager reads it: every deed of the house, every act on every kind of record."""
    from livingproof.app.kit.kinds import every_kind

    for deed in every_deed():
        yield Right("", "", deed, who_may(deed))
    for kind in every_kind():
        for act in kind.machine.acts:
            yield Right(kind.slug, kind.titles, act.name, act.roles)
