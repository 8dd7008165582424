"""Words: the sentences of findings, kept beside each check, one file per language; codes and facts go in, prose comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import livingproof.core.checks as checks_package
from livingproof.core.check import Common, Plain
from livingproof.core.errors import CatalogueError

FOLDER = Path(__file__).parent
CHECKS = Path(checks_package.__file__ or "").parent


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of one reason: `text` always; the rest "" where nothing is to be said.

    `innocent` is the innocent explanation, `next` the next step, `supplier` and `body` the sentences that go into the
    messages to the supplier and to the certification body. Each may hold {placeholders} for facts.
    """

    text: str
    innocent: str = ""
    next: str = ""
    supplier: str = ""
    body: str = ""

    def told(self, facts: Mapping[str, Plain]) -> Sentences:
        """The same sentences with the facts in their places."""
        shown = _Shown({name: show(value) for name, value in facts.items()})
        return Sentences(*(getattr(self, part).format_map(shown) for part in self.__slots__))


@dataclass(frozen=True, slots=True)
class CheckWords:
    """The published words of a check: its question, the source of its rule, and the sentences of its reasons."""

    question: str
    source: str
    reasons: Mapping[str, Sentences]


class _Shown(dict[str, str]):
    """A fact that a sentence names and a finding lacks is shown as "not stated", never as an error."""

    def __missing__(self, key: str) -> str:
        return "not stated"


def show(value: Plain) -> str:
    """A fact as people read it: ISO days, lists with commas, "not stated" for None."""
    match value:
        case None | () | "":
            return "not stated"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(show(item) for item in value)
        case Mapping():
            return ", ".join(f"{name}: {show(item)}" for name, item in value.items())
        case str() | int():
            return str(value)


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
