"""Certificate numbers compared: separators and case say nothing, characters that look alike make it unclear."""

from __future__ import annotations

import re

from livingproof.core.terms import Zone

CONFUSABLE = str.maketrans("OQILSBZGD", "001158260")
"""Characters that print and reading take for one another, folded to one of them: a search key only, never an equality."""


_LABEL = re.compile(
    r"^\W*(?:(?:CERT(?:IFICATE|\.)?|REG(?:ISTRATION|\.)?|REF(?:ERENCE|\.)?)\s*)(?:N[O0R°º]|NUMBER|NUM)?[\s.:#№]+(?=\S*\d)"
    r"|^\W*(?:N[O0R°º][.:°º]|NUMBER:)\s*(?=\S*\d)"
)
"""A word for "number" that was copied with the number."""


def fold(number: str) -> str:
    """The number in capitals with letters and digits only: what two prints of one number have in common."""
    number = number.upper()
    return number if number.isalnum() else _SIGNS.sub("", _LABEL.sub("", number))


_SIGNS = re.compile(r"[\W_]+")


def confusion_key(number: str) -> str:
    """The folded number with look-alike characters brought to one: equal keys mean that a misreading may explain it."""
    return fold(number).translate(CONFUSABLE)


def compare_numbers(left: str, right: str) -> Zone:
    """Same when the folded numbers are equal; unclear when a misreading or a cut may explain the difference; else other."""
    first, second = fold(left), fold(right)
    if first and first == second:
        return Zone.SAME
    if not first or not second or confusion_key(left) == confusion_key(right):
        return Zone.UNCLEAR
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= MIN_PART and shorter in longer:
        return Zone.UNCLEAR
    return Zone.OTHER


MIN_PART = 5
"""A shared part of fewer characters says nothing."""
