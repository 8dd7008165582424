"""The legal entity that issued the certificate is identified, not only the brand of a group.

Accreditation belongs to a legal entity; a group brand names many. ISO publishes standards and certifies nobody, an
accreditation body accredits and does not certify, and a holder or seller cannot issue its own certificate. A name with a legal
form that the catalogue does not hold is a legal entity that is not known here, and never told to be a mere brand.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.facts import CertificationBody
from livingproof.core.matching.bodies import certification_body_of, entity_named, find_body, key
from livingproof.core.matching.names import compare_names, same_name
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.terms import Axis, Grade, Weight, Zone

NO_BODIES = (
    "ISO",
    "International Organization for Standardization",
    "International Organisation for Standardisation",
    "IAF",
)
"""Organisations that publish standards or arrangements and issue no certificates (ISO's and IAF's own statements)."""
_NO_BODIES = frozenset(map(key, NO_BODIES))


class Identify(Reason):
    """How far the issuer is known."""

    CB_IDENTIFIED = Grade.PASS
    CB_BRAND_ONLY = Grade.WARN
    ISSUER_IS_NOT_A_CB = Grade.FAIL
    CB_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Rule out those who cannot be the issuer, then look for the legal entity among those the catalogue knows."""
    name = case.claim.certification_body.value
    if not name:
        return Identify.CB_UNKNOWN.with_facts(name=None, why="no certification body was read")
    other = _not_a_body(case, name)
    if other:
        return Identify.ISSUER_IS_NOT_A_CB.with_facts(name=name, what=other)
    body = certification_body_of(case.claim, case.facts)
    if body is None:
        return _by_register(case, name)
    entity = _entity(case, name, body)
    if entity or len(body.entities) <= 1:
        named = entity or next(iter(body.entities), body.name)
        return Identify.CB_IDENTIFIED.with_facts(name=name, entity=named, body=body.name).resting_on(body.provenance)
    if compare_names(name, body.name, case.facts.wording.legal_forms).left_form:
        why = f"the catalogue knows {body.name}, but no legal entity of this name"
        return Identify.CB_UNKNOWN.with_facts(name=name, why=why)
    return Identify.CB_BRAND_ONLY.with_facts(name=name, body=body.name, entities=body.entities)


def _not_a_body(case: Case, name: str) -> str | None:
    """What the named issuer is instead of a certification body; None when nothing says so."""
    if key(name) in _NO_BODIES:
        return "an organisation that publishes standards or arrangements and certifies nobody"
    if certification_body_of(case.claim, case.facts):
        return None
    if find_body(name, case.facts.accreditation_bodies):
        return "an accreditation body"
    forms = case.facts.wording.legal_forms
    for owner, theirs in (
        ("the holder itself", case.claim.holder_name.value),
        ("the seller itself", case.purchase.seller),
    ):
        if theirs and same_name(name, theirs, forms):
            return owner
    return None


def _entity(case: Case, name: str, body: CertificationBody) -> str | None:
    """The legal entity: by the name printed, by the accreditation number, or by the record of an independent register."""
    forms = case.facts.wording.legal_forms
    number = key(case.claim.accreditation_number.value or "")
    numbered = {
        entry.entity for entry in body.accreditations if entry.entity and number and key(entry.number or "") == number
    }
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    return (
        entity_named(name, body.entities, forms)
        or entity_named(case.claim.certification_body.as_printed, body.entities, forms)
        or (numbered.pop() if len(numbered) == 1 else None)
        or entity_named(kept.certification_body if kept else None, body.entities, forms)
    )


def _by_register(case: Case, name: str) -> Judgement:
    """A body that the catalogue does not know is identified when an independent register names it for this certificate."""
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    if kept and kept.certification_body and case.lookup:
        match = compare_names(name, kept.certification_body, case.facts.wording.legal_forms)
        if match.zone is Zone.SAME:
            register = case.facts.registers[case.lookup.register]
            facts = {"name": name, "entity": kept.certification_body, "body": name_of_register(case.lookup, case.facts)}
            return Identify.CB_IDENTIFIED.with_facts(**facts).resting_on(register.provenance)
    return Identify.CB_UNKNOWN.with_facts(name=name, why="it is not among the bodies known to this catalogue")


CHECK = Check(
    "cb.identify",
    Axis.RECOGNISED,
    Weight.DECISIVE,
    Identify,
    judge,
    reads=("certification_body",),
)
