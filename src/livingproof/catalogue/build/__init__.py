"""Checked tables → the values of the core: what an entry does not say is taken from the value it is laid over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from livingproof.catalogue.build import bodies, profiles, registers, standards, supply
from livingproof.catalogue.build.entries import days_of, joined, texts
from livingproof.catalogue.keys import Entry, Tables
from livingproof.core.facts import Facts
from livingproof.core.terms import State


def facts_of(tables: Tables, onto: Facts) -> Facts:
    """The facts of these tables laid over others: an entry with a known id changes it, any other adds one."""
    rows = _Rows(tables)
    accreditation_bodies = joined(rows["accreditation_bodies"], onto.accreditation_bodies, bodies.accreditation_body)
    certification_bodies = joined(rows["certification_bodies"], onto.certification_bodies, bodies.certification_body)
    accreditation_bodies = bodies.with_recognitions(accreditation_bodies, rows["recognitions"])
    certification_bodies = bodies.with_accreditations(certification_bodies, rows["accreditations"])
    certification_bodies, patterns = bodies.with_patterns(certification_bodies, onto.patterns, rows["number_patterns"])
    known = {category.id: category for category in onto.categories}
    beliefs = {row.id: row for row in onto.misconceptions}
    adoptions = {row.id: row for row in onto.adoptions}
    symbols = {f"{row.accreditation_body} · {row.number}": row for row in onto.symbol_numbers}
    return replace(
        onto,
        standards=joined(rows["standards"], onto.standards, standards.standard),
        adoptions=tuple(joined(rows["adoptions"], adoptions, standards.adoption).values()),
        arrangements=joined(rows["arrangements"], onto.arrangements, standards.arrangement),
        accreditation_bodies=accreditation_bodies,
        certification_bodies=certification_bodies,
        patterns=patterns,
        profiles=joined(rows["profiles"], onto.profiles, profiles.profile),
        printed_labels=joined(rows["printed_labels"], onto.printed_labels, profiles.printed_label),
        programs=joined(rows["programs"], onto.programs, profiles.program),
        symbol_numbers=tuple(joined(rows["symbol_numbers"], symbols, bodies.symbol_number).values()),
        approvals=joined(rows["approvals"], onto.approvals, bodies.approval),
        approvals_complete_on=_complete_on(rows["approvals"], onto.approvals_complete_on),
        audit_times=joined(rows["audit_times"], onto.audit_times, standards.audit_time),
        registers=joined(rows["registers"], onto.registers, registers.register),
        categories=tuple(joined(rows["categories"], known, supply.category).values()),
        papers=joined(rows["papers"], onto.papers, supply.paper),
        sectors=joined(rows["sectors"], onto.sectors, supply.sector),
        families=supply.with_families(onto.families, rows["families"]),
        misconceptions=tuple(joined(rows["misconceptions"], beliefs, supply.misconception).values()),
        state_words={**onto.state_words, **_state_words(rows["states"])},
        sources={**onto.sources, **{key: str(entry["text"]) for key, entry in rows["sources"].items()}},
        signatory_list_complete_on=_complete_on(rows["recognitions"], onto.signatory_list_complete_on),
    )


class _Rows(dict[str, dict[str, Entry]]):
    """Tables by name; one that no file holds is empty."""

    def __missing__(self, name: str) -> dict[str, Entry]:
        return {}


def _state_words(rows: Mapping[str, Entry]) -> dict[str, State]:
    return {word.lower(): State(state) for state, entry in rows.items() for word in texts(entry, "words")}


def _complete_on(rows: Mapping[str, Entry], before: date | None) -> date | None:
    complete = [
        days_of(entry, "as_of")[0] for entry in rows.values() if entry.get("complete_list") and "as_of" in entry
    ]
    return max(complete) if complete else before
