"""OCR of the pictures on a page with a text layer: logos, accreditation marks, words in the background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from livingproof.core.claim import Box
from livingproof.readers.ocr.detection import find
from livingproof.readers.ocr.line import Quad, bounds
from livingproof.readers.ocr.lines import read_lines
from livingproof.readers.ocr.paddle import SIDE, level
from livingproof.readers.ocr.placing import in_rows, placed
from livingproof.readers.ocr.reading import FINE_SIDE
from livingproof.readers.page import Page, Segment
from livingproof.readers.sheets import Sheets

_SMALLEST = 12.0  # points; smaller pictures are ornaments
_BACKGROUND = 0.4  # of the page; larger pictures are looked at as a whole page
_DPI = 300.0
_SHARED = 0.3  # of a box that lies on the text layer: then it is the text layer that was seen


def read_regions(sheets: Sheets, number: int) -> Page:
    """The segments that OCR finds in the bitmaps of a page with a text layer, where that layer has nothing.

    A page without a usable text layer has none: it is to be read as a whole. So is one whose text runs up or down.
    """
    page = sheets.text(number)
    size = (page.width, page.height)
    if page.layer in {"none", "garbled"} or page.turned:
        return Page(number, *size, layer=page.layer)
    boxes = tuple(_regions(sheets.pictures(number), size))
    if any(_area(box) > _BACKGROUND * size[0] * size[1] for box in boxes):
        boxes = ((0.0, 0.0, *size),)
    read = [_read(sheets, page, box) for box in boxes]
    segments = in_rows(segment for found, _ in read for segment in found)
    unread = tuple(dict.fromkeys(script for _, scripts in read for script in scripts))
    return Page(number, *size, segments, layer=page.layer, turned=page.turned, unread_scripts=unread)


def _read(sheets: Sheets, page: Page, box: Box) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    whole = box[2] - box[0] >= page.width and box[3] - box[1] >= page.height
    picture = sheets.picture(page.number, None if whole else _DPI, box)
    unit = (box[2] - box[0]) / picture.shape[1]
    quads = tuple(
        quad for quad in find(picture, FINE_SIDE if whole else SIDE) if not _printed(quad, unit, box, page.segments)
    )
    lines, unread = read_lines(picture, level(quads), {})
    return placed(lines, page.number, unit, (page.width, page.height), 0.0, (box[0], box[1])), unread


def _printed(quad: Quad, unit: float, origin: Box, segments: Iterable[Segment]) -> bool:
    left, top, right, bottom = (side * unit + origin[i % 2] for i, side in enumerate(bounds(quad)))
    area = max(1e-6, (right - left) * (bottom - top))
    return sum(_common((left, top, right, bottom), segment.box) for segment in segments) > _SHARED * area


def _common(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def _regions(boxes: Iterable[Box], size: tuple[float, float]) -> Iterator[Box]:
    """The parts of the boxes that lie on the page, ornaments left out, boxes that touch joined."""
    joined: list[Box] = []
    for left, top, right, bottom in boxes:
        box = (max(0.0, left), max(0.0, top), min(size[0], right), min(size[1], bottom))
        if min(box[2] - box[0], box[3] - box[1]) < _SMALLEST:
            continue
        for other in [other for other in joined if _common(_wider(other), box) > 0]:
            joined.remove(other)
            box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
        joined.append(box)
    yield from joined


def _wider(box: Box) -> Box:
    return box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
