"""The parts below the findings: what was read, the sides side by side, ready messages, limits, what is not proven."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from livingproof.core.claim import DECIDING_FIELDS, Field
from livingproof.core.terms import Axis, Grade, Headline
from livingproof.readers.visible import visible
from livingproof.verify.comparison import Row, rows_of
from livingproof.verify.messages import Message
from livingproof.verify.render.facts import value_read
from livingproof.verify.render.page.head import graded
from livingproof.verify.render.page.icons import icon
from livingproof.verify.render.page.markup import NOTHING, Html, capital, el, text
from livingproof.verify.render.page.shown import Shown

UNFOLDED = 5
"""So many misconceptions are shown at once."""


def card(page: Shown, name: str, title: str, *content: Html, more: Html = NOTHING) -> Html:
    """A section with its title; `more` stands beside it."""
    top = el("header", el(page.heading(), text(title)), more)
    return el("section", top, *content, class_=f"card {name}", id=page.id(name), aria_label=page.landmark(title))


def table(heads: list[str], rows: list[Html]) -> Html:
    """A table whose rows become cards on a small screen."""
    head = el("thead", el("tr", *(el("th", text(said), scope="col") for said in heads)))
    return el("div", el("table", head, el("tbody", *rows), class_="t"), class_="scroll")


# --- what was read ------------------------------------------------------------------------------------------------------


def read_so_far(page: Shown) -> Html:
    """The deciding fields with how surely each was read; only where that is the headline, and something was read."""
    claim = page.verdict.claim
    if page.verdict.headline is not Headline.UNREADABLE or not any(field for _, field in claim.read_fields()):
        return NOTHING
    words = page.words
    heads = [words["field"], words["value"], words["sureness"]]
    rows = [_read(page, name, getattr(claim, name), heads) for name in DECIDING_FIELDS]
    return card(page, "read", words["read"], table(heads, rows))


def _read(page: Shown, name: str, field: Field[object], heads: list[str]) -> Html:
    weak = name in page.verdict.axes[Axis.READ].because
    word = page.all_words["surenesses"]["missing" if not field else "weak" if weak else "sure"]
    printed = value_read(field) if field else page.words["nothing"]
    return el(
        "tr",
        el("th", text(capital(page.all_words["fields"][name])), scope="row"),
        el("td", text(printed), data_l=heads[1], dir="auto"),
        el("td", graded(page, Grade.UNDETERMINED if weak else Grade.PASS, word), class_="res"),
    )


# --- side by side -------------------------------------------------------------------------------------------------------


def comparison(page: Shown) -> Html:
    """What the document says, what the register says, what is needed."""
    rows = rows_of(page.verdict, page.language)
    if page.is_silent or not rows:
        return NOTHING
    words = page.words
    document = page.verdict.claim.document is not None
    registered = any(row.register for row in rows)
    sides = [
        ("document", words["document_says" if document else "text_says"]),
        *([("register", words["register_says"])] if registered else []),
        ("need", words["you_need"]),
    ]
    heads = [words["field"], *(said for _, said in sides), words["match"]]
    title = words["comparison" if document else "comparison_text"]
    return card(page, "compared", title, table(heads, [_row(page, row, sides, registered=registered) for row in rows]))


def _row(page: Shown, row: Row, sides: list[tuple[str, str]], *, registered: bool) -> Html:
    names = page.all_words["fields"] | page.all_words["purchase"]
    cells = (_side(page, getattr(row, side), head) for side, head in sides)
    compared = bool(row.finding) and bool(row.need or (registered and row.register))
    result = NOTHING
    if row.finding and compared:
        result = el("a", graded(page, row.finding.grade), href=f"#{page.id('f-' + row.finding.check)}")
    return el(
        "tr",
        el("th", text(capital(names.get(row.field, row.field))), scope="row"),
        *cells,
        el("td", result, class_="res"),
    )


def _side(page: Shown, said: str, head: str) -> Html:
    if not said:
        return el("td", text(page.words["nothing"]), class_="mut", data_l=head)
    return el("td", text(said), data_l=head, dir="auto")


# --- messages -----------------------------------------------------------------------------------------------------------


def messages(page: Shown) -> Html:
    """The ready messages, each to be selected at once or opened in a mail program."""
    told = page.told.messages
    if not told:
        return NOTHING
    hint = el("p", text(page.words["copy"]), class_="mut xs hint")
    return card(
        page, "ask", page.words["messages"], hint, el("div", *(_message(page, one) for one in told), class_="two")
    )


def _message(page: Shown, message: Message) -> Html:
    words = page.words
    recipient = words["to"].format(recipient=page.all_words["recipients"][message.to])
    subject, body = visible(message.subject), "\n".join(visible(line) for line in message.message.split("\n"))
    mail = f"mailto:?subject={quote(subject)}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"
    return el(
        "div",
        el(page.heading(2), text(recipient)),
        el("p", text(message.where), class_="mut xs wrap"),
        el("p", text(f"{words['subject']}: "), el("b", text(message.subject)), class_="sm wrap"),
        el("pre", text(message.message), class_="msg", tabindex=0, lang=page.languages.messages, dir="auto"),
        el("a", icon("send"), text(words["mail"]), class_="btn", href=mail),
        class_="message",
    )


# --- limits -------------------------------------------------------------------------------------------------------------


def limits(page: Shown) -> Html:
    """As of when, under what, and what was not looked at."""
    return card(page, "limits", page.words["limits"], el("ul", *(el("li", text(said)) for said in page.told.limits)))


def unproven(page: Shown) -> Html:
    """What no such certificate proves, the commonest first."""
    rows = [_belief(page, row) for row in page.told.does_not_prove]
    if not rows:
        return NOTHING
    parts = [el("ul", *rows[:UNFOLDED])]
    if rows[UNFOLDED:]:
        count = page.words["unproven_more"].format(count=len(rows) - UNFOLDED)
        parts.append(el("details", el("summary", text(count)), el("ul", *rows[UNFOLDED:]), class_="rest"))
    return card(page, "unproven", page.words["unproven"], *parts)


def _belief(page: Shown, row: Mapping[str, str]) -> Html:
    words = page.words
    said = el("b", text(words["belief"].format(belief=row["belief"])))
    return el(
        "li",
        said,
        text(f" {row['reality']}. "),
        el("span", text(words["instead"].format(instead=row["ask_instead"])), class_="mut"),
    )
