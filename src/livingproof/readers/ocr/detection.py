"""Where text stands in a picture: the detection network and the boxes drawn from its map (Differentiable Binarization)."""

from __future__ import annotations

from typing import Any

from livingproof.readers.ocr.line import Picture, Quad
from livingproof.readers.ocr.models import network

# The values of PP-OCR's own configuration for this network.
_STEP = 32  # the network needs sides that are a multiple of this
_INK = 0.3  # a pixel belongs to text
_SURE = 0.5  # mean of a box
_GROWTH = 1.6  # boxes are drawn around the core of the text and grow by area x growth / perimeter
_LARGEST = 1_600_000  # pixels that the network is given: more would need over 600 MB of memory
_MOST = 1000
_SMALLEST = 3


def find(image: Picture, side: int) -> tuple[Quad, ...]:
    """The boxes of lines of text, from top to bottom; the network sees the picture with a long side of at most `side`."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    scale = min(1.0, side / max(height, width), (_LARGEST / (height * width)) ** 0.5)
    size = tuple(max(_STEP, round(length * scale / _STEP) * _STEP) for length in (width, height))
    small = cv2.resize(image[:, :, ::-1], size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    values = (small.astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[np.newaxis]
    likely = network("det").run(None, {"x": values})[0][0, 0]
    quads = (_grown(quad) for quad in _cores(likely))
    return tuple(
        sorted((_scaled(quad, width / size[0], height / size[1], width, height) for quad in quads), key=_place)
    )


def _cores(likely: Any) -> list[Any]:
    """The rotated rectangles (centre, size, angle) of connected text pixels that are text on average."""
    import cv2
    import numpy as np

    mask = cv2.dilate((likely > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    rectangles = (cv2.minAreaRect(contour) for contour in contours[:_MOST])
    return [r for r in rectangles if min(r[1]) >= _SMALLEST and _mean(likely, cv2.boxPoints(r)) >= _SURE]


def _mean(likely: Any, corners: Any) -> float:
    import cv2
    import numpy as np

    height, width = likely.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, (corners - (left, top)).reshape(1, -1, 2).astype(np.int32), 1)
    return float(cv2.mean(likely[top : bottom + 1, left : right + 1], mask)[0])


def _grown(rectangle: Any) -> Quad:
    """The corners of the grown rectangle, beginning top left of writing that runs from left to right."""
    import cv2

    centre, (width, height), angle = rectangle
    growth = width * height * _GROWTH / (width + height)
    grown = cv2.boxPoints((centre, (width + growth, height + growth), angle))
    corners = sorted((float(x), float(y)) for x, y in grown)
    (top_left, bottom_left), (top_right, bottom_right) = (
        sorted(pair, key=lambda p: p[1]) for pair in (corners[:2], corners[2:])
    )
    return top_left, top_right, bottom_right, bottom_left


def _scaled(quad: Quad, by_x: float, by_y: float, width: int, height: int) -> Quad:
    top_left, top_right, bottom_right, bottom_left = (
        (min(max(x * by_x, 0.0), width - 1.0), min(max(y * by_y, 0.0), height - 1.0)) for x, y in quad
    )
    return top_left, top_right, bottom_right, bottom_left


def _place(quad: Quad) -> tuple[float, float]:
    return quad[0][1], quad[0][0]
