"""The document is a certificate of a management system, and not one of the papers that are often shown in its place.

The kind is found by the reader from phrases on the page; this check decides what the kind is worth. A reading that is not
sure of the kind never condemns: the type is then unclear. A draft, specimen or copy mark is told whatever else holds.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.terms import Axis, DocumentKind, Grade, Weight

LEAST_TO_ACCEPT = 0.5
LEAST_TO_REFUSE = 0.8
"""Calling a document another kind of paper needs a surer reading than calling it a certificate."""


class Kind(Reason):
    """What kind of document it is."""

    DOC_IS_MS_CERTIFICATE = Grade.PASS
    DOC_IS_ANNEX_ONLY = Grade.WARN
    DRAFT_MARK = Grade.WARN
    DOC_NOT_A_MS_CERTIFICATE = Grade.FAIL
    DOC_TYPE_UNCLEAR = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Take the kind that was read, if the reading is sure enough of it, and the marks across the sheet."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    facts: dict[str, Plain] = {"kind": document.kind.value.replace("_", " "), "phrases": document.kind_evidence}
    ours = document.kind in {DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX}
    needed = LEAST_TO_ACCEPT if ours else LEAST_TO_REFUSE
    if document.kind is DocumentKind.UNCLEAR or document.kind_confidence < needed:
        return Kind.DOC_TYPE_UNCLEAR.with_facts(**facts)
    if not ours:
        return Kind.DOC_NOT_A_MS_CERTIFICATE.with_facts(**facts)
    if document.marks:
        return Kind.DRAFT_MARK.with_facts(**facts, marks=tuple(mark.value for mark in document.marks))
    if document.kind is DocumentKind.MS_ANNEX:
        return Kind.DOC_IS_ANNEX_ONLY.with_facts(**facts)
    return Kind.DOC_IS_MS_CERTIFICATE.with_facts(**facts)


CHECK = Check("doc.type", Axis.READ, Weight.DECISIVE, Kind, judge)
