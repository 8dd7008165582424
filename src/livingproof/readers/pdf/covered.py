"""Text of the layer that nobody sees: painted over, invisible, or in the colour of its ground.

What is found here is only said to be hidden. Whether it says something else than the page is a matter of the place that it
stands in (`readers.fields.places`): templates hide old text everywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from livingproof.core.claim import Box
from livingproof.readers.page import CoveredText
from livingproof.readers.pdf.characters import Character, Characters
from livingproof.readers.pdf.lines import segments
from livingproof.readers.pdf.shapes import Painted

_LARGEST = 0.25  # of the page; larger shapes are backgrounds and panels

Hidden = tuple[Characters, tuple[CoveredText, ...]]
"""The page without the text that nobody sees, and what that text was."""


def uncovered(page: Characters, objects: Sequence[Painted], number: int, hides: Callable[[Painted], bool]) -> Hidden:
    """Take away what later shapes and bitmaps hide; `hides` says whether one lets nothing shine through.

    Text that is drawn again over the shape, letter by letter the same, was not replaced and stays.
    """
    patches = tuple(_patches(page, objects))
    if not patches:
        return page, ()
    levels = {item.address: level for level, item in enumerate(objects) if item.kind == "text"}
    order = sorted((_middle(item), i) for i, item in enumerate(page.items))
    again = _drawn_again(page, objects)
    hidden: set[int] = set()
    found: list[CoveredText] = []
    # where several shapes lie over a text, the one that carries other text says what replaced it
    for replaced in (True, False):
        for level, shape, box in patches:
            rows = order[bisect_left(order, (box[1], 0)) : bisect_right(order, (box[3], len(order)))]
            inside = sorted(i for _, i in rows if i not in hidden and _inside(page.items[i], box))
            below = [
                i
                for i in inside
                if levels.get(page.styles[page.items[i].style].address, level) < level
                and not any(later > level and _holds(place, page.items[i]) for later, place in again)
            ]
            above = [i for i in inside if levels.get(page.styles[page.items[i].style].address, level) > level]
            if below and replaced is bool(above) and _letters(page, below) != _letters(page, above) and hides(shape):
                hidden.update(below)
                found += _texts(page, [page.items[i] for i in below], [page.items[i] for i in above], number)
    return _without(page, hidden), tuple(found)


def invisible(page: Characters, number: int) -> tuple[CoveredText, ...]:
    """The text of render mode 3: a scanner's own reading of the picture above it."""
    return tuple(_texts(page, page.invisible, (), number))


def faint(page: Characters, chosen: Iterable[int], number: int) -> Hidden:
    """Take away the characters that have the colour of their ground."""
    hidden = set(chosen)
    items = [item for i, item in enumerate(page.items) if i in hidden]
    return _without(page, hidden), tuple(_texts(page, items, (), number))


def _texts(
    page: Characters, below: Sequence[Character], above: Sequence[Character], number: int
) -> Iterator[CoveredText]:
    """The hidden text line by line, each with what is drawn over its line."""
    if not below:
        return
    for segment in segments(replace(page, items=tuple(below)), number):
        _, top, _, bottom = segment.box
        beside = [item for item in above if top <= item.bottom and item.top <= bottom]
        yield CoveredText(segment.text, _words(beside), number, segment.box)


def _without(page: Characters, hidden: set[int]) -> Characters:
    if not hidden:
        return page
    return replace(page, items=tuple(item for i, item in enumerate(page.items) if i not in hidden))


def _patches(page: Characters, objects: Sequence[Painted]) -> Iterator[tuple[int, Painted, Box]]:
    """Level, object and box (in the upright page) of what may cover text, in the order of painting."""
    first = next((level for level, item in enumerate(objects) if item.kind == "text"), len(objects))
    for level, item in enumerate(objects[first:], first):
        left, bottom, right, top = item.box
        if item.kind != "text" and 0 < (right - left) * (top - bottom) <= _LARGEST * page.width * page.height:
            yield level, item, page.place(left, top, right, bottom)


def _drawn_again(page: Characters, objects: Sequence[Painted]) -> tuple[tuple[int, Box], ...]:
    """Level and box of the texts of which no character was read: the same text in the same place is given only once."""
    given = {style.address for style in page.styles}
    missing = (
        (level, item.box) for level, item in enumerate(objects) if item.kind == "text" and item.address not in given
    )
    return tuple((level, page.place(left, top, right, bottom)) for level, (left, bottom, right, top) in missing)


def _holds(box: Box, item: Character) -> bool:
    return box[1] <= _middle(item) <= box[3] and _inside(item, box)


def _middle(item: Character) -> float:
    return (item.top + item.bottom) / 2


def _inside(item: Character, box: Box) -> bool:
    return box[0] <= (item.left + item.right) / 2 <= box[2]


def _words(items: Iterable[Character]) -> str:
    return "".join((" " if item.spaced else "") + item.text for item in items).strip()


def _letters(page: Characters, chosen: Iterable[int]) -> str:
    return "".join(page.items[i].text for i in chosen)
