"""Plain data for the template: maps, lists, numbers and harmless text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from livingproof.cli.render.page.shown import Shown
from livingproof.core.terms import Grade
from livingproof.readers.visible import visible

Plain = dict[str, Any]
"""What the template reads: JSON of maps, lists, numbers and text."""


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
    """The words without control characters, line by line."""
    return "\n".join(visible(line) for line in words.split("\n"))


def told_by(data: Any, change: Callable[[str], str]) -> Any:
    """The data with every text in it changed; names of entries stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: told_by(entry, change) for name, entry in data.items()}
    if isinstance(data, list | tuple):
        return [told_by(entry, change) for entry in data]
    return data


def texts(data: Any) -> Iterator[str]:
    """Every text in the data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for entry in data.values() if isinstance(data, dict) else data:
            yield from texts(entry)
