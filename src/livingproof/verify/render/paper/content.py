"""What stands in the document of some verdicts, as plain data in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from livingproof.catalogue.words import fill, show, terms
from livingproof.core.facts import Facts
from livingproof.core.statement import statement_of
from livingproof.verify.messages import Message
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page.shown import Sheet, Shown, shown
from livingproof.verify.render.paper.answer import answer, axes, chain
from livingproof.verify.render.paper.beside import compared, listing, read_so_far
from livingproof.verify.render.paper.findings import findings
from livingproof.verify.render.paper.pages import document
from livingproof.verify.render.paper.plain import Plain, capital, clipped, graded, harmless, told_by
from livingproof.verify.render.paper.sources import sources

DIGEST_SHOWN = len("sha256:") + 12
LONGEST_QUOTE = 80
LONGEST_TITLE = 200
REGIONS = {"zh": "CN"}
"""Where a language is written in several ways: the way in which ours is."""


def content_of(sheets: Sequence[Sheet], facts: Facts, as_of: date, *, nothing: str, languages: Languages) -> Plain:
    """The whole document: what is common to all sections, and the sections."""
    words = terms(languages.reader)["page"]
    pages = [shown(sheet, facts, languages, place=place) for place, sheet in enumerate(sheets, start=1)]
    content = {
        "language": languages.reader,
        "region": REGIONS.get(languages.reader),
        "as_of": [as_of.year, as_of.month, as_of.day],
        "title": f"{clipped(_title(pages, words), LONGEST_TITLE)} · {words['maker']}",
        "maker": words["maker"],
        "nature": words["nature"],
        "nothing": None if pages else _nothing(nothing, languages),
        "contents": _contents(pages, words) if len(pages) > 1 else None,
        "sheets": [_section(page) for page in pages],
    }
    harmlessly: Plain = told_by(content, harmless)
    return harmlessly


def name_of(page: Shown) -> str:
    """The name of a file, or the beginning of the text that was verified instead."""
    if page.sheet.file is not None:
        return page.sheet.file
    said = clipped(" ".join((page.verdict.purchase.listing or "").split()), LONGEST_QUOTE)
    return capital(str(page.all_words["text_alone"]["quoted"].format(text=said)))


def _title(pages: Sequence[Shown], words: Mapping[str, Any]) -> str:
    if not pages:
        return str(words["nothing_to_verify"])
    if len(pages) == 1:
        return f"{pages[0].told.tag}: {name_of(pages[0])}"
    return str(fill(words["several"], count=len(pages)))


def _nothing(said: str, languages: Languages) -> Plain:
    words = terms(languages.reader)
    return {"tag": words["page"]["nothing_to_verify"], "headline": said, "decision": words["claims"]["nothing_next"]}


def _contents(pages: Sequence[Shown], words: Mapping[str, Any]) -> Plain:
    return {
        "title": fill(words["several"], count=len(pages)),
        "lead": words["several_lead"],
        "heads": [words["file"], words["about"], words["tag"]],
        "rows": [_entry(page) for page in pages],
    }


def _entry(page: Shown) -> Plain:
    claim = page.verdict.claim
    standards = ", ".join(ref.as_printed for ref in claim.standards.value or ())
    about = ", ".join(part for part in (claim.certificate_number.value, standards) if part)
    return {
        "name": name_of(page),
        "about": about or page.words["nothing"],
        **graded(page, page.tone, page.told.tag),
    }


def _section(page: Shown) -> Plain:
    digest = str(statement_of(page.verdict)["digest"])
    words = page.words
    return {
        "name": name_of(page),
        "answer": answer(page, digest[:DIGEST_SHOWN]),
        "chain": None if page.is_silent else chain(page),
        "axes": None if page.is_silent else axes(page),
        "read": read_so_far(page),
        "compared": compared(page),
        "listing": listing(page),
        "findings": findings(page),
        "document": document(page),
        "messages": _messages(page),
        "sources": sources(page, digest),
        "limits": {"title": words["limits"], "rows": list(page.told.limits)},
        "unproven": {"title": words["unproven"], "rows": [_belief(page, row) for row in page.told.does_not_prove]},
        "foot": words["foot"].format(as_of=page.verdict.as_of),
        "stamp": f"{words['statement']} {digest[:DIGEST_SHOWN]}… · {words['as_of']} {show(page.verdict.as_of)}",
    }


def _messages(page: Shown) -> Plain | None:
    if not page.told.messages:
        return None
    return {
        "title": page.words["messages"],
        "language": page.languages.messages,
        "rows": [_message(page, message) for message in page.told.messages],
    }


def _message(page: Shown, message: Message) -> Plain:
    words = page.words
    return {
        "to": words["to"].format(recipient=page.all_words["recipients"][message.to]),
        "where": message.where,
        "subject": [words["subject"], message.subject],
        "lines": message.message.split("\n"),
    }


def _belief(page: Shown, row: Mapping[str, str]) -> Plain:
    return {
        "belief": page.words["belief"].format(belief=row["belief"]),
        "reality": f"{row['reality']}.",
        "instead": page.words["instead"].format(instead=row["ask_instead"]),
    }
