"""Registers with their coverage rules."""

from __future__ import annotations

from livingproof.catalogue.build.entries import flag, inner, maybe, provenance, text, texts
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import CoverageRule, Register
from livingproof.core.terms import Coverage, Operator


def register(identity: str, entry: Entry, old: Register | None) -> Register:
    """A register; coverage rules, where given, replace all that stood before, since their order matters."""
    name = text(entry, "name", old.name if old else "")
    rules = tuple(_rule(name, row) for row in inner(entry, "coverage"))
    return Register(
        id=identity,
        name=name,
        operator=Operator(text(entry, "operator", old.operator if old else Operator.UNKNOWN)),
        operator_body=maybe(entry, "operator_body", old.operator_body if old else None),
        address=maybe(entry, "address", old.address if old else None),
        ask_with=text(entry, "ask_with", old.ask_with if old else ""),
        domains=texts(entry, "domains", old.domains if old else ()),
        rules=rules if "coverage" in entry else (old.rules if old else ()),
        provenance=provenance(f"register {name}", entry),
        holds=text(entry, "holds", old.holds if old else "certificates"),
        gives=text(entry, "gives", old.gives if old else ""),
        hides=text(entry, "hides", old.hides if old else ""),
        automation=text(entry, "automation", old.automation if old else ""),
        note=text(entry, "note", old.note if old else ""),
    )


def _rule(name: str, row: Entry) -> CoverageRule:
    return CoverageRule(
        coverage=Coverage(text(row, "coverage")),
        accreditation_bodies=texts(row, "accreditation_bodies"),
        except_bodies=texts(row, "except_bodies"),
        countries=texts(row, "countries"),
        standards=texts(row, "standards"),
        lag_days=int(str(row["lag_days"])) if "lag_days" in row else None,
        confidential=flag(row, "confidential", before=False),
        provenance=provenance(f"coverage of {name}", row),
        note=text(row, "note"),
    )
