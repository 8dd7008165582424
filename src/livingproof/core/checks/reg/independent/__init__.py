"""The register asked is run by the issuer, an accreditation body, a state, a scheme or an aggregator that they feed, not by the seller.

A page of the seller or of the holder that shows its own certificate is a copy of the claim, not a register.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.matching.names import nearest_name, same_name
from livingproof.core.matching.registers import SILENT, about_certificates, register_of, why_no_record
from livingproof.core.terms import Axis, Grade, Operator, Weight


class Independent(Reason):
    """Who runs the register."""

    REG_INDEPENDENT = Grade.PASS
    REG_UNKNOWN_OPERATOR = Grade.WARN
    REG_NOT_INDEPENDENT = Grade.FAIL


def judge(case: Case) -> Judgement:
    """The register whose answer the case is judged with."""
    lookup = case.lookup
    if lookup is None or lookup.answer in SILENT or not about_certificates(lookup, case.facts):
        return not_applicable(why_no_record(case.lookups, case.facts))
    register = register_of(lookup, case.facts)
    if register and register.operator is Operator.SELLER:
        seller = Independent.REG_NOT_INDEPENDENT.with_facts(register=register.name, operator=register.operator.value)
        return seller.resting_on(register.provenance)
    if register and register.independent:
        facts: dict[str, Plain] = {
            "register": register.name,
            "operator": register.operator.value,
            "domains": register.domains,
        }
        return Independent.REG_INDEPENDENT.with_facts(**facts).resting_on(register.provenance)
    named = register.name if register else lookup.register
    parties = tuple(name for name in (case.purchase.seller, case.claim.holder_name.value) if name)
    forms = case.facts.wording.legal_forms
    same = tuple(party for party in parties if same_name(named, party, forms))
    if match := nearest_name((named,), same, forms):
        return Independent.REG_NOT_INDEPENDENT.with_facts(register=named, operator=match.right)
    return Independent.REG_UNKNOWN_OPERATOR.with_facts(register=named)


CHECK = Check("reg.independent", Axis.GENUINE, Weight.DECISIVE, Independent, judge, reads=("holder_name",))
