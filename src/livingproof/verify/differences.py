"""What differs between a statement and the one made again: key by key, the stated value beside the one made again.

Codes and facts are compared by their keys. Sentences stand outside the digest; they are compared with those that the words of
this program give for what is stated, in the language that they are nearest to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from livingproof.catalogue.words import LANGUAGES
from livingproof.core.facts import Facts
from livingproof.core.statement import PROSE, STATED
from livingproof.core.verdict import Verdict
from livingproof.verify.telling import told_statement

ABSENT = "nothing"
"""What stands for a value that one side does not have."""
NAMED_BY = ("check", "number", "to", "id")
"""Keys that name an entry of a list: findings by their check, messages by whom they go to."""
SENTENCES = ("headline", "questions", "does_not_prove", "limits")
"""The keys of a statement that are words, beside those of each finding."""
BESIDE = ("file", "digest", "replies", "problem", "in_hand")
"""The keys of a statement that are neither stated nor words."""
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: the way to it ("findings.site.listed.grade"), as it is stated, as it is made again."""

    path: str
    stated: str
    again: str


def differences(stated: Any, again: Any, path: str = "") -> Iterator[Difference]:
    """Every value that differs, in the order of the statement; a list with another length is told entry by entry."""
    if isinstance(stated, dict) and isinstance(again, dict):
        for key in dict.fromkeys((*stated, *again)):
            yield from differences(stated.get(key, _MISSING), again.get(key, _MISSING), f"{path}.{key}".strip("."))
    elif isinstance(stated, list) and isinstance(again, list):
        yield from _of_lists(stated, again, path)
    elif stated != again or isinstance(stated, bool) != isinstance(again, bool):
        yield Difference(path, _shown(stated), _shown(again))


def _of_lists(stated: list[Any], again: list[Any], path: str) -> Iterator[Difference]:
    name = next((key for key in NAMED_BY if _names(stated, key) and _names(again, key)), None)
    if name and stated and again:
        named, remade = ({entry[name]: entry for entry in entries} for entries in (stated, again))
        yield from differences(named, remade, path)
        order = [entry[name] for entry in stated]
        if named.keys() == remade.keys() and order != [entry[name] for entry in again]:
            yield Difference(path, _shown(order), _shown([entry[name] for entry in again]))
        return
    for place, (one, other) in enumerate(zip_longest(stated, again, fillvalue=_MISSING), start=1):
        yield from differences(one, other, f"{path}.{place}")


def _names(entries: list[Any], key: str) -> bool:
    """Whether every entry has a name of its own under the key."""
    names = [entry.get(key) for entry in entries if isinstance(entry, dict)]
    return len(names) == len(entries) == len({name for name in names if isinstance(name, str)})


def _shown(value: Any) -> str:
    return ABSENT if value is _MISSING else json.dumps(value, ensure_ascii=False)


def changed_sentences(entry: Mapping[str, Any], verdict: Verdict, facts: Facts) -> tuple[Difference, ...]:
    """The sentences of a statement that are not those told of its verdict in any language; empty when all are.

    The reader's language is found first, then that of the messages: each is the one in which the fewest sentences differ.
    """
    stated = _sentences(entry)
    reader, found = _nearest(stated, {language: (language, language) for language in LANGUAGES}, verdict, facts)
    if found:
        _, found = _nearest(stated, {language: (reader, language) for language in LANGUAGES}, verdict, facts)
    return found


def _nearest(
    stated: Mapping[str, Any], languages: Mapping[str, tuple[str, str]], verdict: Verdict, facts: Facts
) -> tuple[str, tuple[Difference, ...]]:
    """The language in which the fewest sentences differ, and those that do."""
    tried: dict[str, tuple[Difference, ...]] = {}
    for language, (reader, messages) in languages.items():
        told = _sentences(told_statement(verdict, facts, None, reader, messages))
        tried[language] = tuple(differences(stated, told))
        if not tried[language]:
            break
    return min(tried.items(), key=lambda pair: len(pair[1]))


def _sentences(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a statement: those of each finding by its check, then the others."""
    findings = {
        finding["check"]: {key: finding[key] for key in sorted(PROSE) if key in finding}
        for finding in entry["findings"]
    }
    return {"findings": findings, **{key: entry[key] for key in SENTENCES if key in entry}}


def unknown_keys(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys that no statement has."""
    return tuple(sorted(set(map(str, entry)) - {*STATED, *SENTENCES, *BESIDE}))
