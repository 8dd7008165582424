"""Accreditation and certification bodies found by name; whether a document shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from livingproof.core.claim import Claim, Field
from livingproof.core.facts import AccreditationBody, CertificationBody, Facts
from livingproof.core.matching.letters import words
from livingproof.core.matching.names import compare_names
from livingproof.core.recall import recalled
from livingproof.core.terms import Source, Zone

B = TypeVar("B", AccreditationBody, CertificationBody)


def shown(field: Field[str]) -> bool:
    """Whether the document itself shows the body: a value that was only derived from others is not shown."""
    return bool(field) and field.source is not Source.DERIVED


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The letters and digits of a name, folded: what two prints of one name have in common."""
    return "".join(words(name))


def spellings(body: AccreditationBody | CertificationBody) -> tuple[str, ...]:
    """Every name by which the catalogue knows the body."""
    more = (body.acronym,) if isinstance(body, AccreditationBody) else body.entities
    return tuple(dict.fromkeys(name for name in (body.name, *body.names, *more) if name))


def find_body(name: str | None, bodies: Mapping[str, B]) -> B | None:
    """The one body with this id or spelling; None when no body has it, or several have (an acronym that is not unique)."""
    if not name:
        return None
    if name in bodies:
        return bodies[name]
    found = [bodies[identity] for identity in _by_spelling(bodies).get(key(name), ())]
    return found[0] if len(found) == 1 else None


@recalled(8)
def _by_spelling(bodies: Mapping[str, B]) -> dict[str, tuple[str, ...]]:
    """Every spelling of a table with the ids of the bodies that have it."""
    return _inverted({identity: spellings(body) for identity, body in bodies.items()})


def _inverted(names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for identity, known in names.items():
        for spelled in sorted({key(name) for name in known} - {""}):
            table[spelled] = (*table.get(spelled, ()), identity)
    return table


@recalled(16)
def accreditation_body_of(claim: Claim, facts: Facts) -> AccreditationBody | None:
    """The catalogue's entry of the accreditation body that the claim names; None when none is named or it is not known."""
    field = claim.accreditation_body
    return find_body(field.normalised, facts.accreditation_bodies) or find_body(field.value, facts.accreditation_bodies)


@recalled(16)
def certification_body_of(claim: Claim, facts: Facts) -> CertificationBody | None:
    """The catalogue's entry of the certification body that the claim names; None when none is named or it is not known."""
    field = claim.certification_body
    return find_body(field.normalised, facts.certification_bodies) or find_body(field.value, facts.certification_bodies)


def same_certification_body(left: str | None, right: str | None, facts: Facts) -> Zone | None:
    """Whether two names mean one certification body or one group; None when one is missing.

    Other only when the catalogue knows both as different bodies of different groups, or when both are legal names that share
    nothing.
    """
    if not left or not right:
        return None
    first, second = (find_body(name, facts.certification_bodies) for name in (left, right))
    if first and second:
        return Zone.SAME if _families(first) & _families(second) else Zone.OTHER
    return compare_names(left, right, facts.wording.legal_forms).zone


def _families(body: CertificationBody) -> set[str]:
    return {name for name in (body.id, body.group, body.renamed_to) if name}


def entity_named(text: str | None, entities: Iterable[str], legal_forms: tuple[str, ...]) -> str | None:
    """The legal entity that a printed name is; None when it is none of them, or could be more than one."""
    if not text:
        return None
    found = [entity for entity in entities if compare_names(text, entity, legal_forms).zone is Zone.SAME]
    exact = [entity for entity in found if key(entity) == key(text)]
    chosen = exact or found
    return chosen[0] if len(chosen) == 1 else None
