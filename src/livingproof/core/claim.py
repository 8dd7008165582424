"""What is said: the claim that a document or listing makes.

Nothing here is a *certificate*: a document becomes one only when a register, a signature or a credential says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Generic, TypeVar

from livingproof.core.terms import DocumentKind, Mark, Source

T = TypeVar("T")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points (1/72 inch); the origin is the top left corner of the page as it is read."""


@dataclass(frozen=True, slots=True)
class RunnerUp(Generic[T]):
    """The next best candidate for a field, kept so that a person can choose it with one click."""

    value: T
    confidence: float
    source: Source
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One thing that a document says, with where it was read and how sure the reading is.

    `value` is None when the field was not found. `normalised` is the form for comparison: ISO date, catalogue id of a
    body, number in capitals without separators. `as_printed` is the text on the page. `confidence` runs from 0 to 1 and
    is the calibrated share of readings like this one that are right. `readings` are *all* meanings that the print may
    have (3/4/2025 has two), the value first; checks carry every one. `page` counts from 1; None means the reading has no
    place (a derived value, a listing).
    """

    value: T | None = None
    normalised: str | None = None
    as_printed: str | None = None
    confidence: float = 0.0
    source: Source | None = None
    page: int | None = None
    box: Box | None = None
    readings: tuple[T, ...] = ()
    runner_up: RunnerUp[T] | None = None

    def __post_init__(self) -> None:
        """A value is always its own first reading."""
        if self.value is not None and not self.readings:
            object.__setattr__(self, "readings", (self.value,))

    def __bool__(self) -> bool:
        """Whether anything was read."""
        return self.value is not None


def stated(value: T, *, normalised: str | None = None, confidence: float = 1.0) -> Field[T]:
    """A field whose value is given, not read: by a person, a register, a test."""
    return Field(value=value, normalised=normalised, confidence=confidence, source=Source.STATED)


@dataclass(frozen=True, slots=True)
class StandardRef:
    """A standard as a document names it. `standard` is the catalogue id ("ISO 9001"); None for an unknown designation.

    `edition` is the catalogue's edition ("2015", "D" for AS9100 D); None when no edition is printed. National adoptions
    are resolved ("GB/T 19001-2016" is ISO 9001, edition 2015); `as_printed` keeps the words of the page.
    """

    standard: str | None
    edition: str | None
    as_printed: str


@dataclass(frozen=True, slots=True)
class SiteRef:
    """A site as the document names it; None where the document says nothing.

    `role` is the document's own word for what is done or kept there ("head office", "warehouse", "production").
    """

    name: str | None = None
    address: str | None = None
    scope: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of an organisation ("USCC", "VAT-DE", "LEI" ...) or of a certification in its scheme ("IATF", "OASIS" ...).

    Equality holds only inside one scheme.
    """

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class SectorCode:
    """A sector code as printed: scheme "IAF", "EA", "NACE" ..., code as text."""

    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the document: `kind` is "qr" or "text"; `host` is lower case without port, None for no URL."""

    kind: str
    payload: str
    host: str | None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """How much of the document was there and read.

    `in_file` pages in the file, `read` of them read; `printed_of` is the m of "page n of m", None if not printed;
    `printed` are the n that were seen. `annex_named` is the reference to an annex or site list, `annex_seen` whether a
    page that is this annex was read.
    """

    in_file: int = 1
    read: int = 1
    printed: tuple[int, ...] = ()
    printed_of: int | None = None
    annex_named: str | None = None
    annex_number: str | None = None
    annex_seen: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature or seal in a PDF, as validated offline against the trusted roots that were given.

    `covers` is "whole_file", "revision" or "part"; `change_permitted` is False when something was changed after signing
    that the signature does not permit; `trusted` is None when no trusted root was given to compare with.
    """

    signer: str
    intact: bool
    trusted: bool | None
    covers: str
    change_permitted: bool = True
    signed_at: str | None = None


@dataclass(frozen=True, slots=True)
class LayerDifference:
    """Two texts in the place of one field: what the layer holds against what is seen.

    `kind` is "covered" (text under a later shape), or "layer" (text layer against the rendered picture).
    """

    field: str
    hidden: str
    visible: str
    kind: str
    confidence: float
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A product paper as the document names itself: `kind` is the catalogue id ("ce-declaration", "fda-510k" ...).

    `number`, `issuer`, `holder`, `product` and `expires_on` (ISO day) are as printed; None where the paper does not say.
    `standards` are legal acts ("2014/35/EU") and standards. `title` is the line that names the paper, `certificate` whether it
    calls itself a certificate, `body_number` the four digits that it gives for a notified body.
    """

    kind: str
    number: str | None = None
    issuer: str | None = None
    holder: str | None = None
    product: str | None = None
    standards: tuple[str, ...] = ()
    issued_on: str | None = None
    expires_on: str | None = None
    title: str | None = None
    certificate: bool = False
    body_number: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of its own making: hints, never evidence of themselves.

    `producer` and `creator` are the programs named in the file; days are ISO days; `revisions` counts the times the PDF was
    saved on top of itself (1: once). None where the file does not say, or is no PDF.
    """

    producer: str | None = None
    creator: str | None = None
    created_on: str | None = None
    modified_on: str | None = None
    revisions: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The file behind a claim and what its form shows; all of it evidence, none of it meaning.

    `kind_evidence` are the phrases that decided the kind. `text_layer` is "good", "partial", "garbled" or "none".
    `phrases` are quotations that checks look at (wording about ISO, product promises), as (topic, quote) pairs. `origin` is
    what the file says of its making; `paper` is set where the document is a product paper and not a certificate of a system.
    `pictures_read` is False where only text layers were to be read: what stands in pictures was not looked for.
    """

    sha256: str = ""
    media_type: str = ""
    kind: DocumentKind = DocumentKind.MS_CERTIFICATE
    kind_confidence: float = 1.0
    kind_evidence: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    pages: Pages = Pages()
    text_layer: str = "none"
    layers_compared: bool = False
    signatures: tuple[Signature, ...] = ()
    differences: tuple[LayerDifference, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    unread_scripts: tuple[str, ...] = ()
    engines: tuple[tuple[str, str], ...] = ()
    origin: Origin = Origin()
    paper: PaperRef | None = None
    pictures_read: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One certification as one document states it. A file with two certificates gives two claims.

    Field names are those of the verify output; those of registers are mapped to them in `core.record`. Fields ending in
    `_other` hold the further language versions of the page, in reading order. `scheme_numbers` are the certification's
    numbers in the data base of its scheme (IATF, OASIS, CNCA). `main_certificate_number` is the certificate that this one
    depends on, where the page names one (a sub-certificate, the twin of a network). `revision` is the issue or revision
    mark as printed. `previous_expires_on` is the last day of the
    cycle before this one, where the page names it. `signatories` are the names printed below signatures.
    """

    holder_name: Field[str] = Field()
    holder_name_other: Field[tuple[str, ...]] = Field()
    holder_ids: Field[tuple[Identifier, ...]] = Field()
    holder_address: Field[str] = Field()
    holder_address_other: Field[tuple[str, ...]] = Field()
    sites: Field[tuple[SiteRef, ...]] = Field()
    certification_body: Field[str] = Field()
    accreditation_body: Field[str] = Field()
    accreditation_number: Field[str] = Field()
    recognition_mark: Field[str] = Field()
    certificate_number: Field[str] = Field()
    other_numbers: Field[tuple[str, ...]] = Field()
    scheme_numbers: Field[tuple[Identifier, ...]] = Field()
    main_certificate_number: Field[str] = Field()
    revision: Field[str] = Field()
    standards: Field[tuple[StandardRef, ...]] = Field()
    scope: Field[str] = Field()
    scope_other: Field[tuple[str, ...]] = Field()
    sector_codes: Field[tuple[SectorCode, ...]] = Field()
    first_certified_on: Field[date] = Field()
    decision_on: Field[date] = Field()
    issued_on: Field[date] = Field()
    valid_from: Field[date] = Field()
    expires_on: Field[date] = Field()
    expires_on_other: Field[tuple[date, ...]] = Field()
    previous_expires_on: Field[date] = Field()
    surveillance_due_on: Field[tuple[date, ...]] = Field()
    languages: Field[tuple[str, ...]] = Field()
    signatories: Field[tuple[str, ...]] = Field()
    links: Field[tuple[Link, ...]] = Field()
    document: Document | None = None

    def read_fields(self) -> Iterator[tuple[str, Field[object]]]:
        """Every field by name, read or not."""
        for name in READ_FIELDS:
            yield name, getattr(self, name)

    @property
    def starts(self) -> Field[date]:
        """The day from which the certificate counts: decision, else valid-from, else issue; empty if none is printed."""
        return self.decision_on or self.valid_from or self.issued_on


READ_FIELDS = tuple(slot.name for slot in fields(Claim) if slot.name != "document")
"""Everything of a claim that was read or stated, by name."""

DECIDING_FIELDS = ("standards", "certificate_number", "holder_name", "expires_on", "certification_body")
"""The fields without which nothing can be said: below the policy's confidence the verdict is UNREADABLE."""
