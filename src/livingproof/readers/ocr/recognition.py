"""What a line of text says: the recognition network, one line at a time (measured: less memory than in batches, not slower)."""

from __future__ import annotations

from typing import Any, NamedTuple

from livingproof.readers.ocr.line import Picture, Quad, extent
from livingproof.readers.ocr.models import alphabet, network

_HEIGHT = 48  # pixels; what the network was trained on
_NARROWEST = 96  # pixels; shorter pictures are padded
_WIDEST = 3200


class Glyph(NamedTuple):
    """One character as read: `place` as a share of the line's length, `score` its probability.

    `space` is the highest probability of a space since the character before.
    """

    text: str
    place: float
    score: float
    space: float = 0.0


class Reading(NamedTuple):
    """A line as read; `strip` is the picture of the line, 48 pixels high."""

    glyphs: tuple[Glyph, ...]
    strip: Picture

    @property
    def text(self) -> str:
        """The characters in a row."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def score(self) -> float:
        """The mean probability of the characters, 0 for no text."""
        return sum(glyph.score for glyph in self.glyphs) / len(self.glyphs) if self.glyphs else 0.0


def read(image: Picture, quad: Quad) -> Reading:
    """Read the line of text inside a quad."""
    return read_strip(straightened(image, quad))


def straightened(image: Picture, quad: Quad) -> Picture:
    """The inside of a quad as an upright strip of 48 pixels' height."""
    import cv2
    import numpy as np

    length, height = (max(1, round(value)) for value in extent(quad))
    corners = np.array([(0, 0), (length, 0), (length, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    crop = cv2.warpPerspective(image, matrix, (length, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    width = min(_WIDEST, max(1, round(_HEIGHT * length / height)))
    method = cv2.INTER_AREA if height > 2 * _HEIGHT else cv2.INTER_LINEAR
    return cv2.resize(crop, (width, _HEIGHT), interpolation=method)


def read_strip(strip: Picture) -> Reading:
    """Read a strip of 48 pixels' height."""
    import numpy as np

    width = strip.shape[1]
    values = np.zeros((1, 3, _HEIGHT, max(_NARROWEST, width)), np.float32)
    values[0, :, :, :width] = (strip[:, :, ::-1].astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)
    likely = network("rec").run(None, {"x": values})[0][0]
    return Reading(_glyphs(likely, width / values.shape[3]), strip)


def _glyphs(likely: Any, filled: float) -> tuple[Glyph, ...]:
    """Greedy CTC decoding: the best class of every step, repetitions and blanks left out."""
    best = likely.argmax(axis=1)
    characters = alphabet()
    steps = len(best)
    glyphs: list[Glyph] = []
    since = 0
    for step in range(steps):
        now = int(best[step])
        if now and (step == 0 or now != best[step - 1]):
            place, space = min(1.0, (step + 0.5) / steps / filled), float(likely[since : step + 1, -1].max())
            glyphs.append(Glyph(characters[now], place, float(likely[step, now]), space))
            since = step + 1
    return tuple(glyphs)
