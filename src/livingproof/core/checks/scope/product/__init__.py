"""The certified scope covers the product that is bought.

Scope and product are taken apart into things, materials and uses, found in a tree of product families, and compared. A scope
of other goods is a fail only when its words are all understood and its list is closed; words that no table explains leave the
question open. Codes of sectors decide nothing here: they are too coarse.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.matching.registers import own_record
from livingproof.core.matching.scope import Because, Cover, ScopeMatch, compare_scope
from livingproof.core.terms import Axis, Grade, Weight


class Product(Reason):
    """How the scope stands to the product."""

    SCOPE_COVERS = Grade.PASS
    SCOPE_BROAD = Grade.WARN
    SCOPE_NEIGHBOUR = Grade.WARN
    SCOPE_OTHER_PRODUCT = Grade.FAIL
    PRODUCT_NOT_GIVEN = Grade.UNDETERMINED
    SCOPE_MISSING = Grade.UNDETERMINED
    SCOPE_TOO_VAGUE = Grade.UNDETERMINED


REASONS = {
    Because.FAMILY: Product.SCOPE_COVERS,
    Because.SAME_WORDS: Product.SCOPE_COVERS,
    Because.PARENT: Product.SCOPE_COVERS,
    Because.BROAD: Product.SCOPE_BROAD,
    Because.OPEN: Product.SCOPE_BROAD,
    Because.KIN: Product.SCOPE_NEIGHBOUR,
    Because.NARROWER: Product.SCOPE_NEIGHBOUR,
    Because.PARTS: Product.SCOPE_NEIGHBOUR,
    Because.MADE: Product.SCOPE_NEIGHBOUR,
    Because.NEIGHBOUR: Product.SCOPE_NEIGHBOUR,
    Because.QUALIFIER: Product.SCOPE_NEIGHBOUR,
    Because.SERVICE: Product.SCOPE_NEIGHBOUR,
    Because.OTHER: Product.SCOPE_OTHER_PRODUCT,
    Because.EXCLUDED: Product.SCOPE_OTHER_PRODUCT,
    Because.VAGUE: Product.SCOPE_TOO_VAGUE,
    Because.UNKNOWN: Product.SCOPE_TOO_VAGUE,
}

TOLD = {
    Because.FAMILY: "both name the same kind of product",
    Because.SAME_WORDS: "the words of the scope stand in the name of the product",
    Because.PARENT: "the scope names the kind of product that this one belongs to",
    Because.BROAD: "the scope names a whole field, not goods",
    Because.OPEN: "the scope leaves its list of products open",
    Because.KIN: "the scope names goods of the same kind, perhaps others",
    Because.NARROWER: "the scope names only some goods of this kind",
    Because.PARTS: "one names the whole, the other parts of it",
    Because.MADE: "one names how goods are made, the other what they are for",
    Because.NEIGHBOUR: "the scope names other goods of the same field",
    Because.QUALIFIER: "the kind of product is the same, but material, use or state differ",
    Because.SERVICE: "the scope names work on such goods, not the goods",
    Because.OTHER: "the scope names other goods",
    Because.EXCLUDED: "the scope takes this product out in words",
    Because.VAGUE: "the scope names no product",
    Because.UNKNOWN: "scope or product has words that the tables do not explain",
}


def judge(case: Case) -> Judgement:
    """The product against the scope of the document; where the document has none, against that of its register record."""
    product = case.purchase.product
    if not product or not product.strip():
        return Product.PRODUCT_NOT_GIVEN.with_facts()
    texts, where = case.claim.scope.readings, "document"
    if not any(text.strip() for text in texts):
        record = own_record(case.claim, case.record, case.lookup, case.facts)
        texts, where = (record.scope,) if record and record.scope else (), "register"
    if not texts:
        return Product.SCOPE_MISSING.with_facts(product=product)
    match = compare_scope(texts, product, case.facts.families, case.facts.wording)
    return _reason(match).with_facts(scope=texts[0], where=where, product=product, **_shown(match))


def _reason(match: ScopeMatch) -> Product:
    reason = REASONS[match.because]
    if reason.grade is Grade.FAIL and match.answer is not Cover.NOT_COVERED:
        return Product.SCOPE_TOO_VAGUE
    return reason


def _shown(match: ScopeMatch) -> dict[str, Plain]:
    return {
        "why": TOLD[match.because],
        "scope_words": match.scope_words,
        "product_words": match.product_words,
        "family": match.path,
        "scope_family": match.scope_family,
        "differ": match.conflicts,
        "excluded": match.excluded,
        "open": match.open_ended,
    }


CHECK = Check("scope.product", Axis.COVERS, Weight.DECISIVE, Product, judge, reads=("scope",))
