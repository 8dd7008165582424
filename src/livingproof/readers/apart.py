"""Reading in a child process with limits: what a hostile file does there ends there, in one clear line."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from livingproof.core.claim import Box, Claim, Document
from livingproof.core.terms import DocumentKind
from livingproof.readers.limits import Limits
from livingproof.readers.page import Code, Page

if TYPE_CHECKING:
    from livingproof.readers.paper import Paper
    from livingproof.readers.reading import Reading


def pages_apart(content: bytes, limits: Limits, overlay: Path | None = None, *, ocr: bool = True) -> Reading:
    """All that was read of a file, its pages too; at least one claim.

    Raises UnreadableFile with one line that says what to do. `overlay` is the folder of a user's own facts; `ocr` False reads text layers only.
    """
    from livingproof.readers.sandbox import in_child

    reading: Reading = in_child(reading_of, content, limits, overlay, ocr, limits=limits)
    return reading


def reading_of(content: bytes, limits: Limits, overlay: Path | None, ocr: bool) -> Reading:  # noqa: FBT001 - crosses a process
    """All that was read of a file, read in this process."""
    from livingproof.catalogue import load
    from livingproof.readers.paper import Paper
    from livingproof.readers.reading import read_opened

    with Paper(content, limits) as paper:
        reading = read_opened(paper if ocr else TextOnly(paper), load(overlay))
    return reading if ocr else replace(reading, claims=tuple(map(_pictures_left, reading.claims)))


def _pictures_left(claim: Claim) -> Claim:
    """The claim of a file of which only the text layers were to be read."""
    document = replace(claim.document, pictures_read=False) if claim.document else None
    return replace(claim, document=document)


class TextOnly:
    """An opened file whose pictures are not looked at: every page is its text layer and nothing more."""

    looks = False
    lacks_fonts = False

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.intake = paper.intake
        self.pages_to_read = paper.pages_to_read

    def text_page(self, number: int) -> Page:
        """The page by its text layer."""
        return self._paper.text_page(number)

    def ocr_page(self, number: int) -> Page:
        """The same page: what OCR would add is left out."""
        return self._paper.text_page(number)

    def ocr_regions(self, number: int) -> Page:
        """The page without anything on it: pictures are not read."""
        return replace(self._paper.text_page(number), segments=())

    def ocr_places(self, number: int, _places: tuple[Box, ...]) -> Page:
        """The page without anything on it."""
        return self.ocr_regions(number)

    def codes(self, number: int) -> tuple[Code, ...]:
        """The bar codes on the page; decoding them is no OCR."""
        return self._paper.codes(number)


def nothing_read(content: bytes) -> tuple[Claim, ...]:
    """The empty claim of a file that could not be opened: its digest is all that is known."""
    return (
        Claim(document=Document(sha256=sha256(content).hexdigest(), kind=DocumentKind.UNCLEAR, kind_confidence=0.0)),
    )
