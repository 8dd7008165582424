"""What an opened file offers to the reader, whether it is a PDF or a picture."""

from __future__ import annotations

from typing import Any, Protocol

from livingproof.core.claim import Box, Origin, Signature
from livingproof.readers.page import CoveredText, Page

Picture = Any
"""A numpy array of unsigned bytes, height x width x 3, red green blue."""

LONG_SIDE = 842.0
"""Points that the long side of a picture stands for: A4, and Letter but for six per cent."""


class Sheets(Protocol):
    """An opened file as a row of sheets; numbers count from 1. Sheets are shown as the file says (`/Rotate`, EXIF)."""

    media_type: str
    encrypted: bool

    @property
    def lacks_fonts(self) -> bool:
        """Whether pages were drawn with blanks, because a font that the file does not bring is not at hand."""
        ...

    def __len__(self) -> int:
        """How many pages the file has."""
        ...

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        ...

    def picture(self, number: int, dpi: float | None, box: Box | None = None) -> Picture:
        """The page, or a box of it in points, at a resolution; None for the one that suits OCR."""
        ...

    def text(self, number: int) -> Page:
        """The page as its text layer gives it; an empty one with layer "none" when there is no text layer."""
        ...

    def pictures(self, number: int) -> tuple[Box, ...]:
        """The boxes of the bitmaps on a page that has other content as well, in points; empty for a picture file."""
        ...

    def covered(self, number: int) -> tuple[CoveredText, ...]:
        """Text of the layer that nobody sees: under a later shape, invisible, or in the colour of its ground."""
        ...

    def signatures(self, roots: tuple[bytes, ...]) -> tuple[Signature, ...]:
        """The digital signatures of the file; `roots` are trusted certificates in DER or PEM."""
        ...

    def origin(self) -> Origin:
        """What the file says of its own making; empty for a picture."""
        ...

    def close(self) -> None:
        """Give the memory back."""
        ...
