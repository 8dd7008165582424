"""The characters of a text layer, in points of the page as it stands upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from livingproof.core.claim import Box

_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})  # pdfium marks a hyphen at the end of a line with 2 or FFFE
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0x3000})
_BROKEN = frozenset({0x00, 0xFFFD, 0xFFFF})
_FILLED = 0  # text render mode 0: filled, not stroked
_INVISIBLE = 3  # text render mode 3: neither filled nor stroked
_SMALLEST = 2.0  # points; print below this size is not read by anybody
_OBLIQUE = -1
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibd", "demi")

_Raw = tuple[str, tuple[float, float, float, float], bool, int]
"""Text, box (left, top, right, bottom in page space), whether white space stands before it, number of its style."""

# pypdfium2 wraps the returned pointer in an object; only the address as a number is needed here, and that is faster.
_owner = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int))


class Character(NamedTuple):
    """One printed character; `spaced` says that white space stands before it; `style` is an index."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool
    style: int


class Style(NamedTuple):
    """What the characters of one text object share. `size` in points; `turned` in degrees clockwise, -1 when oblique.

    `colour` is red, green, blue of the filling; None when the letters are drawn in another way.
    """

    address: int
    size: float
    bold: bool
    seen: bool
    turned: int
    colour: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Characters:
    """The visible characters of a page in the order of the file: `items` run in the main direction, `oblique` do not.

    Coordinates are points of the upright page of `width` x `height`; `turned` is by how many degrees clockwise the
    displayed page was turned for it, `place` the map of left, top, right, bottom from page space. `invisible` are the
    characters of render mode 3 (the OCR layer of scanners), `broken` counts those without a Unicode value.
    """

    items: tuple[Character, ...]
    oblique: tuple[Character, ...]
    styles: tuple[Style, ...]
    place: Callable[[float, float, float, float], Box]
    width: float
    height: float
    turned: int
    broken: int
    invisible: tuple[Character, ...] = ()


def characters(page: Any) -> Characters:
    """Read the characters of a loaded page."""
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    try:
        read, styles, broken = _found(text_page)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    rotation = int(pdfium.FPDFPage_GetRotation(page.raw)) * 90
    found = [item for item in read if styles[item[3]].seen]
    written = _main_direction(found or read, styles)
    place, width, height = placing(page.get_bbox(), -written % 360)
    level: list[Character] = []
    oblique: list[Character] = []
    invisible: list[Character] = []
    for text, box, spaced, style in read:
        left, top, right, bottom = place(*box)
        if right > 0 and bottom > 0 and left < width and top < height:
            item = Character(text, left, top, right, bottom, spaced, style)
            level_or_not = level if styles[style].turned == written else oblique
            (level_or_not if styles[style].seen else invisible).append(item)
    turned = -(written + rotation) % 360
    return Characters(
        tuple(level), tuple(oblique), tuple(styles), place, width, height, turned, broken, tuple(invisible)
    )


def _found(text_page: Any) -> tuple[list[_Raw], list[Style], int]:
    """Every character of a size to be read, with its loose box in page space (tight boxes break words at apostrophes)."""
    handle = ctypes.cast(text_page, ctypes.c_void_p)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rectangle = pdfium.FS_RECTF()
    found: list[_Raw] = []
    styles: list[Style] = []
    numbers: dict[int, int] = {}
    bold: dict[int, bool] = {}
    spaced, broken = False, 0
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = unicode_of(text_page, index)
        if code in _SPACES:
            spaced = True
            continue
        owner = _owner(handle, index)
        if code in _BROKEN or not owner:
            broken += code in _BROKEN
            continue
        number = numbers.get(owner)
        if number is None:
            number = numbers[owner] = len(styles)
            styles.append(_style(text_page, index, owner, bold))
        if styles[number].size >= _SMALLEST:
            box_of(text_page, index, rectangle)
            box = rectangle.left, rectangle.top, rectangle.right, rectangle.bottom
            found.append(("-" if code in _HYPHENS else chr(code), box, spaced, number))
            spaced = False
    return found, styles, broken


def _style(text_page: Any, index: int, owner: int, bold: dict[int, bool]) -> Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = float(pdfium.FPDFText_GetFontSize(text_page, index)) * math.hypot(matrix.c, matrix.d)
    degrees = math.degrees(pdfium.FPDFText_GetCharAngle(text_page, index)) % 360
    nearest = round(degrees / 90) * 90
    item = pdfium.FPDFText_GetTextObject(text_page, index)
    font = pdfium.FPDFTextObj_GetFont(item)
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in bold:
        bold[address] = _is_bold(font)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    turned = nearest % 360 if abs(degrees - nearest) < 5 else _OBLIQUE  # noqa: PLR2004 - scans of forms lean up to 5 degrees
    return Style(owner, size, bold[address], mode != _INVISIBLE, turned, _colour(item) if mode == _FILLED else None)


def _colour(item: Any) -> tuple[int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if known else None


def _is_bold(font: Any) -> bool:
    if pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT:
        return True
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace").lower()
    return any(word in name for word in _BOLD_NAMES)


def _main_direction(found: list[_Raw], styles: list[Style]) -> int:
    """The direction of most characters in degrees clockwise; rotated text in the margin is thereby set apart."""
    counts = Counter(styles[style].turned for _, _, _, style in found)
    counts.pop(_OBLIQUE, None)
    return counts.most_common(1)[0][0] if counts else 0


def placing(box: Box, turn: int) -> tuple[Callable[[float, float, float, float], Box], float, float]:
    """The map from page space (origin bottom left) into the page turned by `turn` degrees clockwise, and its size."""
    x0, y0, x1, y1 = box
    match turn:
        case 90:
            return lambda left, top, right, bottom: (bottom - y0, left - x0, top - y0, right - x0), y1 - y0, x1 - x0
        case 180:
            return lambda left, top, right, bottom: (x1 - right, bottom - y0, x1 - left, top - y0), x1 - x0, y1 - y0
        case 270:
            return lambda left, top, right, bottom: (y1 - top, x1 - right, y1 - bottom, x1 - left), y1 - y0, x1 - x0
        case _:
            return lambda left, top, right, bottom: (left - x0, y1 - top, right - x0, y1 - bottom), x1 - x0, y1 - y0
