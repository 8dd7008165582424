"""A file read: its text layer first, recognition of its pictures only where something is missing, one claim per certificate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from typing import Protocol

from livingproof.core.claim import DECIDING_FIELDS, Box, Claim, Document, LayerDifference
from livingproof.core.facts import Facts
from livingproof.core.terms import DocumentKind
from livingproof.readers.fields.assemble import assemble
from livingproof.readers.fields.grouping import grouped, is_twin
from livingproof.readers.fields.halves import sheets_of
from livingproof.readers.fields.knowledge import Knowledge, knowledge_of
from livingproof.readers.fields.layout import Sheet, relabelled
from livingproof.readers.fields.main_certificate import twin_of
from livingproof.readers.fields.merge import merged
from livingproof.readers.fields.papers import marks_of, pages_of, phrases_of
from livingproof.readers.fields.places import COMPARED, against_picture, beneath, is_found_again, places_of
from livingproof.readers.fields.spelling import misspelt
from livingproof.readers.gate import Judged, judge_kind
from livingproof.readers.limits import Limits
from livingproof.readers.page import Code, Intake, Page
from livingproof.readers.papers import read_paper

_ENOUGH = 0.8
_WANTED = (*DECIDING_FIELDS, "scope", "accreditation_body", "holder_address")
_LOOKS = 3
"""So many pages are recognised before asking whether the file is about a certificate at all; costs stay bounded."""
_PLACES = 24
"""So many lines are read one by one; to find those of a whole page costs as much."""
_TEXT_LAYERS = frozenset({"good", "partial"})


class Opened(Protocol):
    """A file opened for reading, page by page; pages count from 1. `readers.paper.Paper` is one."""

    @property
    def intake(self) -> Intake:
        """What is known of the file before its words are read."""
        ...

    @property
    def pages_to_read(self) -> Iterable[int]:
        """The numbers of the pages that the limits allow to read."""
        ...

    @property
    def looks(self) -> bool:
        """Whether pictures of pages may be recognised; False when only text layers are wanted, or the time for it is up."""
        ...

    @property
    def lacks_fonts(self) -> bool:
        """Whether pages were drawn with blanks for want of a font."""
        ...

    def text_page(self, number: int) -> Page:
        """The page by its text layer."""
        ...

    def ocr_page(self, number: int) -> Page:
        """The page by recognition of its picture."""
        ...

    def ocr_regions(self, number: int) -> Page:
        """What recognition reads in the pictures on a page with a text layer."""
        ...

    def ocr_places(self, number: int, places: tuple[Box, ...]) -> Page:
        """What recognition reads in these boxes of a page, each taken as one line."""
        ...

    def codes(self, number: int) -> tuple[Code, ...]:
        """The bar codes on the page."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: one claim per certificate (at least one, perhaps empty), each with its `document`."""

    claims: tuple[Claim, ...]
    intake: Intake
    pages: tuple[Page, ...]
    codes: tuple[Code, ...] = ()

    @property
    def document(self) -> Document:
        """The form of the file, as the first claim carries it."""
        return self.claims[0].document or Document()


def read(content: bytes, facts: Facts, limits: Limits = Limits()) -> Reading:
    """The claims that a file makes; its type is told by its content.

    Raises UnreadableFile for a file that is of no known type, damaged, or beyond the limits.
    """
    from livingproof.readers.paper import Paper

    with Paper(content, limits) as paper:
        return read_opened(paper, facts)


@dataclass(frozen=True, slots=True)
class _Certificate:
    """One certificate of the file: the claim it makes, the sheets it stands on, and annexes of another one that lie with it."""

    claim: Claim
    sheets: tuple[Sheet, ...]
    strange: tuple[Sheet, ...] = ()


def read_opened(paper: Opened, facts: Facts) -> Reading:
    """The claims of an opened file.

    A page with a usable text layer is read by it; what its pictures hold is recognised only when a field is missing or
    weak, and the whole page only when that did not help. Other pages are recognised at once, until so many have shown
    nothing of a certificate. The lines of the layer in which the deciding fields stand are read in the picture in any
    case, to hold the layer against what is seen, and their whole page where they are not seen again.
    """
    known = knowledge_of(facts)
    codes = tuple(code for number in paper.pages_to_read for code in paper.codes(number))
    texts = {number: paper.text_page(number) for number in paper.pages_to_read}
    layered = [number for number in texts if texts[number].layer in _TEXT_LAYERS]
    looks = paper.looks
    used = _first_look(paper, texts, layered, known, looks=looks)
    certificates = _certificates(used, codes, known)
    compared: dict[int, tuple[LayerDifference, ...]] = {}
    if layered and paper.looks:
        looked_at = _first_pages(certificates, layered)
        if _is_weak(certificates):
            used |= {number: _with_regions(used[number], paper) for number in looked_at}
            certificates = _merged(certificates, _certificates(used, codes, known))
        again = sorted({*_deciding_pages(certificates, layered), *(looked_at if _is_weak(certificates) else ())})
        weak = _is_weak(certificates)
        pictures = {
            number: paper.ocr_page(number) if weak else _held(paper, texts[number], certificates, known)
            for number in again
        }
        if not paper.lacks_fonts:  # a page drawn with blanks says less than its layer
            compared = _compared(certificates, texts, pictures, known)
        if weak:
            certificates = _merged(certificates, _certificates(used | pictures, codes, known))
    form = _Form(paper.intake, texts, used, compared, looks)
    claims = tuple(_finished(certificate, form, known, facts) for certificate in certificates)
    return Reading(claims, paper.intake, tuple(used.values()), codes)


def read_again(reading: Reading, facts: Facts) -> tuple[Claim, ...]:
    """The claims of the same pages in the light of other facts, without looking at the file again; without `document`."""
    pages = {page.number: page for page in reading.pages}
    return tuple(certificate.claim for certificate in _certificates(pages, reading.codes, knowledge_of(facts)))


def _first_pages(certificates: Sequence[_Certificate], layered: Sequence[int]) -> list[int]:
    """The pages with a text layer on which certificates begin: what is missing of one is nearly always there."""
    begins = {certificate.sheets[0].number for certificate in certificates if certificate.sheets}
    return [number for number in layered if number in begins][:_LOOKS] or list(layered[:1])


def _first_look(
    paper: Opened, texts: dict[int, Page], layered: Sequence[int], known: Knowledge, *, looks: bool
) -> dict[int, Page]:
    """Every page by its layer or by its picture; recognition stops when its first pages named no standard, or time is up."""
    used: dict[int, Page] = {}
    for number, page in texts.items():
        recognised = sum(known_page not in layered for known_page in used)
        if number in layered:
            used[number] = page
        elif recognised and looks and not paper.looks:
            continue
        elif recognised < _LOOKS or recognised % _LOOKS or _names_a_standard(used, known):
            used[number] = paper.ocr_page(number)
        else:
            break
    return used


def _names_a_standard(pages: dict[int, Page], known: Knowledge) -> bool:
    return any(certificate.claim.standards for certificate in _certificates(pages, (), known))


def _with_regions(page: Page, paper: Opened) -> Page:
    """The text layer with what stands in pictures where the layer has no text."""
    extra = tuple(
        segment
        for segment in paper.ocr_regions(page.number).segments
        if not any(_covers(other.box, segment.box) for other in page.segments)
    )
    return replace(page, segments=page.segments + extra)


def _covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0 and width * height > 0.4 * (other[2] - other[0]) * (other[3] - other[1])


def _certificates(pages: dict[int, Page], codes: Sequence[Code], known: Knowledge) -> list[_Certificate]:
    groups = grouped([sheet for page in pages.values() for sheet in sheets_of(page, known)], known)
    certificates = []
    for group in groups:
        numbers = {sheet.number for sheet in group.sheets}
        certificate = _certificate(group.sheets, [code for code in codes if code.page in numbers], known)
        certificates.append(replace(certificate, strange=tuple(group.strange)))
    mains = [is_twin(group, groups) for group in groups]
    return [
        replace(one, claim=twin_of(one.claim, certificates[groups.index(main)].claim)) if main else one
        for one, main in zip(certificates, mains, strict=True)
    ]


def _certificate(group: Sequence[Sheet], codes: Sequence[Code], known: Knowledge) -> _Certificate:
    """The claim of these sheets; once the body is known, read again in the light of its profile where it has one."""
    claim = assemble(group, codes, known)
    own = known.of_body(claim.certification_body.normalised)
    if own is None:
        return _Certificate(claim, tuple(group))
    sheets = tuple(relabelled(sheet, own.labels) for sheet in group)
    return _Certificate(assemble(sheets, codes, own), sheets)


def _is_weak(certificates: Sequence[_Certificate]) -> bool:
    return any(
        getattr(certificate.claim, name).confidence < _ENOUGH for certificate in certificates for name in _WANTED
    )


def _merged(ones: Sequence[_Certificate], others: Sequence[_Certificate]) -> list[_Certificate]:
    if len(ones) != len(others):
        return list(ones if len(ones) > len(others) else others)
    return [replace(other, claim=merged(one.claim, other.claim)) for one, other in zip(ones, others, strict=True)]


def _deciding_pages(certificates: Sequence[_Certificate], layered: Sequence[int]) -> list[int]:
    """The pages with a text layer on which compared fields stand; at least the first, for there may be none."""
    stand = {getattr(certificate.claim, name).page for certificate in certificates for name in COMPARED}
    return [number for number in layered if number in stand][:_LOOKS] or list(layered[:1])


def _held(paper: Opened, layer: Page, certificates: Sequence[_Certificate], known: Knowledge) -> Page:
    """The places of the compared fields as their picture shows them; the whole page where one of them shows another thing."""
    claims = [certificate.claim for certificate in certificates]
    places = tuple(dict.fromkeys(place for claim in claims for place in places_of(claim, layer)))
    if not layer.turned and len(places) <= _PLACES:
        seen = paper.ocr_places(layer.number, places)
        if all(is_found_again(claim, layer, seen, known) for claim in claims):
            return seen
    return paper.ocr_page(layer.number)


def _compared(
    certificates: Sequence[_Certificate], texts: dict[int, Page], pictures: dict[int, Page], known: Knowledge
) -> dict[int, tuple[LayerDifference, ...]]:
    """The differences of layer and picture by page; a page is missing where nothing could be compared."""
    found: dict[int, tuple[LayerDifference, ...]] = {}
    for certificate in certificates:
        for number, picture in pictures.items():
            agreed, apart = against_picture(certificate.claim, texts[number], picture, known)
            if agreed or apart:
                found[number] = found.get(number, ()) + apart
    return found


@dataclass(frozen=True, slots=True)
class _Form:
    """What all certificates of a file share; `compared` holds the differences of the pages on which layer and picture were compared."""

    intake: Intake
    texts: dict[int, Page]
    used: dict[int, Page]
    compared: dict[int, tuple[LayerDifference, ...]]
    looked: bool

    def kind(self, judged: Judged) -> DocumentKind:
        """The kind judged; unclear where the words were not looked at, or stand in a script that could not be read."""
        seen = self.looked or any(page.segments for page in self.texts.values())
        unread = judged.kind is DocumentKind.PICTURE and any(page.unread_scripts for page in self.used.values())
        return judged.kind if seen and not unread else DocumentKind.UNCLEAR

    @property
    def layer(self) -> str:
        """The worst of the pages' text layers, as the checks see it."""
        layers = {page.layer for page in self.texts.values()}
        return next((layer for layer in ("garbled", "partial", "none", "good") if layer in layers), "none")


def _finished(certificate: _Certificate, form: _Form, known: Knowledge, facts: Facts) -> Claim:
    judged = judge_kind(certificate.sheets, certificate.claim, known.labels, facts)
    numbers = {sheet.number for sheet in certificate.sheets}
    hidden = beneath((text for text in form.intake.covered if text.page in numbers), certificate.claim, known)
    seen = (one for number in sorted(numbers) for one in form.compared.get(number, ()))
    document = Document(
        sha256=form.intake.sha256,
        media_type=form.intake.media_type,
        kind=form.kind(judged),
        kind_confidence=round(judged.confidence, 3),
        kind_evidence=judged.evidence,
        marks=marks_of(certificate.sheets, (*form.texts.values(), *form.used.values()), known.labels),
        pages=pages_of(certificate.sheets, form.intake.page_count, len(form.used), certificate.strange),
        text_layer=form.layer,
        layers_compared=any(number in form.compared for number in numbers),
        signatures=form.intake.signatures,
        differences=(*hidden, *seen),
        engines=engines(),
        origin=form.intake.origin,
        paper=read_paper(certificate.sheets, certificate.claim, form.kind(judged)),
        phrases=(
            *phrases_of(certificate.sheets, known.labels),
            *misspelt(certificate.sheets, certificate.claim, form.texts.values()),
        ),
        unread_scripts=tuple(sorted({script for page in form.used.values() for script in page.unread_scripts})),
    )
    return replace(certificate.claim, document=document)


@cache
def engines() -> tuple[tuple[str, str], ...]:
    """The engines of reading with their versions: another version may read another text."""
    named = {
        "text layer": "pypdfium2",
        "OCR models PP-OCRv6 small": "rapidocr",
        "OCR of scripts": "tesserocr",
        "codes": "zxing-cpp",
    }
    return tuple((task, f"{name} {version(name)}") for task, name in named.items())
