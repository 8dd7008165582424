"""The document shows what the seller's text claims: the standard, its edition, the number, the body, the last day.

Only what the text says is held is compared, and only with what the document shows. The text contradicts the document where
both state a field of one standard and the two cannot be one: a later edition, another number, another certification body, a
later last day. It is wider where it claims what this document cannot show: a further standard, a product mark, certified
products. Words read through a typing error or with little certainty, and editions that may be one under a national year,
are never a contradiction. Further certificates of the holder
that are in hand support the text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import Claim
from livingproof.core.matching.mentions import Pair, compare_mention, shows_standard
from livingproof.core.mention import Mention, Misuse, Stance, Topic
from livingproof.core.terms import Axis, DocumentKind, Grade, Weight, Zone

SURE = 0.8
"""A mention understood with less confidence contradicts nothing."""

CERTIFICATES = {DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX, DocumentKind.REGISTER_PRINTOUT}
PRODUCT_PAPERS = {
    DocumentKind.PRODUCT_CERTIFICATE,
    DocumentKind.DECLARATION,
    DocumentKind.TEST_REPORT,
    DocumentKind.REGISTRATION,
}
"""Kinds of documents that may show a product mark."""


class Support(Reason):
    """Whether the document supports the text."""

    CLAIM_SUPPORTED = Grade.PASS
    CLAIM_WIDER_THAN_DOCUMENT = Grade.WARN
    CLAIM_CONTRADICTED = Grade.FAIL
    NO_DOCUMENT = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Contradictions first, then what the document does not show, then support."""
    if not case.purchase.listing:
        return not_applicable("no listing text")
    held = [mention for mention in case.purchase.mentions if mention.stance is Stance.HELD]
    named = tuple(mention for mention in held if mention.topic is Topic.STANDARD and mention.standard)
    marks = tuple(mention for mention in held if mention.topic is Topic.MARK)
    if not named and not marks:
        return not_applicable("the text claims nothing that a document could show")
    said = tuple(dict.fromkeys(" ".join(mention.text.split()) for mention in (*named, *marks)))
    if case.claim.document is None:
        return Support.NO_DOCUMENT.with_facts(said=said, why="only the text was given")
    shown = tuple(claim for claim in (case.claim, *case.beside) if _is_certificate(claim))
    if not shown:
        return Support.NO_DOCUMENT.with_facts(said=said, why="no certificate was read in the document given")
    differing = tuple(_differing(named, case))
    against = tuple(pair for mention, pair in differing if pair.overstated and _sure(mention))
    unshown = (*_unshown(named, shown, case), *_beyond_a_certificate(held, case))
    if against:
        fields = tuple(dict.fromkeys("standards" if pair.field == "edition" else pair.field for pair in against))
        further = (*(pair for _, pair in differing if pair not in against), *unshown)
        return _told(Support.CLAIM_CONTRADICTED, against, further).reading(*fields)
    wider = (*(pair for _, pair in differing), *unshown)
    return _told(Support.CLAIM_WIDER_THAN_DOCUMENT, wider) if wider else Support.CLAIM_SUPPORTED.with_facts(said=said)


def _is_certificate(claim: Claim) -> bool:
    return bool(claim.standards) and claim.document is not None and claim.document.kind in CERTIFICATES


def _sure(mention: Mention) -> bool:
    return mention.confidence >= SURE and not mention.corrected


def _differing(named: Iterable[Mention], case: Case) -> Iterator[tuple[Mention, Pair]]:
    """Fields that differ from this document, where no other mention of the standard and no document beside agrees.

    A later edition stands even beside a right one: the text still claims it.
    """
    mentions = [m for m in named if m.standard and shows_standard(case.claim, m.standard, case.facts)]
    compared = [(mention, pair) for mention in mentions for pair in compare_mention(mention, case.claim, case.facts)]
    agreed = {_about(mention, pair) for mention, pair in compared if pair.zone is Zone.SAME}
    for mention, pair in compared:
        settled = _about(mention, pair) in agreed and not (pair.field == "edition" and pair.overstated)
        if pair.zone is Zone.OTHER and not settled and not _agrees_beside(mention, pair, case):
            yield mention, pair
        if pair.zone is Zone.UNCLEAR and pair.field == "edition" and Misuse.NO_SUCH_EDITION in mention.misuses:
            yield mention, replace(pair, overstated=False)


def _about(mention: Mention, pair: Pair) -> tuple[str | None, str]:
    return mention.standard.standard if mention.standard else None, pair.field


def _agrees_beside(mention: Mention, pair: Pair, case: Case) -> bool:
    beside = (
        other
        for claim in case.beside
        if mention.standard and shows_standard(claim, mention.standard, case.facts)
        for other in compare_mention(mention, claim, case.facts)
    )
    return any(other.field == pair.field and other.zone is not Zone.OTHER for other in beside)


def _unshown(named: Iterable[Mention], shown: tuple[Claim, ...], case: Case) -> Iterator[Pair]:
    """Standards that no certificate in hand shows."""
    seen = ", ".join(dict.fromkeys(ref.as_printed for claim in shown for ref in claim.standards.value or ()))
    for mention in named:
        ref = mention.standard
        if ref and not any(shows_standard(claim, ref, case.facts) for claim in shown):
            yield Pair("standards", ref.standard or ref.as_printed, seen, Zone.OTHER)


def _beyond_a_certificate(held: Iterable[Mention], case: Case) -> Iterator[Pair]:
    """Marks of products and certified products: a certificate of a management system shows neither."""
    papers = any(claim.document and claim.document.kind in PRODUCT_PAPERS for claim in (case.claim, *case.beside))
    for mention in held:
        text = " ".join(mention.text.split())
        if mention.topic is Topic.MARK and not papers:
            yield Pair("product marks", text, "a management system", Zone.OTHER)
        if Misuse.PRODUCT_CERTIFIED in mention.misuses:
            yield Pair("products", text, "a management system", Zone.OTHER)


def _told(reason: Support, pairs: tuple[Pair, ...], further: tuple[Pair, ...] = ()) -> Judgement:
    """Every field that differs, with both sides; `further` is what else the document does not show."""
    return reason.with_facts(
        fields=tuple(dict.fromkeys(pair.field for pair in pairs)),
        said=tuple(dict.fromkeys(pair.said for pair in pairs)),
        shown=tuple(dict.fromkeys(pair.shown for pair in pairs)),
        further=tuple(dict.fromkeys(pair.said for pair in further)),
    )


CHECK = Check("claim.document", Axis.CONSISTENT, Weight.STRONG, Support, judge)
