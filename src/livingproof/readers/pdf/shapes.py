"""The objects of a page in the order in which they are painted: text, opaque shapes, bitmaps, drawings."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from livingproof.core.claim import Box

_SOLID = 0.8  # share of its bounds that a shape fills to count as a cover
_OPAQUE = 255
_THROUGH = 230  # alpha of a pixel below which something shines through
_DEEPEST = 6
_MOST = 20_000  # objects; no certificate has more, and the walk must end
_RULES = 20  # lines and frames; the shortest bar code has 22 bars
_LEVEL = 0.1  # points
_NAME = 256
_CODES = re.compile(r"code|bar|qr|matrix|ean|upc|i2of5|itf|39|93|128|417", re.IGNORECASE)
"""Names of fonts that draw bar codes; a font named by chance like one is looked at, which costs time only."""
_FEWEST_POINTS, _MOST_POINTS = 3, 64

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Painted(NamedTuple):
    """An object as painted: `kind` is "text", "path" or "bitmap"; `box` is left, bottom, right, top in page space.

    `handle` is pdfium's, valid while the page is loaded. Text has its `address`.
    """

    kind: str
    handle: Any
    address: int
    box: Box


def painted(page: Any) -> tuple[Painted, ...]:
    """The objects of a loaded page, those inside forms included."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    found = _painted((pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)), _IDENTITY, _DEEPEST)
    return tuple(item for _, item in zip(range(_MOST), found, strict=False))


def _painted(items: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[Painted]:
    for item in items:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield Painted("text", item, ctypes.cast(item, ctypes.c_void_p).value or 0, _box(item, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield Painted("path", item, 0, _box(item, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield Painted("bitmap", item, 0, _box(item, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            count = pdfium.FPDFFormObj_CountObjects(item)
            inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _painted(inner, _times(_matrix(item), matrix), depth - 1)


def hides(item: Painted, document: Any, page: Any) -> bool:
    """Whether a shape or bitmap covers what was painted before it; `document` and `page` are those of pypdfium2."""
    return _is_opaque(item.handle, document, page) if item.kind == "bitmap" else covers(item.handle)


def _is_opaque(bitmap: Any, document: Any, page: Any) -> bool:
    """Whether a bitmap lets hardly anything shine through."""
    if pdfium.FPDFPageObj_HasTransparency(bitmap):
        return False
    rendered = pdfium.FPDFImageObj_GetRenderedBitmap(document.raw, page.raw, bitmap)
    if not rendered:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(rendered) != pdfium.FPDFBitmap_BGRA:
            return True
        size = pdfium.FPDFBitmap_GetStride(rendered) * pdfium.FPDFBitmap_GetHeight(rendered)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(rendered), size)
    finally:
        pdfium.FPDFBitmap_Destroy(rendered)
    alphas = pixels[3::4]
    return sum(alpha >= _THROUGH for alpha in alphas) >= _SOLID * len(alphas) > 0


def pixels(item: Painted) -> tuple[int, int]:
    """Width and height in pixels of a bitmap as the file says them, before anything of it is unpacked."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item.handle, wide, high)
    return wide.value, high.value


def covers(path: Any) -> bool:
    """Whether a path, given by its handle, is one filled, opaque patch that fills most of its bounds."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    if not mode.value or alpha.value < _OPAQUE or pdfium.FPDFPageObj_HasTransparency(path):
        return False
    points = _outline(path)
    if points is None:
        return False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    bounds = (max(xs) - min(xs)) * (max(ys) - min(ys))
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))) / 2
    return bounds > 0 and area >= _SOLID * bounds


def is_plain(objects: Sequence[Painted]) -> bool:
    """Whether a page holds text in fonts for reading, and apart from it but a few straight lines and frames.

    Letters have curves or slants, a bar code has more bars.
    """
    paths = [item.handle for item in objects if item.kind == "path"]
    if len(paths) > _RULES or any(item.kind == "bitmap" for item in objects):
        return False
    fonts = {_font(item.handle) for item in objects if item.kind == "text"}
    return all(name and not _CODES.search(name) for name in fonts) and sum(map(_rules, paths)) <= _RULES


def _font(text: Any) -> str:
    """The name of a text's font; "" for one that is drawn by the file itself."""
    name = ctypes.create_string_buffer(_NAME)
    length = pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(text), name, _NAME)
    return name.value.decode("latin-1") if 0 < length <= _NAME else ""


def _rules(path: Any) -> int:
    """How many lines or frames a path draws, straight ones of a plain colour; more than any page has for all others."""
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(path, *colour):  # a pattern, which may be a picture
        return _RULES + 1
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_POINTS:
        return _RULES + 1
    drawn, before = 0, (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        slant = min(abs(x.value - before[0]), abs(y.value - before[1]))
        before = (x.value, y.value)
        drawn += kind == pdfium.FPDF_SEGMENT_MOVETO
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or (kind == pdfium.FPDF_SEGMENT_LINETO and slant > _LEVEL):
            return _RULES + 1
    return drawn


def _outline(path: Any) -> list[tuple[float, float]] | None:
    """The corners of a path of one stroke; None when it is drawn in several or has too many points."""
    count = pdfium.FPDFPath_CountSegments(path)
    if not _FEWEST_POINTS <= count <= _MOST_POINTS:
        return None
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if index and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if index + 1 < count:
                return None
            continue
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    return points


def _box(item: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
