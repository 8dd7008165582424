"""How good a text layer is: good, partial, garbled or none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from livingproof.readers.page import Segment
from livingproof.readers.pdf.characters import Characters
from livingproof.readers.pdf.shapes import Painted
from livingproof.readers.pdf.wording import wrong_in

_FEWEST = 16  # characters; a page number or a stamp is no text layer
_STRANGE = 0.05  # share of characters that no certificate prints
_STRANGE_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_SCATTERED = 0.5  # segments per character: letters that do not join to words
_BACKGROUND = 0.5  # share of the page that a bitmap covers, from which it may hold words of the page
_OUTLINES = 300  # drawn paths, from which words may be drawn as outlines
_BLANK = 0.18  # share of the page's height without text, where the words of the background may stand


def judged(page: Characters, objects: Sequence[Painted], segments: Sequence[Segment]) -> str:
    """The quality of the layer.

    "none" without enough visible text; "garbled" when characters are no letters or make no words; "partial" when
    a picture or drawing fills the page and a broad strip of it has no text, so that more words may be in the picture;
    else "good".
    """
    count = len(page.items)
    if count + page.broken < _FEWEST:
        return "none"
    strange = page.broken + sum(unicodedata.category(item.text) in _STRANGE_KINDS for item in page.items)
    if strange > _STRANGE * count or len(segments) > _SCATTERED * count or _unlikely(page):
        return "garbled"
    if wrong_in([segment.text for segment in segments]):
        return "garbled"
    if _blank(page, segments) > _BLANK and (drawn(objects) or _has_background(page, objects)):
        return "partial"
    return "good"


def drawn(objects: Sequence[Painted]) -> bool:
    """Whether a page has so many paths that they may be letters."""
    return sum(item.kind == "path" for item in objects) >= _OUTLINES


def _has_background(page: Characters, objects: Sequence[Painted]) -> bool:
    area = page.width * page.height
    boxes = (item.box for item in objects if item.kind == "bitmap")
    return any((right - left) * (top - bottom) >= _BACKGROUND * area for left, bottom, right, top in boxes)


def _blank(page: Characters, segments: Sequence[Segment]) -> float:
    """The highest strip of the page without text, as a share of its height."""
    highest, reached = 0.0, 0.0
    for top, bottom in sorted((segment.box[1], segment.box[3]) for segment in segments):
        highest, reached = max(highest, top - reached), max(reached, bottom)
    return max(highest, page.height - reached) / page.height


def _unlikely(page: Characters) -> bool:
    """Whether Latin letters stand in a way that no language writes them: hardly any vowels, or hardly anything else.

    A font without a right table of characters gives shifted letters ("7KLV LV WR FHUWLI" for "This is to certi").
    """
    letters = [item.text.lower() for item in page.items if item.text.isascii() and item.text.isalpha()]
    if len(letters) < _ENOUGH:
        return False
    vowels = sum(letter in "aeiouy" for letter in letters) / len(letters)
    return not _VOWELS[0] < vowels < _VOWELS[1]


_ENOUGH = 120
_VOWELS = (0.2, 0.65)
