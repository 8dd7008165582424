"""What a register says: the record it holds of a certification, and the look-up that brought it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.claim import Identifier, SectorCode, SiteRef
from livingproof.core.terms import Answer, State


@dataclass(frozen=True, slots=True)
class Record:
    """One certification as a register holds it; None and empty mean that the register does not hold the field.

    Names are those of the generic import table. `status_raw` is the register's own word. `certification_body` and
    `accreditation_body` are names as the register writes them; ids of the catalogue are found by comparing.
    """

    number: str
    record_id: str | None = None
    holder_name: str | None = None
    holder_name_other: tuple[str, ...] = ()
    holder_ids: tuple[Identifier, ...] = ()
    address: str | None = None
    city: str | None = None
    postcode: str | None = None
    country: str | None = None
    standard: str | None = None
    edition: str | None = None
    certification_body: str | None = None
    accreditation_body: str | None = None
    accreditation_number: str | None = None
    scope: str | None = None
    sector_codes: tuple[SectorCode, ...] = ()
    first_certified_on: date | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    status: State | None = None
    status_raw: str | None = None
    status_since: date | None = None
    sites: tuple[SiteRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A register was asked, and answered. Evidence, whatever the answer.

    `register` is a catalogue id or, for one unknown to the catalogue, its name. `asked_on` is when it was asked;
    `snapshot_as_of` the state of the extract that answered, None for a look-up at the register itself. `by_number` is
    False when only a name was searched. `digest` is that of the capture or file, None when nothing was kept.
    """

    register: str
    answer: Answer
    asked_on: date
    snapshot_as_of: date | None = None
    records: tuple[Record, ...] = ()
    by_number: bool = True
    digest: str | None = None

    @property
    def speaks_of(self) -> date:
        """The day to which the answer speaks."""
        return self.snapshot_as_of or self.asked_on
