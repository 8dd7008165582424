"""Where the certification body changed: whether a transfer was allowed, and cycle and last day were kept.

The old certificate must be in hand beside the new one. Only a valid certificate of an accredited body may be transferred, and the
accepting body normally keeps the cycle; a fresh term in the middle of the old one needs an audit of its own. At the end of the old
cycle a fresh one is a recertification, and after it a new certification: neither is a transfer.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Claim
from livingproof.core.days import add_months
from livingproof.core.matching.bodies import accreditation_body_of, same_certification_body
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.terms import Axis, DocumentKind, Grade, State, Weight, Zone

RENEWAL_MONTHS = 6
"""A fresh cycle that begins so near to the end of the old one is a recertification."""
NOT_TRANSFERABLE = frozenset({State.SUSPENDED, State.WITHDRAWN, State.CANCELLED})


class Transfer(Reason):
    """How the certification came to the new body."""

    TRANSFER_PLAIN = Grade.PASS
    TRANSFER_FRESH_CYCLE = Grade.WARN
    TRANSFER_FROM_UNACCREDITED = Grade.WARN
    TRANSFER_OF_SUSPENDED = Grade.FAIL
    OLD_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The latest older certificate of another body for the same holder and standard, against this one."""
    others = [other for other in case.beside if _by_another_body(case, other)]
    olds = [other for other in others if _older(other, case.claim)]
    if not others:
        return not_applicable("no certificate of another certification body is in hand beside this one")
    if not olds:
        if all(other.starts and case.claim.starts for other in others):
            return not_applicable("the certificate of the other body is not older than this one")
        return Transfer.OLD_UNKNOWN.with_facts(**_facts(case, others[0]), why="a date of issue was not read on both")
    old = max(olds, key=lambda other: min(other.starts.readings))
    facts = _facts(case, old)
    status = _ended(case, old)
    if status:
        return Transfer.TRANSFER_OF_SUSPENDED.with_facts(**facts, status=status)
    return _compared(case, old, facts)


def _compared(case: Case, old: Claim, facts: dict[str, Plain]) -> Judgement:
    """Body and days of the old certificate against this one."""
    if not old.expires_on or not case.claim.expires_on:
        return Transfer.OLD_UNKNOWN.with_facts(**facts, why="a last day was not read on both")
    began, old_end = min(case.claim.starts.readings), max(old.expires_on.readings)
    if began > old_end:
        return not_applicable("the certificate of the other body had ended: a new certification, and no transfer")
    body = accreditation_body_of(old, case.facts)
    if body and body.outside:
        return Transfer.TRANSFER_FROM_UNACCREDITED.with_facts(**facts, accreditation_body=body.name).resting_on(
            body.provenance
        )
    fresh = min(case.claim.expires_on.readings) > add_months(old_end, RENEWAL_MONTHS)
    if fresh and add_months(began, RENEWAL_MONTHS) < min(old.expires_on.readings):
        return Transfer.TRANSFER_FRESH_CYCLE.with_facts(**facts)
    return Transfer.TRANSFER_PLAIN.with_facts(**facts)


def _facts(case: Case, old: Claim) -> dict[str, Plain]:
    return {
        "old_body": old.certification_body.value,
        "old_number": old.certificate_number.value,
        "old_expires_on": old.expires_on.value,
        "new_body": case.claim.certification_body.value,
        "began_on": case.claim.starts.value,
        "expires_on": case.claim.expires_on.value,
    }


def _by_another_body(case: Case, other: Claim) -> bool:
    """Whether it is a certificate of the same holder to the same standard, surely by another body."""
    if other.document and other.document.kind is not DocumentKind.MS_CERTIFICATE:
        return False
    standards = {ref.standard for ref in case.claim.standards.value or () if ref.standard}
    if not standards & {ref.standard for ref in other.standards.value or ()}:
        return False
    forms = case.facts.wording.legal_forms
    holders = nearest_name(case.claim.holder_name.readings, other.holder_name.readings, forms)
    bodies = same_certification_body(
        case.claim.certification_body.normalised or case.claim.certification_body.value,
        other.certification_body.normalised or other.certification_body.value,
        case.facts,
    )
    return holders is not None and holders.zone is Zone.SAME and bodies is Zone.OTHER


def _older(other: Claim, claim: Claim) -> bool:
    return bool(
        other.starts.readings and claim.starts.readings and max(other.starts.readings) < min(claim.starts.readings)
    )


def _ended(case: Case, old: Claim) -> str | None:
    """The state that a register gives to the old certificate for the day of the new one; None when it stood or nobody says."""
    began = min(case.claim.starts.readings)
    for lookup in case.lookups:
        register = case.facts.registers.get(lookup.register)
        for record in lookup.records if register and register.independent else ():
            same = compare_numbers(old.certificate_number.value or "", record.number) is Zone.SAME
            if same and record.status in NOT_TRANSFERABLE and record.status_since and record.status_since <= began:
                return record.status.value
    return None


CHECK = Check(
    "tr.transfer",
    Axis.CONSISTENT,
    Weight.STRONG,
    Transfer,
    judge,
    reads=("certification_body", "holder_name", "standards", "decision_on", "valid_from", "issued_on", "expires_on"),
)
