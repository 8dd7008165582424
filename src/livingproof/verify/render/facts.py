"""The facts of a finding in words, for every form of output: names, values, and what was compared part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from livingproof.catalogue.words import UNCOMPARED, fact_shown, phrase, show, terms
from livingproof.core.check import Finding, Plain
from livingproof.core.claim import Field
from livingproof.core.terms import Grade
from livingproof.verify.telling import facts_of

LONGEST = 300
PARTS = {
    "same": Grade.PASS,
    "agrees": Grade.PASS,
    "other": Grade.FAIL,
    "different": Grade.FAIL,
    "the document says more": Grade.WARN,
    "unclear": Grade.UNDETERMINED,
    "not comparable": Grade.UNDETERMINED,
}
"""What a compared part gives; every other answer is told without a sign."""

SAID_ELSEWHERE = frozenset({"page", "box", "sources", "instead_of"})
"""Facts that are shown as places, sources and sentences, not as values."""


WHOLE = frozenset({"verify"})
"""Facts that a reader works through, however long."""


@dataclass(frozen=True, slots=True)
class Part:
    """One compared part: its name, the grade it gives (None: no sign), what was said on the sides, and the answer."""

    name: str
    grade: Grade | None
    sides: str
    answer: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name, and either its value or the parts that were compared."""

    name: str
    value: str
    parts: tuple[Part, ...] = ()


def facts_shown(finding: Finding, language: str) -> Iterator[Fact]:
    """Each fact that has a value in this language, by its name."""
    for name, value in facts_of(finding, language).items():
        if name in SAID_ELSEWHERE or value in (None, "", ()):
            continue
        if isinstance(value, Mapping):
            told = {part: answer for part, answer in value.items() if answer not in UNCOMPARED}
            parts = tuple(_part(str(part), answer, language) for part, answer in told.items())
            yield Fact(name_of(name, language), "", parts)
        elif said := fact_shown(name, _fields_named(value, language), language):
            yield Fact(name_of(name, language), said if name in WHOLE else clipped(said))


def name_of(fact: str, language: str) -> str:
    """The word for a fact, for a field of the claim, or for a part that was compared."""
    words = terms(language)
    found = words["page"]["facts"].get(fact) or words["fields"].get(fact)
    if found:
        return str(found)
    told = phrase(fact, language)
    return told if told != fact else fact.replace("_", " ")


def value_read(field: Field[object]) -> str:
    """The value of a field as it was read: as printed, or in the form in which people write it."""
    value = field.value
    if field.as_printed:
        return field.as_printed
    if isinstance(value, tuple):
        return ", ".join(
            str(getattr(item, "as_printed", None) or getattr(item, "address", None) or item) for item in value
        )
    return str(value)


def clipped(said: str) -> str:
    """The words, cut where they are longer than a reader looks at."""
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()} …"


def _part(name: str, answer: Plain, language: str) -> Part:
    if isinstance(answer, Mapping):
        sides = {side: said for side, said in answer.items() if side != "result"}
        told = "; ".join(
            f"{name_of(str(side), language)}: {show(said, language, quoted=True)}" for side, said in sides.items()
        )
        result = answer.get("result")
        return Part(name_of(name, language), PARTS.get(str(result)), clipped(told), _answer(result, language))
    return Part(name_of(name, language), PARTS.get(str(answer)), "", _answer(answer, language))


def _answer(answer: Plain, language: str) -> str:
    return str(terms(language)["page"]["parts"].get(str(answer)) or show(answer, language))


def _fields_named(value: Plain, language: str) -> Plain:
    """A list of the claim's fields by the words for them."""
    fields: Mapping[str, Any] = terms(language)["fields"]
    if isinstance(value, tuple) and all(isinstance(item, str) and item in fields for item in value):
        return tuple(str(fields[str(item)]) for item in value)
    return value
