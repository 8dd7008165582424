"""The pages of the document: which picture, and where on it which numbered box stands, in shares of the page."""

from __future__ import annotations

from livingproof.readers.pictures import PagePicture
from livingproof.verify.render.page.document import LONGEST, RADIUS, labels, within
from livingproof.verify.render.page.marks import Mark
from livingproof.verify.render.page.shown import Shown
from livingproof.verify.render.paper.plain import Plain, capital, clipped, graded

_PAPER = 595.0


def document(page: Shown) -> Plain | None:
    """The pages with their marked places; what could not be drawn is said. None for a text alone."""
    held, pictures, words = page.verdict.claim.document, page.sheet.pictures, page.words
    if held is None:
        return None
    why = page.sheet.problem or words["no_picture_why"]
    return {
        "title": words["document"],
        "count": words["pages_of"].format(shown=len(pictures), in_file=held.pages.in_file) if pictures else "",
        "none": "" if pictures else words["no_picture"].format(why=why),
        "legend": words["legend"],
        "pages": [_page(page, picture) for picture in pictures],
    }


def _page(page: Shown, picture: PagePicture) -> Plain:
    marks = [mark for mark in page.marks if mark.page == picture.number]
    size = (picture.width, picture.height)
    unit = max(1.0, min(size) / _PAPER)
    boxes = [within(mark.box, size) for mark in marks]
    places = labels(boxes, size, RADIUS * unit)
    return {
        "file": f"{page.place}-{picture.number}.jpg",
        "caption": page.words["page"].format(number=picture.number),
        "described": page.words["pictured"].format(number=picture.number, count=len(marks)),
        "size": size,
        "radius": RADIUS * unit,
        "marks": [
            {"box": box, "at": place, **_legend(page, mark)}
            for mark, box, place in zip(marks, boxes, places, strict=True)
        ],
    }


def _legend(page: Shown, mark: Mark) -> Plain:
    return {
        "number": mark.number,
        "field": capital(page.all_words["fields"][mark.field]),
        "printed": clipped(mark.told(page.words["corrected"]), LONGEST),
        **graded(page, mark.grade, page.word(mark)),
    }
