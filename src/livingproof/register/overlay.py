"""Imported schedules and signatory lists laid over the catalogue: what an accreditation body says newly stands for what was known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from livingproof.catalogue.labels import squeeze
from livingproof.core.facts import Accreditation, CertificationBody, Facts, Recognition
from livingproof.register.store import Store

Fact = TypeVar("Fact", Accreditation, Recognition)


def facts_with(facts: Facts, store: Store) -> Facts:
    """The facts with the accreditations and recognitions of the imported lists, each as of the day of its list.

    An entry of the catalogue that speaks of the same thing for an earlier day makes room. A certification body that the
    catalogue does not know is added under the name in the list.
    """
    present = store.present()
    accreditations = _by_body(entry for snapshot in present for entry in snapshot.accreditations())
    recognitions = _by_body(entry for snapshot in present for entry in snapshot.recognitions())
    if not accreditations and not recognitions:
        return facts
    named = {key: key for entries in accreditations.values() for each in entries for key in each.provenance.sources}
    named |= {key: key for entries in recognitions.values() for each in entries for key in each.provenance.sources}
    return replace(
        facts,
        sources={**named, **facts.sources},
        certification_bodies=_bodies_with(facts, accreditations),
        accreditation_bodies={
            name: replace(body, recognitions=_laid(body.recognitions, recognitions.get(name, ())))
            for name, body in facts.accreditation_bodies.items()
        },
    )


def _by_body(entries: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for entry in entries:
        found.setdefault(entry.body, []).append(entry)
    return {body: tuple(listed) for body, listed in found.items()}


def _bodies_with(
    facts: Facts, accreditations: Mapping[str, tuple[Accreditation, ...]]
) -> Mapping[str, CertificationBody]:
    known = {
        name: replace(body, accreditations=_laid(body.accreditations, accreditations.get(name, ())))
        for name, body in facts.certification_bodies.items()
    }
    new = {name: _body(name, entries) for name, entries in accreditations.items() if name not in known}
    return {**known, **new}


def _body(name: str, entries: tuple[Accreditation, ...]) -> CertificationBody:
    """A body that only its list names."""
    entities = tuple(dict.fromkeys(entry.entity or name for entry in entries))
    return CertificationBody(
        id=name,
        name=entities[0],
        entities=entities,
        names=tuple(dict.fromkeys((*entities, name))),
        country=None,
        domains=(),
        provenance=entries[0].provenance,
        accreditations=entries,
    )


def _laid(known: tuple[Fact, ...], listed: tuple[Fact, ...]) -> tuple[Fact, ...]:
    days: dict[tuple[str, ...], date] = {}
    for entry in listed:
        days[_about(entry)] = max(_day(entry), days.get(_about(entry), date.min))
    stays = [entry for entry in known if _about(entry) not in days or _day(entry) > days[_about(entry)]]
    return tuple(stays) + listed


def _day(entry: Accreditation | Recognition) -> date:
    return entry.provenance.as_of or date.min


def _about(entry: Accreditation | Recognition) -> tuple[str, ...]:
    """What an entry speaks of: two entries about the same thing differ only in their day and content."""
    if isinstance(entry, Accreditation):
        return entry.accreditation_body, squeeze(entry.number or entry.entity or "")
    return entry.arrangement, entry.main_scope, *sorted(entry.standards)
