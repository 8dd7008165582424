"""What the catalogue knows, as values: every fact carries its source, its confidence and its date.

The core only defines the shapes and answers questions about them; `livingproof.catalogue` fills them from files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from livingproof.core.facts.bodies import (
    Accreditation,
    AccreditationBody,
    ApprovalCode,
    CertificationBody,
    FormerName,
    NumberPattern,
    Profile,
    Recognition,
    SymbolNumber,
)
from livingproof.core.facts.programs import Program, ProgramKind
from livingproof.core.facts.provenance import Provenance
from livingproof.core.facts.registers import CoverageRule, Register
from livingproof.core.facts.standards import Adoption, Arrangement, AuditTime, Edition, Standard
from livingproof.core.facts.supply import Misconception, PaperNeed, ProductCategory, ProductPaper, Sector
from livingproof.core.facts.words import Family, Grammar, Wording
from livingproof.core.terms import State

__all__ = [
    "Accreditation",
    "AccreditationBody",
    "Adoption",
    "ApprovalCode",
    "Arrangement",
    "AuditTime",
    "CertificationBody",
    "CoverageRule",
    "Edition",
    "Facts",
    "Family",
    "FormerName",
    "Grammar",
    "Misconception",
    "NumberPattern",
    "PaperNeed",
    "ProductCategory",
    "ProductPaper",
    "Profile",
    "Program",
    "ProgramKind",
    "Provenance",
    "Recognition",
    "Register",
    "Sector",
    "Standard",
    "SymbolNumber",
    "Wording",
]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The catalogue as one value: `version` with the digest of a user's overlay, tables by id. It is equal to itself only.

    `sources` maps each source key to its address or description. `approvals` are the Chinese body codes by code, `sectors`
    the IAF codes by code. `patterns` are number patterns that belong to no single body. `state_words` maps the words that
    registers and languages use for a state, in lower case, to the state.
    """

    version: str = "empty"
    standards: Mapping[str, Standard] = field(default_factory=dict)
    accreditation_bodies: Mapping[str, AccreditationBody] = field(default_factory=dict)
    certification_bodies: Mapping[str, CertificationBody] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    categories: tuple[ProductCategory, ...] = ()
    papers: Mapping[str, ProductPaper] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    misconceptions: tuple[Misconception, ...] = ()
    wording: Wording = field(default_factory=Wording)
    signatory_list_complete_on: date | None = None
    """The day of a signatory list that is complete; None while only single recognitions are known."""
    adoptions: tuple[Adoption, ...] = ()
    arrangements: Mapping[str, Arrangement] = field(default_factory=dict)
    symbol_numbers: tuple[SymbolNumber, ...] = ()
    approvals: Mapping[str, ApprovalCode] = field(default_factory=dict)
    approvals_complete_on: date | None = None
    """The day of a list of approved bodies that is complete; None while only single approvals are known."""
    audit_times: Mapping[str, AuditTime] = field(default_factory=dict)
    site_roles: Mapping[str, str] = field(default_factory=dict)
    """The kind of a word for what is done at a site ("production", "registration"), by the word's letters and digits."""
    patterns: tuple[NumberPattern, ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    printed_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A user's own labels by role, beside those of the shipped languages."""
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    programs: Mapping[str, Program] = field(default_factory=dict)
    state_words: Mapping[str, State] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
