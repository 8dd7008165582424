"""The certificate is openly unaccredited: no accreditation body is shown, and none is known or expected behind the body.

Unaccredited certificates are lawful in most countries; nobody supervises the body. It is a property of the chain, not of the
document or its holder. A body that the catalogue does not know may well be accredited: that stays open.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.bodies import certification_body_of
from livingproof.core.matching.registers import accreditation_behind
from livingproof.core.terms import Axis, Grade, Weight


class Unaccredited(Reason):
    """Whether anything speaks for an accreditation behind the body."""

    CB_UNACCREDITED = Grade.WARN
    CB_STATUS_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Asked only when neither the document nor an independent register names an accreditation body."""
    claim = case.claim
    if accreditation_behind(claim, case.record, case.lookup, case.facts):
        return not_applicable("an accreditation body is named")
    if claim.recognition_mark:
        return not_applicable("the mark of a recognition arrangement is shown")
    if case.standards and all(standard.outside_arrangement for standard in case.standards):
        return not_applicable("the scheme has its own oversight in place of accreditation")
    if not claim.certification_body:
        return Unaccredited.CB_STATUS_UNKNOWN.with_facts(name=None, why="no certification body was read", expected=None)
    body = certification_body_of(claim, case.facts)
    name = claim.certification_body.value
    if claim.accreditation_body:
        why = "an accreditation body was only concluded from other fields"
        return Unaccredited.CB_STATUS_UNKNOWN.with_facts(name=name, why=why, expected=None)
    if body is None:
        why = "the body is not known to this catalogue"
        return Unaccredited.CB_STATUS_UNKNOWN.with_facts(name=name, why=why, expected=None)
    if not (body.accreditations or body.expected):
        return Unaccredited.CB_UNACCREDITED.with_facts(name=name, catalogue=case.facts.version)
    behind = tuple(dict.fromkeys((*(entry.accreditation_body for entry in body.accreditations), *body.expected)))
    names = tuple(
        case.facts.accreditation_bodies[one].acronym for one in behind if one in case.facts.accreditation_bodies
    )
    why = "the body is known or expected to hold accreditations, for this or for other certificates"
    return Unaccredited.CB_STATUS_UNKNOWN.with_facts(name=name, why=why, expected=names)


CHECK = Check(
    "cb.unaccredited",
    Axis.RECOGNISED,
    Weight.STRONG,
    Unaccredited,
    judge,
    reads=("certification_body",),
    cause="marks",
)
