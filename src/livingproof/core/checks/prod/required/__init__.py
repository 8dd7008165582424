"""The papers that the markets of the purchase require for this kind of product are in hand.

A certificate of a management system replaces no product evidence. Which papers a kind of product needs in a market is taken
from the catalogue of product categories, a starting list and no legal advice; each paper comes with the way to verify it.
"""

from __future__ import annotations

import re

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts, PaperNeed
from livingproof.core.matching.categories import ASKED, REQUIRED, Kind, kinds_of
from livingproof.core.matching.words import fold
from livingproof.core.terms import Axis, DocumentKind, Grade, Weight

EVIDENCE = frozenset(
    {
        DocumentKind.PRODUCT_CERTIFICATE,
        DocumentKind.TEST_REPORT,
        DocumentKind.DECLARATION,
        DocumentKind.REGISTRATION,
        DocumentKind.REGISTER_PRINTOUT,
    }
)
"""Kinds of documents that speak of a product."""

ACT = re.compile(r"\d{4}/\d+(?:/E[CU])?")
WORD = re.compile(r"[^\W_]+")


class Required(Reason):
    """Whether the papers of the product are in hand."""

    PRODUCT_DOCS_SHOWN = Grade.PASS
    PRODUCT_DOC_MISSING = Grade.WARN
    REQUIREMENT_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The papers that the product's category names as required in the markets, against the documents in hand."""
    product, markets = case.purchase.product, case.purchase.markets
    facts: dict[str, Plain] = {"product": product, "markets": markets}
    kinds = kinds_of(product, case.facts) if product else ()
    needs = _needs(kinds, markets, REQUIRED)
    if not needs:
        why = _unknown(product, markets, kinds)
        return Required.REQUIREMENT_UNKNOWN.with_facts(**facts, why=why, asked=_names(kinds, markets, case.facts))
    documents = [claim for claim in (case.claim, *case.beside) if claim.document and claim.document.kind in EVIDENCE]
    missing = [need for need in needs if not any(_is(claim, need, case.facts) for claim in documents)]
    names = tuple(_name(need, case.facts) for need in needs if need not in missing)
    rests = tuple(category.provenance for kind in kinds for category in kind.categories)
    if not missing:
        return Required.PRODUCT_DOCS_SHOWN.with_facts(**facts, shown=names).resting_on(*rests)
    listed = tuple(_name(need, case.facts) for need in missing)
    how = tuple(_verify(need, case.facts) for need in missing)
    return Required.PRODUCT_DOC_MISSING.with_facts(**facts, missing=listed, verify=how, shown=names).resting_on(*rests)


def _needs(kinds: tuple[Kind, ...], markets: tuple[str, ...], level: str) -> tuple[PaperNeed, ...]:
    """The papers of all things named, each once, in the order of the catalogue."""
    found = [need for kind in kinds for need in kind.papers(markets, level)] if markets else []
    return tuple({(need.paper, need.market): need for need in found}.values())


def _unknown(product: str | None, markets: tuple[str, ...], kinds: tuple[Kind, ...]) -> str:
    if not product:
        return "no product was given"
    if not markets:
        return "no market was given"
    if not any(kind.categories for kind in kinds):
        return "the catalogue holds no category for this product"
    return "the catalogue names no paper that is required for it in these markets"


def _names(kinds: tuple[Kind, ...], markets: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    return tuple(_name(need, facts) for need in _needs(kinds, markets, ASKED))


def _name(need: PaperNeed, facts: Facts) -> str:
    paper = facts.papers.get(need.paper)
    name = paper.name if paper else need.paper
    return f"{name} ({need.market})" if need.market else name


def _verify(need: PaperNeed, facts: Facts) -> str:
    paper = facts.papers.get(need.paper)
    how = paper.verify if paper else "ask who issued it, and ask the issuer"
    return f"{_name(need, facts)}: {how}" + (f" [{need.note}]" if need.note else "")


def _is(claim: Claim, need: PaperNeed, facts: Facts) -> bool:
    """Whether the document calls itself this paper, or names the legal act that the paper's name holds."""
    document, paper = claim.document, facts.papers.get(need.paper)
    if document and document.paper and document.paper.kind == need.paper:
        return True
    texts = [ref.as_printed for ref in claim.standards.value or ()]
    texts += [
        *(document.kind_evidence if document else ()),
        *(quote for _, quote in (document.phrases if document else ())),
        *(document.paper.standards if document and document.paper else ()),
    ]
    said = _plain(" ".join(texts))
    names = [need.paper, *((paper.name, *ACT.findall(paper.name)) if paper else ())]
    return any(_plain(name) in said for name in names)


def _plain(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "


CHECK = Check("prod.required", Axis.FITNESS, Weight.STRONG, Required, judge)
