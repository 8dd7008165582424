"""Registers, and what each of them promises to hold."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.facts.provenance import Provenance
from livingproof.core.terms import Coverage, Operator


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """What a register holds for a chain: for accreditation bodies, countries and standards; empty tuples mean all.

    `lag_days` is how long an entry may take; `confidential` says that entries may be hidden.
    """

    coverage: Coverage
    accreditation_bodies: tuple[str, ...]
    except_bodies: tuple[str, ...]
    countries: tuple[str, ...]
    standards: tuple[str, ...]
    lag_days: int | None
    confidential: bool
    provenance: Provenance
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register, who runs it, how it is asked and what its silence means. `rules` are tried in order.

    `holds` is "certificates", "accredited bodies", "organisations" or "product certificates": only the first kind can say
    that a certification exists. `gives` names what an answer holds, `hides` what it keeps back, `automation` whether a
    program may ask.
    """

    id: str
    name: str
    operator: Operator
    operator_body: str | None
    address: str | None
    ask_with: str
    domains: tuple[str, ...]
    rules: tuple[CoverageRule, ...]
    provenance: Provenance
    holds: str = "certificates"
    gives: str = ""
    hides: str = ""
    automation: str = ""
    note: str = ""

    @property
    def independent(self) -> bool:
        """Whether issuer, accreditation body, state, scheme or an aggregator fed by them runs it, and not the seller."""
        return self.operator not in {Operator.SELLER, Operator.UNKNOWN}
