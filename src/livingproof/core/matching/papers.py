"""Product papers: which documents are such papers, and the legal acts by which the catalogue knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from livingproof.core.facts import Facts, ProductPaper
from livingproof.core.terms import DocumentKind

PRODUCT_PAPERS = frozenset({DocumentKind.PRODUCT_CERTIFICATE, DocumentKind.TEST_REPORT, DocumentKind.DECLARATION})
"""Kinds of documents that speak of a product, whether or not it was recognised which paper they are."""

ACT = re.compile(r"\b(\d{2,4}/\d{1,4})(?:/(?:E[CU]|EEC))?\b")


def papers_named(acts: Iterable[str], facts: Facts) -> tuple[ProductPaper, ...]:
    """The kinds of papers of the catalogue whose names hold one of these legal acts ("2014/35/EU", "2017/745")."""
    numbers = {match[1] for act in acts for match in ACT.finditer(act)}
    return tuple(paper for paper in facts.papers.values() if numbers & {match[1] for match in ACT.finditer(paper.name)})
