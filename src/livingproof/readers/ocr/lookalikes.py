"""Letters that look the same in two scripts: a word is written in one of them.

Tesseract reads a letter such as "С" as Cyrillic or as Latin, whatever stands beside it. What a word is follows from the
letters in it that only one script has; where it has none, a word with digits is Latin, for such numbers are typed in
other systems with Latin letters, and any other word stays as it was read.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = dict(zip("АВЕКМНОРСТУХаеорсухіІјЅѕ", "ABEKMHOPCTYXaeopcyxiIjSs", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LATIN = str.maketrans({**_CYRILLIC, **_GREEK})
_WORD = re.compile(r"[^\W_]+(?:[.\-/][^\W_]+)*")


def drawn_alike(text: str) -> str:
    """The text with every letter that looks like a Latin one written as that: two texts that nobody can tell apart are one."""
    return text.translate(_LATIN)


def in_one_script(text: str) -> str:
    """The text with every word that mixes Latin with Cyrillic or Greek lookalikes written in one script."""
    return _WORD.sub(lambda match: _unmixed(match.group()), text)


def _unmixed(word: str) -> str:
    for prefix, table in (("CYRILLIC", _CYRILLIC), ("GREEK", _GREEK)):
        own = [letter for letter in word if unicodedata.name(letter, "").startswith(prefix)]
        if own:
            return _as_one(word, own, table)
    return word


def _as_one(word: str, own: list[str], table: dict[str, str]) -> str:
    latin = [letter for letter in word if letter.isascii() and letter.isalpha()]
    back = {other: letter for letter, other in table.items()}
    if any(letter not in table for letter in own):
        mixed = all(letter in back for letter in latin)
        return "".join(back.get(letter, letter) for letter in word) if latin and mixed else word
    if latin or any(letter.isdigit() for letter in word):
        return "".join(table.get(letter, letter) for letter in word)
    return word
