"""The document compared with the others in hand: the same file, the same certificate again, or one number for two holders.

A certificate's number is given to one holder (ISO/IEC 17021-1, 8.2.2, in own words). Several certificates in one file are no
repetition, nor are certificates of several standards under one number. Two bodies may give the same number; a holder that changed its
name keeps its number. Only a positive difference of
holders under one number of one body counts against the document, read surely on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.matching.addresses import compare_addresses
from livingproof.core.matching.bodies import same_certification_body
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.letters import words
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.numbers import compare_numbers, fold
from livingproof.core.matching.products import index_of
from livingproof.core.terms import Axis, Grade, Weight, Zone

LEAST_CONFIDENCE = 0.8
"""Below it a number or name of the other document cannot speak against this one."""
LONG_NUMBER = 6
"""Two bodies that are not known to be one may well give the same number when it is shorter."""
SHARED_WORDS = 0.6
"""Two prints of one scope share at least so much of their words."""
DATES = ("issued_on", "decision_on", "valid_from", "expires_on", "first_certified_on")


class Known(Reason):
    """What the documents in hand say about this one."""

    SAME_AS_KNOWN = Grade.PASS
    NEW_DOCUMENT = Grade.PASS
    NUMBER_REUSED_SAME_HOLDER = Grade.WARN
    NUMBER_REUSED_OTHER_HOLDER = Grade.FAIL


RANK = (Known.NUMBER_REUSED_OTHER_HOLDER, Known.NUMBER_REUSED_SAME_HOLDER, Known.SAME_AS_KNOWN)


@dataclass(frozen=True, slots=True)
class _Pair:
    """How another document in hand stands to this one."""

    reason: Known
    facts: Mapping[str, Plain]


def judge(case: Case) -> Judgement:
    """Compare with each of the other claims in hand; the gravest answer counts."""
    if case.claim.document is None:
        return not_applicable("no document")
    if not case.beside:
        return not_applicable("no other document in hand")
    pairs = [pair for other in case.beside if (pair := _pair(case.claim, other, case.facts))]
    worst = min(pairs, key=lambda pair: RANK.index(pair.reason), default=None)
    if worst is None:
        return Known.NEW_DOCUMENT.with_facts(number=case.claim.certificate_number.value, others=len(case.beside))
    return worst.reason.with_facts(**worst.facts)


def _pair(claim: Claim, other: Claim, facts: Facts) -> _Pair | None:
    """The answer for one other claim; None when it is of another certificate, or of another one in the same file."""
    number = claim.certificate_number.value
    told: dict[str, Plain] = {
        "number": number,
        "holder": claim.holder_name.value,
        "other_holder": other.holder_name.value,
        "expires_on": claim.expires_on.value,
        "other_expires_on": other.expires_on.value,
    }
    if _one_number(claim, other, facts) is not Zone.SAME:
        return None
    if _one_file(claim, other):
        return _Pair(Known.SAME_AS_KNOWN, {**told, "differs": "nothing: it is the same file"})
    differs = _differences(claim, other, facts)
    if _other_holder(claim, other, facts, renamed=bool(differs)):
        return _Pair(Known.NUMBER_REUSED_OTHER_HOLDER, told)
    mine, theirs = (_standards(one, edition=False) for one in (claim, other))
    if mine and theirs and not mine & theirs:  # one number for the certificates of several standards
        return None
    if differs:
        return _Pair(Known.NUMBER_REUSED_SAME_HOLDER, {**told, "differs": differs})
    return _Pair(Known.SAME_AS_KNOWN, {**told, "differs": "nothing that was compared"})


def _one_file(claim: Claim, other: Claim) -> bool:
    digests = {one.document.sha256 for one in (claim, other) if one.document and one.document.sha256}
    return len(digests) == 1 and other.document is not None and bool(other.document.sha256)


def _one_number(claim: Claim, other: Claim, facts: Facts) -> Zone:
    """Whether both bear one number of one body; sub-certificates that refer to the other's number bear their own."""
    left, right = claim.certificate_number.value, other.certificate_number.value
    if not left or not right or compare_numbers(left, right) is not Zone.SAME:
        return Zone.OTHER
    mains = {fold(one.main_certificate_number.value or "") for one in (claim, other)} - {""}
    body = same_certification_body(claim.certification_body.value, other.certification_body.value, facts)
    if mains or body is Zone.OTHER or (body is not Zone.SAME and len(fold(left)) < LONG_NUMBER):
        return Zone.UNCLEAR
    return Zone.SAME


def _other_holder(claim: Claim, other: Claim, facts: Facts, *, renamed: bool) -> bool:
    """Whether the holders are certainly two; in another issue a new name at the same address is a change of name."""
    sure = min(other.certificate_number.confidence, other.holder_name.confidence) >= LEAST_CONFIDENCE
    by_id = same_holder(compare_identifiers(claim.holder_ids.value or (), other.holder_ids.value or ()))
    names = nearest_name(_names(claim), _names(other), facts.wording.legal_forms)
    if not sure or by_id is Zone.SAME or names is None or names.zone is not Zone.OTHER:
        return False
    addresses = claim.holder_address.value, other.holder_address.value
    moved = not (addresses[0] and addresses[1] and compare_addresses(addresses[0], addresses[1]).zone is Zone.SAME)
    return moved or not renamed


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)


def _differences(claim: Claim, other: Claim, facts: Facts) -> tuple[str, ...]:
    """The fields in which two issues of one certificate differ, as far as both print them and no misreading explains it."""
    found = [
        name
        for name in DATES
        if (mine := getattr(claim, name).readings) and (theirs := getattr(other, name).readings)
        if not set(mine) & set(theirs)
    ]
    mine, theirs = (_standards(one, edition=True) for one in (claim, other))
    if mine and theirs and mine != theirs:
        found.append("standards")
    if _other_scope(claim, other, facts):
        found.append("scope")
    return tuple(found)


def _standards(claim: Claim, *, edition: bool) -> set[tuple[str | None, str | None]]:
    named = claim.standards.value or ()
    return {(ref.standard, ref.edition if edition else None) for ref in named if ref.standard}


def _other_scope(claim: Claim, other: Claim, facts: Facts) -> bool:
    """Whether the scopes share too few words, both read surely, in one language, and neither on an annex."""
    annexed = any(one.document and one.document.pages.annex_named for one in (claim, other))
    if annexed or min(claim.scope.confidence, other.scope.confidence) < LEAST_CONFIDENCE:
        return False
    left, right = claim.scope.value or "", other.scope.value or ""
    index = index_of(facts.families, facts.wording)
    mine, theirs = set(words(left)), set(words(right))
    if not mine or not theirs or index.language_of(left) != index.language_of(right):
        return False
    return len(mine & theirs) < SHARED_WORDS * min(len(mine), len(theirs))


CHECK = Check(
    "doc.same-file",
    Axis.GENUINE,
    Weight.STRONG,
    Known,
    judge,
    reads=("certificate_number", "holder_name"),
    cause="reading",
)
