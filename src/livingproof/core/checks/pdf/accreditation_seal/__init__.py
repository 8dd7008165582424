"""The file carries the electronic seal of the accreditation body that the document names.

Some accreditation bodies give their symbol as an electronic seal in the file (DAkkS since 2024). A seal is a signature whose signer
is an accreditation body of the catalogue. Only one that is intact and whose chain ends in a root that was given says who made it;
the signer's name alone can be written by anybody.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Signature
from livingproof.core.facts import AccreditationBody
from livingproof.core.matching.bodies import find_body, key, shown, spellings
from livingproof.core.matching.letters import words
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
PART = "part"


class Seal(Reason):
    """What the seal says."""

    AB_SEAL_VALID = Grade.PASS
    AB_SEAL_UNTRUSTED_ROOT = Grade.WARN
    AB_SEAL_OTHER_BODY = Grade.FAIL
    AB_SEAL_UNREADABLE = Grade.UNDETERMINED


RANK = (Seal.AB_SEAL_OTHER_BODY, Seal.AB_SEAL_VALID, Seal.AB_SEAL_UNTRUSTED_ROOT, Seal.AB_SEAL_UNREADABLE)
"""Which seal answers when there are several."""


def judge(case: Case) -> Judgement:
    """Find the seals among the signatures, then hold each against the accreditation body that the document shows."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    found = [(signature, _sealer(case, signature)) for signature in document.signatures]
    seals = [(signature, sealer) for signature, sealer in found if sealer or not signature.signer]
    if not seals:
        return not_applicable("no seal")
    named = _named(case)
    judged = [(_seal(signature, sealer, named), signature, sealer) for signature, sealer in seals]
    reason, signature, sealer = min(judged, key=lambda one: RANK.index(one[0]))
    facts: dict[str, Plain] = {
        "signer": signature.signer or None,
        "sealed_by": sealer.name if sealer else None,
        "named": case.claim.accreditation_body.value if shown(case.claim.accreditation_body) else None,
        "number": case.claim.accreditation_number.value,
        "signed_at": signature.signed_at,
        "trust": "no trusted roots were given" if signature.trusted is None else "it was compared with the roots given",
    }
    judgement = reason.with_facts(**facts)
    return judgement.resting_on(sealer.provenance) if sealer else judgement


def _seal(signature: Signature, sealer: AccreditationBody | None, named: set[str]) -> Seal:
    if sealer is None or not signature.intact or not signature.change_permitted or signature.covers == PART:
        return Seal.AB_SEAL_UNREADABLE
    if not signature.trusted:
        return Seal.AB_SEAL_UNTRUSTED_ROOT
    return Seal.AB_SEAL_OTHER_BODY if named and sealer.id not in named else Seal.AB_SEAL_VALID


def _sealer(case: Case, signature: Signature) -> AccreditationBody | None:
    """The accreditation body that the signer's name is, or holds as a name of several words."""
    bodies = case.facts.accreditation_bodies
    exact = find_body(signature.signer, bodies)
    if exact:
        return exact
    signer = f" {' '.join(words(signature.signer))} "
    held = [
        body
        for body in bodies.values()
        if any(len(words(name)) > 1 and f" {' '.join(words(name))} " in signer for name in spellings(body))
    ]
    return held[0] if len(held) == 1 else None


def _named(case: Case) -> set[str]:
    """The accreditation bodies that the document shows, the second best reading included; a name not known stands for itself."""
    field = case.claim.accreditation_body
    if not shown(field):
        return set()
    names = [field.normalised, field.value, field.runner_up.value if field.runner_up else None]
    known = {body.id for name in names if (body := find_body(name, case.facts.accreditation_bodies))}
    return known or {key(field.value or "")}


CHECK = Check(
    "pdf.accreditation-seal",
    Axis.RECOGNISED,
    Weight.DECISIVE,
    Seal,
    judge,
    reads=("accreditation_body",),
    cause="marks",
)
