"""Letters that the language of a page does not have, read as those it has: recognition takes a Ğ for a Č where it knows both."""

from __future__ import annotations

from dataclasses import replace

from livingproof.catalogue.labels import Alphabet, LabelTable
from livingproof.core.terms import Source
from livingproof.readers.page import Page

_TELLING = 4
"""So many letters that only one language has tell the language of a page."""


def in_its_alphabet(page: Page, table: LabelTable) -> Page:
    """The page with misread letters of recognised lines put right.

    Only where one language is told by letters of its own, and no letter on the page belongs to another such language that
    has the letter in question.
    """
    recognised = [segment.text for segment in page.segments if segment.source is Source.OCR]
    alphabet = _alphabet_of("".join(recognised), table)
    if alphabet is None:
        return page
    return replace(
        page,
        segments=tuple(
            replace(segment, text=segment.text.translate(alphabet.misread)) if segment.source is Source.OCR else segment
            for segment in page.segments
        ),
    )


def _alphabet_of(text: str, table: LabelTable) -> Alphabet | None:
    """The alphabet that the text is told to be written in; None where none is, or more than one."""
    told = [alphabet for alphabet in table.alphabets if sum(map(text.count, alphabet.own)) >= _TELLING]
    return told[0] if len(told) == 1 else None
