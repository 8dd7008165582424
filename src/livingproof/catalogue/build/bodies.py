"""Accreditation bodies with their recognitions, certification bodies with their accreditations and number patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from livingproof.catalogue.build.entries import (
    first_day,
    flag,
    inner,
    last_day,
    maybe,
    provenance,
    text,
    texts,
)
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import (
    Accreditation,
    AccreditationBody,
    ApprovalCode,
    CertificationBody,
    FormerName,
    NumberPattern,
    Recognition,
    SymbolNumber,
)
from livingproof.core.terms import Role, State

LIST_OF_THE_BODY = "accreditation body (own list or news)"
"""The only basis of an accreditation that may support a pass."""


def accreditation_body(identity: str, entry: Entry, old: AccreditationBody | None) -> AccreditationBody:
    """An accreditation body with all its names."""
    name = text(entry, "name", old.name if old else "")
    acronym = text(entry, "acronym", old.acronym if old else "")
    return AccreditationBody(
        id=identity,
        name=name,
        acronym=acronym,
        names=_names(entry, acronym, name, *(old.names if old else ())),
        country=text(entry, "country", old.country if old else ""),
        domains=texts(entry, "domains", old.domains if old else ()),
        signatory=text(entry, "signatory", old.signatory if old else "unknown"),
        provenance=provenance(f"accreditation body {acronym}", entry),
        recognitions=old.recognitions if old else (),
        number_form=maybe(entry, "number_form", old.number_form if old else None),
        outside=maybe(entry, "outside", old.outside if old else None),
        groups=texts(entry, "groups", old.groups if old else ()),
        note=text(entry, "note", old.note if old else ""),
    )


def _names(entry: Entry, *before: str) -> tuple[str, ...]:
    former = (str(row["name"]) for row in inner(entry, "former"))
    return tuple(dict.fromkeys((*before, *texts(entry, "entities"), *texts(entry, "names"), *former)))


def with_recognitions(
    known: Mapping[str, AccreditationBody], rows: Mapping[str, Entry]
) -> Mapping[str, AccreditationBody]:
    """The bodies with these recognitions: the same relation is replaced, another is added."""
    found: dict[str, list[Recognition]] = {}
    for entry in rows.values():
        found.setdefault(str(entry["body"]), []).append(_recognition(entry, known[str(entry["body"])].acronym))
    changed = {
        identity: replace(known[identity], recognitions=_replaced(known[identity].recognitions, new))
        for identity, new in found.items()
    }
    return {**known, **changed} if changed else known


def _replaced(old: tuple[Recognition, ...], new: list[Recognition]) -> tuple[Recognition, ...]:
    def relation(row: Recognition) -> tuple[object, ...]:
        return row.arrangement, row.standards, row.starts_on

    named = {relation(row) for row in new}
    return (*(row for row in old if relation(row) not in named), *new)


def _recognition(entry: Entry, acronym: str) -> Recognition:
    standards = texts(entry, "standards")
    arrangement = text(entry, "arrangement")
    scope = ", ".join(standards) or "the main scope only"
    return Recognition(
        body=text(entry, "body"),
        arrangement=arrangement,
        role=Role(text(entry, "role", Role.SIGNATORY)),
        standards=standards,
        main_scope=text(entry, "main_scope"),
        starts_on=last_day(entry, "starts_on"),
        ends_on=last_day(entry, "ends_on"),
        provenance=provenance(f"{acronym} within {arrangement} for {scope}", entry),
        complete_list=flag(entry, "complete_list", before=False),
        note=text(entry, "note"),
    )


def certification_body(identity: str, entry: Entry, old: CertificationBody | None) -> CertificationBody:
    """A certification body with all its names."""
    name = text(entry, "name", old.name if old else "")
    former = tuple(FormerName(str(row["name"]), text(row, "until")) for row in inner(entry, "former"))
    return CertificationBody(
        id=identity,
        name=name,
        entities=texts(entry, "entities", old.entities if old else ()),
        names=_names(entry, name, *(old.names if old else ())),
        country=maybe(entry, "country", old.country if old else None),
        domains=texts(entry, "domains", old.domains if old else ()),
        provenance=provenance(f"certification body {name}", entry),
        lookup=maybe(entry, "lookup", old.lookup if old else None),
        accreditations=old.accreditations if old else (),
        patterns=old.patterns if old else (),
        renamed_to=maybe(entry, "renamed_to", old.renamed_to if old else None),
        former=former if "former" in entry else (old.former if old else ()),
        group=maybe(entry, "group", old.group if old else None),
        expected=texts(entry, "expected", old.expected if old else ()),
        notified_bodies=texts(entry, "notified_bodies", old.notified_bodies if old else ()),
        note=text(entry, "note", old.note if old else ""),
    )


def with_accreditations(
    known: Mapping[str, CertificationBody], rows: Mapping[str, Entry]
) -> Mapping[str, CertificationBody]:
    """The bodies with these accreditations: the same relation is replaced, another is added."""
    found: dict[str, list[Accreditation]] = {}
    for entry in rows.values():
        found.setdefault(str(entry["body"]), []).append(_accreditation(entry))
    changed = {}
    for identity, new in found.items():
        named = {(row.accreditation_body, row.entity, row.standards, row.number) for row in new}
        kept = (
            row
            for row in known[identity].accreditations
            if (row.accreditation_body, row.entity, row.standards, row.number) not in named
        )
        changed[identity] = replace(known[identity], accreditations=(*kept, *new))
    return {**known, **changed} if changed else known


def _accreditation(entry: Entry) -> Accreditation:
    body, by = text(entry, "body"), text(entry, "accreditation_body")
    return Accreditation(
        body=body,
        accreditation_body=by,
        number=maybe(entry, "number"),
        entity=maybe(entry, "entity"),
        standards=texts(entry, "standards"),
        starts_on=last_day(entry, "starts_on"),
        ends_on=last_day(entry, "ends_on"),
        from_list=text(entry, "basis") == LIST_OF_THE_BODY,
        provenance=provenance(f"accreditation of {body} by {by}", entry),
        note=text(entry, "note"),
        state=State(state) if (state := text(entry, "status")) else None,
        state_since=first_day(entry, "status_since"),
        sectors=texts(entry, "sectors"),
        countries=texts(entry, "countries"),
        whole_schedule=flag(entry, "whole_schedule", before=False),
    )


def with_patterns(
    known: Mapping[str, CertificationBody], general: tuple[NumberPattern, ...], rows: Mapping[str, Entry]
) -> tuple[Mapping[str, CertificationBody], tuple[NumberPattern, ...]]:
    """The bodies with these number patterns, and the patterns that are not of one body."""
    found: dict[str, list[NumberPattern]] = {}
    for entry in rows.values():
        found.setdefault(text(entry, "body"), []).append(_pattern(entry))
    general = _without(general, found.get("", []))
    changed = {
        identity: replace(known[identity], patterns=_without(known[identity].patterns, new))
        for identity, new in found.items()
        if identity
    }
    return ({**known, **changed} if changed else known), general


def _without(old: tuple[NumberPattern, ...], new: list[NumberPattern]) -> tuple[NumberPattern, ...]:
    named = {row.pattern for row in new}
    return (*(row for row in old if row.pattern not in named), *new)


def _pattern(entry: Entry) -> NumberPattern:
    body = text(entry, "body")
    return NumberPattern(
        body=body,
        pattern=text(entry, "pattern"),
        meaning=text(entry, "meaning"),
        provenance=provenance(f"number form of {body or 'no single body'}", entry),
        kind=text(entry, "kind", "certificate"),
        examples=texts(entry, "examples"),
    )


def symbol_number(_: str, entry: Entry, old: SymbolNumber | None) -> SymbolNumber:
    """A number under an accreditation symbol."""
    by, number = text(entry, "accreditation_body"), text(entry, "number")
    return SymbolNumber(
        accreditation_body=by,
        number=number,
        body=text(entry, "body", old.body if old else ""),
        provenance=provenance(f"{by} number {number}", entry),
        note=text(entry, "note"),
    )


def approval(identity: str, entry: Entry, old: ApprovalCode | None) -> ApprovalCode:
    """A Chinese body code."""
    return ApprovalCode(
        code=identity,
        body=text(entry, "body", old.body if old else ""),
        approval=maybe(entry, "approval", old.approval if old else None),
        provenance=provenance(f"Chinese body code {identity}", entry),
    )
