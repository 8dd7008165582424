"""What a register answered, held against a claim: whether a record is the claimed one, and what the silence of a register is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from livingproof.core.claim import Claim, Identifier
from livingproof.core.facts import AccreditationBody, CoverageRule, Facts, Register, Standard
from livingproof.core.matching.addresses import country_of
from livingproof.core.matching.bodies import (
    accreditation_body_of,
    certification_body_of,
    find_body,
    same_certification_body,
    shown,
)
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.names import NameMatch, nearest_name, same_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.recall import recalled
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer, Coverage, Operator, Zone

ENTERED = frozenset({Coverage.COMPLETE_BY_RULE, Coverage.MANDATED_WITH_EXCLUSIONS})
"""Coverages under which bodies are obliged to enter their certificates."""

FOUND = frozenset({Answer.FOUND, Answer.FOUND_MANY})
SILENT = frozenset({Answer.REFUSED, Answer.CAPTCHA, Answer.ERROR})
"""Answers that say nothing about the certificate."""

CERTIFICATES = "certificates"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a record fits a claim. None: one side does not hold the part."""

    number: Zone | None
    holder: NameMatch | None
    ids: Zone | None
    body: Zone | None

    @property
    def holder_zone(self) -> Zone | None:
        """Whether the holders are one organisation: by identifier where both have one of a scheme, else by name."""
        if self.ids in {Zone.SAME, Zone.OTHER}:
            return self.ids
        return self.holder.zone if self.holder else None

    @property
    def ours(self) -> bool:
        """Whether the record is of the certificate claimed: its number, or one that reading may confuse, of the same holder."""
        if self.body is Zone.OTHER:
            return False
        return self.number is Zone.SAME or (self.number is Zone.UNCLEAR and self.holder_zone is Zone.SAME)


@recalled(16)
def fit(claim: Claim, record: Record, facts: Facts) -> Fit:
    """The record held against the claim: number, holder by identifiers and by name, certification body."""
    forms = facts.wording.legal_forms
    mine = (claim.holder_name.value, *(claim.holder_name_other.value or ()))
    yours = (record.holder_name, *record.holder_name_other)
    return Fit(
        number=_nearest_number(claim, record),
        holder=nearest_name((name for name in mine if name), tuple(name for name in yours if name), forms),
        ids=same_holder(compare_identifiers(claim.holder_ids.value or (), record.holder_ids)),
        body=same_certification_body(claim.certification_body.value, record.certification_body, facts),
    )


class Borne(Protocol):
    """What is of a holder: a record, or the part of one that says whose it is."""

    @property
    def holder_name(self) -> str | None:
        """The holder's name."""

    @property
    def holder_name_other(self) -> tuple[str, ...]:
        """Further names of the holder."""

    @property
    def holder_ids(self) -> tuple[Identifier, ...]:
        """The holder's identifiers."""


def of_same_holder(claim: Claim, record: Borne, facts: Facts) -> bool:
    """Whether the record is of the claim's holder: whether `fit` puts the holders into the zone of the same, at a part of its cost."""
    ids = same_holder(compare_identifiers(claim.holder_ids.value or (), record.holder_ids))
    if ids in {Zone.SAME, Zone.OTHER}:
        return ids is Zone.SAME
    forms = facts.wording.legal_forms
    mine = [name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name]
    yours = [name for name in (record.holder_name, *record.holder_name_other) if name]
    return any(same_name(one, other, forms) for one in mine for other in yours)


def _nearest_number(claim: Claim, record: Record) -> Zone | None:
    printed = (*claim.certificate_number.readings, *(claim.other_numbers.value or ()))
    zones = {compare_numbers(number, record.number) for number in printed if number}
    return next((zone for zone in (Zone.SAME, Zone.UNCLEAR, Zone.OTHER) if zone in zones), None)


def register_of(lookup: Lookup | None, facts: Facts) -> Register | None:
    """The catalogue's entry of the register that was asked; None when nothing was asked or it is not known."""
    return facts.registers.get(lookup.register) if lookup else None


def name_of_register(lookup: Lookup, facts: Facts) -> str:
    """The register's name for people: the catalogue's, else the one given."""
    register = facts.registers.get(lookup.register)
    return register.name if register else lookup.register


def about_certificates(lookup: Lookup, facts: Facts) -> bool:
    """Whether the register asked is one that can hold certificates; an unknown one may."""
    register = facts.registers.get(lookup.register)
    return register is None or register.holds == CERTIFICATES


def own_record(claim: Claim, record: Record | None, lookup: Lookup | None, facts: Facts) -> Record | None:
    """The record if a register of certificates holds it and it is of the certificate claimed; else None."""
    if record is None or lookup is None or not about_certificates(lookup, facts):
        return None
    return record if fit(claim, record, facts).ours else None


def independent_record(claim: Claim, record: Record | None, lookup: Lookup | None, facts: Facts) -> Record | None:
    """The same, if the catalogue knows the register and the seller does not run it."""
    register = register_of(lookup, facts)
    return own_record(claim, record, lookup, facts) if register and register.independent else None


@dataclass(frozen=True, slots=True)
class Behind:
    """The accreditation body behind a claim: its name as written, the catalogue's entry (None: unknown), and who names it.

    `where` is "document" or the name of the register whose record names it.
    """

    name: str
    body: AccreditationBody | None
    where: str


def accreditation_behind(claim: Claim, record: Record | None, lookup: Lookup | None, facts: Facts) -> Behind | None:
    """The accreditation body that the document shows, else the one that an independent register names for it; else None."""
    field = claim.accreditation_body
    if shown(field) and field.value:
        return Behind(field.value, accreditation_body_of(claim, facts), "document")
    kept = independent_record(claim, record, lookup, facts)
    if kept and kept.accreditation_body and lookup:
        body = find_body(kept.accreditation_body, facts.accreditation_bodies)
        return Behind(kept.accreditation_body, body, name_of_register(lookup, facts))
    return None


def why_no_record(lookups: tuple[Lookup, ...], facts: Facts) -> str:
    """Why there is no record of the certificate to look at, in words for people."""
    asked = tuple(lookup for lookup in lookups if about_certificates(lookup, facts))
    if not asked:
        return "no register of certificates was asked"
    silent = tuple(lookup for lookup in asked if lookup.answer in SILENT)
    if len(silent) == len(asked):
        answers = ", ".join(sorted({lookup.answer.value for lookup in silent}))
        return f"the registers asked gave no answer about it ({answers})"
    return "no register asked brought a record of this certificate"


def complete_list_on(facts: Facts) -> date | None:
    """The day of the newest complete list of signatories that the catalogue holds; None while it knows single entries only."""
    days = [facts.signatory_list_complete_on] if facts.signatory_list_complete_on else []
    for body in facts.accreditation_bodies.values():
        days += [
            entry.provenance.as_of for entry in body.recognitions if entry.complete_list and entry.provenance.as_of
        ]
    return max(days, default=None)


def rule_for(
    register: Register, *, accreditation_body: str | None, country: str | None, standards: tuple[str, ...]
) -> CoverageRule | None:
    """The first coverage rule that certainly fits the chain; what is not known of the chain fits only a rule that does not ask."""
    return next((rule for rule in register.rules if _fits(rule, accreditation_body, country, standards)), None)


@dataclass(frozen=True, slots=True)
class Expected:
    """A register that can hold a certificate like the one claimed, and the rule under which it would."""

    register: Register
    rule: CoverageRule

    @property
    def must(self) -> bool:
        """Whether bodies are obliged to enter such certificates there."""
        return self.rule.coverage in ENTERED


def registers_that_can_hold(claim: Claim, standards: tuple[str, ...], facts: Facts) -> tuple[Expected, ...]:
    """The independent registers of certificates with a rule that fits what the document shows.

    An accreditation body outside the arrangements opens no register of theirs, and a certification body's own register
    holds its own certificates only.
    """
    body = accreditation_body_of(claim, facts) if shown(claim.accreditation_body) else None
    inside = body is not None and not body.outside and bool(body.groups or body.recognitions)
    certifier = certification_body_of(claim, facts)
    return _that_can_hold(
        body.id if body and inside else None,
        certifier.id if certifier else None,
        country_shown(claim),
        standards,
        facts,
    )


@lru_cache(maxsize=8192)
def _that_can_hold(
    accreditor: str | None, certifier: str | None, country: str | None, standards: tuple[str, ...], facts: Facts
) -> tuple[Expected, ...]:
    found = []
    for register in facts.registers.values():
        if register.operator is Operator.CERTIFICATION_BODY and register.operator_body != certifier:
            continue
        rule = rule_for(register, accreditation_body=accreditor, country=country, standards=standards)
        if rule and register.independent and register.holds == CERTIFICATES:
            found.append(Expected(register, rule))
    return tuple(found)


def country_shown(claim: Claim) -> str | None:
    """The country of the first address on the document that shows one."""
    places = (claim.holder_address.value, *(site.address for site in claim.sites.value or ()))
    return next((found for place in places if place and (found := country_of(place))), None)


def registers_to_ask(claim: Claim, standards: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """Names and addresses of the registers whose rules ask for an entry of such a certificate, by what the document shows."""
    wanted = [expected.register for expected in registers_that_can_hold(claim, standards, facts) if expected.must]
    return tuple(f"{register.name} ({register.address})" if register.address else register.name for register in wanted)


def _fits(rule: CoverageRule, body: str | None, country: str | None, standards: tuple[str, ...]) -> bool:
    if rule.accreditation_bodies and body not in rule.accreditation_bodies:
        return False
    if rule.except_bodies and (body is None or body in rule.except_bodies):
        return False
    if rule.countries and country not in rule.countries:
        return False
    return not rule.standards or any(standard in rule.standards for standard in standards)


def standard_in(text: str | None, facts: Facts) -> str | None:
    """The catalogue id of the standard that a register names in its own words; None when it names none that is known."""
    if not text:
        return None
    wanted, spelled = _letters(text), _spelled(facts.standards)
    hits = [name for name in spelled if name in wanted and _stands_in(wanted, name)]
    return spelled[max(hits, key=lambda name: (len(name), name))] if hits else None


@recalled(8)
def _spelled(standards: Mapping[str, Standard]) -> dict[str, str]:
    """The letters of every spelling of a standard with its id."""
    names = {
        _letters(spelling): known.id
        for known in standards.values()
        for spelling in (known.id, *known.names, *(alias for edition in known.editions for alias in edition.aliases))
    }
    return {name: identity for name, identity in names.items() if name}


def _stands_in(wanted: str, name: str) -> bool:
    """Whether the name stands in the letters and no further digit of its number follows."""
    return bool(re.search(re.escape(name) + r"(?!\d)", _bare_years(wanted, name)))


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _bare_years(wanted: str, name: str) -> str:
    """The text with the year of an edition set off from the number before it: ISO90012015 is ISO9001 2015."""
    return wanted.replace(name, name + " ", 1) if re.search(re.escape(name) + r"(?:19|20)\d\d", wanted) else wanted
