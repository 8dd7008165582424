"""From lines in a picture to segments on the page: points, upright, deskewed, in rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from livingproof.core.claim import Box
from livingproof.core.terms import Source
from livingproof.readers.ocr.line import Line, Point, bounds, extent
from livingproof.readers.page import Segment


def placed(
    lines: Iterable[Line], number: int, unit: float, size: tuple[float, float], skew: float, origin: Point = (0.0, 0.0)
) -> tuple[Segment, ...]:
    """The lines as segments; `unit` is points per pixel, `origin` the place of the picture on a page of `size` points.

    The page is turned back by the skew around its middle. Segments come in rows from top to bottom.
    """
    straight = _straightener(size, skew)
    found = []
    for line in lines:
        a, b, c, d = (straight((x * unit + origin[0], y * unit + origin[1])) for x, y in line.quad)
        box: Box = bounds((a, b, c, d))
        found.append(Segment(line.text, box, extent(line.quad)[1] * unit, Source.OCR, line.confidence, number))
    return in_rows(found)


def in_rows(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Segments in rows from top to bottom, each row from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=_middle):
        row = rows[-1] if rows else None
        if row is not None and abs(_middle(row[0]) - _middle(segment)) < min(row[0].size, segment.size) / 2:
            row.append(segment)
        else:
            rows.append([segment])
    return tuple(segment for row in rows for segment in sorted(row, key=lambda segment: segment.box[0]))


def _middle(segment: Segment) -> float:
    return (segment.box[1] + segment.box[3]) / 2


def _straightener(size: tuple[float, float], skew: float) -> Callable[[Point], Point]:
    cosine, sine = math.cos(math.radians(-skew)), math.sin(math.radians(-skew))
    middle_x, middle_y = size[0] / 2, size[1] / 2

    def straight(point: Point) -> Point:
        x, y = point[0] - middle_x, point[1] - middle_y
        return middle_x + x * cosine - y * sine, middle_y + x * sine + y * cosine

    return straight
