"""What every OCR engine returns, and the one method that an engine has."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import Any, Protocol

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Corners in pixels of the picture: top left, top right, bottom right, bottom left of the writing."""

Picture = Any
"""A numpy array of unsigned bytes, height x width x 3, red green blue."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text where it stands in the picture; `confidence` runs from 0 to 1, by the engine's own measure."""

    text: str
    quad: Quad
    confidence: float


class Engine(Protocol):
    """Reads the text of a picture that stands upright."""

    def recognise(self, image: Picture) -> tuple[Line, ...]:
        """The lines of the picture, from top to bottom."""
        ...


def extent(quad: Quad) -> tuple[float, float]:
    """Length and height of the writing in pixels."""
    top_left, top_right, bottom_right, bottom_left = quad
    length = (dist(top_left, top_right) + dist(bottom_left, bottom_right)) / 2
    height = (dist(top_left, bottom_left) + dist(top_right, bottom_right)) / 2
    return length, height


def bounds(quad: Quad) -> tuple[float, float, float, float]:
    """The box around a quad: left, top, right, bottom."""
    xs, ys = zip(*quad, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def part(quad: Quad, start: float, end: float) -> Quad:
    """The part of a quad between two shares of its length."""
    top_left, top_right, bottom_right, bottom_left = quad

    def between(one: Point, other: Point, share: float) -> Point:
        return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share

    return (
        between(top_left, top_right, start),
        between(top_left, top_right, end),
        between(bottom_left, bottom_right, end),
        between(bottom_left, bottom_right, start),
    )
