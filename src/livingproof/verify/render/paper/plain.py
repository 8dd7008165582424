"""Plain data for the template: maps, lists, numbers and harmless text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from livingproof.core.terms import Grade
from livingproof.readers.visible import visible
from livingproof.verify.render.page.shown import Shown

Plain = dict[str, Any]
"""What the template reads: JSON of maps, lists, numbers and text."""
LONGEST = 4000
"""Characters of one text: about a page. No sentence is as long, and what strangers write without an end fills no book."""


def graded(page: Shown, grade: Grade, word: str | None = None) -> Plain:
    """A grade by its sign and its word."""
    return {"grade": grade.value, "word": capital(word or str(page.all_words["grades"][grade.value]))}


def capital(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def clipped(words: str, most: int) -> str:
    """The words, cut with an ellipsis where they are longer than their place."""
    return words if len(words) <= most else f"{words[:most].rstrip()} …"


def harmless(words: str) -> str:
    """The words without control characters, line by line; more than a page of them is cut."""
    return "\n".join(visible(line) for line in clipped(words, LONGEST).split("\n"))


def told_by(data: Any, change: Callable[[str], str]) -> Any:
    """The data with every text in it changed; names of entries stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: told_by(entry, change) for name, entry in data.items()}
    if isinstance(data, list | tuple):
        return [told_by(entry, change) for entry in data]
    return data
