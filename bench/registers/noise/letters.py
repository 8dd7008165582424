"""Noise of single letters: diacritics lost, slips of the keyboard, misreadings."""

from __future__ import annotations

import unicodedata

from bench.registers.chance import Draw, pick
from bench.registers.vocabulary import shares

_STROKES = str.maketrans("đĐıİłŁøØßæÆ", "dDiIlLoOsaA")
_KEYS = "abcdefghijklmnoprstuvwyz"


def without_marks(text: str) -> str:
    """The text with its diacritics taken off."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.translate(_STROKES))
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


def slipped(text: str, draw: Draw) -> str:
    """One slip of the keyboard: two letters changed about, one lost, doubled, or another in its place."""
    places = [index for index, character in enumerate(text) if character.isalpha()]
    if len(places) < 4:  # noqa: PLR2004 - the shorter ones would be unreadable
        return text
    at = pick(places[1:], draw)
    kind = int(draw() * 4)
    if kind == 0 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    middle = ("", "", text[at] * 2, pick(_KEYS, draw))[kind]
    return text[:at] + middle + text[at + 1 :]


def misread(text: str, draw: Draw, most: int = 2) -> str:
    """One or two signs taken for others that look like them; unchanged where the text has none of them."""
    for _ in range(1 + int(draw() * most)):
        places = [
            (index, sign) for sign in shares().misread for index in range(len(text)) if text.startswith(sign, index)
        ]
        if not places:
            return text
        at, sign = pick(places, draw)
        text = text[:at] + shares().misread[sign] + text[at + len(sign) :]
    return text
