"""What things are called: product families, and the words that scopes are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from livingproof.core.terms import Activity


@dataclass(frozen=True, slots=True)
class Family:
    """A product family: `labels` are (language, words) pairs, `parents` the families that contain it.

    `siblings` share a parent: near, but not this. `broad` families name an industry rather than goods: a careful reader
    asks.
    """

    id: str
    label: str
    kind: str
    parents: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    siblings: tuple[str, ...] = ()
    broad: bool = False
    members_differ: bool = False
    """The first label of each language names the family, the others name different goods of it."""
    made: bool = False
    """Of goods: named by how they are made ("castings"), not by their use. Of a group: its goods may be made of such parts."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language builds the name of a thing, as far as comparing two names needs it.

    `head` says where the noun stands that names the thing: "last" (office chair), "first" (silla de oficina) or "either".
    `joins` part two things, `complements` open what only explains ("of", "de"), `small` words are passed over. `endings`
    are (ending, what stands for it), longest first, taken off at most `rounds` times; `adjectives` are endings of words
    that only describe. `parts` turn a thing into parts of it ("spare parts"), `same` leave it what it is ("products").
    `lists` open a list of all that is meant ("namely"), `contexts_before` stand after a mere use ("için"). `characters` are letters by which the language shows itself.
    """

    script: str
    head: str = "last"
    joins: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    endings: tuple[tuple[str, str], ...] = ()
    rounds: int = 1
    adjectives: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    contexts_before: tuple[str, ...] = ()
    characters: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by language that the rules look for: activity verbs, exclusions, generic words, slogans.

    `activities` maps each activity to its forms; a form that ends in * is the beginning of a word. `exclusions` introduce
    what is outside a scope (`exclusions_before`: the thing stands before the phrase), `design_excluded` say that design is
    outside, `limits` introduce the only part covered, `contexts` the customers' sector. `generic` name no product,
    `open_ended` promise everything, `slogans` praise. `qualifiers` are (class, value, forms): a product and a scope that
    differ within a class are not the same goods. `named` are the single activities ("treat", "package"): (name, activity,
    forms). Everything here joins all languages; `by_language` holds each language by itself. Who does a deed is told by
    `others_by` before `others` ("by subcontractors"), by `given_out` ("outsourced"), by `own` ("in-house") and `denied` ("no");
    `made` are participles ("manufactured"), `about` is work of which a deed is but the topic ("supervision"), `unless` what
    others do instead ("approved by"). These eight stand in `by_language` only.
    """

    activities: Mapping[Activity, tuple[str, ...]] = field(default_factory=dict)
    exclusions: tuple[str, ...] = ()
    exclusions_before: tuple[str, ...] = ()
    design_excluded: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    open_ended: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    legal_forms: tuple[str, ...] = ()
    named: tuple[tuple[str, Activity, tuple[str, ...]], ...] = ()
    strong: tuple[str, ...] = ()
    """The single activities whose forms say the deed wherever they stand; the others also name goods ("packaging")."""
    universal: tuple[str, ...] = ()
    """Phrases that claim every product there is ("all kinds of products")."""
    spellings: tuple[tuple[str, str], ...] = ()
    """Spellings of one word brought to one (tyre, tire), as parts of words."""
    compatible: tuple[tuple[str, str], ...] = ()
    """Qualifier values that do not exclude one another (steel is a metal)."""
    others_by: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    given_out: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    grammar: Grammar | None = None
    by_language: Mapping[str, Wording] = field(default_factory=dict)
