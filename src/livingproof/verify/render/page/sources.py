"""The sources of a verdict: the file with its digest, the registers that answered, the facts of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from livingproof.catalogue.words import phrase
from livingproof.core.check import Plain
from livingproof.core.record import Lookup, Reply
from livingproof.core.statement import statement_of
from livingproof.verify.render.page.icons import icon
from livingproof.verify.render.page.markup import NOTHING, Html, capital, el, joined, text
from livingproof.verify.render.page.parts import card
from livingproof.verify.render.page.shown import Shown

CATALOGUE = "catalogue:"
_ADDRESS = re.compile(r"https?://[^\s()<>\"']+")


def evidence(page: Shown) -> Html:
    """The card of the sources, with dates and digests."""
    digest = _row(page.words["digest"], el("code", text(statement_of(page.verdict)["digest"])))
    parts = (_document(page), *_answers(page), _facts(page))
    return card(page, "sources", page.words["evidence"], *parts, el("dl", digest, class_="kv"))


def _document(page: Shown) -> Html:
    held, words = page.verdict.claim.document, page.words
    if held is None:
        return NOTHING
    said = {
        words["kind"]: text(page.all_words["kinds"][held.kind.value]),
        words["media_type"]: text(held.media_type),
        words["page_count"]: text(f"{held.pages.read} / {held.pages.in_file}") if held.media_type else NOTHING,
        words["text_layer"]: text(words["layers"][held.text_layer]) if held.media_type else NOTHING,
        words["sha256"]: el("code", text(held.sha256)),
        words["read_with"]: text(", ".join(name for _, name in held.engines)),
    }
    title = el(page.heading(2), icon("document"), text(page.sheet.file or words["document"]), class_="wrap")
    return joined((title, el("dl", *(_row(name, value) for name, value in said.items() if value), class_="kv")))


def _answers(page: Shown) -> Iterator[Html]:
    """What registers and then what persons answered."""
    yield from (_lookup(page, asked) for asked in page.verdict.lookups)
    yield from (_reply(page, told) for told in page.verdict.replies)


def _reply(page: Shown, told: Reply) -> Html:
    words = page.words
    said = {
        words["answer"]: text(told.code),
        words["asked_on"]: el("time", text(told.on.isoformat())),
        words["kept"]: el("code", text(told.digest)) if told.digest else NOTHING,
    }
    title = el(page.heading(2), icon("register"), text(f"{told.check}: {told.source}"), class_="wrap")
    return joined((title, el("dl", *(_row(name, value) for name, value in said.items() if value), class_="kv")))


def _lookup(page: Shown, asked: Lookup) -> Html:
    words = page.words
    known = page.facts.registers.get(asked.register)
    said = {
        words["answer"]: text(words["answers"][asked.answer.value]),
        words["asked_on"]: el("time", text(asked.asked_on.isoformat())),
        words["state_of"]: el("time", text(asked.speaks_of.isoformat())),
        words["by_number"]: text(words["number_search" if asked.by_number else "name_search"]),
        words["kept"]: el("code", text(asked.digest)) if asked.digest else NOTHING,
    }
    title = el(
        page.heading(2),
        icon("register"),
        text(phrase(known.name, page.language) if known else asked.register),
        class_="wrap",
    )
    return joined((title, el("dl", *(_row(name, value) for name, value in said.items() if value), class_="kv")))


def _row(name: str, value: Html) -> Html:
    return el("div", el("dt", text(capital(name))), el("dd", value))


def _facts(page: Shown) -> Html:
    """The facts of the catalogue on which findings rest, with the addresses that findings name."""
    named = [source for finding in page.verdict.findings for source in finding.sources if source.startswith(CATALOGUE)]
    shown = [el("li", text(phrase(source.removeprefix(CATALOGUE), page.language))) for source in dict.fromkeys(named)]
    shown += [el("li", *linked(said)) for said in dict.fromkeys(_addresses(page))]
    if not shown:
        return NOTHING
    words = f"{page.words['facts_used']} ({len(shown)})"
    return el("details", el("summary", icon("catalogue"), text(words)), el("ul", *shown), class_="rest")


def _addresses(page: Shown) -> Iterator[str]:
    for finding in page.verdict.findings:
        keys: Plain = finding.facts.get("sources")
        for key in keys if isinstance(keys, tuple) else ():
            if str(key) in page.facts.sources:
                yield page.facts.sources[str(key)]


def linked(words: str) -> Iterator[Html]:
    """Words with the web addresses in them as plain links, which tell nobody where they were followed from."""
    reached = 0
    for found in _ADDRESS.finditer(words):
        yield text(words[reached : found.start()])
        yield el("a", text(found.group()), href=found.group(), rel="noreferrer noopener")
        reached = found.end()
    yield text(words[reached:])
