"""How a picture stands: turned by quarter turns, and leaning by a small angle."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from livingproof.readers.ocr import tesseract
from livingproof.readers.ocr.detection import find
from livingproof.readers.ocr.line import Picture, Point, Quad, extent
from livingproof.readers.ocr.recognition import Reading, read_strip, straightened

_WITNESSES = 8  # the longest lines, whose readings both ways decide
_SURE = 0.8  # mean score from which the first way is taken without reading the other
_READ = 0.8  # mean score from which the better way is believed
_MARGIN = 0.1  # by which the other way must be better when neither is believed
_TALL = 1.5
_LONG = 4.0  # length of a line against its height from which its angle counts
_STEEPEST = 20.0


@dataclass(frozen=True, slots=True)
class Standing:
    """A picture turned upright: `turned` degrees clockwise, its boxes, and what was read on the way, by box.

    `skew` is by how many degrees the lines fall to the right.
    """

    image: Picture
    turned: int
    skew: float
    quads: tuple[Quad, ...]
    readings: Mapping[Quad, Reading]


def stand(image: Picture, side: int) -> Standing:
    """Find the text of a picture and turn it so that the text stands upright.

    Wide boxes mean upright or upside down, tall ones a quarter turn; between the two ways the better read one is taken.
    Where neither is read well, the script may be one that PP-OCR does not know: Tesseract then tells the way.
    """
    height, width = image.shape[:2]
    found = find(image, side)
    first, second = (1, 3) if _lying(found) else (0, 2)
    quads = _turned(found, first, width, height)
    upright = turned_picture(image, first)
    readings = {quad: read_strip(straightened(upright, quad)) for quad in _longest(quads)}
    if readings and _mean(readings.values()) < _SURE and _is_upside_down(upright, readings):
        quads, upright, first = _turned(found, second, width, height), turned_picture(image, second), second
        readings = {}
    return Standing(upright, first * 90, skew(quads), quads, readings)


def _is_upside_down(image: Picture, readings: Mapping[Quad, Reading]) -> bool:
    one = _mean(readings.values())
    other = _mean([read_strip(reading.strip[::-1, ::-1]) for reading in readings.values()])
    if max(one, other) >= _READ:
        return other > one
    look = tesseract.look([tesseract.strip(image, quad) for quad in readings])
    return look.upside_down if look is not None else other > one + _MARGIN


def turned_picture(image: Picture, quarters: int) -> Picture:
    """The picture turned clockwise by quarter turns."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, -quarters)) if quarters else image


def skew(quads: Sequence[Quad]) -> float:
    """The median angle of the long lines in degrees, each weighted by its length; 0 without long lines."""
    angles = sorted((slope(quad), extent(quad)[0]) for quad in quads if extent(quad)[0] > _LONG * extent(quad)[1])
    angles = [(angle, length) for angle, length in angles if abs(angle) < _STEEPEST]
    half = sum(length for _, length in angles) / 2
    for angle, length in angles:
        half -= length
        if half <= 0:
            return angle
    return 0.0


def slope(quad: Quad) -> float:
    """By how many degrees the writing falls to the right."""
    (x0, y0), (x1, y1) = quad[0], quad[1]
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def _lying(quads: Sequence[Quad]) -> bool:
    tall = wide = 0.0
    for quad in quads:
        length, height = extent(quad)
        if length >= _TALL * height:
            wide += length
        elif height >= _TALL * length:
            tall += height
    return tall > wide


def _turned(quads: Sequence[Quad], quarters: int, width: int, height: int) -> tuple[Quad, ...]:
    """The boxes after their picture of `width` x `height` was turned clockwise."""
    turns: tuple[Callable[[Point], Point], ...] = (
        lambda p: p,
        lambda p: (height - 1 - p[1], p[0]),
        lambda p: (width - 1 - p[0], height - 1 - p[1]),
        lambda p: (p[1], width - 1 - p[0]),
    )
    turn = turns[quarters]
    turned = []
    for quad in quads:
        a, b, c, d = quad[4 - quarters :] + quad[: 4 - quarters]
        turned.append((turn(a), turn(b), turn(c), turn(d)))
    return tuple(turned)


def _longest(quads: Sequence[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: extent(quad)[0] / max(1.0, extent(quad)[1]), reverse=True)[:_WITNESSES]


def _mean(readings: Collection[Reading]) -> float:
    return sum(reading.score for reading in readings) / len(readings)
