"""Documents made of known claims, and a document taken apart."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from livingproof.core.claim import Claim
from livingproof.readers.pictures import PagePicture
from livingproof.verify.render.languages import ENGLISH, Languages
from livingproof.verify.render.page import Sheet
from livingproof.verify.render.paper import paper_of
from tests.cases import shipped
from tests.cli.page import looked_at
from tests.cli.page.looked_at import CLAIM

AS_OF = date(2026, 11, 21)


@dataclass(frozen=True)
class Printed:
    """A document: its bytes, the words of each page with single blanks, its metadata as XML."""

    content: bytes
    pages: tuple[str, ...]
    metadata: str

    @property
    def words(self) -> str:
        return " ".join(self.pages)

    @property
    def letters(self) -> str:
        """The words without any blank, for what stands across lines."""
        return unspaced(self.words)

    def picture(self, page: int = 0) -> Image.Image:
        return pypdfium2.PdfDocument(self.content)[page].render(scale=2).to_pil().convert("L")


def unspaced(words: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", words)


def picture() -> PagePicture:
    packed = io.BytesIO()
    Image.new("RGB", (595, 842), "#fffbe8").save(packed, "JPEG")
    return PagePicture(1, looked_at.WIDTH, looked_at.HEIGHT, packed.getvalue())


def sheet(claim: Claim = CLAIM, **question: Any) -> Sheet:
    """The verdict on a claim with a picture of its page."""
    made = looked_at.sheet(claim, **question)
    return replace(made, pictures=(picture(),)) if made.pictures else made


def printed(*sheets: Sheet, languages: Languages = ENGLISH, nothing: str = "") -> Printed:
    """The document of these sheets, taken apart."""
    return taken_apart(paper_of(sheets, shipped(), AS_OF, nothing=nothing, languages=languages))


def taken_apart(content: bytes) -> Printed:
    read = pypdfium2.PdfDocument(content)
    pages = tuple(" ".join(page.get_textpage().get_text_range().split()) for page in read)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
    return Printed(content, pages, metadata)
