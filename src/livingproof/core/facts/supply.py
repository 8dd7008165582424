"""What a kind of product needs beside ISO 9001, and what certificates are mistaken for."""

from __future__ import annotations

from dataclasses import dataclass

from livingproof.core.facts.provenance import Provenance


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """A paper or standard that a product needs in a market. `level` is "required", "commonly asked" or "useful".

    `paper` is a catalogue id or, where the catalogue has none, the words for it. `market` is "EU", "US", an ISO 3166 code, or
    "" for any. `note` is the condition under which it is needed, "" for none.
    """

    paper: str
    market: str
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductCategory:
    """What a kind of product needs beside ISO 9001: management-system standards and product papers by market.

    `standards` are (standard, level) pairs. `sectors` are the IAF codes to expect on a maker's certificate, `sectors_also`
    those that bodies use for it too.
    """

    id: str
    words: tuple[str, ...]
    families: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]
    papers: tuple[PaperNeed, ...]
    provenance: Provenance
    medical: bool = False
    sectors: tuple[str, ...] = ()
    sectors_also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductPaper:
    """A kind of product evidence: who issues it, how it is checked, what it is often mistaken for.

    `number_pattern` is a regular expression of its number, None where numbers have no fixed form. `no_certificate` says that
    the law knows no certificate of this kind (RoHS, REACH, a registration); `no_notified_body` that no body is notified for it.
    """

    id: str
    name: str
    kind: str
    issued_by: str
    verify: str
    provenance: Provenance
    applies_to: str = ""
    number_form: str = ""
    number_pattern: str | None = None
    misuse: tuple[str, ...] = ()
    no_certificate: bool = False
    no_notified_body: bool = False


@dataclass(frozen=True, slots=True)
class Misconception:
    """What people take a certificate for, what it is, and what to ask instead. `topics` say what it is about."""

    id: str
    belief: str
    reality: str
    ask_instead: str
    provenance: Provenance
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sector:
    """An IAF sector code (the EA codes are the same) with its NACE rev. 2 divisions, groups or classes.

    `except_nace` are parts of them that belong to another code.
    """

    code: str
    name: str
    nace: tuple[str, ...]
    provenance: Provenance
    except_nace: tuple[str, ...] = ()
    note: str = ""
