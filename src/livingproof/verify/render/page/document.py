"""The pages of the document as pictures, with a numbered box for each place that was read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from itertools import product

from livingproof.core.claim import Box
from livingproof.readers.pictures import MEDIA_TYPE, PagePicture
from livingproof.verify.render.page.head import graded
from livingproof.verify.render.page.icons import icon
from livingproof.verify.render.page.marks import Mark
from livingproof.verify.render.page.markup import NOTHING, Html, capital, el, text
from livingproof.verify.render.page.shown import Shown

RADIUS = 8.5  # points of a page of A4; on wider pages more, so that the number stays as large to the eye
_PAPER = 595.0
_AROUND = 1.5  # points between the words and their box
LONGEST = 120

Point = tuple[float, float]


def document(page: Shown) -> Html:
    """The card with the pages; what could not be drawn is said. Nothing for a text alone."""
    held = page.verdict.claim.document
    if held is None:
        return NOTHING
    words, pictures = page.words, page.sheet.pictures
    count = words["pages_of"].format(shown=len(pictures), in_file=held.pages.in_file) if pictures else ""
    title = el("header", el(page.heading(), text(words["document"])), el("span", text(count), class_="mut xs"))
    why = page.sheet.problem or words["no_picture_why"]
    none = el("p", icon("document"), text(f" {words['no_picture'].format(why=why)}"), class_="pad mut sm")
    drawn = el("div", *(_page(page, picture) for picture in pictures), class_="doc") if pictures else none
    return el(
        "section", title, drawn, _legend(page), class_="card document", aria_label=page.landmark(words["document"])
    )


def _page(page: Shown, picture: PagePicture) -> Html:
    marks = [mark for mark in page.marks if mark.page == picture.number]
    data = page.sheet.addresses.get(picture.number) or _within_page(picture)
    named = page.words["pictured"].format(number=picture.number, count=len(marks))
    size = (picture.width, picture.height)
    unit = max(1.0, min(size) / _PAPER)
    boxes = [within(mark.box, size) for mark in marks]
    places = labels(boxes, size, RADIUS * unit)
    groups = (_mark(page, *one, unit) for one in zip(marks, boxes, places, strict=True))
    drawn = el("image", href=data, width=picture.width, height=picture.height)
    view = f"0 0 {picture.width:.2f} {picture.height:.2f}"
    drawing = el("svg", drawn, *groups, viewBox=view, role="group", aria_label=named)
    caption = el("figcaption", text(page.words["page"].format(number=picture.number)), class_="mut xs")
    return el("figure", drawing, caption)


def _within_page(picture: PagePicture) -> str:
    return f"data:{MEDIA_TYPE};base64,{b64encode(picture.content).decode()}"


def _mark(page: Shown, mark: Mark, box: Box, label: Point, unit: float) -> Html:
    words = page.all_words
    values = {"number": mark.number, "field": words["fields"][mark.field], "grade": page.word(mark)}
    left, top, right, bottom = box
    shapes = (
        el("rect", x=left, y=top, width=right - left, height=bottom - top, rx=2, class_="bx"),
        el("circle", cx=label[0], cy=label[1], r=RADIUS * unit),
        el("text", text(str(mark.number)), x=label[0], y=label[1] + 3.8 * unit, font_size=10.5 * unit),
    )
    target = {"id": page.id(f"m-{mark.number}"), "class_": f"mk {mark.grade.value}"}
    if mark.field in page.sheet.of_field:
        target["data_field"] = mark.field
    if not mark.findings:
        return el("g", *shapes, role="img", aria_label=page.words["marked_alone"].format_map(values), **target)
    href = f"#{page.id('f-' + mark.findings[0])}"
    return el("a", *shapes, href=href, aria_label=page.words["marked"].format_map(values), **target)


def _legend(page: Shown) -> Html:
    """The marked places by number: for small screens, for paper, and for those who cannot see the picture."""
    if not page.marks:
        return NOTHING
    rows = (_explained(page, mark) for mark in page.marks)
    title = el(page.heading(2), text(page.words["legend"]))
    return el("div", title, el("ol", *rows, class_="legend"), class_="pad")


def _explained(page: Shown, mark: Mark) -> Html:
    name = text(capital(page.all_words["fields"][mark.field]))
    if mark.findings:
        name = el("a", name, href=f"#{page.id('f-' + mark.findings[0])}")
    told = mark.told(page.words["corrected"])
    printed = told if mark.misread or len(told) <= LONGEST else f"{told[:LONGEST].rstrip()} …"
    number = el("span", text(str(mark.number)), class_=f"no {mark.grade.value}")
    said = el("span", name, el("span", text(printed), class_="mut", dir="auto"), class_="said")
    grade, more = graded(page, mark.grade, page.word(mark)), page.sheet.of_field.get(mark.field, NOTHING)
    return el("li", number, said, el("span", grade, more, class_="state") if more else grade)


# --- where boxes and numbers stand ----------------------------------------------------------------------------------------


def within(box: Box, size: Point) -> Box:
    """The box with a little air, kept on the page."""
    left, top, right, bottom = box
    width, height = size
    left, right = (min(max(0.0, side), width) for side in (left - _AROUND, right + _AROUND))
    top, bottom = (min(max(0.0, side), height) for side in (top - _AROUND, bottom + _AROUND))
    return left, top, right, bottom


def labels(boxes: Sequence[Box], size: Point, radius: float) -> tuple[Point, ...]:
    """A place for the number of each box: beside it, on the page, on no other number, and on as few boxes as may be."""
    taken: list[Point] = []
    for box in boxes:
        others = [other for other in boxes if other != box]
        taken.append(min(_places(box, size, radius), key=lambda place: _cost(place, taken, others, radius)))
    return tuple(taken)


def _places(box: Box, size: Point, radius: float) -> list[Point]:
    """Places around a box, the best first: right, left, then at the corners, then further right and left."""
    left, top, right, bottom = box
    middle, gap = (top + bottom) / 2, radius + 2
    sides = [(right + gap, middle), (left - gap, middle)]
    sides += [(x, y) for x, y in product((right + gap, left - gap), (top, bottom))]
    sides += [(x, y) for y, x in product((top - gap, bottom + gap), (right - gap, left + gap, (left + right) / 2))]
    sides += [(right + step * gap, middle) for step in (3.2, 5.4)] + [
        (left - step * gap, middle) for step in (3.2, 5.4)
    ]
    return [(_kept(x, radius, size[0]), _kept(y, radius, size[1])) for x, y in sides]


def _kept(at: float, radius: float, end: float) -> float:
    return min(max(at, radius + 1), max(radius + 1, end - radius - 1))


def _cost(place: Point, taken: Sequence[Point], others: Sequence[Box], radius: float) -> int:
    """How much stands in the way: another number counts more than all boxes together."""
    x, y = place
    numbers = sum((x - a) ** 2 + (y - b) ** 2 < (2 * radius + 1) ** 2 for a, b in taken)
    crossed = sum(
        left - radius < x < right + radius and top - radius < y < bottom + radius for left, top, right, bottom in others
    )
    return 100 * numbers + crossed
