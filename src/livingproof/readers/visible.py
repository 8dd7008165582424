"""Text from strangers made harmless to show: no control characters, nothing that turns the writing around."""

from __future__ import annotations

import unicodedata

REPLACED = "\ufffd"
_JOINERS = frozenset("\u200c\u200d\u200e\u200f\u00ad")
"""Format characters that proper writing in Persian, Hindi, Arabic or Hebrew needs; none reaches beyond its neighbours."""
_BLANKS = frozenset("\t\r\n\u2028\u2029")


def visible(text: str) -> str:
    """The text with a blank for each tab and line end, U+FFFD for each other character that is not seen.

    Those are control characters (ANSI escapes), marks that reverse or isolate writing (UAX 9), other format characters,
    tags, and lone halves of surrogate pairs, which no file could hold.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c in _BLANKS else REPLACED if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in _JOINERS else c
        for c in text
    )
