"""The answer that opens a section: headline, what was asked, chain of recognition, eight questions."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.catalogue.words import show
from livingproof.core.terms import Axis
from livingproof.core.verdict import AxisGrade
from livingproof.verify.chain import ChainLink, chain_of
from livingproof.verify.render.page.shown import Shown, steps_of
from livingproof.verify.render.paper.plain import Plain, capital, graded


def answer(page: Shown, digest: str) -> Plain:
    """The headline with its decision, the purchase, as of when and under what, and the first question to ask."""
    words, told = page.words, page.told
    tags = ", ".join(page.all_words["headlines"][also.value]["tag"] for also in page.verdict.also)
    asked = list(_asked(page))
    return {
        "tone": page.tone.value,
        "tag": told.tag,
        "headline": told.headline,
        "decision": words["decided"].format(
            decision=words["decisions"][page.verdict.decision.value], line=told.decision
        ),
        "also": words["also"].format(tags=tags) if tags else "",
        "asked": asked,
        "nothing_asked": "" if asked else words["nothing_asked"],
        "meta": list(_meta(page, digest)),
        "next": _next(page),
    }


def _asked(page: Shown) -> Iterator[tuple[str, str]]:
    purchase, names = page.verdict.purchase, page.all_words["purchase"]
    said = {
        "product": purchase.product,
        "seller": purchase.seller,
        "site": purchase.site,
        "needs": tuple(need.value for need in purchase.needs) or None,
        "markets": purchase.markets or None,
        "delivery_on": purchase.delivery_on,
    }
    yield from ((capital(names[name]), show(value, page.language)) for name, value in said.items() if value)


def _meta(page: Shown, digest: str) -> Iterator[tuple[str, str]]:
    verdict, words = page.verdict, page.words
    yield words["as_of"], verdict.as_of.isoformat()
    yield words["policy"], verdict.policy
    yield words["catalogue"], verdict.catalogue
    if verdict.valid_until:
        yield words["again"], verdict.valid_until.isoformat()
    yield words["statement"], f"{digest}…"


def _next(page: Shown) -> Plain | None:
    """The next steps in the order of what matters, with the number of questions that are ready."""
    steps = [step for _, step in steps_of(page)]
    ready = sum(len(message.asks) for message in page.told.messages)
    if not steps:
        return None
    more = page.words["ready"].format(count=ready) if ready else ""
    return {"title": page.words["steps"], "steps": steps, "more": more}


def chain(page: Shown) -> Plain:
    """The six links, from the arrangement to the product."""
    links = chain_of(page.verdict, page.facts, page.language)
    return {"title": page.words["chain"], "rows": [_link(page, link) for link in links]}


def _link(page: Shown, link: ChainLink) -> Plain:
    words = page.all_words["chain"]
    empty = page.words["nothing"] if page.verdict.claim.document else words["not_stated"]
    return {"link": capital(words[link.link]), "name": link.name or empty, **graded(page, link.grade)}


def axes(page: Shown) -> Plain:
    """The eight questions, each with its grade."""
    return {"title": page.words["axes"], "rows": [_axis(page, *one) for one in page.verdict.axes.items()]}


def _axis(page: Shown, axis: Axis, grade: AxisGrade) -> Plain:
    rung = page.all_words["evidence"][grade.evidence.value] if axis is Axis.GENUINE and grade.evidence else ""
    question = page.all_words["axes"][axis.value]["question"]
    return {"question": question, "note": rung, **graded(page, grade.grade)}
