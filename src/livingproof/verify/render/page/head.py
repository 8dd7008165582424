"""The card that opens a verdict: headline with its sentence, what was asked, the chain, the eight questions."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.catalogue.words import show
from livingproof.core.purchase import Purchase
from livingproof.core.statement import statement_of
from livingproof.core.terms import Axis, Grade
from livingproof.core.verdict import AxisGrade
from livingproof.verify.chain import ChainLink, chain_of
from livingproof.verify.render.page.icons import icon, sign
from livingproof.verify.render.page.markup import NOTHING, Html, capital, dated, el, joined, text
from livingproof.verify.render.page.shown import Shown, leading_finding, steps_of

DIGEST_SHOWN = len("sha256:") + 12


def head(page: Shown) -> Html:
    """The whole card; of a document that is not the right one, or not read, the headline only."""
    parts = [_verdict(page)]
    if not page.is_silent:
        parts += [_chain(page), _axes(page)]
    return el("div", *parts, class_="card")


def graded(page: Shown, grade: Grade, word: str | None = None) -> Html:
    """A grade as sign and word."""
    said = word or str(page.all_words["grades"][grade.value])
    return el("span", sign(grade), el("span", text(capital(said))), class_=f"g {grade.value}")


def _verdict(page: Shown) -> Html:
    words, told = page.words, page.told
    line = words["decided"].format(decision=words["decisions"][page.verdict.decision.value], line=told.decision)
    said = el(
        "div",
        el("p", text(told.tag), class_=f"tag {page.tone.value}"),
        el(page.heading(0), dated(told.headline), id=page.id("verdict"), tabindex=-1),
        el("p", text(line), class_="decision"),
        _also(page),
        role="status",
    )
    return el(
        "div",
        sign(page.tone, "xl"),
        el("div", said, _asked(page), _meta(page)),
        _next(page),
        class_=f"verdict {page.tone.value}",
    )


def _also(page: Shown) -> Html:
    if not page.verdict.also:
        return NOTHING
    headlines = page.all_words["headlines"]
    tags = ", ".join(headlines[also.value]["tag"] for also in page.verdict.also)
    return el("p", text(page.words["also"].format(tags=tags)), class_="also")


def _asked(page: Shown) -> Html:
    """The purchase, or that none was described."""
    rows = list(_purchase(page, page.verdict.purchase))
    if not rows:
        return el("p", text(page.words["nothing_asked"]), class_="mut sm")
    return el("dl", *rows, class_="asked", aria_label=page.words["asked"])


def _purchase(page: Shown, purchase: Purchase) -> Iterator[Html]:
    said = {
        "product": purchase.product,
        "seller": purchase.seller,
        "site": purchase.site,
        "needs": tuple(need.value for need in purchase.needs) or None,
        "markets": purchase.markets or None,
        "delivery_on": purchase.delivery_on,
    }
    for name, value in said.items():
        if value:
            yield el(
                "div",
                el("dt", text(capital(page.all_words["purchase"][name]))),
                el("dd", text(show(value, page.language)), dir="auto"),
            )


def _meta(page: Shown) -> Html:
    verdict, words = page.verdict, page.words
    told = [
        (words["as_of"], el("time", text(verdict.as_of.isoformat()))),
        (words["policy"], text(verdict.policy)),
        (words["catalogue"], text(verdict.catalogue)),
    ]
    if verdict.valid_until:
        told.append((words["again"], el("time", text(verdict.valid_until.isoformat()))))
    digest = statement_of(verdict)["digest"]
    told.append((words["statement"], el("code", text(f"{digest[:DIGEST_SHOWN]}…"), title=digest)))
    return el("p", *(el("span", text(f"{name} "), el("b", value)) for name, value in told), class_="meta")


def _next(page: Shown) -> Html:
    """The next steps in the order of what matters, with the way to the ready messages."""
    steps = steps_of(page)
    if not steps:
        return NOTHING
    words = page.words
    rows = (el("li", el("a", dated(said), href=f"#{page.id('f-' + check)}")) for check, said in steps)
    ready = sum(len(message.asks) for message in page.told.messages) if page.sheet.asks else 0
    return el(
        "div",
        el("p", text(words["steps"]), class_="b sm"),
        el("ol", *rows, class_="sm steps"),
        el("p", text(words["ready"].format(count=ready)), class_="mut xs") if ready else NOTHING,
        el("a", icon("send"), text(words["to_messages"]), class_="btn", href=f"#{page.id('ask')}")
        if ready
        else NOTHING,
        class_="side",
    )


# --- chain and axes -----------------------------------------------------------------------------------------------------


def _chain(page: Shown) -> Html:
    links = (_link(page, link) for link in chain_of(page.verdict, page.facts, page.language))
    return joined(
        (
            el(page.heading(), text(page.words["chain"]), class_="quiet"),
            el("ol", *links, class_="chain", aria_label=page.words["chain"]),
        )
    )


def _link(page: Shown, link: ChainLink) -> Html:
    words = page.all_words["chain"]
    name = link.name or (page.words["nothing"] if page.verdict.claim.document else words["not_stated"])
    state = graded(page, link.grade)
    if link.because:
        state = el("a", state, href=f"#{page.id('f-' + link.because.check)}")
    return el(
        "li",
        el("div", sign(link.grade, "l"), class_=f"d {link.grade.value}"),
        el("div", text(capital(words[link.link])), class_="k"),
        el("div", text(name), class_="v", dir="auto"),
        el("div", state, class_="s"),
    )


def _axes(page: Shown) -> Html:
    rows = (_axis(page, axis, grade) for axis, grade in page.verdict.axes.items())
    return joined(
        (
            el(page.heading(), text(page.words["axes"]), class_="quiet"),
            el("ul", *rows, class_="axes", aria_label=page.words["axes"]),
        )
    )


def _axis(page: Shown, axis: Axis, grade: AxisGrade) -> Html:
    words = page.all_words["axes"][axis.value]
    note = page.all_words["evidence"][grade.evidence.value] if axis is Axis.GENUINE and grade.evidence else ""
    because = next((check for check in grade.because if page.verdict.finding(check)), leading_finding(page, axis))
    state = graded(page, grade.grade)
    if because:
        state = el("a", state, href=f"#{page.id('f-' + because)}")
    asked = el("span", text(words["question"]), class_="mut")
    return el("li", asked, state, el("span", text(note), class_="mut xs") if note else NOTHING)
