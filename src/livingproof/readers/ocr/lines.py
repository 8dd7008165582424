"""The lines of a picture whose boxes are known, each with the engine that can read its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from livingproof.readers.ocr.line import Line, Picture, Quad
from livingproof.readers.ocr.paddle import as_lines
from livingproof.readers.ocr.recognition import Reading, read
from livingproof.readers.ocr.scripts import reread


def read_lines(
    image: Picture, quads: Sequence[Quad], known: Mapping[Quad, Reading]
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of text in the boxes, and the scripts that no engine at hand could read; `known` are readings made before."""
    readings = [(quad, known.get(quad) or read(image, quad)) for quad in quads]
    other, unread = reread(image, readings)
    lines = ((other[quad],) if quad in other else as_lines(quad, reading) for quad, reading in readings)
    return tuple(line for part in lines for line in part), unread
