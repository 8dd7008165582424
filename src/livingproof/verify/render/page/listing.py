"""The seller's text with the words that were understood, each with how it is said."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.mention import Mention
from livingproof.verify.render.mentioned import notes_of, what_of
from livingproof.verify.render.page.markup import NOTHING, Html, capital, el, text
from livingproof.verify.render.page.parts import card, table
from livingproof.verify.render.page.shown import Shown

AROUND = 240
"""Characters shown on either side of a mention; what lies further away is left out."""


def listing(page: Shown) -> Html:
    """The card of the text; nothing where none was given."""
    said = page.verdict.purchase.listing
    if not said:
        return NOTHING
    found = page.verdict.purchase.mentions
    lead = el("p", text(page.words["listing_lead"]), class_="mut sm")
    quoted = el("blockquote", *_marked(page, said, found), dir="auto")
    top = el("div", lead, quoted, class_="pad")
    return card(page, "listing", page.words["listing"], top, _mentions(page, found) if found else NOTHING)


def _marked(page: Shown, said: str, mentions: tuple[Mention, ...]) -> Iterator[Html]:
    reached = 0
    for mention in mentions:
        if mention.start < reached:
            continue
        yield text(shortened(said[reached : mention.start], begins=reached == 0))
        stance = page.all_words["stances"][mention.stance.value]
        note = el("small", text(f" ({stance})"))
        yield el("mark", text(mention.text), note, class_=mention.stance.value)
        reached = mention.end
    yield text(shortened(said[reached:], begins=False, ends=True))


def _mentions(page: Shown, mentions: tuple[Mention, ...]) -> Html:
    words = page.all_words
    heads = [capital(words["claims"][name]) for name in ("words", "what", "stance", "notes")]
    return table(heads, [_mention(page, mention, heads) for mention in mentions])


def _mention(page: Shown, mention: Mention, heads: list[str]) -> Html:
    words = page.all_words
    notes = "; ".join(notes_of(mention, page.facts, words)) or page.words["nothing"]
    return el(
        "tr",
        el("th", text(mention.text), scope="row", dir="auto"),
        el("td", text(what_of(mention, page.facts, words)), data_l=heads[1]),
        el("td", text(words["stances"][mention.stance.value]), data_l=heads[2]),
        el("td", text(notes), data_l=heads[3], dir="auto"),
    )


def shortened(said: str, *, begins: bool = False, ends: bool = False) -> str:
    """A stretch of the text with its middle left out when it is long; at the edges only its end or its beginning."""
    if begins:
        return said if len(said) <= AROUND else f"… {said[-AROUND:]}"
    if ends:
        return said if len(said) <= AROUND else f"{said[:AROUND]} …"
    return said if len(said) <= 2 * AROUND else f"{said[:AROUND]} … {said[-AROUND:]}"
