"""The tables of a section: what was read, document beside register beside need, what the seller's text says."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.claim import DECIDING_FIELDS, Field
from livingproof.core.mention import Mention
from livingproof.core.terms import Axis, Grade, Headline
from livingproof.verify.comparison import Row, rows_of
from livingproof.verify.render.facts import value_read
from livingproof.verify.render.mentioned import notes_of, what_of
from livingproof.verify.render.page.listing import shortened
from livingproof.verify.render.page.shown import Shown
from livingproof.verify.render.paper.plain import Plain, capital, graded


def read_so_far(page: Shown) -> Plain | None:
    """The deciding fields with how surely each was read; only where that is the headline, and something was read."""
    claim, words = page.verdict.claim, page.words
    if page.verdict.headline is not Headline.UNREADABLE or not any(field for _, field in claim.read_fields()):
        return None
    return {
        "title": words["read"],
        "heads": [words["field"], words["value"], words["sureness"]],
        "rows": [_read(page, name, getattr(claim, name)) for name in DECIDING_FIELDS],
    }


def _read(page: Shown, name: str, field: Field[object]) -> Plain:
    weak = name in page.verdict.axes[Axis.READ].because
    word = page.all_words["surenesses"]["missing" if not field else "weak" if weak else "sure"]
    printed = value_read(field) if field else page.words["nothing"]
    grade = graded(page, Grade.UNDETERMINED if weak else Grade.PASS, word)
    return {"cells": [capital(page.all_words["fields"][name]), printed], "result": grade}


def compared(page: Shown) -> Plain | None:
    """What the document says, what the register says, what is needed."""
    rows = rows_of(page.verdict, page.language)
    if page.is_silent or not rows:
        return None
    words = page.words
    document = page.verdict.claim.document is not None
    registered = any(row.register for row in rows)
    sides = {
        "document": words["document_says" if document else "text_says"],
        **({"register": words["register_says"]} if registered else {}),
        "need": words["you_need"],
    }
    return {
        "title": words["comparison" if document else "comparison_text"],
        "heads": [words["field"], *sides.values(), words["match"]],
        "rows": [_row(page, row, tuple(sides)) for row in rows],
    }


def _row(page: Shown, row: Row, sides: tuple[str, ...]) -> Plain:
    names = page.all_words["fields"] | page.all_words["purchase"]
    said = [getattr(row, side) or page.words["nothing"] for side in sides]
    held = bool(row.need or ("register" in sides and row.register))
    grade = graded(page, row.finding.grade) if row.finding and held else None
    return {"cells": [capital(names.get(row.field, row.field)), *said], "result": grade}


def listing(page: Shown) -> Plain | None:
    """The seller's text with the words that were understood; None where no text was given."""
    said, words = page.verdict.purchase.listing, page.all_words
    if not said:
        return None
    found = page.verdict.purchase.mentions
    return {
        "title": page.words["listing"],
        "lead": page.words["listing_lead"],
        "parts": list(_marked(page, said, found)),
        "heads": [capital(words["claims"][name]) for name in ("words", "what", "stance", "notes")],
        "rows": [_mention(page, mention) for mention in found],
    }


def _marked(page: Shown, said: str, mentions: tuple[Mention, ...]) -> Iterator[Plain]:
    reached = 0
    for mention in mentions:
        if mention.start < reached:
            continue
        yield {"text": shortened(said[reached : mention.start], begins=reached == 0), "stance": None}
        yield {"text": mention.text, "stance": page.all_words["stances"][mention.stance.value]}
        reached = mention.end
    yield {"text": shortened(said[reached:], begins=False, ends=True), "stance": None}


def _mention(page: Shown, mention: Mention) -> Plain:
    words = page.all_words
    notes = "; ".join(notes_of(mention, page.facts, words)) or page.words["nothing"]
    what = what_of(mention, page.facts, words)
    return {"cells": [mention.text, what, words["stances"][mention.stance.value], notes], "result": None}
