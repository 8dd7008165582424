"""Identifiers of the holder with their check digits, and sector codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module

from livingproof.catalogue.labels import Role
from livingproof.core.claim import Box, Identifier, SectorCode
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet

_SCHEMES: tuple[tuple[str, str, str], ...] = (
    # scheme, shape in capitals without separators, module of python-stdnum that holds the check digits
    ("USCC", r"[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}", "stdnum.cn.uscc"),
    ("LEI", r"[A-Z0-9]{18}\d{2}", "stdnum.lei"),
    ("GSTIN", r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", "stdnum.in_.gstin"),
    ("CNPJ", r"\d{14}", "stdnum.br.cnpj"),
    ("RUC-PE", r"(?:10|15|17|20)\d{9}", "stdnum.pe.ruc"),
    ("RUT-CL", r"\d{7,8}[\dK]", "stdnum.cl.rut"),
    ("INN-RU", r"\d{10}|\d{12}", "stdnum.ru.inn"),
    ("OGRN-RU", r"\d{13}", "stdnum.ru.ogrn"),
    ("ICO-CZ", r"\d{8}", "stdnum.cz.dic"),
    ("VAT-IT", r"\d{11}", "stdnum.it.iva"),
    ("CIF-ES", r"[A-HJ-NP-SUVW]\d{7}[0-9A-J]", "stdnum.es.cif"),
    ("NIP-PL", r"\d{10}", "stdnum.pl.nip"),
    ("VKN-TR", r"\d{10}", "stdnum.tr.vkn"),
)
_LABELLED: dict[str, tuple[str, ...]] = {
    "USCC": (
        "unifiedsocialcreditcode",
        "uniformsocialcreditcode",
        "socialcreditcode",
        "统一社会信用代码",
        "社会信用代码",
        "organizationcode",
    ),
    "LEI": ("lei",),
    "GSTIN": ("gst", "gstin"),
    "CNPJ": ("cnpj",),
    "RUC-PE": ("ruc",),
    "RUT-CL": ("rut",),
    "INN-RU": ("инн",),
    "OGRN-RU": ("огрн",),
    "ICO-CZ": ("ic", "ico"),
    "VAT-IT": ("partitaiva", "piva"),
    "CIF-ES": ("cif", "nif"),
    "NIP-PL": ("nip",),
    "VKN-TR": ("vergino", "vkn"),
}
_FREE = ("USCC", "GSTIN")  # shapes so telling that no label is needed
_VALUE = re.compile(r"[0-9A-Z][0-9A-Z./\- ]{5,22}[0-9A-Z]")
_CODE_SCHEMES = (
    (re.compile(r"\b(IAF|EA)(?:\s*(?:code|kodu|sector|sett?or[ei]?|scope|cod\.?|sector code)s?)?(?:\s*\(?s\)?)?\s*[:.\-/]?\s*((?:\d{1,2}[a-d]?(?:\.\d)?\s*[,;/+&]\s*)*\d{1,2}[a-d]?(?:\.\d)?)(?![\d:.]|\s*(?:MLA|MD))", re.IGNORECASE), None),
    (re.compile(r"\b(NACE)(?:\s*(?:code|kodu|rev\.?\s*2|cod\.?))*\s*[:.\-]?\s*((?:\d{2}(?:\.\d{1,2}){0,2}\s*[,;/]\s*)*\d{2}(?:\.\d{1,2}){0,2})", re.IGNORECASE), None),
    (re.compile(r"(ОКВЭД)\s*2?\s*[:.\-]?\s*((?:\d{2}(?:\.\d{1,2}){0,2}\s*[,;]\s*)*\d{2}(?:\.\d{1,2}){0,2})", re.IGNORECASE), None),
)  # fmt: skip


def valid(scheme: str, value: str) -> bool:
    """Whether the value has the shape of the scheme and its check digits are right."""
    shape, module = next((shape, module) for name, shape, module in _SCHEMES if name == scheme)
    return re.fullmatch(shape, value) is not None and bool(import_module(module).is_valid(value))


def find_identifiers(sheets: Iterable[Sheet], holder: Box | None) -> Found[tuple[Identifier, ...]] | None:
    """Identifiers whose check digits are right; of several in one scheme the one nearest to the holder's name.

    Those at the foot of a sheet are the certification body's and left out.
    """
    found: dict[str, tuple[float, Identifier, Line]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            if line.middle < 0.8 * sheet.height:
                distance = abs(line.middle - holder[3]) if holder else line.middle
                for identifier in _in(line):
                    if identifier.scheme not in found or distance < found[identifier.scheme][0]:
                        found[identifier.scheme] = (distance, identifier, line)
    if not found:
        return None
    return from_lines(
        tuple(identifier for _, identifier, _ in found.values()),
        [line for _, _, line in found.values()],
        0.93,
        "check digits",
    )


def _in(line: Line) -> Iterator[Identifier]:
    labels = [hit for hit in line.hits if hit.has(Role.HOLDER_ID, Role.OTHER_NUMBER)]
    for match in _VALUE.finditer(line.text.upper()):
        value = re.sub(r"[^0-9A-Z]", "", match.group())
        before = [hit for hit in labels if hit.end <= match.start() + 1]
        for scheme, _, _ in _SCHEMES:
            labelled = before and before[-1].letters in _LABELLED[scheme]
            if (labelled or scheme in _FREE) and (right := _first_valid(scheme, match.group(), value)):
                yield Identifier(scheme, right)
                break


def _first_valid(scheme: str, printed: str, value: str) -> str | None:
    candidates = [value, *(re.sub(r"[^0-9A-Z]", "", word) for word in printed.split())]
    return next((candidate for candidate in candidates if valid(scheme, candidate)), None)


def find_sector_codes(sheets: Iterable[Sheet]) -> Found[tuple[SectorCode, ...]] | None:
    """Sector codes printed with their scheme: "EA 19, 33, 34", "NACE 25.62"."""
    codes: dict[SectorCode, Line] = {}
    for sheet in sheets:
        for line in sheet.lines:
            for pattern, _ in _CODE_SCHEMES:
                for match in pattern.finditer(line.text):
                    for code in re.findall(r"\d[\d.]*[a-d]?", match[2]):
                        codes.setdefault(SectorCode(match[1].upper(), code), line)
            for code in _beside(sheet, line):
                codes.setdefault(code, line)
    return from_lines(tuple(codes), list(codes.values()), 0.88, "codes with their scheme") if codes else None


def _beside(sheet: Sheet, line: Line) -> Iterator[SectorCode]:
    hit = line.first(Role.SECTOR)
    if hit is None or not line.only_labels:
        return
    scheme = next((name for name in ("IAF", "EA", "NACE") if name.lower() in hit.letters), "IAF")
    for other in sheet.right_of(line)[:1]:
        if re.fullmatch(r"[\s:]*\d{1,2}[a-d]?(?:\.\d+)*(?:\s*[,;/&]\s*\d{1,2}[a-d]?(?:\.\d+)*)*\s*", other.text):
            yield from (SectorCode(scheme, code) for code in re.findall(r"\d[\d.]*[a-d]?", other.text))
