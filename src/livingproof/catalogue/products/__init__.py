"""Product families and the words of scopes: what a thing is called in many languages, and how a scope says what is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from livingproof.core.errors import CatalogueError
from livingproof.core.facts import Family, Grammar, Wording
from livingproof.core.terms import Activity

HERE = Path(__file__).parent
NAMES = ("names", "procurement")
"""The folders with the words of other languages, own ones first: the first word of a family names the whole of it."""


@cache
def families() -> Mapping[str, Family]:
    """Every product family by id, with its words in all languages; read once, on first use."""
    rows = {row[0]: row for row in _rows("families.psv", 4)}
    labels = {name: [("en", word) for word in filter(None, row[3].split(";"))] for name, row in rows.items()}
    for path in (path for folder in NAMES for path in sorted((HERE / folder).glob("*.psv"))):
        for name, words in _rows(f"{path.parent.name}/{path.name}", 2):
            if name not in rows:
                raise CatalogueError(
                    f"{path.name} names the product family {name}, which families.psv does not hold: correct it"
                )
            labels[name].extend((path.stem, word) for word in words.split(";"))
    children: dict[str, list[str]] = {}
    for name, row in rows.items():
        for parent in row[1].split():
            if parent not in rows:
                raise CatalogueError(f"product family {name} names the parent {parent}, which no row holds: correct it")
            children.setdefault(parent, []).append(name)
    return MappingProxyType({name: _family(row, labels[name], children) for name, row in rows.items()})


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row = line.split("|")
            if len(row) != columns:
                raise CatalogueError(f"{name}: the row {row[0]} has {len(row)} columns, not {columns}")
            yield row


def _family(row: list[str], labels: list[tuple[str, str]], children: Mapping[str, list[str]]) -> Family:
    name, parents, marks = row[0], tuple(row[1].split()), row[2]
    return Family(
        id=name,
        label=labels[0][1] if labels else name,
        kind="group" if not labels else "service" if "s" in marks else "product",
        parents=parents,
        labels=tuple(labels),
        siblings=tuple(other for parent in parents for other in children[parent] if other != name),
        broad="b" in marks,
        members_differ="m" in marks,
        made="p" in marks,
    )


@cache
def wording() -> Wording:
    """The words of scopes, all languages joined and each by itself; read once, on first use."""
    activities, exclusions, generic = _read("activities"), _read("exclusions"), _read("generic_terms")
    qualifiers, grammar, doers = _read("qualifiers"), _read("grammar"), _read("doers")
    compatible = _pairs(qualifiers.pop("compatible"))
    spellings = _pairs(grammar["spellings"])
    languages = {
        language: Wording(
            **_forms(language, activities, exclusions, generic, qualifiers),
            **_doers(language, doers),
            spellings=spellings,
            compatible=compatible,
            grammar=_grammar(table),
        )
        for language, table in grammar["languages"].items()
    }
    return Wording(
        **_joined(list(languages.values())),
        spellings=spellings,
        compatible=compatible,
        by_language=MappingProxyType(languages),
    )


def _read(name: str) -> dict[str, Any]:
    with (HERE / "language" / f"{name}.yaml").open(encoding="utf-8") as file:
        return dict(yaml.load(file, Loader=yaml.CSafeLoader))


def _pairs(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, _, right in (text.partition(">") for text in texts))


def _grammar(table: dict[str, Any]) -> Grammar:
    told: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in table.items()}
    return Grammar(**{**told, "endings": _pairs(table.get("endings", []))})


def _forms(
    language: str,
    activities: dict[str, Any],
    exclusions: dict[str, Any],
    generic: dict[str, Any],
    qualifiers: dict[str, Any],
) -> dict[str, Any]:
    """The keyword arguments of one language's `Wording`."""
    named = tuple((name, Activity(row["activity"]), tuple(row.get(language, ()))) for name, row in activities.items())
    by_activity: dict[Activity, tuple[str, ...]] = {}
    for _, activity, forms in named:
        by_activity[activity] = by_activity.get(activity, ()) + forms
    return {
        "activities": MappingProxyType(by_activity),
        "named": named,
        "strong": tuple(name for name, row in activities.items() if row["strong"]),
        "exclusions": tuple(exclusions["exclude"].get(language, ())),
        "exclusions_before": tuple(exclusions["exclude_before"].get(language, ())),
        "design_excluded": tuple(exclusions["design_excluded"].get(language, ())),
        "limits": tuple(exclusions["limit"].get(language, ())),
        "contexts": tuple(exclusions["context"].get(language, ())),
        "generic": frozenset(generic["generic"].get(language, ())),
        "open_ended": tuple(generic["open_ended"].get(language, ())),
        "universal": tuple(generic["universal"].get(language, ())),
        "slogans": tuple(generic["slogans"].get(language, ())),
        "qualifiers": tuple(
            (kind, value, tuple(forms[language]))
            for kind, values in qualifiers.items()
            for value, forms in values.items()
            if language in forms
        ),
    }


def _doers(language: str, doers: dict[str, Any]) -> dict[str, Any]:
    """The words of one language that tell who does a deed."""
    return {name: tuple(forms.get(language, ())) for name, forms in doers.items()}


def _joined(languages: list[Wording]) -> dict[str, Any]:
    """All languages in one: for rules that only ask whether a phrase stands anywhere."""
    joined: dict[str, Any] = {
        name: tuple(dict.fromkeys(form for language in languages for form in getattr(language, name)))
        for name in (
            "exclusions",
            "exclusions_before",
            "design_excluded",
            "limits",
            "contexts",
            "open_ended",
            "universal",
        )
    }
    joined["slogans"] = tuple(dict.fromkeys(form for language in languages for form in language.slogans))
    joined["generic"] = frozenset(form for language in languages for form in language.generic)
    joined["strong"] = languages[0].strong
    joined["named"] = tuple(
        (name, activity, tuple(dict.fromkeys(form for language in languages for form in language.named[at][2])))
        for at, (name, activity, _) in enumerate(languages[0].named)
    )
    joined["activities"] = MappingProxyType(
        {
            activity: tuple(dict.fromkeys(form for language in languages for form in language.activities[activity]))
            for activity in languages[0].activities
        }
    )
    joined["qualifiers"] = tuple(qualifier for language in languages for qualifier in language.qualifiers)
    return joined
