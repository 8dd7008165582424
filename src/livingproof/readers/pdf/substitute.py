"""A font for pages that name a Chinese, Japanese or Korean font without bringing it; pdfium else leaves blanks.

The letters of such pages are known to the text layer in any case: the tables for it are part of pdfium. Its own search
among the fonts of the system comes first.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from livingproof.readers.fonts import cjk_font

_CHARSETS = frozenset(
    {
        pdfium.FXFONT_SHIFTJIS_CHARSET,
        pdfium.FXFONT_HANGEUL_CHARSET,
        pdfium.FXFONT_GB2312_CHARSET,
        pdfium.FXFONT_CHINESEBIG5_CHARSET,
    }
)
_OURS = 1  # a handle that no font of the system has: theirs are addresses
_WHOLE = 0
_ENTRY, _HEAD = 16, 12  # bytes of an entry and of the head of an OpenType table of contents
_COLLECTION = b"ttcf"
_kept: list[object] = []  # what pdfium calls later must not be collected


class Fonts:
    """pdfium's own search for fonts with one more font at its end; `missing` says that a page asked in vain."""

    def __init__(self, theirs: Any, path: Path | None) -> None:
        self._theirs = theirs
        self._path = path
        self.missing = False

    def find(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        """The handle of a font; ours for a script of East Asia when the system has none."""
        found = self._theirs.contents.MapFont(self._theirs, weight, italic, charset, pitch, face, exact)
        if found or charset not in _CHARSETS:
            return int(found) if found else None
        self.missing = self.missing or self._path is None
        return _OURS if self._path is not None else None

    def data(self, _: Any, font: Any, table: int, buffer: Any, size: int) -> int:
        """Copies a font or one table of it into the buffer when it is large enough; its size in bytes."""
        if font != _OURS or self._path is None:
            return int(self._theirs.contents.GetFontData(self._theirs, font, table, buffer, size))
        content = _content(self._path)
        part = content if table == _WHOLE else _table(content, table)
        if buffer and size >= len(part):
            ctypes.memmove(buffer, part, len(part))
        return len(part)

    def name(self, _: Any, font: Any, buffer: Any, size: int) -> int:
        """The name of the face; ours has none that a page could ask for."""
        return 0 if font == _OURS else int(self._theirs.contents.GetFaceName(self._theirs, font, buffer, size))

    def charset(self, _: Any, font: Any) -> int:
        """The character set of a font."""
        if font == _OURS:
            return int(pdfium.FXFONT_DEFAULT_CHARSET)
        return int(self._theirs.contents.GetFontCharset(self._theirs, font))

    def delete(self, _: Any, font: Any) -> None:
        """Gives a font back."""
        if font != _OURS:
            self._theirs.contents.DeleteFont(self._theirs, font)

    def enumerate(self, _: Any, mapper: Any) -> None:
        """Tells pdfium the fonts of the system."""
        self._theirs.contents.EnumFonts(self._theirs, mapper)

    def release(self, _: Any) -> None:
        """Nothing: the fonts live as long as the process."""


@cache
def fonts() -> Fonts:
    """Put our font behind those of the system, for the whole process; must happen before the first page is loaded."""
    theirs = pdfium.FPDF_GetDefaultSystemFontInfo()
    ours = Fonts(theirs, cjk_font())
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    calls = {
        "Release": ours.release,
        "EnumFonts": ours.enumerate,
        "MapFont": ours.find,
        "GetFontData": ours.data,
        "GetFaceName": ours.name,
        "GetFontCharset": ours.charset,
        "DeleteFont": ours.delete,
    }
    made = pdfium.FPDF_SYSFONTINFO(
        version=theirs.contents.version, **{name: kinds[name](call) for name, call in calls.items()}
    )
    _kept.append(made)
    pdfium.FPDF_SetSystemFontInfo(made)
    return ours


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()


def _table(content: bytes, table: int) -> bytes:
    """One table of an OpenType font by its tag as a number; nothing for the tag of a collection."""
    tag = table.to_bytes(4, "big")
    if tag == _COLLECTION:
        return content if content[:4] == _COLLECTION else b""
    start = int.from_bytes(content[12:16], "big") if content[:4] == _COLLECTION else 0
    count = int.from_bytes(content[start + 4 : start + 6], "big")
    for entry in range(start + _HEAD, start + _HEAD + count * _ENTRY, _ENTRY):
        if content[entry : entry + 4] == tag:
            offset, length = (int.from_bytes(content[entry + at : entry + at + 4], "big") for at in (8, 12))
            return content[offset : offset + length]
    return b""
