"""A PDF opened with pdfium; nothing in it is executed, no form script is run."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from livingproof.core.claim import Box, Signature
from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.page import CoveredText, Page
from livingproof.readers.pdf.characters import characters, placing
from livingproof.readers.pdf.covered import uncovered
from livingproof.readers.pdf.judging import drawn, judged
from livingproof.readers.pdf.lines import oblique, segments
from livingproof.readers.pdf.shapes import Painted, painted
from livingproof.readers.sheets import Picture

_ENCRYPTED = "the PDF is encrypted; ask for a copy that opens without a password"
_DAMAGED = "the PDF is damaged or cut short; ask for the file again"
_OCR_DPI = 200.0
_OCR_SIDE = 2400  # pixels of the long side; of a page across, of each half
_POINTS = 72.0


_NOT_DRAWN = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT})


class PdfSheets:
    """The pages of a PDF, as `readers.sheets.Sheets` describes them; loaded pages are kept until `close`."""

    media_type = "application/pdf"

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content = content
        self._limits = limits
        self._pages: dict[int, Any] = {}
        self._objects: dict[int, tuple[Painted, ...]] = {}
        self._texts: dict[int, tuple[Page, tuple[CoveredText, ...]]] = {}
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_ENCRYPTED if "assword" in str(error) else _DAMAGED) from error
        self.encrypted = int(pdfium.FPDF_GetSecurityHandlerRevision(self._document.raw)) > 0

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of the page as it is displayed."""
        width, height = self._page(number).get_size()
        return float(width), float(height)

    def picture(self, number: int, dpi: float | None, box: Box | None = None) -> Picture:
        """Render a page or a part of it; above the limit of pixels at the highest resolution that keeps it."""
        import numpy as np

        width, height = self.size(number)
        left, top, right, bottom = box or (0.0, 0.0, width, height)
        scale = (dpi or min(_OCR_DPI, _OCR_SIDE * _POINTS / max(height, width / 2))) / _POINTS
        scale = min(scale, (self._limits.pixels / max(1.0, (right - left) * (bottom - top))) ** 0.5)
        crop = (left, height - bottom, width - right, top)
        bitmap = self._page(number).render(scale=scale, crop=tuple(max(0.0, side) for side in crop), rev_byteorder=True)
        return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])

    def text(self, number: int) -> Page:
        """The page as its text layer gives it, text that was painted over left out."""
        return self._text(number)[0]

    def covered(self, number: int) -> tuple[CoveredText, ...]:
        """Text that was painted over."""
        return self._text(number)[1]

    def pictures(self, number: int) -> tuple[Box, ...]:
        """The boxes of the bitmaps on a page; a page drawn with very many paths is one picture, for these may be letters."""
        width, height = self.size(number)
        objects = self._painted(number)
        if drawn(objects):
            return ((0.0, 0.0, width, height),)
        page = self._page(number)
        place, _, _ = placing(page.get_bbox(), int(pdfium.FPDFPage_GetRotation(page.raw)) * 90)
        boxes = (item.box for item in objects if item.kind == "bitmap")
        return tuple(place(left, top, right, bottom) for left, bottom, right, top in boxes)

    def signatures(self, roots: tuple[bytes, ...]) -> tuple[Signature, ...]:
        """The digital signatures; a file without a /ByteRange has none, because that entry is never compressed."""
        if b"/ByteRange" not in self._content:
            return ()
        from livingproof.readers.pdf.signatures import signatures

        return signatures(self._content, roots)

    def close(self) -> None:
        """Give the memory back; twice is once."""
        for page in self._pages.values():
            page.close()
        self._pages.clear()
        self._document.close()

    def _page(self, number: int) -> Any:
        if number not in self._pages:
            try:
                self._pages[number] = _with_annotations(self._document, number - 1)
            except pypdfium2.PdfiumError as error:
                raise UnreadableFile(_DAMAGED) from error
        return self._pages[number]

    def _painted(self, number: int) -> tuple[Painted, ...]:
        if number not in self._objects:
            self._objects[number] = painted(self._page(number))
        return self._objects[number]

    def _text(self, number: int) -> tuple[Page, tuple[CoveredText, ...]]:
        if number not in self._texts:
            objects = self._painted(number)
            seen, covered = uncovered(characters(self._page(number)), objects, number)
            found = segments(seen, number)
            layer = judged(seen, objects, found)
            kept = found if layer in {"good", "partial"} else ()
            page = Page(number, seen.width, seen.height, kept, oblique(seen, number), layer=layer, turned=seen.turned)
            self._texts[number] = page, covered
        return self._texts[number]


def _with_annotations(document: Any, index: int) -> Any:
    """The loaded page, with filled form fields and drawn annotations made part of it: they are seen like all other text.

    This changes the page in memory only.
    """
    page = document[index]
    annotations = [pdfium.FPDFPage_GetAnnot(page.raw, item) for item in range(pdfium.FPDFPage_GetAnnotCount(page.raw))]
    kinds = {pdfium.FPDFAnnot_GetSubtype(annotation) for annotation in annotations}
    for annotation in annotations:
        pdfium.FPDFPage_CloseAnnot(annotation)
    if kinds <= _NOT_DRAWN or pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]
