"""PP-OCR: reads Latin, Chinese and Japanese writing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from livingproof.readers.ocr.detection import find
from livingproof.readers.ocr.line import Line, Picture, Quad, extent, part
from livingproof.readers.ocr.recognition import Reading, read
from livingproof.readers.ocr.spacing import pieces
from livingproof.readers.ocr.upright import skew, slope

SIDE = 1280
"""Pixels of the long side for detection: 960 loses fine print, 1600 finds the small words of marks for 0.35 s more."""

_POOREST = 0.5  # mean probability below which a reading is noise: a seal, a signature, an ornament
_TALL = 1.5  # height against length of a box that runs along the margin, unless it is as low as a line
_OBLIQUE = 12.0  # degrees against the page
_LONG = 1.2  # length against height from which the angle of a box means something
_WATERMARKS = 6  # the largest oblique boxes are read; a pattern of hundreds says nothing more


class Paddle:
    """The PP-OCR engine (`readers.ocr.line.Engine`); the networks are loaded when they are first used."""

    name = "pp-ocr"

    def recognise(self, image: Picture) -> tuple[Line, ...]:
        """The lines of a picture that stands upright, from top to bottom."""
        return tuple(line for quad in level(find(image, SIDE)) for line in as_lines(quad, read(image, quad)))


def as_lines(quad: Quad, reading: Reading) -> tuple[Line, ...]:
    """A reading as lines, cut at wide blanks; none for noise."""
    if reading.score < _POOREST:
        return ()
    return tuple(Line(piece.text, part(quad, piece.start, piece.end), piece.score) for piece in pieces(reading))


def level(quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """The boxes of lines that run with the page; writing along the margin and across is left out."""
    if not quads:
        return ()
    usual = median(extent(quad)[1] for quad in quads)
    angle = skew(quads)
    return tuple(quad for quad in quads if not _leans(quad, angle) and not _stands(quad, usual))


def watermarks(quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """The largest boxes of writing that runs across the page."""
    angle = skew(quads)
    across = [quad for quad in quads if _leans(quad, angle)]
    return tuple(sorted(across, key=lambda quad: -extent(quad)[1])[:_WATERMARKS])


def _leans(quad: Quad, angle: float) -> bool:
    length, height = extent(quad)
    return length > _LONG * height and abs(slope(quad) - angle) > _OBLIQUE


def _stands(quad: Quad, usual: float) -> bool:
    length, height = extent(quad)
    return height >= _TALL * length and height >= 2 * usual
