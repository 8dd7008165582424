"""Goods for vehicles, aircraft, food or information: the certificate that the sector requires is shown, and its scheme knows it.

The standards that a kind of product requires are taken from the catalogue of product categories. Schemes with a register of
their own hold every certificate there: what such a register shows as withdrawn does not stand. What its silence is worth is
another question.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import Register, Standard
from livingproof.core.matching.categories import MEDICAL_AREA, REQUIRED, kinds_of, standards_shown
from livingproof.core.matching.registers import FOUND
from livingproof.core.record import Lookup
from livingproof.core.terms import Axis, Grade, State, Weight

ENDED = frozenset({State.WITHDRAWN, State.CANCELLED, State.SUSPENDED, State.EXPIRED})


class Sector(Reason):
    """Whether the standard of the sector is in hand and in the scheme's register."""

    SECTOR_STANDARD_SHOWN = Grade.PASS
    SECTOR_STANDARD_MISSING = Grade.WARN
    SCHEME_DB_DENIES = Grade.FAIL
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """First what registers of schemes deny, then the standards required for the product against those shown."""
    shown = standards_shown((case.claim, *case.beside), case.facts)
    denied = next((found for standard in shown.values() if (found := _denied(standard, case))), None)
    if denied:
        return denied
    product = case.purchase.product
    kinds = kinds_of(product, case.facts) if product else ()
    required = {name for kind in kinds for name in kind.standards(REQUIRED) if not _medical(name, case)}
    facts: dict[str, Plain] = {"product": product, "wanted": tuple(sorted(required)), "shown": tuple(sorted(shown))}
    if not required:
        if kinds and all(kind.known for kind in kinds):
            return not_applicable("no standard of a sector is required for this kind of product")
        why = "the kind of product is not known to the catalogue" if product else "no product was given"
        return Sector.NOT_ASKED.with_facts(**facts, why=why, register=None)
    rests = [category.provenance for kind in kinds for category in kind.categories]
    if not required <= set(shown):
        return Sector.SECTOR_STANDARD_MISSING.with_facts(**facts).resting_on(*rests)
    unasked = next((register for name in sorted(required) if (register := _unasked(shown[name], case))), None)
    if unasked:
        why = f"{unasked.name} was not asked, or did not answer"
        return Sector.NOT_ASKED.with_facts(**facts, why=why, register=unasked.name)
    return Sector.SECTOR_STANDARD_SHOWN.with_facts(**facts).resting_on(*rests)


def _medical(name: str, case: Case) -> bool:
    standard = case.facts.standards.get(name)
    return standard is not None and standard.area == MEDICAL_AREA


def _register(standard: Standard, case: Case) -> Register | None:
    return case.facts.registers.get(standard.scheme_register or "")


def _lookups(register: Register, case: Case) -> tuple[Lookup, ...]:
    return tuple(lookup for lookup in case.lookups if lookup.register == register.id)


def _denied(standard: Standard, case: Case) -> Judgement | None:
    """The judgement that the scheme's register denies the certificate: it shows it as ended. Silence denies nothing."""
    register = _register(standard, case)
    for lookup in _lookups(register, case) if register else ():
        assert register
        states = {record.status for record in lookup.records}
        facts: dict[str, Plain] = {"standard": standard.id, "register": register.name, "asked_on": lookup.speaks_of}
        if states and states <= ENDED:
            answer = ", ".join(sorted(state.value for state in states if state))
            return Sector.SCHEME_DB_DENIES.with_facts(**facts, answer=answer).resting_on(register.provenance)
    return None


def _unasked(standard: Standard, case: Case) -> Register | None:
    """The scheme's register, when there is one and it has not answered with a record."""
    register = _register(standard, case)
    if register is None or any(lookup.answer in FOUND for lookup in _lookups(register, case)):
        return None
    return register


CHECK = Check("sector.other", Axis.FITNESS, Weight.STRONG, Sector, judge, reads=("standards", "certificate_number"))
