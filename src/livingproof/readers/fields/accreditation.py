"""Finds the accreditation body: its name or acronym in marks and sentences, its host, its number; else what the catalogue derives."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Link
from livingproof.core.facts import AccreditationBody, CertificationBody, Facts
from livingproof.core.terms import Source
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.hosts import within
from livingproof.readers.fields.layout import Line, Sheet, overlap
from livingproof.readers.fields.names import Mention, NameIndex, find_names, name_index

_DERIVED, _OVERSEEN, _TWICE = 0.55, 0.85, 0.9
_LETTERS_MOST = 6
_SAME_COLUMN = 0.3  # shared width
_MARK = 26  # characters: what stands under a symbol is short
_DIGITS = re.compile(
    r"(?<![^\W_])(?!ISO|IEC|EN\b|17021)(?:\d-)?(?:[A-Z]{1,6}[\s#/.-]{0,3})?(?:[A-Z]{1,3}[\s-]?)?\d{2,6}(?:[-/][A-Z0-9]{1,6})*",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?!IAF$)[A-Z]{2,4}(?:AB|AF|ACB|AAB)")
_LETTERS_ALONE = re.compile(
    r"(?!(?:ISO|IEC|IAF|MLA|ILAC|IQNET|IATF|QMS|EMS|OHS|OHSMS|ISMS|FSMS|HACCP|CEO|CERT|SEAL|STAMP)\b)[A-Z]{3,6}"
)
_OWN_NUMBER = re.compile(
    r"(?:\((?P<part>[A-Z])\)\s?|(?:CB|CAB|MS|QMS|EMS|ACC|REG|NO|NR|LIC|AB|CERT)?[\s#.:№-]*)\d{3,6}(?:[-/][A-Z0-9]{1,4})?",
    re.IGNORECASE,
)
_BELOW_LETTERS = 4.5  # heights of print
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYIJSABEZHIKMNOPTYX")
_SAYS_BY = re.compile("(?:by|por|durch|da|par|pela|dal|oleh|przez|door|av|af|de|boi|von|od|від)$")
_IAF = re.compile(r"(?<![A-Za-z])IAF(?![A-Za-z])|multilateral\s*recognition|国际互认", re.IGNORECASE)
_GLUED = {
    "rva": re.compile(r"\bRvA\s?[CKL]\s?\d{3}"),
    "jab": re.compile(r"\bCM\d{3}\b"),
    "cnas": re.compile(r"CNAS\s?C\d{3}-?M?"),
}


@dataclass(frozen=True, slots=True)
class AccreditorBook:
    """The accreditation bodies of the catalogue by name, host and number."""

    bodies: Mapping[str, AccreditationBody]
    index: NameIndex
    forms: tuple[tuple[str, re.Pattern[str]], ...]


def accreditor_book(facts: Facts, table: LabelTable) -> AccreditorBook:
    """The names of all accreditation bodies; acronyms must be printed as such."""
    entries = [
        (name, body.id, False)
        for body in facts.accreditation_bodies.values()
        for name in (body.name, *body.names, body.acronym)
        if len(squeeze(name)) > 1
    ]
    entries.extend((latin, identity, False) for name, identity, _ in list(entries) if (latin := _in_latin(name)))
    forms = tuple(
        (body.id, re.compile(body.number_form)) for body in facts.accreditation_bodies.values() if body.number_form
    )
    return AccreditorBook(facts.accreditation_bodies, name_index(entries, table), forms)


def _in_latin(name: str) -> str | None:
    """A Cyrillic or Greek acronym in the Latin letters that recognition takes it for; None when a letter has no likeness."""
    latin = name.translate(_LOOK_ALIKE)
    return latin if not name.isascii() and name.isupper() and latin.isascii() and len(latin) <= _LETTERS_MOST else None


@dataclass(frozen=True, slots=True)
class Accreditor:
    """An accreditation body as read, by its catalogue id; None for one that the catalogue does not know."""

    found: Found[str]
    known: str | None
    line: Line | None = None


def find_accreditors(
    sheets: Sequence[Sheet],
    book: AccreditorBook,
    links: Sequence[Link],
    certifier: CertificationBody | None,
    others: Sequence[str] = (),
    oversight: str | None = None,
) -> list[Accreditor]:
    """Candidates for the accreditation body, likeliest first; the last resort is what the catalogue knows of the certifier.

    `others` are the names of holder and certification body, whose letters are no accreditation body; `oversight` is who
    oversees the scheme where no accreditation arrangement applies: then nothing is concluded from the certifier.
    """
    named = (one for one in _named(sheets, book) if not _is_legal_form(one.found.printed, others))
    read = [*named, *_from_links(book, links), *_stated(sheets, book)]
    merged: dict[str, Accreditor] = {}
    for accreditor in read:
        key = accreditor.known or squeeze(accreditor.found.value)
        other = merged.get(key)
        if other is None or accreditor.found.evidence > other.found.evidence:
            merged[key] = accreditor
    chosen = [_supported(accreditor, book, certifier) for accreditor in merged.values()]
    if not chosen:
        chosen = list(_acronyms(sheets, others))
    if not chosen and oversight:
        chosen = [
            Accreditor(Found(oversight, "", _OVERSEEN, Source.DERIVED, None, None, "oversight of the scheme"), None)
        ]
    if not chosen:
        chosen = list(_derived(book, certifier))
    order = best(accreditor.found for accreditor in chosen)
    return sorted(chosen, key=lambda accreditor: order.index(accreditor.found))


def _named(sheets: Sequence[Sheet], book: AccreditorBook) -> Iterator[Accreditor]:
    for sheet in sheets:
        for line in sheet.lines:
            mentions = find_names(line.text, book.index)
            for mention in mentions:
                evidence = max(_evidence(sheet, line, mention), _TWICE if _names_only(line, mentions) else 0.0)
                if evidence > 0.3:  # a syllable that looks like an acronym
                    body = book.bodies[mention.body]
                    yield Accreditor(
                        from_lines(body.name, [line], evidence, "name", line.text[mention.start : mention.end]),
                        body.id,
                        line,
                    )
            for identity, form in _GLUED.items():
                if identity in book.bodies and form.search(line.text):
                    yield Accreditor(
                        from_lines(book.bodies[identity].name, [line], 0.88, "number of the symbol", line.text),
                        identity,
                        line,
                    )


def _names_only(line: Line, mentions: Sequence[Mention]) -> bool:
    """Whether a line holds the letters of one body in two spellings and nothing else: "ATC · ATS"."""
    letters = sum(len(mention.name.letters) for mention in mentions)
    same = len({mention.body for mention in mentions}) == 1 and len({mention.name.letters for mention in mentions}) > 1
    return same and letters == len(squeeze(line.text))


def _evidence(sheet: Sheet, line: Line, mention: Mention) -> float:
    letters = mention.name.letters
    near = _says_accredited(sheet, line)
    if not mention.name.exact:
        return 0.95 if near else 0.9
    alone = len(squeeze(line.text)) <= len(letters) + 12 and len(line.text) <= _MARK
    if len(letters) <= 3:  # such letters stand in legal forms and addresses too
        whole = squeeze(line.text) == letters or (alone and mention.start == 0 and any(c.isdigit() for c in line.text))
        return (0.82 if near else 0.7) if whole else 0.62 if near and alone else 0.25
    if alone or near:
        return 0.93 if near or alone else 0.8
    return 0.6


def _says_accredited(sheet: Sheet, line: Line) -> bool:
    if line.first(Role.ACCREDITED, Role.ACCREDITATION_NUMBER):
        return True
    return any(
        other.first(Role.ACCREDITED, Role.ACCREDITATION_NUMBER)
        for other in sheet.lines[max(0, line.index - 4) : line.index + 5]
        if abs(other.middle - line.middle) < 3.5 * max(line.size, other.size)
    )


def _from_links(book: AccreditorBook, links: Sequence[Link]) -> Iterator[Accreditor]:
    for link in links:
        for body in book.bodies.values():
            if link.host and any(within(link.host, domain) for domain in body.domains):
                source = Source.QR if link.kind == "qr" else Source.TEXT_LAYER
                evidence = 0.9 if link.kind == "qr" else 0.7
                yield Accreditor(Found(body.name, link.payload, evidence, source, link.page, None, "host"), body.id)


def _stated(sheets: Sequence[Sheet], book: AccreditorBook) -> Iterator[Accreditor]:
    """The X of "accredited by X" for a body that the catalogue does not know."""
    for sheet in sheets:
        for line in sheet.lines:
            for hit in line.hits:
                if not (hit.has(Role.ACCREDITED) and _SAYS_BY.search(hit.letters)):
                    continue
                name = re.split(
                    r"[.;\n\"“”]|, |\s(?:with|under|for|and|against)\s|\(", line.text[hit.end :].strip(' "“:')
                )[0].strip(' ,"”')
                if name and name[:1].isupper() and len(name) < 60 and not find_names(name, book.index):
                    yield Accreditor(from_lines(name, [line], 0.6, "accredited by", name), None, line)


def _acronyms(sheets: Sequence[Sheet], others: Sequence[str]) -> Iterator[Accreditor]:
    """Letters alone that are built like the acronym of an accreditation body, or have a number under them as in a mark."""
    for sheet in sheets:
        for line in sheet.lines:
            text = line.text.strip()
            if line.confidence <= 0.9 or not (_LETTERS_ALONE.fullmatch(text) or _ACRONYM.fullmatch(text)):
                continue
            if _ACRONYM.fullmatch(text) and sheet.share_of_height(line) > 0.6:
                yield Accreditor(from_lines(text, [line], 0.5, "letters alone", line.text), None, line)
            elif not _is_part(text, others) and not line.hits and _numbered(sheet, line):
                yield Accreditor(from_lines(text, [line], 0.6, "letters over a number", line.text), None, line)


def _is_part(letters: str, names: Sequence[str]) -> bool:
    """Whether the letters are a word or the initials of a name."""
    for name in names:
        words = re.findall(r"[^\W\d_]+", name.upper())
        if letters in words or "".join(word[0] for word in words).startswith(letters[:2]):
            return True
    return False


def _is_legal_form(printed: str, names: Sequence[str]) -> bool:
    """Whether the letters, printed with full stops, are the legal form at the end of a name (S.A.C.) and no acronym."""
    letters = squeeze(printed)
    ended = (name for name in map(squeeze, names) if name.endswith(letters) and name != letters)
    return "." in printed.strip(". ") and any(ended)


def _numbered(sheet: Sheet, line: Line) -> bool:
    """Whether a short number stands close under the letters, alone or behind the letters once more."""
    for other in list(sheet.below(line))[:2]:
        if other.middle - line.middle > _BELOW_LETTERS * line.size or other.dates:
            return False
        text = other.text.strip()
        rest = text.removeprefix(line.text.strip()).strip()
        if len(text) <= _MARK and _OWN_NUMBER.fullmatch(rest):
            return abs(other.centre - line.centre) < 2 * line.size
    return False


def _supported(accreditor: Accreditor, book: AccreditorBook, certifier: CertificationBody | None) -> Accreditor:
    if certifier is None or accreditor.known is None:
        return accreditor
    expected = {link.accreditation_body for link in certifier.accreditations} | set(certifier.expected)
    if accreditor.known not in expected:
        return accreditor
    home = 0.02 if book.bodies[accreditor.known].country == certifier.country else 0.0
    return Accreditor(
        accreditor.found.with_evidence(max(0.95, accreditor.found.evidence + 0.04) + home),
        accreditor.known,
        accreditor.line,
    )


def _derived(book: AccreditorBook, certifier: CertificationBody | None) -> Iterator[Accreditor]:
    """The only accreditation body that the catalogue names for the certifier, marked as derived.

    The accreditation of one legal entity says nothing of a group behind which other accreditation bodies are expected.
    """
    if certifier is None:
        return
    held, expected = {link.accreditation_body for link in certifier.accreditations}, set(certifier.expected)
    for known in (held & expected if expected else held, expected):
        if len(known) == 1:
            body = book.bodies.get(next(iter(known)))
            if body:
                yield Accreditor(Found(body.name, "", _DERIVED, Source.DERIVED, None, None, "catalogue"), body.id)
                return


def find_accreditation_number(
    sheets: Sequence[Sheet], accreditor: Accreditor | None, book: AccreditorBook
) -> Found[str] | None:
    """The number under the symbol or at its label."""
    for sheet in sheets:
        for line in sheet.lines:
            for hit in line.hits:
                if not hit.has(Role.ACCREDITATION_NUMBER):
                    continue
                match = _DIGITS.search(line.text, hit.end)
                if match and match.start() - hit.end < 12:  # further off it is another number
                    return from_lines(match.group().strip(" #."), [line], 0.85, "label", line.text)
                if hit is line.hits[-1] and (beside := _number_beside(sheet, line)):
                    return from_lines(beside[1], [beside[0]], 0.8, "beside the label", beside[0].text)
    return _number_by_form(sheets, accreditor, book) or _number_near_mark(sheets, accreditor, book)


def _number_beside(sheet: Sheet, line: Line) -> tuple[Line, str] | None:
    """The number right of a label, else at the start of the line below it."""
    below = next(iter(sheet.below(line)), None)
    near = [below] if below is not None and below.middle - line.middle < 2.5 * max(line.size, below.size) else []
    for other in (*sheet.right_of(line)[:1], *near):
        match = _DIGITS.match(other.text.strip())
        if match and not other.dates and not (other.hits and other.hits[0].leads):
            return other, match.group().strip(" #.")
    return None


def _number_by_form(sheets: Sequence[Sheet], accreditor: Accreditor | None, book: AccreditorBook) -> Found[str] | None:
    """A number alone on its line in the form that the accreditation body gives to its numbers."""
    known = book.bodies.get(accreditor.known or "") if accreditor else None
    form, acronym = (dict(book.forms).get(known.id), known.acronym) if known else (None, "")
    for sheet in sheets:
        for line in sheet.lines:
            text = line.text.strip().removeprefix(acronym).strip()
            if form and len(line.text) <= _MARK and any(map(str.isalpha, text)) and form.fullmatch(text):
                return from_lines(text, [line], 0.66, "form of the number", line.text)
    return None


def _number_near_mark(
    sheets: Sequence[Sheet], accreditor: Accreditor | None, book: AccreditorBook
) -> Found[str] | None:
    if accreditor is None or accreditor.line is None:
        return None
    sheet = next(sheet for sheet in sheets if sheet.number == accreditor.line.page)
    form = dict(book.forms).get(accreditor.known or "")
    under = [line for line in sheet.below(accreditor.line) if overlap(line.box, accreditor.line.box) > _SAME_COLUMN]
    for line in (accreditor.line, *under[:3]):
        if line.middle - accreditor.line.middle > 6 * accreditor.line.size or len(line.text) > _MARK + 14:
            break
        match = (form.search(line.text) if form else None) or _DIGITS.search(line.text)
        if match:
            return from_lines(match.group().strip(" #."), [line], 0.72, "under the symbol", line.text)
    return None


def find_recognition(sheets: Sequence[Sheet]) -> Found[str] | None:
    """The mark of the multilateral arrangement, when its letters or words were read."""
    for sheet in sheets:
        for line in sheet.lines:
            match = _IAF.search(line.text)
            if match and len(line.text) < 70 and not line.first(Role.SECTOR):  # a mark, not a sentence
                return from_lines("IAF MLA", [line], 0.85, "mark", line.text)
            if match and line.text.strip().upper() == "IAF":
                return from_lines("IAF MLA", [line], 0.9, "mark", line.text)
    return None
