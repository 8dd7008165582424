"""Photos, scans and multi-page TIFF files as sheets; the orientation that the camera noted is respected."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any

from PIL import Image, ImageOps

from livingproof.core.claim import Box, Origin, Signature
from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.page import CoveredText, Page
from livingproof.readers.sheets import LONG_SIDE, Picture

_DAMAGED = "the picture is damaged or cut short; ask for the file again"
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, OverflowError, struct.error)
"""What Pillow raises on damaged pictures."""
_POINTS = 72.0
_MOST_FRAMES = 1000
_OCR_SIDE = 2400  # pixels of the long side that recognition is given at most


class ImageSheets:
    """The frames of a picture file, as `readers.sheets.Sheets` describes them."""

    encrypted = False
    lacks_fonts = False

    def __init__(self, content: bytes, media_type: str, limits: Limits) -> None:
        self.media_type = media_type
        self._frames: dict[int, Any] = {}
        Image.MAX_IMAGE_PIXELS = None  # the limit below is stricter and is checked before anything is decoded
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns about odd metadata; the words of the page are not there
                self._image = Image.open(io.BytesIO(content))
                self._count = _frames_of(self._image) if media_type == "image/tiff" else 1
        except _UNREADABLE as error:
            raise UnreadableFile(_DAMAGED) from error
        width, height = self._image.size
        if width * height > limits.pixels:
            raise UnreadableFile(
                f"the picture has {width} x {height} pixels; ask for one with at most {limits.pixels:,} in all"
            )
        self._limits = limits
        self._frame(1)  # a picture that is cut short is found now, not in the middle of reading

    def __len__(self) -> int:
        return self._count

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, the long side being that of A4."""
        width, height = self._frame(number).size
        unit = LONG_SIDE / max(width, height)
        return width * unit, height * unit

    def picture(self, number: int, dpi: float | None, box: Box | None = None) -> Picture:
        """The frame or a part of it, scaled to a resolution; for OCR as it is, or smaller when it is very large."""
        import numpy as np

        frame = self._frame(number)
        unit = max(frame.size) / LONG_SIDE
        if box is not None:
            frame = frame.crop(tuple(round(side * unit) for side in box))
        scale = min(1.0, _OCR_SIDE / LONG_SIDE / unit) if dpi is None else dpi / _POINTS / unit
        if scale != 1.0:
            size = tuple(max(1, round(side * scale)) for side in frame.size)
            frame = frame.resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)
        return np.asarray(frame)

    def text(self, number: int) -> Page:
        """An empty page: a picture has no text layer."""
        width, height = self.size(number)
        return Page(number, width, height)

    def pictures(self, number: int) -> tuple[Box, ...]:
        """None: the whole sheet is the picture."""
        del number
        return ()

    def covered(self, number: int) -> tuple[CoveredText, ...]:
        """None: a picture has no layers."""
        del number
        return ()

    def signatures(self, roots: tuple[bytes, ...]) -> tuple[Signature, ...]:
        """None: pictures are not signed in a way that is read here."""
        del roots
        return ()

    def origin(self) -> Origin:
        """Nothing: what cameras and programs write into pictures is not read."""
        return Origin()

    def close(self) -> None:
        """Give the memory back; twice is once."""
        self._frames.clear()
        self._image.close()

    def _frame(self, number: int) -> Any:
        if number not in self._frames:
            try:
                self._image.seek(number - 1)
                width, height = self._image.size
                if width * height > self._limits.pixels:
                    raise UnreadableFile(f"page {number} has {width} x {height} pixels; ask for a smaller picture")
                kept = sum(frame.width * frame.height for frame in self._frames.values())
                if kept + width * height > self._limits.pixels:
                    self._frames.clear()  # thirty large frames would not fit into memory; small ones are kept
                self._frames[number] = _on_white(ImageOps.exif_transpose(self._image))
            except _UNREADABLE as error:
                raise UnreadableFile(_DAMAGED) from error
        return self._frames[number]


def _frames_of(image: Any) -> int:
    """How many frames a TIFF has; Pillow looks at each, in a time that grows with the square of their number."""
    for number in range(1, _MOST_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            image.seek(0)
            return number
    raise UnreadableFile(f"the picture file has more than {_MOST_FRAMES} pages; ask for the certificate alone")


def _on_white(image: Any) -> Any:
    """The picture as RGB; what is transparent shows white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.getextrema()
        return image.point(lambda value: (value - low) * 255 / max(1, high - low)).convert("L").convert("RGB")
    return image.convert("RGB")
