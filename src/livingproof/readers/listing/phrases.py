"""Phrases become patterns: one trie for many, compared without case and accents, in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_UNSPACED = 0x2E80
"""From here on stand the scripts of East Asia, whose words have no spaces between them."""


BEGINS, ENDS = "(?<![^\\W_\u2e80-\uffff])", "(?![^\\W_\u2e80-\uffff])"
"""No letter or digit stands before, or behind; those of East Asia part words."""


class _Folds(dict[int, str]):
    """Each character by its code as one character without case, accent and width: the length of a text stays the same."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        folded = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s", "’": "'"}.get(plain, plain)
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, accents and full width, as long as before, so that places agree."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)


@dataclass(slots=True)
class _Node:
    ends: bool = False
    next: dict[str, _Node] = field(default_factory=dict)


def pattern_of(phrases: Iterable[str], *, separator: str = r"\s+", exact: bool = False) -> str:
    """The source of a pattern for any of the phrases as whole words, the longest first; "(?!)" for none.

    `separator` stands for each space of a phrase. `exact` keeps the case.
    """
    root = _Node()
    for phrase in phrases:
        node = root
        for piece in _pieces(phrase if exact else fold(phrase), separator):
            node = node.next.setdefault(piece, _Node())
        node.ends = True
    if not root.next:
        return "(?!)"
    return _opened(root) if exact else f"(?:{_source(root)})"


def compiled(phrases: Iterable[str], *, separator: str = r"\s+", exact: bool = False) -> re.Pattern[str]:
    """The pattern of the phrases."""
    return re.compile(pattern_of(phrases, separator=separator, exact=exact))


def compiled_groups(groups: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """One pattern with a named group for each list of phrases; where several match, the first named wins."""
    return re.compile("|".join(f"(?P<{name}>{pattern_of(phrases)})" for name, phrases in groups.items()))


def _pieces(phrase: str, separator: str) -> list[str]:
    """The parts of a phrase as sources of patterns, boundaries included where the script has them."""
    stem, star = phrase.removesuffix("*"), phrase.endswith("*")
    pieces = [separator if character.isspace() else re.escape(character) for character in stem]
    before = [BEGINS] if _bounded(stem[:1]) else []
    after = [r"[^\W\d_]*+"] if star else [ENDS] if _bounded(stem[-1:]) else []
    return [*before, *pieces, *after]


def _bounded(character: str) -> bool:
    return character.isalnum() and ord(character) < _UNSPACED


def _opened(root: _Node) -> str:
    """The pattern with boundaries behind the first letters: a search skips to letters that can begin a phrase.

    That is quick where capitals begin it; where any letter can, the boundary sorts out more.
    """
    begun = root.next.pop(BEGINS, None)
    whole = [piece + _source(child) for piece, child in sorted(root.next.items(), reverse=True)]
    words = sorted(begun.next.items(), reverse=True) if begun else []
    return (
        "(?:" + "|".join([*(f"{piece}{BEGINS[:-1]}{piece}){_source(child)}" for piece, child in words), *whole]) + ")"
    )


def _source(node: _Node) -> str:
    branches = [
        piece + _source(child) for piece, child in sorted(node.next.items(), key=lambda pair: pair[0], reverse=True)
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not node.ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if node.ends else joined
