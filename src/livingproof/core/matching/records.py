"""A document and a register's record of it compared field by field; what matters is whether the document claims more.

More is: a later expiry, another holder, a wider scope, a site or a standard that the record lacks. Spelling, another language and
a newer revision in the register are minor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from livingproof.core.claim import Claim, Field
from livingproof.core.facts import Facts
from livingproof.core.matching.addresses import country_of, nearest_address
from livingproof.core.matching.bodies import find_body, same_certification_body, shown
from livingproof.core.matching.letters import ALPHABETIC, alike, main_script, words
from livingproof.core.matching.name_words import SMALL
from livingproof.core.matching.names import NameReason
from livingproof.core.matching.places import compatible, country_code
from livingproof.core.matching.registers import Fit, standard_in
from livingproof.core.record import Record
from livingproof.core.terms import Zone


class Outcome(StrEnum):
    """How one field of document and record compares."""

    AGREES = "agrees"
    MINOR = "differs in form"
    MORE = "the document says more"
    OPEN = "not comparable"


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """One field: what the document says, what the register shows, and how the two compare."""

    name: str
    document: str
    register: str
    outcome: Outcome


PLACEHOLDER_YEAR = 2099
"""From this year on a date stands for none: no certificate is granted for decades."""

CUT_AT = 200
"""Registers cut long scopes; a shown text of so many letters that begins the document's is taken for cut."""

LEAST_WORDS = 3
EXTRA_WORDS = 2
KEPT_SHARE = 0.9
ZONE_OUTCOME = {Zone.SAME: Outcome.AGREES, Zone.UNCLEAR: Outcome.MINOR, Zone.OTHER: Outcome.MORE}


def compare_fields(claim: Claim, record: Record, fit: Fit, facts: Facts) -> tuple[FieldMatch, ...]:
    """Every field that both sides hold, in the order of a certificate."""
    return tuple(_fields(claim, record, fit, facts))


def _fields(claim: Claim, record: Record, fit: Fit, facts: Facts) -> Iterator[FieldMatch]:
    if fit.number and claim.certificate_number.value:
        outcome = Outcome.AGREES if fit.number is Zone.SAME else Outcome.MINOR
        yield FieldMatch("number", claim.certificate_number.value, record.number, outcome)
    if fit.holder and fit.holder_zone:
        apart = fit.holder.reason is NameReason.OTHER_SCRIPT and fit.ids is not Zone.SAME
        yield FieldMatch(
            "holder", fit.holder.left, fit.holder.right, Outcome.OPEN if apart else ZONE_OUTCOME[fit.holder_zone]
        )
    yield from _standard(claim, record, facts)
    if claim.scope.value and record.scope:
        yield FieldMatch("scope", claim.scope.value, record.scope, scope_outcome(claim.scope.value, record.scope))
    yield from _sites(claim, record)
    yield from _country(claim, record)
    yield from _dates(claim, record)
    yield from _bodies(claim, record, facts)


def _standard(claim: Claim, record: Record, facts: Facts) -> Iterator[FieldMatch]:
    said = claim.standards.value or ()
    held = standard_in(record.standard, facts)
    if not said or not held or not record.standard:
        return
    ours = [ref for ref in said if ref.standard == held]
    printed = ", ".join(ref.as_printed for ref in said)
    known = any(ref.standard for ref in said)
    yield FieldMatch(
        "standard", printed, record.standard, Outcome.AGREES if ours else Outcome.MORE if known else Outcome.OPEN
    )
    if ours and ours[0].edition and record.edition:
        same = ours[0].edition == record.edition
        yield FieldMatch("edition", ours[0].edition, record.edition, Outcome.AGREES if same else Outcome.MINOR)


def _sites(claim: Claim, record: Record) -> Iterator[FieldMatch]:
    """Sites where the register lists sites; else the one address, whose difference alone is no claim of more."""
    listed = tuple(site.address for site in record.sites if site.address)
    own = (record.address,) if record.address else ()
    printed = tuple(site.address for site in claim.sites.value or () if site.address)
    if listed and printed:
        for address in printed:
            match = nearest_address(address, (*listed, *own))
            if match:
                yield FieldMatch("sites", address, match.right, ZONE_OUTCOME[match.zone])
    elif own and claim.holder_address.value:
        match = nearest_address(claim.holder_address.value, own)
        if match:
            yield FieldMatch(
                "address", match.left, match.right, Outcome.AGREES if match.zone is Zone.SAME else Outcome.MINOR
            )


def _country(claim: Claim, record: Record) -> Iterator[FieldMatch]:
    """The country of the holder's address, else of its only site, against the register's; one written under another agrees.

    Another country is no claim of more: a holder may have its seat in one country and be entered in another.
    """
    sites = tuple(site.address for site in claim.sites.value or () if site.address)
    printed = claim.holder_address.value or (sites[0] if len(sites) == 1 else None)
    said = country_of(printed) if printed else None
    held = country_code(record.country) or (country_of(record.address) if record.address else None)
    if printed and said and held:
        same = said == held or compatible(said, held)
        register = record.address or record.country or held
        yield FieldMatch("country", printed, register, Outcome.AGREES if same else Outcome.MINOR)


def _dates(claim: Claim, record: Record) -> Iterator[FieldMatch]:
    if claim.expires_on.readings and record.expires_on and record.expires_on.year < PLACEHOLDER_YEAR:
        yield _date("expires_on", claim.expires_on, record.expires_on, later=True)
    for name, field, held in (
        ("issued_on", claim.issued_on, record.issued_on),
        ("first_certified_on", claim.first_certified_on, record.first_certified_on),
    ):
        if field.readings and held:
            yield _date(name, field, held, later=False)


def _date(name: str, field: Field[date], held: date, *, later: bool) -> FieldMatch:
    """A date agrees if one of its readings does; a later expiry in every reading is more than the register holds."""
    if held in field.readings:
        outcome = Outcome.AGREES
    else:
        outcome = Outcome.MORE if later and min(field.readings) > held else Outcome.MINOR
    return FieldMatch(name, " / ".join(day.isoformat() for day in field.readings), held.isoformat(), outcome)


def _bodies(claim: Claim, record: Record, facts: Facts) -> Iterator[FieldMatch]:
    issuer = same_certification_body(claim.certification_body.value, record.certification_body, facts)
    if issuer and claim.certification_body.value and record.certification_body:
        outcome = Outcome.AGREES if issuer is Zone.SAME else Outcome.MINOR
        yield FieldMatch("certification_body", claim.certification_body.value, record.certification_body, outcome)
    printed = claim.accreditation_body
    if shown(printed) and printed.value and record.accreditation_body:
        said = find_body(printed.normalised, facts.accreditation_bodies) or find_body(
            printed.value, facts.accreditation_bodies
        )
        held = find_body(record.accreditation_body, facts.accreditation_bodies)
        same = bool(said and held and said.id == held.id) or printed.value == record.accreditation_body
        yield FieldMatch(
            "accreditation_body", printed.value, record.accreditation_body, Outcome.AGREES if same else Outcome.MINOR
        )


def scope_outcome(document: str, register: str) -> Outcome:
    """Scopes agree when they hold the same words; the document says more when it holds the register's words and others beside them."""
    scripts = {main_script(document), main_script(register)}
    if len(scripts) > 1:
        return Outcome.OPEN
    if not scripts <= ALPHABETIC:
        return _unspaced(document, register)
    said, held = (
        tuple(dict.fromkeys(word for word in words(text) if word not in SMALL)) for text in (document, register)
    )
    extra = [word for word in said if not _among(word, held)]
    missing = [word for word in held if not _among(word, said)]
    if not extra:
        return Outcome.MINOR if missing else Outcome.AGREES
    cut = len(register) >= CUT_AT and "".join(words(document)).startswith("".join(words(register)))
    kept = len(held) >= LEAST_WORDS and len(missing) <= (1 - KEPT_SHARE) * len(held)
    return Outcome.MORE if kept and len(extra) >= EXTRA_WORDS and not cut else Outcome.MINOR


def _unspaced(document: str, register: str) -> Outcome:
    said, held = "".join(words(document)), "".join(words(register))
    if said == held:
        return Outcome.AGREES
    longer = held in said and len(held) >= LEAST_WORDS and len(said) - len(held) >= LEAST_WORDS + EXTRA_WORDS
    return Outcome.MORE if longer and len(register) < CUT_AT else Outcome.MINOR


def _among(word: str, others: tuple[str, ...]) -> bool:
    return word in others or any(alike(word, other) or _stem(word) == _stem(other) for other in others)


def _stem(word: str) -> str:
    """The first letters, by which forms of one word are told from other words: manufacture, manufacturing."""
    return word[: max(5, len(word) - 4)]
