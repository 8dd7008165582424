"""Documents in hand beside a certificate: which of them concern it, and the annexes that are a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from livingproof.core.claim import Claim, Document, Field, Pages, SiteRef
from livingproof.core.facts import Facts
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.terms import DocumentKind, Zone

_OF_A_HOLDER = frozenset({DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX})


def in_hand_for(claim: Claim, in_hand: Iterable[Claim], facts: Facts) -> tuple[Claim, ...]:
    """Of the claims in hand those that may concern this one, whoever gave them: all but certificates of another holder.

    Another holder is one whose legal name has nothing in common; product papers say themselves whose they are, and a
    document of which nothing was read concerns nothing.
    """
    return tuple(other for other in in_hand if was_read(other) and not of_another(claim, other, facts))


def with_annexes(claim: Claim, beside: Iterable[Claim]) -> Claim:
    """The claim with the sites, the scope and the pages of annexes in hand that bear its certificate number."""
    for annex in beside:
        if is_annex_of(annex, claim):
            claim = _joined(claim, annex)
    return claim


def was_read(other: Claim) -> bool:
    """Whether anything was read of the document: a field, or what paper it is."""
    paper = other.document.paper if other.document else None
    return paper is not None or any(field for _, field in other.read_fields())


def of_another(claim: Claim, other: Claim, facts: Facts) -> bool:
    """Whether the document is of a holder whose legal name has nothing in common with that of the claim."""
    if other.document and other.document.kind not in _OF_A_HOLDER:
        return False
    match = nearest_name(_holders(claim), _holders(other), facts.wording.legal_forms)
    return match is not None and match.zone is Zone.OTHER


def _holders(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)


def is_annex_of(annex: Claim, claim: Claim) -> bool:
    """Whether it is an annex, from another file, of the very certificate: its number is on it."""
    document, own = annex.document, claim.document
    if document is None or own is None or document.sha256 == own.sha256:
        return False
    if document.kind is not DocumentKind.MS_ANNEX and (own.pages.annex_seen or not document.pages.annex_seen):
        return False
    number, named = claim.certificate_number.value, annex.certificate_number.value
    return bool(number and named) and compare_numbers(number or "", named or "") is Zone.SAME


def _joined(claim: Claim, annex: Claim) -> Claim:
    document = claim.document or Document()
    return replace(
        claim,
        sites=_sites(claim.sites, annex.sites),
        scope=_scope(claim.scope, annex.scope),
        document=replace(document, pages=_pages(document.pages, (annex.document or Document()).pages)),
    )


def _sites(own: Field[tuple[SiteRef, ...]], more: Field[tuple[SiteRef, ...]]) -> Field[tuple[SiteRef, ...]]:
    """The sites of both, each once; read only as surely as the less sure of the two."""
    if not own or not more:
        return own or more
    sites = tuple(dict.fromkeys((*(own.value or ()), *(more.value or ()))))
    return replace(own, value=sites, readings=(sites,), confidence=min(own.confidence, more.confidence))


def _scope(own: Field[str], more: Field[str]) -> Field[str]:
    """The scope of the sheet, with that of the annex as a further reading: what either covers is covered."""
    if not own or not more:
        return own or more
    return replace(own, readings=tuple(dict.fromkeys((*own.readings, *more.readings))))


def _pages(own: Pages, more: Pages) -> Pages:
    return replace(
        own,
        in_file=own.in_file + more.in_file,
        read=own.read + more.read,
        printed=tuple(sorted({*own.printed, *more.printed})),
        printed_of=max((count for count in (own.printed_of, more.printed_of) if count), default=None),
        annex_seen=True,
    )
