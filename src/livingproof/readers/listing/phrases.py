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
_LETTERS = r"[^\W\d_]*+"
"""What the star at the end of a phrase stands for."""
_ORDER = (ENDS, _LETTERS, "")
"""Whole words are tried first, so that a longer phrase goes before a word that begins it."""


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
    roots: dict[tuple[bool, str], _Node] = {}
    for phrase in phrases:
        stem = (phrase if exact else fold(phrase)).removesuffix("*")
        behind = _LETTERS if phrase.endswith("*") else ENDS if _bounded(stem[-1:]) else ""
        node = roots.setdefault((_bounded(stem[:1]), behind), _Node())
        for character in stem:
            node = node.next.setdefault(separator if character.isspace() else re.escape(character), _Node())
        node.ends = True
    tries = sorted(roots.items(), key=lambda pair: _ORDER.index(pair[0][1]))
    parts = [(_opened if exact else _closed)(root, bounded=bounded) + behind for (bounded, behind), root in tries]
    return f"(?:{'|'.join(parts)})" if parts else "(?!)"


def compiled(phrases: Iterable[str], *, separator: str = r"\s+", exact: bool = False) -> re.Pattern[str]:
    """The pattern of the phrases."""
    return re.compile(pattern_of(phrases, separator=separator, exact=exact))


def compiled_groups(groups: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """One pattern with a named group for each list of phrases; where several match, the first named wins."""
    return re.compile("|".join(f"(?P<{name}>{pattern_of(phrases)})" for name, phrases in groups.items()))


def _bounded(character: str) -> bool:
    return character.isalnum() and ord(character) < _UNSPACED


def _closed(root: _Node, *, bounded: bool) -> str:
    """The pattern of a trie, with one boundary before all of it."""
    return f"{BEGINS if bounded else ''}(?:{_source(root)})"


def _opened(root: _Node, *, bounded: bool) -> str:
    """The pattern with boundaries behind the first letters: a search skips to letters that can begin a phrase.

    That is quick where capitals begin it; where any letter can, the boundary sorts out more.
    """
    branches = sorted(root.next.items(), reverse=True)
    lead = [piece + (f"{BEGINS[:-1]}{piece})" if bounded else "") + _source(child) for piece, child in branches]
    return f"(?:{'|'.join(lead)})"


def _source(node: _Node) -> str:
    branches = [
        piece + _source(child) for piece, child in sorted(node.next.items(), key=lambda pair: pair[0], reverse=True)
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not node.ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if node.ends else joined
