"""Numbers, codes and captions that a page prints with their names: identifiers, numbers of schemes, sector codes, signatories."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from livingproof.catalogue.labels import squeeze
from livingproof.core.errors import CatalogueError

_SCHEMES = ("holder", "scheme", "sector")
_LISTS = ("fillers", "signatory", "no_name", "revision")
_KEYS = {"shape", "check", "free", "labels"}


@dataclass(frozen=True, slots=True)
class NumberScheme:
    """A kind of number or code with its name.

    `shape` is the value in capitals without separators; `check` the module of python-stdnum with its check digits, None
    where there are none; `free` the printed form that needs no label, None where a label is needed.
    """

    name: str
    shape: re.Pattern[str]
    check: str | None
    free: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """Schemes by their squeezed labels, in the order of the file, and one pattern that finds the labels, the longest first."""

    schemes: tuple[NumberScheme, ...]
    by_label: Mapping[str, tuple[NumberScheme, ...]]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """All that the file holds; the lists are squeezed."""

    holder: Labelled
    scheme: Labelled
    sector: Labelled
    fillers: frozenset[str]
    signatory: re.Pattern[str]
    no_name: frozenset[str]
    revision: re.Pattern[str]


@cache
def printed_numbers() -> PrintedNumbers:
    """The file as it is shipped.

    Raises CatalogueError for an unknown key.
    """
    text = files("livingproof.catalogue").joinpath("printed_words", "numbers.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    entries = [entry for group in _SCHEMES for entry in document[group].values()]
    unknown = set(document) - {*_SCHEMES, *_LISTS} | {key for entry in entries for key in entry if key not in _KEYS}
    if unknown:
        raise CatalogueError(f"printed_words/numbers.yaml: unknown words {sorted(unknown)}; correct or remove them.")
    return PrintedNumbers(
        holder=_labelled(document["holder"]),
        scheme=_labelled(document["scheme"]),
        sector=_labelled(document["sector"]),
        fillers=frozenset(map(squeeze, document["fillers"])),
        signatory=_any_of(document["signatory"]),
        no_name=frozenset(map(squeeze, document["no_name"])),
        revision=_any_of(document["revision"]),
    )


def _labelled(entries: Mapping[str, Any]) -> Labelled:
    schemes = {
        name: NumberScheme(
            name,
            re.compile(entry["shape"]),
            entry.get("check"),
            re.compile(rf"(?<![\w.\-]){entry['free']}(?![\w\-])") if "free" in entry else None,
        )
        for name, entry in entries.items()
    }
    by_label: dict[str, tuple[NumberScheme, ...]] = {}
    for name, entry in entries.items():
        for label in map(squeeze, entry["labels"]):
            by_label[label] = (*by_label.get(label, ()), schemes[name])
    return Labelled(tuple(schemes.values()), by_label, _any_of(by_label))


def _any_of(words: Any) -> re.Pattern[str]:
    letters = sorted({squeeze(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, letters)))
