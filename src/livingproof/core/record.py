"""What registers say: records of certifications and organisations, their events, and the look-ups that brought them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.claim import Identifier, SectorCode
from livingproof.core.terms import Answer, Asker, EventKind, State


@dataclass(frozen=True, slots=True)
class Site:
    """A site as a register holds it; None and empty mean that the register does not hold the part.

    `address` is the whole address as the register writes it, `addresses_other` the same place in other scripts or by its
    second address. `role` is "main", "additional", "temporary", "remote" or the register's own word. `scope` is what is certified
    at this site.
    """

    name: str | None = None
    address: str | None = None
    scope: str | None = None
    role: str | None = None
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None
    addresses_other: tuple[str, ...] = ()
    ids: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One revision of a certification as a register holds it; None and empty mean that the register does not hold the field.

    Names are those of the generic import table. `status_raw` is the register's own word. `certification_body` and
    `accreditation_body` are names as the register writes them; ids of the catalogue are found by comparing.
    `identity_number` is the body's number that survives a re-issue. `accredited` says whether the register holds the
    certificate for accredited, `confidential` whether it keeps parts back. Countries are ISO 3166 two-letter codes.
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
    sites: tuple[Site, ...] = ()
    identity_number: str | None = None
    revision: str | None = None
    scheme: str | None = None
    scheme_numbers: tuple[Identifier, ...] = ()
    accredited: bool | None = None
    scope_other: tuple[str, ...] = ()
    decision_on: date | None = None
    valid_from: date | None = None
    last_audit_on: date | None = None
    status_reason: str | None = None
    surveillance_count: int | None = None
    recertification_count: int | None = None
    personnel: int | None = None
    confidential: bool | None = None
    supersedes: str | None = None
    superseded_by: str | None = None
    transferred_from: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A legal person as a company register holds it; None and empty mean that the register does not hold the field.

    `active` is None where the register gives no state. `ended_on` is the day on which the organisation ceased,
    `registration_status` the register's word for its own entry ("ISSUED", "LAPSED").
    """

    legal_name: str
    record_id: str | None = None
    names_other: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    ids: tuple[Identifier, ...] = ()
    legal_form: str | None = None
    address: str | None = None
    address_other: str | None = None
    country: str | None = None
    active: bool | None = None
    ended_on: date | None = None
    registration_status: str | None = None
    renewal_due_on: date | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a certification, as a register tells it or as two states of a register show it.

    `number` and `certification_body` name the certification as the register writes them. `on` is the day of the event,
    None when only the day on which it was seen (`observed_on`) is known. For a changed field `field`, `before` and `after`
    say what changed, in the register's own words.
    """

    register: str
    number: str
    kind: EventKind
    observed_on: date
    certification_body: str | None = None
    on: date | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person was told or saw for one check: the body's written answer, a captured page. Evidence, never overwritten.

    `code` is a reason code of the check. `source` names who answered or what was looked at, `address_from` where the address
    asked came from (a register's id; "document" is no independent source). `facts` are further findings as pairs.
    """

    check: str
    code: str
    source: str
    on: date
    address_from: str | None = None
    person: str | None = None
    digest: str | None = None
    note: str | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A register was asked, and answered. Evidence, whatever the answer.

    `register` is a catalogue id or, for one unknown to the catalogue, its name. `asked_on` is when it was asked;
    `snapshot_as_of` the state of the extract that answered, None for a look-up at the register itself. `by_number` is
    False when only a name was searched. `digest` is that of the capture or file, None when nothing was kept. `question`
    are the keys that were searched. `match` is the register's own word for how well its answer fits, kept as evidence only.
    """

    register: str
    answer: Answer
    asked_on: date
    snapshot_as_of: date | None = None
    records: tuple[Record, ...] = ()
    by_number: bool = True
    digest: str | None = None
    organisations: tuple[Organisation, ...] = ()
    question: tuple[tuple[str, str], ...] = ()
    asked_by: Asker = Asker.PERSON
    person: str | None = None
    match: str | None = None
    snapshot: str | None = None
    licence_note: str | None = None

    @property
    def speaks_of(self) -> date:
        """The day to which the answer speaks."""
        return self.snapshot_as_of or self.asked_on
