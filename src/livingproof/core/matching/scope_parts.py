"""What a scope consists of once it is taken apart: deeds, things, and the stretches of words between separators."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from livingproof.core.matching.product_names import Name
from livingproof.core.matching.words import Token


class Role(StrEnum):
    """What a part of a scope is there for."""

    COVERED = "covered"
    EXCLUDED = "excluded"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Deed:
    """A single activity named in a sentence: its name in the table, the word as it stands there, and its place in the segment.

    `at` counts the words of the segment, `length` is how many of them say it.
    """

    name: str
    word: str
    strong: bool
    at: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing named: `name` is what the families call it (None: no family has its word), `head` the stem of its noun.

    `stems` are all stems that name or describe it, `loose` those that no name explains, `qualifiers` (class, value) pairs
    of its words. `part` says that only parts of it are meant, `process` that a deed is named as the product ("plating").
    `limited` is set where a list follows that says what is meant, `listed` on the things of such a list. `sure` is False when the noun itself is not known. `beside` are the
    families of other names among the words ("filing cabinet" in "filing cabinet metal"). `inherent` are the qualifiers that
    the name itself holds ("plastic" in "plastic injection part"): they do not narrow the family.
    """

    name: Name | None
    words: str
    head: str
    stems: frozenset[str]
    loose: frozenset[str]
    qualifiers: frozenset[tuple[str, str]]
    sentence: int
    language: str
    role: Role = Role.COVERED
    part: bool = False
    process: bool = False
    limited: bool = False
    listed: bool = False
    sure: bool = True
    beside: frozenset[str] = frozenset()
    inherent: frozenset[tuple[str, str]] = frozenset()

    @property
    def families(self) -> tuple[str, ...]:
        """The families that its name may mean."""
        return self.name.families if self.name else ()


@dataclass(slots=True)
class Segment:
    """The tokens between two separators, while a text is read.

    `bracket` counts the brackets opened before it; `narrows` is set within brackets and after a word that opens a list, `joined`
    when "and" or "or" parts it from the one before.
    """

    tokens: list[Token]
    role: Role
    sentence: int
    bracket: int = 0
    narrows: bool = False
    joined: bool = False

    @property
    def words(self) -> list[Token]:
        """The tokens that are words, and the sign that stands for one."""
        return [token for token in self.tokens if token.is_word or token.text == "&"]
