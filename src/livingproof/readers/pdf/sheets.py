"""A PDF opened with pdfium; nothing in it is executed, no form script is run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from livingproof.core.claim import Box, Origin, Signature
from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.page import CoveredText, Page, Segment
from livingproof.readers.pdf.characters import characters, placing
from livingproof.readers.pdf.contrast import without_contrast
from livingproof.readers.pdf.covered import faint, invisible, uncovered
from livingproof.readers.pdf.judging import drawn, judged
from livingproof.readers.pdf.lines import oblique, segments
from livingproof.readers.pdf.origin import origin
from livingproof.readers.pdf.shapes import Painted, hides, is_plain, painted, pixels
from livingproof.readers.pdf.substitute import fonts
from livingproof.readers.sheets import Picture
from livingproof.readers.visible import visible

_ENCRYPTED = "the PDF is protected by a password; ask for a copy that opens without one"
_DAMAGED = "the PDF is damaged or cut short; ask for the file again"
_OCR_DPI = 200.0
_OCR_SIDE = 2400  # pixels of the long side; of a page across, of each half
_POINTS = 72.0
_MOST_OBJECTS = 500_000
_LAYERS = 4  # times the limit of pixels that the bitmaps of one page may have together


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
        self._fonts = fonts()
        self._fonts.missing = False
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile(_ENCRYPTED if "assword" in str(error) else _DAMAGED) from error
        if not len(self._document):
            self._document.close()
            raise UnreadableFile(_DAMAGED)
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

    @property
    def lacks_fonts(self) -> bool:
        """Whether a page drawn so far has blanks: it names a font of East Asia, and none is at hand."""
        return self._fonts.missing

    def text(self, number: int) -> Page:
        """The page as its text layer gives it, text that nobody sees left out."""
        return self._text(number)[0]

    def covered(self, number: int) -> tuple[CoveredText, ...]:
        """Text that was painted over, is invisible, or has the colour of its ground."""
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

    def origin(self) -> Origin:
        """What the file says of its own making."""
        return origin(self._content, self._document.get_metadata_value)

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
            self._weigh(number)
        return self._objects[number]

    def _weigh(self, number: int) -> None:
        """Refuse a page of too many objects, or whose bitmaps are too large to unpack, each or taken together."""
        if (count := pdfium.FPDFPage_CountObjects(self._page(number).raw)) > _MOST_OBJECTS:
            raise UnreadableFile(f"page {number} is drawn with {count:,} strokes; ask for the page as a plain scan")
        sizes = [pixels(item) for item in self._objects[number] if item.kind == "bitmap"]
        wide, high = max(sizes, key=lambda size: size[0] * size[1], default=(0, 0))
        if wide * high > self._limits.pixels:
            raise UnreadableFile(f"page {number} holds a picture of {wide} x {high} pixels; ask for a smaller scan")
        if sum(wide * high for wide, high in sizes) > _LAYERS * self._limits.pixels:
            raise UnreadableFile(f"page {number} holds {len(sizes)} large pictures; ask for the page as one plain scan")

    def _text(self, number: int) -> tuple[Page, tuple[CoveredText, ...]]:
        if number not in self._texts:
            objects, loaded = self._painted(number), self._page(number)
            read = characters(loaded)
            open_, covered = uncovered(read, objects, number, lambda item: hides(item, self._document, loaded))
            seen, pale = faint(open_, without_contrast(open_, lambda: self.picture(number, _POINTS)), number)
            found = segments(seen, number)
            layer = judged(seen, objects, found)
            kept = found if layer in {"good", "partial"} else ()
            rows, slanted = _harmless(kept), _harmless(oblique(seen, number))
            plain = layer == "good" and not read.broken and is_plain(objects)
            page = Page(number, seen.width, seen.height, rows, slanted, layer=layer, turned=seen.turned, plain=plain)
            hidden = covered + pale + invisible(read, number)
            shown = (replace(one, hidden=visible(one.hidden), visible=visible(one.visible)) for one in hidden)
            self._texts[number] = page, tuple(shown)
        return self._texts[number]


def _harmless(found: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments without what a font's table of characters may smuggle in: escapes, reversals, halves of characters."""
    return tuple(replace(segment, text=visible(segment.text)) for segment in found)


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
