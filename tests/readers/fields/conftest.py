"""Pages for the tests, written as text: one line per row, `||` between what stands side by side."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from livingproof.catalogue import load
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.terms import Source
from livingproof.readers.fields.assemble import assemble
from livingproof.readers.fields.grouping import group_sheets
from livingproof.readers.fields.knowledge import knowledge_of
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.page import Code, Page, Segment

WIDTH, HEIGHT, MARGIN, USUAL = 595.0, 842.0, 60.0, 10.0
_FORM = re.compile(r"^(?:\^(?P<size>\d+) )?(?:@(?P<left>\d+) )?(?P<centred>> )?(?P<text>.*)$")


def _width(text: str, size: float) -> float:
    return sum(size * (1.0 if ord(character) >= 0x2E80 else 0.5) for character in text)


def page_of(text: str, *, source: Source = Source.TEXT_LAYER, number: int = 1) -> Page:
    """A page from rows: `^16` sets the size of print in points, `@200` the left edge, `> ` centres; an empty row is a gap."""
    segments: list[Segment] = []
    top = 40.0
    for row in text.strip("\n").splitlines():
        height = USUAL
        for cell in row.split("||"):
            form = _FORM.match(cell.strip())
            assert form
            words = form["text"].strip()
            size = float(form["size"] or USUAL)
            height = max(height, size)
            if not words:
                continue
            width = _width(words, size)
            left = (WIDTH - width) / 2 if form["centred"] else float(form["left"] or MARGIN)
            segments.append(Segment(words, (left, top, left + width, top + size), size, source, 1.0, number))
        top += height * 1.3
    return Page(number, WIDTH, max(HEIGHT, top + 40), tuple(segments), layer="good")


@pytest.fixture(scope="session", name="page_of")
def page_maker() -> Callable[..., Page]:
    """The notation as a fixture."""
    return page_of


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The catalogue as it is shipped."""
    return load()


@pytest.fixture(scope="session")
def claims_of(facts: Facts) -> Callable[..., list[Claim]]:
    """Reads pages written as text; one claim per certificate."""

    def read(*texts: str, source: Source = Source.TEXT_LAYER, codes: tuple[str, ...] = ()) -> list[Claim]:
        known = knowledge_of(facts)
        sheets = [
            lay_out(page_of(text, source=source, number=at), known.labels) for at, text in enumerate(texts, start=1)
        ]
        decoded = [Code("QRCode", payload, (0, 0, 1, 1), 1) for payload in codes]
        return [assemble(group, decoded, known) for group in group_sheets(sheets, known)]

    return read
