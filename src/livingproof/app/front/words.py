"""Words for acts, stages, parts, choices, what is owed, and hints of forms: those sections of `words.<language>.yml` of every room."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

ROOM = Path(__file__).parents[1]
LANGUAGES = ("en", "de", "zh-hans")
SECTIONS = ("acts", "stages", "parts", "choices", "owed", "hints")


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """All words of a language by section and key, of all rooms; where two rooms use one key, the first by path speaks."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(ROOM.rglob(f"words.{language}.yml")):
        sections: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for section in SECTIONS:
            for key, text in (sections.get(section) or {}).items():
                found.setdefault(section, {}).setdefault(str(key), str(text))
    return found


def spoken() -> str:
    """The language of the page, as far as there are words in it; else English."""
    asked = (get_language() or "en").lower()
    return next((one for one in LANGUAGES if asked.split("-")[0] == one.split("-")[0]), "en")


def known(section: str, key: str) -> str | None:
    """The word for a key; None where no room has one."""
    return table(spoken()).get(section, {}).get(key) or table("en").get(section, {}).get(key)


def word(section: str, key: str) -> str:
    """The word for a key; a key without words is shown as it is, with blanks and a capital letter."""
    plain = key.replace("_", " ")
    return known(section, key) or plain[:1].upper() + plain[1:]


@cache
def _owed() -> Mapping[str, tuple[str, str]]:
    """Section and key of every English text that may be owed."""
    return {text: (section, key) for section in ("acts", "owed") for key, text in table("en").get(section, {}).items()}


def owed(text: str, language: str = "") -> str:
    """What is owed, in a language (that of the page where none is named). Kept in English; what a person wrote stays as it is."""
    section, key = _owed().get(text, ("", ""))
    in_theirs = table(language or spoken()).get(section, {}) if language in ("", *LANGUAGES) else {}
    return in_theirs.get(key, text)
