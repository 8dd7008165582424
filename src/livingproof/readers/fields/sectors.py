"""Codes of a line of business that are printed with their scheme: "EA 19, 33, 34", "NACE 25.62", "IAF code – 14"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from livingproof.catalogue.printed import NumberScheme, printed_numbers
from livingproof.core.claim import SectorCode
from livingproof.readers.fields.beside import Beside, after_labels
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet

_EVIDENCE = 0.88
_SEPARATORS = re.compile(r"\s*(?:[,;，；、&+]|\band\b|\bund\b|\by\b|\be\b|\bet\b|\bve\b|\bи\b)\s*", re.IGNORECASE)
_HEAD = re.compile(r"[A-ZА-Я]{0,3}\d[\dA-Da-d.]*(?![^\W\d_])|[A-KСІ]+(?![^\W\d_])")
_NOT_A_CODE = re.compile(r"\s*(?:MLA|MD|[:\d/]\d|%|days?|years?|\d{3})", re.IGNORECASE)
_LATIN = str.maketrans("СІАВЕНК", "CIABEHK")
_LAST_SECTOR = 39
_COUNTED = {"EA", "IAF"}
_COMMON_WORDS = {"ea", "iaf", "category", "kategorie", "kategoria", "categoria", "категория", "sic"}


def find_sector_codes(sheets: Iterable[Sheet]) -> Found[tuple[SectorCode, ...]] | None:
    """Sector codes with their scheme, in the order of the page."""
    codes: dict[SectorCode, Line] = {}
    labelled = printed_numbers().sector
    for sheet in sheets:
        for beside in after_labels(sheet, labelled.pattern, printed_numbers().fillers):
            for code in _codes(beside, labelled.by_label[beside.label]):
                codes.setdefault(code, beside.line)
    return from_lines(tuple(codes), list(codes.values()), _EVIDENCE, "codes with their scheme") if codes else None


def _codes(beside: Beside, schemes: tuple[NumberScheme, ...]) -> Iterator[SectorCode]:
    scheme = schemes[0]
    if beside.label in {"eanace", "eanacecode", "eanacekodu"}:
        yield from _two_schemes(beside.text)
        return
    rest = beside.text.translate(_LATIN) if scheme.name == "FOOD" else beside.text
    if scheme.name == "FOOD" and beside.label in _COMMON_WORDS and not _is_food(rest):
        return
    yield from (SectorCode(scheme.name, code) for code in _listed(rest, scheme))


def _is_food(text: str) -> bool:
    return re.fullmatch(r"(?:[A-K](?:I{1,3}|IV)?[\s,;/&]*)+[.)]*", text.strip()) is not None


def _two_schemes(text: str) -> Iterator[SectorCode]:
    """The code of EA, then that of NACE: "19 / 27.32"."""
    known = {scheme.name: scheme for scheme in printed_numbers().sector.schemes}
    for name, part in zip_longest(("EA", "NACE"), text.split("/")[:2]):
        if part:
            yield from (SectorCode(name, code) for code in _listed(part.strip(), known[name]))


def _listed(text: str, scheme: NumberScheme) -> Iterator[str]:
    """The codes at the head of a text, up to the first word that is none."""
    while match := _HEAD.match(text):
        code = match.group().rstrip(".")
        rest = text[match.end() :]
        if not scheme.shape.fullmatch(code.upper()) or _NOT_A_CODE.match(rest) or not _counted(scheme.name, code):
            return
        yield re.sub(r"^EAC?", "", code)
        separator = _SEPARATORS.match(rest) or re.match(r"\s*/\s*(?=\d)|\s+(?=\d)|\s*(?=[A-K]I)", rest)
        if separator is None:
            return
        text = rest[separator.end() :]


def _counted(scheme: str, code: str) -> bool:
    """Whether a code of EA or IAF is one of their sectors."""
    return scheme not in _COUNTED or 1 <= int(re.findall(r"\d+", code)[0]) <= _LAST_SECTOR
