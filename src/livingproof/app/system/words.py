"""Words of acts, stages, choices and pages of the system's records: `words.<language>.yml` beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

ROOM = Path(__file__).parent
LANGUAGES = ("en", "de", "zh-hans")


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """All words of a language by section and key."""
    text = (ROOM / f"words.{language}.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]  # the files are ours, a test holds their form


def spoken(language: str | None = None) -> str:
    """The language that is asked for, else that of the request, as far as there are words in it; else English."""
    asked = (language or get_language() or "en").lower()
    return next((known for known in LANGUAGES if asked == known or asked.split("-")[0] == known.split("-")[0]), "en")


def word(section: str, key: str, language: str | None = None, **facts: Any) -> str:
    """One word or sentence, with its facts; a key without words is shown as it is, with blanks."""
    said = table(spoken(language)).get(section, {}).get(key) or table("en").get(section, {}).get(key)
    return said.format(**facts) if said is not None else key.replace("_", " ")
