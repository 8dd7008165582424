"""The words by which product papers are recognised, and the labels of what they say: `printed_words/papers.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from livingproof.catalogue.labels import squeeze
from livingproof.core.errors import CatalogueError

_KEYS = {"names", "signs", "numbers", "needs_sign"}
_LABELS = ("holder", "product", "issuer", "body_number")


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words of all papers; `order` are the catalogue ids from the special to the general.

    `named` maps squeezed words by which a paper calls itself to the papers, `signs` what it speaks of; the patterns find them.
    `numbers` are free forms of numbers by paper, `needs_sign` the papers whose name alone says too little. `labels` find what
    stands before a value, `certificate` the words by which a paper calls itself a certificate.
    """

    order: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]
    name_pattern: re.Pattern[str]
    sign_pattern: re.Pattern[str]
    numbers: Mapping[str, re.Pattern[str]]
    needs_sign: frozenset[str]
    labels: Mapping[str, re.Pattern[str]]
    certificate: re.Pattern[str]


@cache
def paper_words() -> PaperWords:
    """The file as it is shipped.

    Raises CatalogueError for an unknown key.
    """
    text = files("livingproof.catalogue").joinpath("printed_words", "papers.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    papers: Mapping[str, Any] = document["papers"]
    unknown = {key for entry in papers.values() for key in entry} - _KEYS | set(document["labels"]) - set(_LABELS)
    if unknown:
        raise CatalogueError(f"printed_words/papers.yaml: unknown words {sorted(unknown)}; correct or remove them.")
    named, signs = _by_words(papers, "names"), _by_words(papers, "signs")
    return PaperWords(
        order=tuple(papers),
        named=named,
        signs=signs,
        name_pattern=any_of(named),
        sign_pattern=any_of(signs),
        numbers={
            name: re.compile("|".join(rf"(?<![\w/.-])(?:{form})(?![\w])" for form in entry["numbers"]))
            for name, entry in papers.items()
            if "numbers" in entry
        },
        needs_sign=frozenset(name for name, entry in papers.items() if "needs_sign" in entry),
        labels={role: any_of(map(squeeze, document["labels"][role])) for role in _LABELS},
        certificate=any_of(map(squeeze, document["certificate"])),
    )


def _by_words(papers: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in papers.items():
        for letters in dict.fromkeys(map(squeeze, entry.get(key, ()))):
            found[letters] = (*found.get(letters, ()), name)
    return found


def any_of(letters: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of these squeezed words, the longest first."""
    ordered = sorted(set(letters) - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)))
