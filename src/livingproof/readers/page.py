"""One geometry for everything read from a page: segments in points, origin top left, whatever they were read with."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.claim import Box, Origin, Signature
from livingproof.core.terms import Source


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text on one line without a wide gap, in the upright and deskewed page.

    `box` is left, top, right, bottom in points from the top left corner of the upright page; `size` is the height of the
    print in points (font size for a text layer, box height for OCR); `confidence` is 1.0 for a text layer, the engine's
    own score for OCR. `bold` is known for text layers only.
    """

    text: str
    box: Box
    size: float
    source: Source
    confidence: float
    page: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A decoded bar code: `symbology` such as "QRCode"; the payload without trailing NUL characters."""

    symbology: str
    payload: str
    box: Box
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read so far.

    `turned` is by how many degrees clockwise the picture was turned to stand upright;
    `skew` the small angle in degrees taken out. `layer` says how good the text layer is: good, partial, garbled, none.
    `oblique` is writing that does not run with the page: watermarks and margin text, each once. `unread_scripts` are
    scripts seen whose characters the engines at hand cannot read ("Cyrillic", "Greek" ..., "unknown"). `plain` says that
    nothing is on the page but the text of a good layer and few straight lines: no bar code.
    """

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...] = ()
    oblique: tuple[Segment, ...] = ()
    codes: tuple[Code, ...] = ()
    layer: str = "none"
    turned: int = 0
    skew: float = 0.0
    unread_scripts: tuple[str, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class CoveredText:
    """Text of the layer that nobody sees, and the text of the layer that is drawn over it ("" when none is)."""

    hidden: str
    visible: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Intake:
    """What is known of a file before its words are read: digest, type by content, number of pages, signatures, making."""

    sha256: str
    media_type: str
    page_count: int
    signatures: tuple[Signature, ...] = ()
    covered: tuple[CoveredText, ...] = ()
    encrypted: bool = False
    origin: Origin = Origin()
