"""An address as it is printed cut into pieces and words: signs, abbreviations with stops, words run together."""

from __future__ import annotations

import re
from functools import lru_cache

from livingproof.core.matching.address_words import KINDS, Kind
from livingproof.core.matching.letters import Script, fold, main_script
from livingproof.core.matching.places import CITIES, COUNTRIES, REGIONS

_COMMA = re.compile(r"[,;:\n()\[\]|、，；。]|(?<!\d)/|/(?!\d)|(?<=\d)\s[-–—]\s|\s[-–—]\s(?=\d)")
_STOP = re.compile(r"\b(\w+)\.\s+(?=\D)")
_KM = re.compile(r"\b(\d+(?:[.,]\d+)?)\s*km\b(?!\.?\s*\d)")
_CYRILLIC_SHORT = ((r"\bd\.?\s*(?=\d)", " no "), (r"\bstr\.?\s*(?=\d)", " building "), (r"\bg\.\s*", " gorod "))
_MARKED = re.compile(r"\b(km|no|nr|n|lot|plot|st|rm|room|unit|block|blk|bldg|house|road|rd|sec)[\s.]*(?=\d)")
_NUMBER_SIGN = re.compile(r"[#№]|\bn[°ºo]\s*\.?(?=\s*\d)|\bn0\b|\bnd[ei]g\b(?=\s*\d)")
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+[a-z]?\b(?:[-/.&]\d+[a-z]?\b)*|\d+|[^\W\d_]+\d*[a-z]?\b|[^\W\d_]+")
_KOREAN = re.compile(r"(?<=[a-z])-(daero|ro|gil|beongil)\b")
_KOREAN_PLACE = re.compile(r"(?<=[a-z])-(gu|si|do|dong|eup|myeon|gun|ku|shi|ken|cho|machi|fu)\b")
_POSTCODE = re.compile(
    r"\b(?:[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|[a-z]\d[a-z]\s?\d[a-z]\d|\d{4}\s?[a-z]{2}(?=\s+[a-z]{3})|\d{3}-\d{4}|\d{4}-\d{3}|\d{5}-\d{3}|\d{2}-\d{3})\b"
)
_BOX = re.compile(r"\b(?:p\.?\s?o\.?\s*box|b\.?p\.?(?=\s*\d)|apartado(?: postal)?|apdo\.?|postfach)\s*(?:no\.?\s*)?\d+")
"""A box at the post office is where letters go, not where work is done."""

_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){3,}(?:[a-z]\b)?|\bz\.\s?[iaf]\.?(?=\W)")
"""Initials that stand for a name: "B.E.P.Z", "Z.I."; two other letters with stops are more often those of a person."""

_PHRASES = {
    "kcn": r"(?:khu|cum) (?:cong nghiep|che xuat)",
    "thanh": r"thanh pho|t\.?p\.(?=\s?[a-z])",
    "ql": r"quoc lo",
    "via": r"v\.\s?(?=[a-z]{2})",
    "duong": r"d\.\s?(?=so\b)",
    "": r"s\s?/\s?n\b|s\.n\.|bb\b|snc\b",
}
"""Words that mean one thing together: industrial zone, city and national road in Vietnamese, "without number" in Spanish and Serbian."""

_DISTANCE = re.compile(r"\b\d+\s*(?:mtrs?|mts|metros|metres|meters|yards|varas)\b")
"""How far to go from somewhere: no house number."""

_MEANT = tuple(_PHRASES)
_PHRASE = re.compile(r"\b(?:" + "|".join(f"({printed})" for printed in _PHRASES.values()) + ")")


def pieces_of(text: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """The words of each piece between commas, folded, and the postcodes that are known by their form."""
    folded = _NUMBER_SIGN.sub(" no ", fold(text).replace("n°", " no ").replace("nº", " no "))
    if "km" in folded:
        folded = _KM.sub(r" km \1 ", folded)
    if not text.isascii() and main_script(text) is Script.CYRILLIC:
        for printed, meant in _CYRILLIC_SHORT:
            folded = re.sub(printed, meant, folded)
    if "box" in folded or "bp" in folded or "b.p" in folded or "ap" in folded or "postfach" in folded:
        folded = _BOX.sub(" , ", folded)
    if "." in folded:
        folded = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", folded)
    folded = _DISTANCE.sub(" ", _PHRASE.sub(_meant, folded))
    if "." in folded:
        folded = _STOP.sub(_ends_a_piece, folded)
    if "-" in folded:
        folded = _KOREAN_PLACE.sub(" district ", _KOREAN.sub(" ro ", folded))
    codes = [re.sub(r"[\s-]", "", printed) for printed in _POSTCODE.findall(folded)]
    if codes:
        folded = _POSTCODE.sub(" , ", folded)
    folded = _MARKED.sub(r"\1 ", folded)
    return [_words(chunk) for chunk in _COMMA.split(folded)], codes


def _meant(found: re.Match[str]) -> str:
    return f" {_MEANT[(found.lastindex or 1) - 1]} "


def _ends_a_piece(found: re.Match[str]) -> str:
    """A full stop after a whole word ends a piece; after an abbreviation of a kind or a short word it does not."""
    word = found.group(1)
    return f"{word} " if word in KINDS or len(word) <= 2 or word.isdigit() else f"{word} , "  # noqa: PLR2004 - initials


def _words(piece: str) -> tuple[str, ...]:
    tokens = _TOKEN.findall(piece)
    if not tokens:
        return ()
    if not _ORDINALS.keys().isdisjoint(tokens):
        tokens = [_ORDINALS.get(token, token) for token in tokens]
    if max(map(len, tokens)) < GLUED:
        return tuple(tokens)
    return tuple([part for token in tokens for part in (_parted(token) if len(token) >= GLUED else (token,))])


_ORDINALS = {
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
}

GLUED = 9
"""Words of fewer letters are not looked at for two that were run together."""

LONG_KIND, LONG_CITY, REST = 6, 6, 4
_LONG_KINDS = frozenset(
    word
    for word, (kind, _) in KINDS.items()
    if len(word) >= LONG_KIND
    and word.isalpha()
    and kind in {Kind.ROAD_AFTER, Kind.ROAD_EITHER, Kind.PLACE_AFTER, Kind.ESTATE_AFTER}
)
_PLACES = frozenset(name for table in (CITIES, REGIONS, COUNTRIES) for name in table if " " not in name)
_CLOSING = ("area", "zone", "park", "road", "town", "city", *sorted(_LONG_KINDS))


@lru_cache(maxsize=4096)
def _parted(token: str) -> tuple[str, ...]:
    """Two words run together, as lists that lost their commas print them: "streetshwe", "areakarachi", "buyukcekmeceistanbul"."""
    if not token.isalpha() or token in KINDS or token in _PLACES:
        return (token,)
    for kind in _CLOSING:
        rest = token.removeprefix(kind)
        if rest != token and (rest in _PLACES or (len(kind) >= LONG_KIND and len(rest) >= REST and rest[0] != "s")):
            return kind, rest
    for size in range(LONG_CITY, len(token) - REST + 1):
        if token[-size:] in CITIES:
            return token[:-size], token[-size:]
    return (token,)
