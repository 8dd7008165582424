"""The five kinds of things that a source may hold, and the form of each of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from livingproof.core.facts import Accreditation, Provenance, Recognition
from livingproof.core.matching.bodies import find_body, key
from livingproof.core.record import Organisation, Record
from livingproof.core.terms import Confidence, Role
from livingproof.sources.meanings import Form, Meanings
from livingproof.sources.outcome import UnreadableCell, Value


class Kind(StrEnum):
    """What the rows of a source are."""

    RECORD = "record"
    ORGANISATION = "organisation"
    ACCREDITATION = "accreditation"
    RECOGNITION = "recognition"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: source, file and the day to which it speaks."""

    source: str
    file: str
    as_of: date


_RECORD = {
    **dict.fromkeys((field.name for field in fields(Record)), Form.TEXT),
    "number": Form.NUMBER,
    "holder_name_other": Form.NAMES,
    "holder_ids": Form.IDS,
    "country": Form.COUNTRY,
    "standard": Form.STANDARD,
    "edition": Form.EDITION,
    "sector_codes": Form.SECTORS,
    **dict.fromkeys(
        ("first_certified_on", "issued_on", "expires_on", "status_since", "decision_on", "valid_from", "last_audit_on"),
        Form.DAY,
    ),
    "status": Form.STATE,
    "sites": Form.SITES,
    "scheme_numbers": Form.IDS,
    "accredited": Form.FLAG,
    "confidential": Form.FLAG,
    "scope_other": Form.WHOLE,
    **dict.fromkeys(("surveillance_count", "recertification_count", "personnel"), Form.COUNT),
    "history": Form.EVENTS,
}
_ORGANISATION = {
    **dict.fromkeys((field.name for field in fields(Organisation)), Form.TEXT),
    "names_other": Form.NAMES,
    "former_names": Form.NAMES,
    "ids": Form.IDS,
    "country": Form.COUNTRY,
    "active": Form.FLAG,
    "ended_on": Form.DAY,
    "renewal_due_on": Form.DAY,
}
_ACCREDITATION = {
    **dict.fromkeys(("body", "accreditation_body", "entity", "note"), Form.TEXT),
    "number": Form.TEXT,
    "standards": Form.STANDARDS,
    "starts_on": Form.DAY,
    "ends_on": Form.DAY,
    "state": Form.STATE,
    "state_since": Form.DAY,
    "sectors": Form.SECTORS,
    "countries": Form.COUNTRIES,
    "whole_schedule": Form.FLAG,
}
_RECOGNITION = {
    **dict.fromkeys(("body", "arrangement", "role", "main_scope", "note"), Form.TEXT),
    "standards": Form.STANDARDS,
    "starts_on": Form.LATE_DAY,
    "ends_on": Form.LATE_DAY,
    "complete_list": Form.FLAG,
}
FIELDS: Mapping[Kind, Mapping[str, Form]] = {
    Kind.RECORD: _RECORD,
    Kind.ORGANISATION: _ORGANISATION,
    Kind.ACCREDITATION: _ACCREDITATION,
    Kind.RECOGNITION: _RECOGNITION,
    Kind.LOOKUP: {},
}
"""The form of every field by kind. `site.name`, `site.address` … stand for the parts of one site in columns of its own."""

JOINED = frozenset({"address", "address_other"})
"""Texts whose parts may stand in several columns; they are joined by commas in the order of the source."""


def organisation_from(given: Mapping[str, Any], _: Meanings, __: Origin) -> Iterator[Value]:
    """An organisation; its fields are those of the row."""
    yield Organisation(**given)


def accreditation_from(given: Mapping[str, Any], meanings: Meanings, origin: Origin) -> Iterator[Value]:
    """An accreditation out of a list of the accreditation body itself; a body unknown to the catalogue keeps its name as id."""
    body = find_body(given["body"], meanings.facts.certification_bodies)
    accreditor = find_body(given["accreditation_body"], meanings.facts.accreditation_bodies)
    if accreditor is None:
        raise UnreadableCell(
            "is no accreditation body that the catalogue knows",
            "write its id (`livingproof catalogue list accreditation_bodies`), or add the body with --catalogue",
            given["accreditation_body"],
            "accreditation_body",
        )
    sectors = tuple(f"{one.scheme} {one.code}" for one in given.get("sectors", ()))
    yield Accreditation(
        **{
            **dict.fromkeys(("number", "starts_on", "ends_on")),
            "standards": (),
            "entity": given["body"],
            **given,
            "body": body.id if body else given["body"],
            "accreditation_body": accreditor.id,
            "sectors": sectors,
        },
        from_list=True,
        provenance=_provenance(f"accreditation of {given['body']} by {accreditor.acronym}", origin),
    )


def recognition_from(given: Mapping[str, Any], meanings: Meanings, origin: Origin) -> Iterator[Value]:
    """A recognition; body and arrangement must be known to the catalogue."""
    facts = meanings.facts
    body = find_body(given["body"], facts.accreditation_bodies)
    if body is None:
        raise UnreadableCell(
            "is no accreditation body that the catalogue knows",
            "write its id (`livingproof catalogue list accreditation_bodies`), or add the body with --catalogue",
            given["body"],
            "body",
        )
    wanted = key(given["arrangement"])
    spelled = {key(name): one.id for one in facts.arrangements.values() for name in (one.id, one.name, *one.names)}
    if wanted not in spelled:
        raise UnreadableCell(
            "is no arrangement that the catalogue knows",
            f"write one of {', '.join(facts.arrangements)}",
            given["arrangement"],
            "arrangement",
        )
    role = given.get("role", Role.SIGNATORY).casefold()
    if role not in set(Role):
        raise UnreadableCell("is no role in an arrangement", f"write one of {', '.join(Role)}", given["role"], "role")
    fact = (
        f"{body.acronym} within {spelled[wanted]} for {', '.join(given.get('standards', ())) or 'the main scope only'}"
    )
    yield Recognition(
        **{
            "standards": (),
            "starts_on": None,
            "ends_on": None,
            "main_scope": "",
            **given,
            "body": body.id,
            "arrangement": spelled[wanted],
            "role": Role(role),
        },
        provenance=_provenance(fact, origin),
    )


def _provenance(fact: str, origin: Origin) -> Provenance:
    """The user loaded a list of the body itself: it was looked up, and speaks to the day that the user states."""
    return Provenance(fact, (f"{origin.source}: {origin.file}",), Confidence.HIGH, looked_up=True, as_of=origin.as_of)


BUILDERS = {
    Kind.ORGANISATION: organisation_from,
    Kind.ACCREDITATION: accreditation_from,
    Kind.RECOGNITION: recognition_from,
}
