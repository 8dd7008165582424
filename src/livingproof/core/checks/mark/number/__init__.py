"""The number under the accreditation symbol belongs to the certification body named.

An accreditation body gives each body that it accredits a number, printed with its symbol. The numbers that the catalogue knows
come from the accreditation bodies' own pages where it says so; a number that is in none of its lists is not known to be wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.facts import AccreditationBody, CertificationBody, Facts, Provenance
from livingproof.core.matching.bodies import (
    accreditation_body_of,
    certification_body_of,
    find_body,
    key,
    shown,
    spellings,
)
from livingproof.core.matching.names import NameReason, compare_names
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.terms import Axis, Grade, Weight, Zone

LOOKALIKES = str.maketrans("OILSB", "01158")
"""Letters that print and reading take for digits."""


class Number(Reason):
    """Whose the number is."""

    SYMBOL_NUMBER_FITS = Grade.PASS
    SYMBOL_NUMBER_UNREADABLE = Grade.WARN
    SYMBOL_NUMBER_OTHER_BODY = Grade.FAIL
    NO_SYMBOL = Grade.UNDETERMINED


@dataclass(frozen=True, slots=True)
class _Row:
    """A number of one accreditation body in the catalogue, and the certification body that it belongs to."""

    body: str
    entity: str | None
    provenance: Provenance


def judge(case: Case) -> Judgement:
    """Ask the record of an independent register first, then the catalogue's numbers of the accreditation body shown."""
    claim = case.claim
    number = claim.accreditation_number.value
    facts: dict[str, Plain] = {"number": number, "name": claim.certification_body.value}
    accreditor = accreditation_body_of(claim, case.facts) if shown(claim.accreditation_body) else None
    facts["accreditation_body"] = accreditor.name if accreditor else claim.accreditation_body.value
    if not number:
        return Number.NO_SYMBOL.with_facts(**facts, why="no number was read beside a symbol")
    kept = independent_record(claim, case.record, case.lookup, case.facts)
    if kept and case.lookup and kept.accreditation_number and _is(kept.accreditation_number, number):
        source = name_of_register(case.lookup, case.facts)
        return Number.SYMBOL_NUMBER_FITS.with_facts(**facts, owner=kept.certification_body, source=source)
    if accreditor is None:
        return Number.NO_SYMBOL.with_facts(**facts, why="the accreditation body is not shown or not known")
    rows = tuple(row for known, row in _rows(accreditor, case.facts) if _is(known, number))
    if not rows:
        return _unknown(accreditor, number, facts)
    zone, row = min(((_owns(case, row), row) for row in rows), key=lambda pair: _ORDER.index(pair[0]))
    owner = row.entity or case.facts.certification_bodies[row.body].name
    if zone is Zone.UNCLEAR:
        return Number.NO_SYMBOL.with_facts(**facts, why=f"it is that of {owner}, which may be the body named")
    reason = Number.SYMBOL_NUMBER_FITS if zone is Zone.SAME else Number.SYMBOL_NUMBER_OTHER_BODY
    return reason.with_facts(**facts, owner=owner, source="the catalogue").resting_on(row.provenance)


_ORDER = (Zone.SAME, Zone.UNCLEAR, Zone.OTHER)


def _rows(accreditor: AccreditationBody, facts: Facts) -> tuple[tuple[str, _Row], ...]:
    """Every number that the catalogue knows of the accreditation body."""
    symbols = (
        (row.number, _Row(row.body, None, row.provenance))
        for row in facts.symbol_numbers
        if row.accreditation_body == accreditor.id
    )
    listed = (
        (entry.number, _Row(body.id, entry.entity, entry.provenance))
        for body in facts.certification_bodies.values()
        for entry in body.accreditations
        if entry.accreditation_body == accreditor.id and entry.number
    )
    return (*symbols, *listed)


def _is(known: str, printed: str) -> bool:
    """Whether a number is the known one, or one of its parts ("D-ZM-16029-01-00" of "D-ZM-16029"); zeros in front say nothing."""
    one, other = (tuple(part.lstrip("0") for part in re.findall(r"[^\W_]+", text.upper())) for text in (known, printed))
    return bool(one) and (one == other[: len(one)] if len(one) > 1 else one == other)


def _unknown(accreditor: AccreditationBody, number: str, facts: dict[str, Plain]) -> Judgement:
    """A number in none of the lists: one without the form of the accreditation body's numbers was not read rightly, or is none."""
    form = accreditor.number_form
    if form and not _has_form(number, form):
        return Number.SYMBOL_NUMBER_UNREADABLE.with_facts(**facts)
    return Number.NO_SYMBOL.with_facts(**facts, why="the number is in no list that this catalogue holds")


def _has_form(number: str, form: str) -> bool:
    """Whether the number has the form, with or without its blanks, and with digits in place of letters that look like them."""
    plain = number.replace(" ", "")
    tail = plain[:1] + plain[1:].translate(LOOKALIKES)
    try:
        return any(
            re.fullmatch(one, text, re.IGNORECASE)
            for one in (form, form.replace(" ", " ?"))
            for text in (number, plain, tail)
        )
    except re.error:
        return True


def _owns(case: Case, row: _Row) -> Zone:
    """Whether the body named is the one that the number belongs to, or one of its group."""
    owner = case.facts.certification_bodies[row.body]
    named = certification_body_of(case.claim, case.facts)
    if named:
        return Zone.SAME if _group(named) & _group(owner) else Zone.OTHER
    printed = case.claim.certification_body.value
    if not printed or find_body(printed, case.facts.accreditation_bodies):
        return Zone.UNCLEAR
    if any(key(printed) == key(name) for name in spellings(owner)):
        return Zone.SAME
    reasons = {compare_names(printed, name, case.facts.wording.legal_forms).reason for name in spellings(owner)}
    apart = reasons <= {NameReason.NOTHING_SHARED, NameReason.NO_LEGAL_NAME} and NameReason.NOTHING_SHARED in reasons
    return Zone.OTHER if apart else Zone.UNCLEAR


def _group(body: CertificationBody) -> set[str]:
    return {name for name in (body.id, body.group, body.renamed_to) if name}


CHECK = Check(
    "mark.number",
    Axis.RECOGNISED,
    Weight.STRONG,
    Number,
    judge,
    reads=("accreditation_number", "accreditation_body", "certification_body"),
    cause="marks",
)
