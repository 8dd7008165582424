"""What a claim and a register's record are searched and scored by: one normaliser for import, look-up, bulk and workers.

Keys say nothing of themselves: they bring candidates together. Whether two sides are the same is decided by the rules of names,
addresses, numbers and identifiers on what was said, which stands beside the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from livingproof.core.claim import Claim, Identifier
from livingproof.core.facts import Facts
from livingproof.core.matching.address_words import KINDS, Kind
from livingproof.core.matching.bodies import find_body, key, spellings
from livingproof.core.matching.identifiers import comparable, scheme_key
from livingproof.core.matching.legal_forms import Forms, distinctive_form, forms_of, split_form
from livingproof.core.matching.letters import folded, words_of
from livingproof.core.matching.name_words import ABBREVIATIONS, SMALL, written_out
from livingproof.core.matching.names import SEVERAL, alternatives
from livingproof.core.matching.numbers import confusion_key
from livingproof.core.matching.places import COUNTRIES
from livingproof.core.matching.registers import standard_in
from livingproof.core.record import Record

VERSION = 2
"""Goes up whenever a key of the same text changes: indexes made with another version are made again."""

MOST_NAMES = 6
"""Names of one organisation that are searched by; further ones are left to the rules."""


@dataclass(frozen=True, slots=True)
class Said:
    """One side in its own words: empty and None where it does not hold the part. Addresses stand main site first."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ids: tuple[Identifier, ...] = ()
    country: str | None = None
    city: str | None = None
    postcode: str | None = None
    standards: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """One side made comparable; "" and () where it does not hold the part.

    `names` are words of weight without legal form, abbreviations written out, joined by spaces; `form` is what of a legal form
    tells companies apart. `addresses` are words, kinds of street in one form. `numbers` have look-alike characters folded.
    `standards` and `body` are catalogue ids where the catalogue knows them, else letters. `ids` are "SCHEME:VALUE".
    """

    said: Said
    names: tuple[str, ...] = ()
    form: str = ""
    addresses: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""
    country: str = ""
    numbers: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    body: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Normaliser:
    """The tables that keys are made with, and what was already looked up in them. Equal to itself only."""

    forms: Forms
    facts: Facts
    version: str
    _standards: dict[str, str] = field(default_factory=dict, repr=False)
    _bodies: dict[str, str] = field(default_factory=dict, repr=False)
    _places: dict[str, str] = field(default_factory=dict, repr=False)
    _names: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = field(default_factory=dict, repr=False)
    _addresses: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def legal_forms(self) -> tuple[str, ...]:
        """The catalogue's legal forms, for the rules of names."""
        return self.facts.wording.legal_forms

    def standard(self, text: str) -> str:
        """The catalogue id of a standard, else its letters and digits."""
        found = self._standards.get(text)
        if found is None:
            found = self._standards[text] = standard_in(text, self.facts) or key(text)
        return found

    def body(self, text: str) -> str:
        """The group or id of a certification body in the catalogue, else the letters of its name."""
        found = self._bodies.get(text)
        if found is None:
            body = find_body(text, self.facts.certification_bodies)
            found = self._bodies[text] = (body.group or body.renamed_to or body.id) if body else _bare_body(text, self)
        return found

    def place(self, text: str) -> str:
        """A town by the longest word of its name."""
        found = self._places.get(text)
        if found is None:
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            found = self._places[text] = max(_place_words(text), key=len, default="")
        return found

    def names(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """The core of each name that the texts hold, and the first legal form that tells something."""
        found = self._names.get(texts)
        if found is None:
            if len(self._names) >= MOST_NEIGHBOURS:
                self._names.clear()
            found = self._names[texts] = _names(texts, self.forms)
        return found

    def address(self, text: str) -> str:
        """The words of an address in their common form."""
        found = self._addresses.get(text)
        if found is None:
            if len(self._addresses) >= MOST_NEIGHBOURS:
                self._addresses.clear()
            found = self._addresses[text] = address_words(text)
        return found


MOST_PLACES = 50_000

MOST_NEIGHBOURS = 2_000
"""Names and addresses that are remembered: the certificates of one company mostly stand together in a register."""


def normaliser_of(facts: Facts) -> Normaliser:
    """The normaliser of a catalogue. Its version changes with the tables that keys are made with, and with nothing else."""
    tables = (
        facts.wording.legal_forms,
        sorted(
            (one.id, one.names, tuple(edition.aliases for edition in one.editions)) for one in facts.standards.values()
        ),
        sorted((one.group or one.renamed_to or one.id, spellings(one)) for one in facts.certification_bodies.values()),
    )
    digest = sha256(repr(tables).encode()).hexdigest()[:16]
    return Normaliser(forms_of(facts.wording.legal_forms), facts, f"{VERSION}-{digest}")


def keys_of_record(record: Record, normaliser: Normaliser) -> Keys:
    """The keys of a register's record."""
    sites = tuple(address for site in record.sites for address in (site.address, *site.addresses_other) if address)
    return keys_of_said(
        Said(
            names=tuple(name for name in (record.holder_name, *record.holder_name_other) if name),
            addresses=tuple(dict.fromkeys((record.address, *sites) if record.address else sites)),
            numbers=tuple(number for number in (record.number, record.identity_number) if number),
            ids=record.holder_ids,
            country=record.country,
            city=record.city,
            postcode=record.postcode,
            standards=(record.standard,) if record.standard else (),
            editions=(record.edition,) if record.edition else (),
            body=record.certification_body,
        ),
        normaliser,
    )


def keys_of_claim(claim: Claim, normaliser: Normaliser) -> Keys:
    """The keys of what a document states; every reading of its number counts."""
    return keys_of_said(said_by(claim), normaliser)


def said_by(claim: Claim) -> Said:
    """What a document states, as far as matching looks at it."""
    sites = tuple(site.address for site in claim.sites.value or () if site.address)
    places = (claim.holder_address.value, *(claim.holder_address_other.value or ()), *sites)
    refs = claim.standards.value or ()
    return Said(
        names=tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name),
        addresses=tuple(dict.fromkeys(place for place in places if place)),
        numbers=tuple(dict.fromkeys((*claim.certificate_number.readings, *(claim.other_numbers.value or ())))),
        ids=claim.holder_ids.value or (),
        standards=tuple(dict.fromkeys(ref.standard or ref.as_printed for ref in refs)),
        editions=tuple(dict.fromkeys(ref.edition for ref in refs if ref.edition)),
        body=claim.certification_body.normalised or claim.certification_body.value,
    )


def keys_of_said(said: Said, normaliser: Normaliser) -> Keys:
    """The keys of one side; the country is the one given, else one that an address names at its end."""
    names, form = normaliser.names(said.names)
    addresses = tuple(filter(None, map(normaliser.address, said.addresses)))
    return Keys(
        said,
        names,
        form,
        addresses,
        normaliser.place(said.city) if said.city else "",
        max(_ADDRESS_WORD.findall(folded(said.postcode)), key=len, default="") if said.postcode else "",
        _land(said.country) if said.country else _country(addresses),
        tuple(filter(None, map(confusion_key, said.numbers))),
        tuple(map(normaliser.standard, said.standards)),
        said.editions,
        normaliser.body(said.body) if said.body else "",
        tuple(f"{scheme_key(one.scheme)}:{comparable(one)}" for one in said.ids),
    )


def _names(texts: Iterable[str], forms: Forms) -> tuple[tuple[str, ...], str]:
    """The core of each name that the texts hold, and the first legal form that tells something."""
    cores: dict[str, None] = {}
    told = ""
    for text in texts:
        for core, form in _cores(text, forms):
            if core:
                cores[core] = None
            told = told or distinctive_form(form)
    return tuple(cores)[:MOST_NAMES], told


def _cores(text: str, forms: Forms) -> Iterator[tuple[str, str]]:
    if SEVERAL.search(text):
        for name in alternatives(text, forms):
            yield " ".join(name.weighty), name.form
        return
    core, form = split_form(words_of(folded(text)), forms)
    weighty = [written_out(word) for word in core if word not in SMALL]
    yield " ".join(weighty or core), form


def address_words(text: str) -> str:
    """The words of an address in their common form; small words and marks of numbers are left out."""
    return " ".join([word for token in _ADDRESS_WORD.findall(folded(text)) if (word := _COMMON.get(token, token))])


_ADDRESS_WORD = re.compile(r"[a-z]+|\d+[a-z]?(?![a-z\d])|\d+|[^\W_a-z\d]+")


def _common() -> dict[str, str]:
    """Each word that structures an address in its common form, "" for those that are left out."""
    silent = {Kind.SMALL, Kind.NUMBER}
    return {word: "" if kind in silent else common for word, (kind, common) in KINDS.items()}


_COMMON = _common()


def _place_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _ADDRESS_WORD.findall(folded(text)) if KINDS.get(word, (None,))[0] is None) or tuple(
        _ADDRESS_WORD.findall(folded(text))
    )


def _land(country: str) -> str:
    """A country by its two letters, whether it is given by them or by a name; "" for a name that is not known."""
    return country.upper() if len(country) == ISO_LETTERS else COUNTRIES.get(" ".join(words_of(folded(country))), "")


ISO_LETTERS = 2


def _country(addresses: tuple[str, ...]) -> str:
    """The country that an address names with its last words; "" when none does."""
    for address in addresses:
        last = address.rsplit(" ", 3)
        for size in (1, 2, 3):
            found = COUNTRIES.get(" ".join(last[-size:]))
            if found:
                return found
    return ""


def _bare_body(text: str, normaliser: Normaliser) -> str:
    core, _ = split_form(words_of(folded(text)), normaliser.forms)
    return "".join(ABBREVIATIONS.get(word, word) for word in core)
