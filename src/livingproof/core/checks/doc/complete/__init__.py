"""The document carries what a certification document has to carry, as far as a reading can tell.

ISO/IEC 17021-1, 8.2.2, in own words: name and location of the client, dates of granting and of expiry, a unique code, the
standard with its edition, the scope, and the name of the certification body. The body's address and mark and the control
of revisions belong to the list too, but are not read. What is missing while pages are missing is not held against the
document.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import Claim, Document
from livingproof.core.terms import Axis, DocumentKind, Grade, Weight


class Content(Reason):
    """Whether anything is missing."""

    CONTENT_COMPLETE = Grade.PASS
    CONTENT_MISSING = Grade.WARN
    CONTENT_PAGES_MISSING = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """List the items that were not found, and ask whether the page that may hold them was there."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    missing = tuple(item for item, present in _items(case.claim) if not present)
    if missing and _pages_missing(document):
        return Content.CONTENT_PAGES_MISSING.with_facts(missing=missing, annex=document.pages.annex_named)
    if missing:
        return Content.CONTENT_MISSING.with_facts(missing=missing)
    return Content.CONTENT_COMPLETE.with_facts(items=tuple(item for item, _ in _items(case.claim)))


def _items(claim: Claim) -> tuple[tuple[str, bool], ...]:
    standards = claim.standards.value or ()
    return (
        ("name of the holder", bool(claim.holder_name)),
        ("location", bool(claim.holder_address) or any(site.address for site in claim.sites.value or ())),
        ("date of decision, issue or start", bool(claim.starts)),
        ("expiry date", bool(claim.expires_on)),
        ("unique code", bool(claim.certificate_number)),
        ("standard", bool(standards)),
        ("edition of the standard", bool(standards) and any(ref.edition for ref in standards)),
        ("scope", bool(claim.scope) or any(site.scope for site in claim.sites.value or ())),
        ("name of the certification body", bool(claim.certification_body)),
    )


def _pages_missing(document: Document) -> bool:
    pages = document.pages
    return (
        document.kind is DocumentKind.MS_ANNEX
        or (bool(pages.annex_named) and not pages.annex_seen)
        or pages.read < pages.in_file
        or (pages.printed_of or 0) > pages.in_file
    )


CHECK = Check("doc.complete", Axis.READ, Weight.WEAK, Content, judge, cause="reading")
