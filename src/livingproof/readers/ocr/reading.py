"""A picture of a page read by OCR."""

from __future__ import annotations

from collections.abc import Iterable

from livingproof.core.claim import Box
from livingproof.readers.ocr.line import Line, Quad
from livingproof.readers.ocr.lines import read_lines
from livingproof.readers.ocr.paddle import SIDE, as_lines, level, watermarks
from livingproof.readers.ocr.placing import placed
from livingproof.readers.ocr.recognition import read
from livingproof.readers.ocr.upright import stand
from livingproof.readers.page import Page, Segment
from livingproof.readers.sheets import Picture

_SMALL = 1100  # pixels of the long side; A4 at 94 dpi
_ENLARGED = 1536
_MOST = 2.0
_A4_LONG = 842.0  # points
FINE_SIDE = 1536


def read_page(picture: Picture, number: int, size: tuple[float, float], *, fine: bool = False) -> Page:
    """Read a page of `size` points from its picture; boxes are those of the upright, deskewed page.

    `fine` looks closer, for the small print of marks and logos.
    """
    picture, side = _enlarged(picture)
    standing = stand(picture, max(side, FINE_SIDE) if fine or _is_spread(size) else side)
    image = standing.image
    width, height = size if standing.turned % 180 == 0 else size[::-1]
    lines, unread = read_lines(image, level(standing.quads), standing.readings)
    marks = {line.text: line for quad in watermarks(standing.quads) for line in as_lines(quad, read(image, quad))}

    def on_page(lines: Iterable[Line]) -> tuple[Segment, ...]:
        return placed(lines, number, width / image.shape[1], (width, height), standing.skew)

    return Page(
        number,
        width,
        height,
        segments=on_page(lines),
        oblique=on_page(marks.values()),
        turned=standing.turned,
        skew=standing.skew,
        unread_scripts=unread,
    )


def read_places(picture: Picture, number: int, size: tuple[float, float], places: Iterable[Box]) -> Page:
    """Read places of an upright page of `size` points, each as one line; nothing is looked for elsewhere."""
    unit = size[0] / picture.shape[1]
    quads = (_quad(tuple(side / unit for side in place)) for place in places)
    lines = [line for quad in quads for line in as_lines(quad, read(picture, quad))]
    return Page(number, *size, placed(lines, number, unit, size, 0.0))


def _quad(box: tuple[float, ...]) -> Quad:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _is_spread(size: tuple[float, float]) -> bool:
    """Whether a sheet is two pages side by side: A3 across, on which print is half as large against the long side."""
    return size[0] > size[1] and size[0] > _A4_LONG * 1.2


def _enlarged(picture: Picture) -> tuple[Picture, int]:
    """The picture and the side for detection; small pictures are scaled up.

    Measured on eleven pages at 75 dpi with JPEG noise: 10.6 per cent wrong characters as they are, 6.3 enlarged; at
    100 dpi enlarging changes nothing.
    """
    import cv2

    long_side = max(picture.shape[:2])
    if long_side >= _SMALL:
        return picture, SIDE
    factor = min(_MOST, _ENLARGED / long_side)
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), _ENLARGED
