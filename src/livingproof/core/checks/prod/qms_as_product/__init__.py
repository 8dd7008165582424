"""The certificate of the management system is not offered as proof of the product.

A certificate of a management system says that an organisation works in a certain way; it certifies no product and promises
no property of one. This check looks for sentences, in the listing and in the phrases of the document, that put the two
together: products called certified to a management-system standard, or their quality promised by it. Sentences that deny
or ask this, or that call the maker or its system certified, are proper. Which standards are of this kind, the catalogue says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.facts import Facts
from livingproof.core.terms import Axis, Grade, Weight

LONGEST_QUOTE = 200


class Use(Reason):
    """What the certificate is used for."""

    CLAIM_PROPER = Grade.PASS
    CLAIM_QMS_AS_PRODUCT = Grade.WARN


_GOODS = r"(?:products?|goods|items?|merchandise|articles)"
_MAKER = r"(?!\s+(?:manufactur|maker|supplier|compan|producer|plant|factor|design|line\b|development|exporter|testing))"
"""What may not follow "certified products": it would be the maker that is certified."""
_QUALITY = (
    r"\b(?:product quality|product safety|quality products|zero defect|defect-free|our products"
    r"|quality of (?:our |the |every |each )?(?:product|goods))"
)
_STANDARD = r"<S>"
"""A management-system standard, or ISO without a number, in a sentence where this was put in the place of its name."""

PROMISES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 1. certified products
        rf"{_STANDARD}[- ]*(?:certified|approved|qualified|standard|certificate)\s+(?:\w+\s+){{0,2}}{_GOODS}\b{_MAKER}",
        rf"\b{_GOODS}\s+(?:\w+\s+){{0,3}}(?:are|is|were|being|been)\s+(?:(?:all|fully|also)\s+)?{_STANDARD}\s*[- ](?:certified|approved|qualified)",
        rf"\b{_GOODS}\s+(?:\w+\s+){{0,4}}(?:certified|approved|tested|qualified)\s+(?:to|by|under|with|according to|as per)\s+(?:the\s+)?{_STANDARD}",
        rf"\b{_GOODS}\s+(?:\w+\s+){{0,3}}(?:passed|have|has|obtained|got|carry|carries|comply with|conform to|meets?)\s+(?:the\s+)?{_STANDARD}",
        # 2. quality promised by the certificate
        rf"{_STANDARD}[^.]{{0,60}}\b(?:guarante|prov(?:e|es|ing)\b|certif(?:y|ies)\b)[^.]{{0,40}}{_QUALITY}",
        rf"^(?!.*(?:management system|\bQMS\b)).*{_STANDARD}[^.]{{0,60}}\b(?:ensur|assur)[^.]{{0,40}}{_QUALITY}",
        rf"\bquality\s+(?:is\s+)?(?:guarante\w*|assured|proven)\s+(?:by|with|through|under)\s+(?:the\s+|our\s+)?{_STANDARD}",
        # 3. the same in other languages
        rf"{_STANDARD}[- ]*(?:produktzertifi|zertifizierte[nrs]?\s+(?:\w+\s+)?(?:produkt|ware|artikel))",
        rf"\b(?:productos|produtos|prodotti|produits)\s+(?:\w+\s+){{0,3}}(?:certificad|certificat|certifi)\w*\s+(?:\w+\s+){{0,2}}{_STANDARD}",
        rf"产品[^。；]{{0,20}}(?:通过|获得|取得|符合|达到)[^。；]{{0,12}}{_STANDARD}",
        rf"{_STANDARD}\s*(?:产品认证|認証製品|认证产品)",
    )
)
DENIALS = re.compile(
    r"\b(?:not|no|never|n't|nor|rather than|kein\w*|nicht|no es|non|não|pas)\b|n't\b|不是|并非|不代表|ではない",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?<![A-Za-z])ISO(?:\s*/\s*(IEC|TS))?[\s-]*(\d{4,5})?(?:[-:/\s]+(?:19|20)\d\d\b)?(?![A-Za-z])", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<=[.!?;。！？；])\s*(?=\D)|\n+|\s[|•·]\s")


def judge(case: Case) -> Judgement:
    """Look through the sentences of the listing, then through the phrases of the document."""
    document, listing = case.claim.document, case.purchase.listing
    phrases = tuple(quote for _, quote in document.phrases) if document else ()
    if not listing and not phrases:
        return not_applicable("no listing text")
    for where, texts in (("listing", (listing or "",)), ("document", phrases)):
        quote = next((found for text in texts for found in _promises(text, case.facts)), None)
        if quote:
            return Use.CLAIM_QMS_AS_PRODUCT.with_facts(quote=quote, where=where)
    return Use.CLAIM_PROPER.with_facts(where="listing" if listing else "document")


def _promises(text: str, facts: Facts) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        if not sentence or sentence.rstrip().endswith(("?", "？")) or DENIALS.search(sentence):
            continue
        marked = NAMED.sub(lambda found: _mark(found, facts), sentence)
        if "<S>" in marked and any(form.search(marked) for form in PROMISES):
            yield " ".join(sentence.split())[:LONGEST_QUOTE]


def _mark(found: re.Match[str], facts: Facts) -> str:
    """<S> for a standard that organisations are certified to and for ISO alone; other standards stay as they are."""
    body, number = found.groups()
    if number is None:
        return "<S>" + (" " if found.group().endswith((" ", "-")) else "")
    names = (f"ISO/{body.upper()} {number}",) if body else (f"ISO {number}", f"ISO/IEC {number}")
    known = next((facts.standards[name] for name in names if name in facts.standards), None)
    return "<S>" if known and known.certifiable else found.group()


CHECK = Check("prod.qms-as-product", Axis.PRACTICE, Weight.STRONG, Use, judge)
