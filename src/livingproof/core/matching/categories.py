"""The kinds of products that a product's words may mean, and what these kinds need beside a general certificate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from livingproof.core.claim import Claim
from livingproof.core.facts import Facts, PaperNeed, ProductCategory, Standard
from livingproof.core.matching.clauses import read
from livingproof.core.matching.products import Lexicon, ProductIndex, index_of
from livingproof.core.matching.scope_parts import Role, Thing
from livingproof.core.matching.words import IS_RUN, cut, fold

MEDICAL_AREA = "medical devices quality"
"""The catalogue's name for the area of the standards of medical devices."""

REQUIRED, ASKED = "required", "commonly asked"


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing named in a product's words: its families with all that contain them, and the categories it may belong to.

    `families` is empty where no family has the word; `categories` is empty where the catalogue holds none for it.
    """

    words: str
    families: frozenset[str]
    categories: tuple[ProductCategory, ...]

    @property
    def known(self) -> bool:
        """Whether anything of it is known."""
        return bool(self.families or self.categories)

    def standards(self, level: str) -> frozenset[str]:
        """The standards that every category it may belong to names at this level; what only some name is not counted."""
        named = [{name for name, its in category.standards if its == level} for category in self.categories]
        return frozenset(set.intersection(*named)) if named else frozenset()

    def papers(self, markets: Iterable[str], level: str) -> tuple[PaperNeed, ...]:
        """The papers for these markets that every category it may belong to names at this level."""
        wanted = {"", *markets}
        named = [[need for need in c.papers if need.level == level and need.market in wanted] for c in self.categories]
        common = set.intersection(*({(n.paper, n.market) for n in needs} for needs in named)) if named else set()
        return tuple(need for need in (named[0] if named else ()) if (need.paper, need.market) in common)


@lru_cache(maxsize=8192)
def kinds_of(product: str, facts: Facts) -> tuple[Kind, ...]:
    """Every thing that the product's words name, with its categories: by the categories' own words, else by family."""
    index = index_of(facts.families, facts.wording)
    things = [thing for thing in read(product, index).things if thing.role is Role.COVERED]
    return tuple(_kind(thing, index, facts) for thing in things)


def standards_shown(claims: Iterable[Claim], facts: Facts) -> dict[str, Standard]:
    """The catalogue's standards that these claims name, with those that they include, by id."""
    named = [ref.standard for claim in claims for ref in claim.standards.value or () if ref.standard]
    known = [facts.standards[name] for name in named if name in facts.standards]
    contained = [facts.standards[name] for standard in known for name in standard.includes if name in facts.standards]
    return {standard.id: standard for standard in (*known, *contained)}


def _kind(thing: Thing, index: ProductIndex, facts: Facts) -> Kind:
    above = frozenset(family for own in thing.families for family in index.ancestors(own))
    families = frozenset(thing.families) | above
    named = _named(thing, facts, index)
    by_words = tuple(category for category in facts.categories if category.id in named)
    own = tuple(category for category in facts.categories if set(category.families) & set(thing.families))
    return Kind(thing.words, families, by_words or own or _nearest(thing.families, facts))


def _nearest(families: Iterable[str], facts: Facts) -> tuple[ProductCategory, ...]:
    """For each family the categories of those that contain it, of the nearest generation that has any."""
    found = {category.id for family in families for category in _inherited(family, facts)}
    return tuple(category for category in facts.categories if category.id in found)


def _inherited(family: str, facts: Facts) -> tuple[ProductCategory, ...]:
    generation = set(facts.families[family].parents)
    while generation:
        found = tuple(category for category in facts.categories if generation.intersection(category.families))
        if found:
            return found
        generation = {parent for name in generation for parent in facts.families[name].parents}
    return ()


def _named(thing: Thing, facts: Facts, index: ProductIndex) -> frozenset[str]:
    """The categories one of whose words is the thing's noun and stands in the thing's words with all that belongs to it."""
    lexicon = index.lexicon(thing.language)
    words = _words_of(facts, lexicon)
    if lexicon.runs:
        return frozenset(category for run, _, category in words.get("", ()) if run in thing.words)
    return frozenset(category for _, stems, category in words.get(thing.head, ()) if thing.stems.issuperset(stems))


@lru_cache(maxsize=64)
def _words_of(facts: Facts, lexicon: Lexicon) -> Mapping[str, tuple[tuple[str, frozenset[str], str], ...]]:
    """The categories' words in one language by their noun: the words, their stems, the category. Unspaced ones stand under ""."""
    found: dict[str, list[tuple[str, frozenset[str], str]]] = {}
    for category in facts.categories:
        for words in category.words:
            if bool(IS_RUN.search(words)) is not lexicon.runs:
                continue
            stems = [lexicon.stem(fold(word)) for word in cut(words) if word[0].isalnum()]
            if lexicon.runs:
                found.setdefault("", []).append((fold(words), frozenset(), category.id))
            elif stems:
                found.setdefault(stems[-1], []).append((words, frozenset(stems), category.id))
    return {head: tuple(words) for head, words in found.items()}
