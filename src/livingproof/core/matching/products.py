"""The words for products of every language, indexed so that the names of families are found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from livingproof.core.facts import Family, Grammar, Wording
from livingproof.core.matching.product_names import Hit, Name, name_of
from livingproof.core.matching.words import Forms, Token, compile_forms, cut, fold, script_of, spell, stem
from livingproof.core.terms import Activity

RUN_SCRIPTS = {"han": "zh", "kana": "ja", "hangul": "ko"}
MIN_PART = 4
"""Letters of a word that may stand at the end of a compound (Edelstahl-schrauben)."""

MIN_TELLING = 3
"""Letters of a word of a name that speaks for a language; shorter ones ("eau DE parfum") are words of many."""


class Lexicon:
    """One language: its forms compiled, and the names of products by their first stem."""

    def __init__(self, language: str, wording: Wording, labels: Iterable[tuple[Family, str, bool]]) -> None:
        self.language = language
        self.wording = wording
        self.grammar = wording.grammar or Grammar("latin")
        self.runs = self.grammar.script in RUN_SCRIPTS
        self._labels = labels
        self._stems: dict[str, str] = {}
        self._tables: dict[str, Forms] = {}

    def forms(self, words: Iterable[str]) -> Forms:
        """A table of forms, compiled for this language."""
        return compile_forms(words, self.wording.spellings)

    def table(self, name: str) -> Forms:
        """A list of the language's wording by its name, compiled once."""
        known = self._tables.get(name)
        if known is None:
            known = self._tables[name] = self.forms(getattr(self.wording, name))
        return known

    @cached_property
    def joins(self) -> Forms:
        """Words that part two things."""
        return self.forms(self.grammar.joins)

    @cached_property
    def complements(self) -> Forms:
        """Words that open what only explains."""
        return self.forms(self.grammar.complements)

    @cached_property
    def small(self) -> Forms:
        """Words to pass over."""
        return self.forms(self.grammar.small)

    @cached_property
    def parts(self) -> Forms:
        """Words that make parts of a thing."""
        return self.forms(self.grammar.parts)

    @cached_property
    def same(self) -> Forms:
        """Words that leave a thing what it is."""
        return self.forms(self.grammar.same)

    @cached_property
    def adjectives(self) -> tuple[str, ...]:
        """Endings of words that only describe."""
        return tuple(fold(ending) for ending in self.grammar.adjectives)

    @cached_property
    def generic(self) -> Forms:
        """Words that name no product."""
        return self.forms(sorted(self.wording.generic))

    @cached_property
    def slogans(self) -> Forms:
        """Praise, which names nothing."""
        return self.forms(self.wording.slogans)

    @cached_property
    def lists(self) -> Forms:
        """Words that open a complete list."""
        return self.forms((*self.grammar.lists, *self.wording.limits))

    @cached_property
    def contexts(self) -> Forms:
        """Words after which customers or uses are named."""
        return self.forms(self.wording.contexts)

    @cached_property
    def contexts_before(self) -> Forms:
        """Words before which a use is named."""
        return self.forms(self.grammar.contexts_before)

    @cached_property
    def exclusions(self) -> Forms:
        """Words after which stands what is outside."""
        return self.forms(self.wording.exclusions)

    @cached_property
    def exclusions_before(self) -> Forms:
        """Words before which stands what is outside."""
        return self.forms(self.wording.exclusions_before)

    @cached_property
    def open_ended(self) -> Forms:
        """Phrases that leave a list open."""
        return self.forms((*self.wording.open_ended, *self.wording.universal))

    @cached_property
    def activities(self) -> tuple[tuple[str, Activity, bool, Forms], ...]:
        """Each single activity: name, what it counts as, whether it is strong, its forms."""
        strong = set(self.wording.strong)
        return tuple(
            (name, kind, name in strong, self.forms(forms)) for name, kind, forms in self.wording.named if forms
        )

    @cached_property
    def qualifiers(self) -> tuple[tuple[str, str, Forms], ...]:
        """Each qualifier: class, value, forms."""
        return tuple((kind, value, self.forms(forms)) for kind, value, forms in self.wording.qualifiers)

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        known = self._stems.get(word)
        if known is None:
            known = word if self.runs else stem(word, self.endings, self.grammar.rounds)
            self._stems[word] = known
        return known

    @cached_property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """The endings of the language, folded as words are."""
        return tuple((fold(ending), kept) for ending, kept in self.grammar.endings)

    @cached_property
    def names(self) -> Mapping[str, tuple[Name, ...]]:
        """All names by first stem, longest first."""
        found: dict[tuple[str, ...], tuple[list[Family], list[bool]]] = {}
        rows = list(self._labels)
        if not rows:
            return {}
        texts = spell(fold("\n".join(label for _, label, _ in rows)), self.wording.spellings).split("\n")
        for (family, _, whole), text in zip(rows, texts, strict=True):
            stems = (text.replace(" ", ""),) if self.runs else self._key(text)
            families, wholes = found.setdefault(stems, ([], []))
            families.append(family)
            wholes.append(whole)
        table: dict[str, list[Name]] = {}
        for stems, (families, wholes) in found.items():
            if stems:
                table.setdefault(stems[0], []).append(name_of(stems, families, whole=any(wholes)))
        return {first: tuple(sorted(names, key=lambda name: -len(name.stems))) for first, names in table.items()}

    @cached_property
    def names_by_end(self) -> Mapping[str, tuple[Name, ...]]:
        """All names by last stem, longest first."""
        table: dict[str, list[Name]] = {}
        for names in self.names.values():
            for name in names:
                table.setdefault(name.stems[-1], []).append(name)
        return {last: tuple(sorted(names, key=lambda name: -len(name.stems))) for last, names in table.items()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every stem that stands in a name."""
        return frozenset(stem for names in self.names.values() for name in names for stem in name.stems)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Words by which the language shows itself: those that join, explain, stand for parts or uses, or name nothing."""
        tables = (self.small, self.joins, self.complements, self.generic, self.parts, self.contexts, self.exclusions)
        return frozenset(word for forms in tables for word in forms.words)

    @cached_property
    def deeds(self) -> Forms:
        """All forms of all activities."""
        return self.forms([form for *_, forms in self.wording.named for form in forms])

    def score(self, words: Sequence[Token], letters: set[str]) -> int:
        """How much in these words and letters speaks for the language; a deed or a letter of its own counts twice."""
        score = 2 * len(letters & set(self.grammar.characters))
        for word in words:
            score += (word.text in self.telling) + (
                len(word.text) >= MIN_TELLING and self.stem(word.text) in self.vocabulary
            )
            score += 2 * (word.text in self.deeds.words or word.text.startswith(self.deeds.beginnings))
        return score

    def knows(self, word: Token) -> bool:
        """Whether the word is one of this language's tables or stands in a name."""
        done = word.text in self.deeds.words or word.text.startswith(self.deeds.beginnings)
        return done or word.text in self.telling or self.stem(word.text) in self.vocabulary

    def _key(self, text: str) -> tuple[str, ...]:
        words = [word for word in cut(text) if word[0].isalnum()]
        kept = [word for word in words if word not in self.complements.words and word not in self.small.words]
        return tuple(self.stem(word) for word in kept or words)

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Every name in the tokens, the longest at each place; compounds by their end.

        Where the noun stands last, the tokens are read from their end, so that of two names that overlap the one with the
        noun stays ("PVC | pipe fittings").
        """
        if self.grammar.head == "last" and not self.runs:
            yield from reversed(list(self._backwards(tokens)))
            return
        at = 0
        while at < len(tokens):
            hit = self._at(tokens, at) or self._compound(tokens, at)
            if hit:
                yield hit
            at = hit.end if hit else at + 1

    def _backwards(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        end = len(tokens)
        while end:
            hit = self._ending(tokens, end) or self._compound(tokens, end - 1)
            if hit:
                yield hit
            end = hit.start if hit else end - 1

    def _ending(self, tokens: Sequence[Token], end: int) -> Hit | None:
        """The longest name that ends before `end`."""
        for name in self.names_by_end.get(tokens[end - 1].stem, ()):
            start = end - len(name.stems)
            if start >= 0 and tuple(token.stem for token in tokens[start:end]) == name.stems:
                return Hit(start, end, name)
        return None

    def _at(self, tokens: Sequence[Token], at: int) -> Hit | None:
        for name in self.names.get(tokens[at].stem, ()):
            length = len(name.stems)
            if tuple(token.stem for token in tokens[at : at + length]) == name.stems:
                return Hit(at, at + length, name)
        return None

    def _compound(self, tokens: Sequence[Token], at: int) -> Hit | None:
        word = tokens[at].stem
        if self.language != "de":
            return None
        for cut_at in range(2, len(word) - MIN_PART + 1):
            for name in self.names.get(word[cut_at:], ()):
                if len(name.stems) == 1:
                    return Hit(at, at + 1, name, inside=True)
        return None

    @cached_property
    def segments(self) -> Mapping[str, tuple[str, ...]]:
        """Everything that a run of signs may be cut into, by first sign, longest first."""
        pieces = {name.stems[0] for names in self.names.values() for name in names}
        tables: tuple[Forms, ...] = (
            self.joins,
            self.small,
            self.parts,
            self.same,
            self.generic,
            self.exclusions,
            self.exclusions_before,
        )
        tables += (self.contexts, self.lists, self.open_ended, self.complements)
        tables += tuple(self.table(name) for name in ("given_out", "own", "denied"))
        for forms in (*tables, *(forms for *_, forms in self.activities), *(forms for *_, forms in self.qualifiers)):
            pieces |= forms.words | set(forms.beginnings)
        table: dict[str, list[str]] = {}
        for piece in pieces:
            table.setdefault(piece[0], []).append(piece)
        return {first: tuple(sorted(found, key=lambda piece: (-len(piece), piece))) for first, found in table.items()}

    def cut_run(self, run: str) -> Iterator[str]:
        """The run of signs cut into known pieces; what is unknown between two of them stays together."""
        at = unknown = 0
        while at < len(run):
            piece = next((piece for piece in self.segments.get(run[at], ()) if run.startswith(piece, at)), "")
            if piece:
                if unknown < at:
                    yield run[unknown:at]
                yield piece
                unknown = at + len(piece)
            at += len(piece) or 1
        if unknown < len(run):
            yield run[unknown:]


@dataclass(frozen=True, eq=False)
class ProductIndex:
    """Product families and scope words, indexed. Languages are compiled when a text needs them."""

    families: Mapping[str, Family]
    wording: Wording
    _lexicons: dict[str, Lexicon] = field(default_factory=dict, compare=False)
    _labels: dict[str, list[tuple[Family, str, bool]]] = field(default_factory=dict, compare=False)
    _inherent: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict, compare=False)

    def lexicon(self, language: str) -> Lexicon:
        """The words of one language."""
        known = self._lexicons.get(language)
        if known is None:
            labels = self._by_language().get(language, ())
            known = Lexicon(language, self.wording.by_language.get(language, Wording()), labels)
            self._lexicons[language] = known
        return known

    def _by_language(self) -> Mapping[str, list[tuple[Family, str, bool]]]:
        """Labels by language: family, words, and whether they name the whole family."""
        if not self._labels:
            for family in self.families.values():
                seen = set()
                for language, words in family.labels:
                    whole = not family.members_differ or language not in seen
                    seen.add(language)
                    self._labels.setdefault(language, []).append((family, words, whole))
        return self._labels

    def language_of(self, text: str, otherwise: str = "en") -> str:
        """The language of the text: by script, then by letters and words that only it has; `otherwise` when nothing tells."""
        script = script_of(text)
        if script in RUN_SCRIPTS:
            return RUN_SCRIPTS[script]
        able = [
            language
            for language, words in self.wording.by_language.items()
            if words.grammar and words.grammar.script == script
        ]
        if len(able) < 2:  # noqa: PLR2004 - one language leaves no choice
            return able[0] if able else otherwise
        letters = set(text.casefold())
        words = [Token(word, fold(word), "") for word in cut(text) if word[0].isalnum()]
        if otherwise in able and words and all(self.lexicon(otherwise).knows(word) for word in words):
            return otherwise
        scores = {language: self.lexicon(language).score(words, letters) for language in able}
        best = max(scores.values())
        if not best or (scores.get(otherwise) and scores[otherwise] + 1 >= best):
            return otherwise
        return next(language for language, score in scores.items() if score == best)

    def inherent(self, family: str) -> frozenset[tuple[str, str]]:
        """The qualifiers that the family's label holds, or that of a family above it along first parents."""
        known = self._inherent.get(family)
        if known is None:
            member, lexicon = self.families[family], self.lexicon("en")
            words = [Token(word, fold(word), "") for word in cut(member.label)]
            found = {(kind, value) for kind, value, forms in lexicon.qualifiers if forms.anywhere(words)}
            above = self.inherent(member.parents[0]) if member.parents else frozenset()
            known = self._inherent[family] = frozenset(found) | above
        return known

    def ancestors(self, family: str) -> frozenset[str]:
        """All families that contain this one, at any distance."""
        found: set[str] = set()
        waiting = list(self.families[family].parents)
        while waiting:
            parent = waiting.pop()
            if parent not in found:
                found.add(parent)
                waiting.extend(self.families[parent].parents)
        return frozenset(found)


class _Same:
    """Two tables held by identity, so that an index is built once for them."""

    __slots__ = ("families", "wording")

    def __init__(self, families: Mapping[str, Family], wording: Wording) -> None:
        self.families = families
        self.wording = wording

    def __hash__(self) -> int:
        return hash((id(self.families), id(self.wording)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.families is other.families and self.wording is other.wording


@lru_cache(maxsize=4)
def _index(tables: _Same) -> ProductIndex:
    return ProductIndex(tables.families, tables.wording)


def index_of(families: Mapping[str, Family], wording: Wording) -> ProductIndex:
    """The index of these tables, built on first use and kept while the same tables are asked for."""
    return _index(_Same(families, wording))
