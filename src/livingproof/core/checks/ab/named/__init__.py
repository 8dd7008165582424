"""The accreditation body behind the certificate is shown: by its symbol with a number, by its name, or by a register.

A certification body uses the symbol of its accreditation body with its accreditation number (ISO/IEC 17011 and IAF ML 2, in own
words). The mark of an arrangement alone names nobody. A body that was only concluded from others is not shown.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.bodies import shown
from livingproof.core.matching.registers import accreditation_behind
from livingproof.core.terms import Axis, Grade, Weight


class Named(Reason):
    """Whether an accreditation body is shown, and how."""

    AB_IDENTIFIED = Grade.PASS
    AB_MARK_WITHOUT_NUMBER = Grade.WARN
    IAF_MARK_ALONE = Grade.WARN
    AB_NOT_SHOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Look for the body on the document first, then in the record of an independent register."""
    claim = case.claim
    behind = accreditation_behind(claim, case.record, case.lookup, case.facts)
    outside = bool(case.standards) and all(standard.outside_arrangement for standard in case.standards)
    if behind is None and outside:
        return not_applicable("the scheme has its own oversight in place of an accreditation body")
    if behind is None and claim.recognition_mark:
        return Named.IAF_MARK_ALONE.with_facts(mark=claim.recognition_mark.value)
    if behind is None:
        concluded = None if shown(claim.accreditation_body) else claim.accreditation_body.value
        return Named.AB_NOT_SHOWN.with_facts(body=claim.certification_body.value, expected=concluded)
    number = claim.accreditation_number.value
    if behind.where == "document" and not number:
        return Named.AB_MARK_WITHOUT_NUMBER.with_facts(name=behind.name)
    kept = case.record.accreditation_number if case.record and behind.where != "document" else number
    return Named.AB_IDENTIFIED.with_facts(name=behind.name, number=kept, where=behind.where)


CHECK = Check("ab.named", Axis.RECOGNISED, Weight.STRONG, Named, judge, reads=("accreditation_body",), cause="marks")
