"""Accreditation bodies with their recognitions, certification bodies with their accreditations and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from livingproof.core.facts.provenance import Provenance
from livingproof.core.terms import Role, State


@dataclass(frozen=True, slots=True)
class Recognition:
    """An accreditation body within an arrangement, for a standard, from a day on.

    `standards` are catalogue ids; empty means the source names only the main scope. `starts_on` None: not given by the
    source; `ends_on` None: no end seen, which is no statement about today. A period before `starts_on` is not covered.
    """

    body: str
    arrangement: str
    role: Role
    standards: tuple[str, ...]
    main_scope: str
    starts_on: date | None
    ends_on: date | None
    provenance: Provenance
    complete_list: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccreditationBody:
    """An accreditation body. `names` are all names, acronym and former names included; `domains` are its own.

    `signatory` is what the catalogue expects for management systems: "yes", "likely", "unknown" or "no"; it never decides.
    `number_form` is a regular expression of the numbers under its symbol, None when not known.
    """

    id: str
    name: str
    acronym: str
    names: tuple[str, ...]
    country: str
    domains: tuple[str, ...]
    signatory: str
    provenance: Provenance
    recognitions: tuple[Recognition, ...] = ()
    number_form: str | None = None
    outside: str | None = None
    """Why the body stands outside the arrangement, in words of the source; None for all others."""
    groups: tuple[str, ...] = ()
    """Regional groups ("EA", "APAC") that it belongs to."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SymbolNumber:
    """A number under the symbol of an accreditation body and the certification body that it belongs to."""

    accreditation_body: str
    number: str
    body: str
    provenance: Provenance
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accreditation:
    """A certification body accredited by an accreditation body. Only `from_list` entries may support a pass.

    `state` and `state_since` are None where the source gives none. `sectors` are codes as "IAF 17" or "EA 17", `countries` where it
    may be used; empty: the source does not say. `whole_schedule` says that the source lists everything the body is accredited for.
    """

    body: str
    accreditation_body: str
    number: str | None
    entity: str | None
    standards: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    from_list: bool
    provenance: Provenance
    note: str = ""
    state: State | None = None
    state_since: date | None = None
    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    whole_schedule: bool = False


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """The shape of a body's certificate numbers: a hint, never proof. `pattern` is a regular expression (full match).

    `body` is "" for a pattern that is not of one body (the Chinese national form, the IATF number). `kind` is
    "certificate", or what else the number identifies ("quality mark", "scheme number").
    """

    body: str
    pattern: str
    meaning: str
    provenance: Provenance
    kind: str = "certificate"
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """How a body prints its certificates: hints for reading, never proof. Every part may be empty.

    `labels` are the words that the body prints before a value, by role ("number", "holder", "expires" ...). `order` is
    the order of these roles down the page. `date_order` is "day first" or "month first", None when not known.
    """

    body: str
    provenance: Provenance
    labels: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...] = ()
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a body had; `until` as the source gives it ("2021-03", "about 2005"), "" when not known."""

    name: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class CertificationBody:
    """A certification body or group brand. `entities` are legal entities that issue; more than one makes a brand.

    `names` are all spellings to find it by, entities and former names included; `lookup` is where its certificates can be
    looked up (from the catalogue, never from a document), None when not known. `group` is the brand that it belongs to.
    `domains` are its own hosts, those of its QR codes included. `expected` are accreditation bodies that an expert
    expects behind it: a hint for the question to ask, never evidence. `notified_bodies` are four-digit EU numbers.
    """

    id: str
    name: str
    entities: tuple[str, ...]
    names: tuple[str, ...]
    country: str | None
    domains: tuple[str, ...]
    provenance: Provenance
    lookup: str | None = None
    accreditations: tuple[Accreditation, ...] = ()
    patterns: tuple[NumberPattern, ...] = ()
    renamed_to: str | None = None
    former: tuple[FormerName, ...] = ()
    group: str | None = None
    expected: tuple[str, ...] = ()
    notified_bodies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalCode:
    """The first three digits of a Chinese certificate number: the serial of the body's approval by the regulator."""

    code: str
    body: str
    approval: str | None
    provenance: Provenance
