"""An opened file, page by page: its text layer, what OCR reads of it, and its codes; nothing is done twice."""

from __future__ import annotations

import time
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from livingproof.core.claim import Box
from livingproof.readers.intake import described, open_sheets
from livingproof.readers.limits import Limits
from livingproof.readers.page import Code, Intake, Page
from livingproof.readers.sheets import Picture

_CODE_SIDE = 3508  # pixels of the long side, A4 at 300 dpi: every code of the trials was read, at 144 dpi 14 of 19
_FINE_DPI = 300.0


class Paper:
    """A file opened for reading; pages count from 1. Use it as a context manager, or call `close`."""

    def __init__(self, content: bytes, limits: Limits = Limits(), roots: tuple[bytes, ...] = ()) -> None:
        self._limits = limits
        self._sheets = open_sheets(content, limits)
        self._ocr: dict[tuple[int, bool], Page] = {}
        self._regions: dict[int, Page] = {}
        self._codes: dict[int, tuple[Code, ...]] = {}
        with ExitStack() as undone:
            undone.callback(self._sheets.close)
            self.intake: Intake = described(content, self._sheets, limits, roots)
            undone.pop_all()
        self._until = time.monotonic() + limits.looking

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def looks(self) -> bool:
        """Whether more pictures of pages may be recognised: the time for it is not up."""
        return time.monotonic() < self._until

    @property
    def pages_to_read(self) -> range:
        """The numbers of the pages that the limits allow to read."""
        return range(1, min(self.intake.page_count, self._limits.pages) + 1)

    @property
    def lacks_fonts(self) -> bool:
        """Whether pages were drawn with blanks for want of a font: their pictures say less than their text layer."""
        return self._sheets.lacks_fonts

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of a page as the file shows it."""
        return self._sheets.size(number)

    def text_page(self, number: int) -> Page:
        """The page as its text layer gives it; without segments and with layer "none" when there is no text layer."""
        return self._sheets.text(number)

    def ocr_page(self, number: int, *, fine: bool = False) -> Page:
        """The page as OCR reads its picture; `fine` looks closer, for small print, and takes a fifth longer."""
        key = (number, fine)
        if key not in self._ocr:
            from livingproof.readers.ocr.models import give_back
            from livingproof.readers.ocr.reading import read_page

            picture = self._sheets.picture(number, _FINE_DPI if fine else None)
            self._ocr[key] = read_page(picture, number, self._sheets.size(number), fine=fine)
            give_back()
        return self._ocr[key]

    def ocr_places(self, number: int, places: tuple[Box, ...]) -> Page:
        """What OCR reads in these boxes of a page that stands upright, each taken as one line."""
        from livingproof.readers.ocr.reading import read_places

        return read_places(self._sheets.picture(number, None), number, self._sheets.size(number), places)

    def ocr_regions(self, number: int) -> Page:
        """What OCR reads in the pictures of a page that has a text layer: logos, marks, backgrounds with words."""
        if number not in self._regions:
            from livingproof.readers.ocr.models import give_back
            from livingproof.readers.ocr.regions import read_regions

            self._regions[number] = read_regions(self._sheets, number)
            give_back()
        return self._regions[number]

    def codes(self, number: int) -> tuple[Code, ...]:
        """The QR and bar codes on a page; their boxes are those of the page as the file shows it."""
        if self._sheets.text(number).plain:
            return ()
        if number not in self._codes:
            from livingproof.readers.image.codes import codes

            width, height = self._sheets.size(number)
            picture = self._sheets.picture(number, _CODE_SIDE / max(width, height) * 72)
            self._codes[number] = codes(picture, number, width / picture.shape[1])
        return self._codes[number]

    def picture(self, number: int, dpi: float, box: Box | None = None) -> Picture:
        """The page, or a box of it in points, as the file shows it: height x width x 3, red green blue."""
        return self._sheets.picture(number, dpi, box)

    def close(self) -> None:
        """Give the memory back; twice is once."""
        self._sheets.close()
