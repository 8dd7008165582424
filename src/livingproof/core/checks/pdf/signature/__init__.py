"""The digital signature or seal in the PDF is intact, covers the file, and is that of the body named on the document.

Signatures are validated offline against the roots that were given; nothing is fetched, so revocation can be judged only
from what the file itself carries. One broken signature condemns; of intact ones the best answers. An intact signature of
somebody else proves only that somebody else signed.
"""

from __future__ import annotations

import re

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Signature
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
PART = "part"


class Seal(Reason):
    """What the signatures say."""

    SIG_INTACT_TRUSTED = Grade.PASS
    SIG_INTACT_UNTRUSTED = Grade.WARN
    SIG_PARTIAL_COVERAGE = Grade.WARN
    SIG_BY_THIRD_PARTY = Grade.WARN
    SIG_BROKEN = Grade.FAIL
    SIG_CHANGE_NOT_PERMITTED = Grade.FAIL
    SIG_REVOCATION_UNKNOWN = Grade.UNDETERMINED


RANK = (
    Seal.SIG_BROKEN,
    Seal.SIG_CHANGE_NOT_PERMITTED,
    Seal.SIG_INTACT_TRUSTED,
    Seal.SIG_REVOCATION_UNKNOWN,
    Seal.SIG_BY_THIRD_PARTY,
    Seal.SIG_INTACT_UNTRUSTED,
    Seal.SIG_PARTIAL_COVERAGE,
)
"""Which signature answers for the file when there are several: a broken one first, then the best."""


def judge(case: Case) -> Judgement:
    """Judge each signature, and let the one of the highest rank answer."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    if not document.signatures:
        return not_applicable("no signature")
    names = _names(case)
    judged = [(_seal(signature, names), signature) for signature in document.signatures]
    reason, signature = min(judged, key=lambda pair: RANK.index(pair[0]))
    facts: dict[str, Plain] = {"signer": signature.signer, "signed_at": signature.signed_at, "covers": signature.covers}
    roots = "no trusted roots were given" if signature.trusted is None else "it was compared with the roots given"
    return reason.with_facts(**facts, trust=roots, signatures=len(document.signatures))


def _seal(signature: Signature, names: tuple[str, ...]) -> Seal:
    if not signature.intact:
        return Seal.SIG_BROKEN
    if not signature.change_permitted:
        return Seal.SIG_CHANGE_NOT_PERMITTED
    if signature.covers == PART:
        return Seal.SIG_PARTIAL_COVERAGE
    if not signature.trusted:
        return Seal.SIG_INTACT_UNTRUSTED
    if not any(_within(name, signature.signer) for name in names):
        return Seal.SIG_BY_THIRD_PARTY
    return Seal.SIG_INTACT_TRUSTED if signature.signed_at else Seal.SIG_REVOCATION_UNKNOWN


def _names(case: Case) -> tuple[str, ...]:
    """All names of the two bodies: as the document prints them and as the catalogue knows them."""
    names = [case.claim.certification_body.value, case.claim.accreditation_body.value]
    if case.certification_body:
        names += [case.certification_body.name, *case.certification_body.names, *case.certification_body.entities]
    if case.accreditation_body:
        names += [case.accreditation_body.name, *case.accreditation_body.names]
    return tuple(name for name in names if name and _words(name))


def _within(name: str, signer: str) -> bool:
    return f" {_words(name)} " in f" {_words(signer)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


CHECK = Check("pdf.signature", Axis.GENUINE, Weight.DECISIVE, Seal, judge)
