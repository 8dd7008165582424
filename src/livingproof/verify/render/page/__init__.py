"""A verdict as one self-contained page: nothing is fetched, no script is needed, it reads on paper and by ear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from livingproof.catalogue.words import fill, terms
from livingproof.core.facts import Facts
from livingproof.core.terms import Grade
from livingproof.verify.render.languages import ENGLISH, Languages
from livingproof.verify.render.page.document import document
from livingproof.verify.render.page.findings import findings
from livingproof.verify.render.page.head import graded, head
from livingproof.verify.render.page.icons import sign, sprite
from livingproof.verify.render.page.listing import listing
from livingproof.verify.render.page.marks import pages_marked
from livingproof.verify.render.page.markup import NOTHING, Html, capital, el, joined, text
from livingproof.verify.render.page.parts import comparison, limits, messages, read_so_far, table, unproven
from livingproof.verify.render.page.shown import Sheet, Shown, shown
from livingproof.verify.render.page.sources import evidence

__all__ = ["Sheet", "embedded", "page_of", "pages_marked", "style_within"]

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""The content security policy: the page may load nothing but what it carries."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
LONGEST_QUOTE = 80
FIRST_OF_VERDICT = "h1,h2,h3,h4,p,"
"""Where in the style the rules for the whole page end and those for its content begin."""


def page_of(sheets: Sequence[Sheet], facts: Facts, *, nothing: str = "", languages: Languages = ENGLISH) -> str:
    """The page of these verdicts, one section each; `nothing` is what is said where there is none."""
    words = terms(languages.reader)["page"]
    level = 1 if len(sheets) == 1 else 2
    pages = [shown(sheet, facts, languages, place=place, level=level) for place, sheet in enumerate(sheets, start=1)]
    if not pages:
        title, body = words["nothing_to_verify"], _nothing(nothing, languages)
    elif len(pages) == 1:
        title, body = f"{pages[0].told.tag}: {_name(pages[0])}", _section(pages[0])
    else:
        title = fill(words["several"], count=len(pages))
        body = joined((_contents(pages, title, words), *(_section(page) for page in pages)))
    return f"<!doctype html>\n{_whole(title, body, words, languages.reader)}\n"


def embedded(sheet: Sheet, facts: Facts, languages: Languages = ENGLISH, *, with_messages: bool = True) -> Html:
    """One verdict to stand within a page of another maker, under a heading 1 of its own; `style_within` is its style.

    Without messages the other page shows them itself, under the id "ask".
    """
    return joined((sprite(), _section(shown(sheet, facts, languages), with_messages=with_messages)))


def style_within(scope: str) -> str:
    """The style for verdicts that stand within elements of this selector, in a page that brings the colours itself.

    What the other page says of the same names is put aside first; geometry of drawings is left alone, for there it is content.
    """
    own = _style()[_style().index(FIRST_OF_VERDICT) :]
    return f"{scope}{{--und:var(--open);--dim:1;*:not(svg,svg *){{all:revert;box-sizing:border-box}}\n{own}\n}}\n"


def _whole(title: str, body: Html, words: Any, language: str) -> Html:
    meta = (
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="robots", content="noindex"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", text(f"{title} · {words['maker']}")),
        el("style", _style()),
    )
    nature = el("span", text(words["nature"]), class_="mut sm")
    content = el(
        "body",
        sprite(),
        el("a", text(words["skip"]), class_="skip", href="#main"),
        el("header", el("span", text(words["maker"]), class_="b"), nature, class_="top"),
        el("main", body, id="main", tabindex=-1),
    )
    direction = "rtl" if language in RIGHT_TO_LEFT else None
    return el("html", el("head", *meta), content, lang=language, dir=direction)


def _section(page: Shown, *, with_messages: bool = True) -> Html:
    """One verdict: the card with the answer, then the findings beside the document, each with what follows from it."""
    name = el("p", text(_name(page)), class_="file wrap", dir="auto")
    pictures, quoted = document(page), listing(page)
    asks = messages(page) if with_messages else NOTHING
    said, shown_first = (quoted, pictures) if pictures else (NOTHING, quoted)
    left = el("div", findings(page), comparison(page), asks, said, class_="stack")
    right = el("div", shown_first, evidence(page), limits(page), unproven(page), class_="stack")
    foot = el("footer", text(page.words["foot"].format(as_of=page.verdict.as_of)), class_="mut xs foot")
    parts = (name, head(page), read_so_far(page), el("div", left, right, class_="cols"), foot)
    return el("article", *parts, id=page.id("v"), aria_labelledby=page.id("verdict"))


def _nothing(said: str, languages: Languages) -> Html:
    """The card of a text that claims nothing."""
    words = terms(languages.reader)
    tag = el("p", text(words["page"]["nothing_to_verify"]), class_="tag")
    step = el("p", text(words["claims"]["nothing_next"]), class_="decision")
    answer = el("div", tag, el("h1", text(said)), step, role="status")
    return el("div", el("div", sign(Grade.UNDETERMINED, "xl"), answer, class_="verdict undetermined"), class_="card")


def _contents(pages: Sequence[Shown], title: str, words: Any) -> Html:
    heads = [words["file"], words["about"], words["tag"]]
    rows = [_entry(page, heads) for page in pages]
    top = el("div", el("h1", text(title)), el("p", text(words["several_lead"]), class_="mut"), class_="pad")
    return el("nav", top, table(heads, rows), class_="card contents", aria_label=words["contents"])


def _entry(page: Shown, heads: list[str]) -> Html:
    claim = page.verdict.claim
    standards = ", ".join(ref.as_printed for ref in claim.standards.value or ())
    about = ", ".join(part for part in (claim.certificate_number.value, standards) if part) or page.words["nothing"]
    tag = graded(page, page.tone, page.told.tag)
    return el(
        "tr",
        el("th", el("a", text(_name(page)), href=f"#{page.id('v')}"), scope="row", dir="auto"),
        el("td", text(about), data_l=heads[1], dir="auto"),
        el("td", tag, class_="res"),
    )


def _name(page: Shown) -> str:
    if page.sheet.file is not None:
        return page.sheet.file
    said = " ".join((page.verdict.purchase.listing or "").split())
    quoted = said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE].rstrip()} …"
    return capital(str(page.all_words["text_alone"]["quoted"].format(text=quoted)))


@cache
def _style() -> Html:
    return Html((Path(__file__).parent / "page.css").read_text(encoding="utf-8"))
