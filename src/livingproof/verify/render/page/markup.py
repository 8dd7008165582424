"""HTML made of parts: what is escaped and what is not is told apart by its type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

from livingproof.readers.visible import visible

Html = NewType("Html", str)
"""Markup that may stand on the page as it is; only this module makes it of text."""

NOTHING = Html("")
_DAY = re.compile(r"(?<![\w-])(\d{4}-\d{2}-\d{2})(?![\w-])")
_VOID = frozenset({"meta", "br", "hr", "link", "input"})


def text(words: str) -> Html:
    """Words as people wrote them, made harmless line by line and escaped."""
    return Html(escape("\n".join(visible(line) for line in words.split("\n"))))


def dated(words: str) -> Html:
    """A sentence as `text` has it, each of its days kept together on one line."""
    parts = _DAY.split(words)
    return joined(el("time", text(part)) if place % 2 else text(part) for place, part in enumerate(parts) if part)


def el(name: str, /, *content: Html, **attributes: str | float | bool | None) -> Html:
    """An element; None and False leave an attribute out, True gives it without a value.

    `class_` is written class, `aria_label` aria-label; names in camel case stay as they are.
    """
    start = "".join([name, *(_attribute(key, value) for key, value in attributes.items())])
    if name in _VOID:
        return Html(f"<{start}>")
    return Html(f"<{start}>{''.join(content)}</{name}>")


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Parts one after the other; `between` is text."""
    return Html(text(between).join(parts))


def capital(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def _attribute(name: str, value: str | float | bool | None) -> str:  # noqa: FBT001 - HTML has attributes without value
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    shown = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return f' {name}="{escape(visible(shown))}"'
