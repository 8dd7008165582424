"""A page on which two sheets lie side by side: a certificate and its annex, or two certificates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from livingproof.readers.fields.grouping import number_on, stands_alone
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Sheet, lay_out
from livingproof.readers.fields.papers import is_annex
from livingproof.readers.page import Page, Segment

_LANDSCAPE = 1.15
_GUTTERS = tuple(0.5 + 0.01 * step for way in range(9) for step in ((way, -way) if way else (0,)))
_LEAST = 4  # lines of a half


def sheets_of(page: Page, known: Knowledge) -> tuple[Sheet, ...]:
    """The sheets on a page, in reading order: one, or two that lie side by side. Boxes stay those of the page.

    Columns of two languages are one sheet: the halves of two sheets bear two numbers, or one of them is an annex.
    """
    whole = lay_out(page, known.labels)
    if page.width < _LANDSCAPE * page.height:
        return (whole,)
    gutter = _gutter(page.segments, page.width)
    if gutter is None:
        return (whole,)
    left, right = (
        lay_out(
            replace(page, segments=tuple(one for one in page.segments if (one.box[0] < gutter) is side)), known.labels
        )
        for side in (True, False)
    )
    if min(len(left.lines), len(right.lines)) < _LEAST or not _are_two(left, right, known):
        return (whole,)
    return (left, right)


def _gutter(segments: Sequence[Segment], width: float) -> float | None:
    """The place near the middle that no line of text crosses."""
    places = (share * width for share in _GUTTERS)
    return next(
        (x for x in places if not any(one.box[0] < x - 1 and one.box[2] > x + 1 for one in segments)), None
    )  # fmt: skip


def _are_two(left: Sheet, right: Sheet, known: Knowledge) -> bool:
    if is_annex(left) != is_annex(right):
        return True
    one, other = number_on(left, known), number_on(right, known)
    return stands_alone(left) and stands_alone(right) and one is not None and other is not None and one != other
