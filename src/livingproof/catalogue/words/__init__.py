"""Words: the sentences of findings, kept beside each check, one file per language; codes and facts go in, prose comes out.

`terms.<language>.yml` holds the words of headlines, axes and messages, `phrases.<language>.yml` those that stand in facts
(reasons why something could not be told, states, kinds), keyed by the English of the core, and `names.<language>.yml` those
of the catalogue (sectors, product papers, forms of numbers), keyed by its English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import livingproof.core.checks as checks_package
from livingproof.catalogue.words.names import families, names
from livingproof.core.check import Common, Plain
from livingproof.core.errors import CatalogueError

FOLDER = Path(__file__).parent
CHECKS = Path(checks_package.__file__ or "").parent
LANGUAGES = ("en", "de", "zh", "es")
"""The languages that every sentence is told in."""

HAN = re.compile(r"[\u3400-\u9fff]")
PLACE = re.compile(r"( ?)\{(\w+)\}( ?)")
DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")
"""A name that ends in a full stop at the end of a sentence: "Alpha Ltd.."."""
CLAUSE = re.compile(r"\[([^\[\]]*)\]")
"""A part of a sentence that is said only when all its facts are there: "Certificates can stand[; last day {ends_on}]."."""

NUMBERED = re.compile(r"<(\w+):([^<>|]*)\|([^<>|]*)>")
"""A word that depends on a number, first for one, then for others: "{days} <days:day|days>"."""

FORMS = {
    "day": r"\d{4}-\d\d-\d\d",
    "year": r"\d{4}(?:-\d\d-\d\d)?",
    "code": r"\S+",
    "market": r"[A-Z]{2}(?:, [A-Z]{2})*",
    "sector_code": r"\d{1,2}",
    "earlier": r"[a-z][a-z ]*",
    "later": r"[a-z][a-z ]*",
}
"""Parts of phrases that have a form."""

QUOTED = frozenset(
    [
        "accreditation_body",
        "address",
        "badges",
        "body",
        "certificate_number",
        "certificates",
        "certification_body",
        "entities",
        "entity",
        "excluded",
        "hidden",
        "holder",
        "holder_form",
        "holder_there",
        "host",
        "named",
        "names",
        "national",
        "nearest",
        "new_body",
        "old_body",
        "only_holder",
        "only_seller",
        "other_holder",
        "owner",
        "payload",
        "phrases",
        "printed",
        "product",
        "product_words",
        "program",
        "quote",
        "quotes",
        "scope",
        "scope_words",
        "sealed_by",
        "seller",
        "seller_form",
        "shared",
        "signer",
        "site",
        "stated",
        "unknown",
        "unrelated",
        "visible",
        "wanted",
        "word",
        "words",
    ]
)
"""Facts that quote a document, a register or the buyer: they stay as they are in every language."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of one reason: `text` always; the rest "" where nothing is to be said.

    `innocent` is the innocent explanation, `next` the next step, `supplier` and `body` the sentences that go into the
    messages to the supplier and to the certification body. Each may hold {placeholders} for facts, and [clauses with a
    {placeholder}] that are left out where the fact is missing.
    """

    text: str
    innocent: str = ""
    next: str = ""
    supplier: str = ""
    body: str = ""

    def told(self, facts: Mapping[str, Plain], language: str = "en") -> Sentences:
        """The same sentences with the facts in their places, as people of that language read them."""
        values = {name: show(value, language, quoted=name in QUOTED) for name, value in facts.items()}
        shown = _Shown(values, show(None, language))
        given = frozenset(name for name, value in facts.items() if value not in (None, (), ""))
        parts = (_with_clauses(getattr(self, part), given) for part in self.__slots__)
        return Sentences(*(_filled(part, shown, language) for part in parts))


@dataclass(frozen=True, slots=True)
class CheckWords:
    """The published words of a check: its question, the source of its rule, and the sentences of its reasons."""

    question: str
    source: str
    reasons: Mapping[str, Sentences]


class _Shown(dict[str, str]):
    """A fact that a sentence names and a finding lacks is shown as "not stated", never as an error."""

    def __init__(self, values: Mapping[str, str], missing: str) -> None:
        super().__init__(values)
        self.missing = missing

    def __missing__(self, key: str) -> str:
        return self.missing


def _with_clauses(sentence: str, given: frozenset[str]) -> str:
    """The sentence with those of its [clauses] whose facts are all given; the others are left out."""

    def kept(clause: re.Match[str]) -> str:
        names = {name for _, name, _ in PLACE.findall(clause.group(1))}
        return clause.group(1) if names <= given else ""

    return CLAUSE.sub(kept, sentence)


def fill(sentence: str, /, **facts: object) -> str:
    """A sentence of the terms with its facts in their places and its words in the number that they need."""
    shown = {name: str(value) for name, value in facts.items()}
    return numbered(sentence, shown).format_map(shown)


def numbered(sentence: str, shown: Mapping[str, str]) -> str:
    """The sentence with those of its words that depend on a number."""
    return NUMBERED.sub(lambda word: word.group(2 if shown[word.group(1)] == "1" else 3), sentence)


def pattern(sentence: str, language: str = "en") -> str:
    """A sentence as a pattern: the names of its facts between < and >, its clauses said, its words in the plural."""
    facts = terms(language)["page"]["facts"] | terms(language)["fields"]
    whole = CLAUSE.sub(r"\1", NUMBERED.sub(r"\3", sentence))
    return PLACE.sub(lambda place: f"{place[1]}<{facts.get(place[2], place[2].replace('_', ' '))}>{place[3]}", whole)


def _filled(sentence: str, shown: _Shown, language: str) -> str:
    """The sentence with its facts; Chinese writes a blank beside a fact in Latin letters, and none beside one of its own."""
    sentence = numbered(sentence, shown)
    if language != "zh":
        return DOUBLE_STOP.sub(".", sentence.format_map(shown))

    def beside(place: re.Match[str]) -> str:
        before, name, after = place.groups()
        value = shown[name]
        return ("" if HAN.match(value) else before) + value + ("" if HAN.match(value[-1:]) else after)

    return PLACE.sub(beside, sentence)


def show(value: Plain, language: str = "en", *, quoted: bool = False) -> str:
    """A fact as people read it: ISO days, lists with commas, "not stated" for None; phrases in the language, unless quoted."""
    words = terms(language)["values"]
    match value:
        case None | () | "":
            return str(words["not_stated"])
        case bool():
            return str(words["true" if value else "false"])
        case float():
            return f"{value:.2f}".rstrip("0").rstrip(".")
        case date():
            return value.isoformat()
        case tuple():
            return joined([show(item, language, quoted=quoted) for item in value], language)
        case Mapping():
            told = [
                f"{phrase(str(name), language)}{words['colon']}{show(item, language, quoted=quoted)}"
                for name, item in value.items()
                if item not in UNCOMPARED
            ]
            return joined(told, language) if told else str(words["not_stated"])
        case str():
            return value if quoted else phrase(value, language)
        case int():
            return str(value)


UNCOMPARED = ("absent", None, "", ())
"""What stands for a part that one side does not name; of the parts compared it is not told."""

FAMILIES = frozenset({"family", "scope_family"})
"""Facts that name product families of the catalogue."""


def fact_shown(name: str, value: Plain, language: str = "en") -> str:
    """A fact beside its name; "" where it is a product family that the language has no name for."""
    if name not in FAMILIES or language == "en":
        return show(value, language, quoted=name in QUOTED)
    path = value if isinstance(value, tuple) else (value,)
    return joined([families(language)[str(item)] for item in path if item in families(language)], language)


def joined(items: Sequence[str], language: str = "en") -> str:
    """A list in words; where an item holds a comma of its own, semicolons stand between the items."""
    words = terms(language)["values"]
    comma = str(words["between"])
    return str(words["between_long"] if any(comma in item for item in items) else comma).join(items)


def phrase(english: str, language: str) -> str:
    """A phrase of the core in a language; words that are no phrase of the core (names, quotes) come back unchanged."""
    exact, patterns = _phrases(language)
    if english in exact:
        return exact[english]
    for pattern, told in patterns:
        if found := pattern.fullmatch(english):
            return told.format(**{name: phrase(part, language) for name, part in found.groupdict().items()})
    return english


def _pattern(english: str) -> re.Pattern[str]:
    """A phrase with {parts} as a pattern; a {day} is an ISO day and a {year} a year or such a day, so that no name is taken for one."""
    return re.compile(
        re.sub(
            r"\\{(\w+)\\}",
            lambda part: f"(?P<{part.group(1)}>{FORMS.get(part.group(1), '.+')})",
            re.escape(english),
        )
    )


@cache
def _phrases(language: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Phrases as they stand, and those with {parts} as patterns, in the order of the file."""
    own: dict[str, str] = _content(FOLDER / f"phrases.{language}.yml")
    content = {
        **own,
        **{name: told for name, told in (families(language) | names(language)).items() if name not in own},
    }
    fields = {name: str(told) for name, told in terms(language)["fields"].items() if "_" in name}
    exact = fields | {english: told for english, told in content.items() if "{" not in english}
    patterns = tuple((_pattern(english), told) for english, told in content.items() if "{" in english)
    return exact, patterns


@cache
def words_of(check: str, language: str = "en") -> CheckWords:
    """The words of a check by its id, in a language for which it has a file."""
    family, _, name = check.partition(".")
    path = CHECKS / family / name.replace("-", "_") / f"words.{language}.yml"
    content = _content(path)
    common = _common(language)
    reasons = {code: Sentences(**sentences) for code, sentences in content["reasons"].items()}
    return CheckWords(content["question"], content["source"], {**common, **reasons})


@cache
def _common(language: str) -> dict[str, Sentences]:
    content = _content(FOLDER / f"common.{language}.yml")
    return {code: Sentences(**content[code]) for code in Common.__members__}


@cache
def beliefs(language: str = "en") -> Mapping[str, Any]:
    """What certificates are taken for, by the id of the misconception; `not_told` lists those that no reader is told."""
    content: Mapping[str, Any] = _content(FOLDER / f"beliefs.{language}.yml")
    return content


@cache
def terms(language: str = "en") -> Mapping[str, Any]:
    """The words for headlines, decisions, axes, grades, evidence and states, as the reader sees them."""
    content: Mapping[str, Any] = _content(FOLDER / f"terms.{language}.yml")
    return content


def _content(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as problem:
        raise CatalogueError(
            f"{path.name} of {path.parent.name}: words are missing or damaged; reinstall livingproof."
        ) from problem
