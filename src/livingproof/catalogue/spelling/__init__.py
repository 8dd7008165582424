"""How the words of the form are spelled, by language: those that stand on nearly every certificate, whoever its holder is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from livingproof.catalogue.labels import squeeze

_FILE = Path(__file__).parent / "words.yaml"
_ALSO = "also"


@cache
def fixed_words() -> Mapping[str, str]:
    """The words of all languages as they are spelled, by their letters without case and accents."""
    return {squeeze(word): word for language, words in _content().items() if language != _ALSO for word in words}


@cache
def near_words() -> frozenset[str]:
    """Letters of right words that are near to a fixed one."""
    return frozenset(squeeze(word) for word in _content().get(_ALSO, ()))


@cache
def _content() -> Mapping[str, list[str]]:
    text = _FILE.read_text(encoding="utf-8")
    content: Mapping[str, list[str]] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    return content
