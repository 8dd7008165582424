"""Document and register agree field by field: holder, number, standard, scope, sites, country, dates, bodies.

A difference to the document's advantage is what counts: a later expiry, another holder, a wider scope, a site or standard that the
register lacks. Spelling, language, transliteration and a newer revision in the register are minor.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.facts import Provenance
from livingproof.core.matching.records import FieldMatch, Outcome, compare_fields
from livingproof.core.matching.registers import (
    CERTIFICATES,
    fit,
    name_of_register,
    own_record,
    register_of,
    standard_in,
    why_no_record,
)
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, Weight, Zone

READ_FROM = {
    "holder": "holder_name",
    "standard": "standards",
    "edition": "standards",
    "scope": "scope",
    "sites": "sites",
    "country": "holder_address",
    "expires_on": "expires_on",
    "issued_on": "issued_on",
    "certification_body": "certification_body",
    "accreditation_body": "accreditation_body",
}
"""The field of the claim behind each compared one: a difference rests on how that one was read, not on the others."""

LEAST_COMPARED = 2
"""The number alone is how the record was found; one more field must be comparable."""


class Fields(Reason):
    """How the fields compare."""

    REG_AGREES = Grade.PASS
    REG_DIFF_MINOR = Grade.WARN
    REG_DIFF = Grade.FAIL
    REG_FIELD_NOT_HELD = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Compare every field that both hold; a difference to the document's advantage leads, then one of form."""
    record = own_record(case.claim, case.record, case.lookup, case.facts)
    if record is None or case.lookup is None:
        return not_applicable(why_no_record(case.lookups, case.facts))
    found = compare_fields(case.claim, record, fit(case.claim, record, case.facts), case.facts)
    compared = tuple(match for match in found if match.outcome is not Outcome.OPEN)
    register = register_of(case.lookup, case.facts)
    rests_on = (
        register.provenance if register else Provenance(f"register {case.lookup.register}, unknown to the catalogue")
    )
    more = tuple(
        match for match in compared if match.outcome is Outcome.MORE and not _held_elsewhere(case, match, record)
    )
    minor = tuple(match for match in compared if match.outcome is not Outcome.AGREES and match not in more)
    if more:
        reason, told = Fields.REG_DIFF, more
    elif len(compared) < LEAST_COMPARED:
        reason, told = Fields.REG_FIELD_NOT_HELD, compared
    else:
        reason, told = (Fields.REG_DIFF_MINOR, minor) if minor else (Fields.REG_AGREES, compared)
    judgement = reason.with_facts(
        register=name_of_register(case.lookup, case.facts),
        speaks_of=case.lookup.speaks_of,
        fields=tuple(dict.fromkeys(match.name for match in told)),
        document="; ".join(match.document for match in told),
        shown="; ".join(match.register for match in told),
        table=_table(found),
    ).resting_on(rests_on)
    return judgement.reading(
        "certificate_number", *(READ_FROM[match.name] for match in told if match.name in READ_FROM)
    )


def _held_elsewhere(case: Case, match: FieldMatch, record: Record) -> bool:
    """Whether the standard that this record lacks has its own record of the same number: registers keep one entry for each."""
    if match.name != "standard":
        return False
    said = {ref.standard for ref in case.claim.standards.value or ()}
    others = (
        other
        for lookup in case.lookups
        for other in lookup.records
        if other is not record and getattr(register_of(lookup, case.facts), "holds", CERTIFICATES) == CERTIFICATES
    )
    return any(
        standard_in(other.standard, case.facts) in said and fit(case.claim, other, case.facts).number is Zone.SAME
        for other in others
    )


def _table(found: tuple[FieldMatch, ...]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for match in found:
        name = (
            match.name
            if match.name not in rows
            else f"{match.name} {sum(key.startswith(match.name) for key in rows) + 1}"
        )
        rows[name] = {"document": match.document, "register": match.register, "result": str(match.outcome)}
    return rows


CHECK = Check(
    "reg.fields",
    Axis.CONSISTENT,
    Weight.DECISIVE,
    Fields,
    judge,
    reads=("certificate_number", "holder_name", "expires_on", "scope", "sites", "standards"),
)
