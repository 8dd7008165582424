"""Standards with their editions, the ways countries name them, and the arrangements that stand above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from livingproof.core.facts.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a standard. Dates are None when not known; `predicted` names dates derived from the usual pattern.

    `published_on` is the first day of the month or year where no day is known. `last_initial_on` is the last day of new
    initial accredited certificates, `ends_on` the last day a certificate to this edition may stand. `superseded_by` is a
    full designation ("ISO 9001:2026"). `aliases` are national designations that mean the same edition (GB/T 19001-2016).
    """

    standard: str
    edition: str
    published_on: date | None
    last_initial_on: date | None
    ends_on: date | None
    superseded_by: str | None
    status: str
    provenance: Provenance
    predicted: bool = False
    aliases: tuple[str, ...] = ()
    amendments: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard by its catalogue id ("ISO 9001"). `certifiable` is False for guidance (ISO 9004, ISO 26000 ...).

    `obsolete` is True for standards that were withdrawn without a new edition under the same number (ISO 9002). `level`
    is the word of the recognition arrangements for it, usually the id itself; "" where no arrangement names it. `names`
    are other spellings ("BRC"). `area` says what system it is about ("quality", "medical devices quality",
    "environment", ...). `scheme_register` is the register id of schemes with an own
    register (IATF, OASIS), None for others; `outside_arrangement` is True where no accreditation arrangement applies.
    """

    id: str
    title: str
    area: str
    certifiable: bool
    obsolete: bool
    editions: tuple[Edition, ...]
    provenance: Provenance
    includes: tuple[str, ...] = ()
    scheme_register: str | None = None
    outside_arrangement: bool = False
    level: str = ""
    names: tuple[str, ...] = ()
    note: str = ""
    first_published_on: date | None = None
    """The first day of its first edition; None where the catalogue does not say which edition was the first."""

    def edition(self, name: str) -> Edition | None:
        """The edition of that name, None when this standard has none such."""
        return next((known for known in self.editions if known.edition == name), None)


@dataclass(frozen=True, slots=True)
class AuditTime:
    """The least days of an initial audit to a standard, by people within the scope, as a source gives them.

    `days` are (up to so many people, days), ascending; beyond the last row nothing is known.
    """

    standard: str
    days: tuple[tuple[int, float], ...]
    provenance: Provenance

    def least(self, headcount: int) -> float | None:
        """The days for so many people, None beyond the table."""
        return next((days for people, days in self.days if headcount <= people), None)


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a country or region names standards that it adopts: spellings before the number ("DIN EN ISO", "GB/T").

    `numbers` maps the adopter's own numbers to catalogue ids ("19001" is ISO 9001); a number that is not in it is the
    international one where `same_number` holds ("DIN EN" ISO 9001), and unknown otherwise. A printed year means the newest
    edition published by the end of that year, unless `years` says otherwise: it maps "number-year" to an edition. `region`
    is an ISO 3166 code, or "EU" for European standards.
    """

    id: str
    region: str
    prefixes: tuple[str, ...]
    provenance: Provenance
    same_number: bool = True
    numbers: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An arrangement by which accreditation bodies recognise each other. `ends_on` is its last day, None while it stands.

    `successor` is the arrangement that carries its recognitions on; `marks` says which marks may appear.
    """

    id: str
    name: str
    names: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    successor: str | None
    marks: str
    provenance: Provenance
