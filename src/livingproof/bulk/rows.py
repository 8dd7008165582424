"""A row of a file of claims: what it says, the claim and the purchase that it means, or why it cannot be understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from livingproof.core.claim import Claim, Field, StandardRef, stated
from livingproof.core.facts import Facts
from livingproof.core.matching.addresses import country_of
from livingproof.core.matching.bodies import find_body
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.matching.places import COUNTRIES
from livingproof.core.purchase import Purchase
from livingproof.core.recall import recalled
from livingproof.core.terms import Activity, Zone
from livingproof.readers.fields.standards import Designations, designations, find_standards
from livingproof.readers.listing import claims_of, read_listing
from livingproof.readers.visible import visible
from livingproof.sources.countries import CountryBook
from livingproof.sources.outcome import UnreadableCell

COLUMNS = (
    "claim_id",
    "holder_name",
    "address",
    "country",
    "certificate_number",
    "standard",
    "edition",
    "certification_body",
    "product",
    "site_address",
    "need",
    "as_of",
    "listing_text",
    "file",
)
"""The columns of a file of claims. All but the first may be missing."""

ReadFile = Callable[[Path], tuple[Claim, ...]]
"""How a file that a row names is read; UnreadableFile and OSError say why it cannot be."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands: its number as a spreadsheet shows it, its cells by column, and what is wrong with its form.

    `problem` is None for a row that has as many cells as the header and could be decoded.
    """

    number: int
    cells: Mapping[str, str]
    problem: str | None = None

    @property
    def claim_id(self) -> str:
        """The row's own name; where it has none, "row" and its number."""
        return self.cells.get("claim_id", "").strip() or f"row {self.number}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks: the claims it means (several where its file holds several), the purchase, the day.

    `number` and `standard` are those by which one of several claims is chosen for the row's answer; None: not given.
    """

    claims: tuple[Claim, ...]
    purchase: Purchase
    as_of: date
    number: str | None = None
    standard: str | None = None


class RowProblem(Exception):  # noqa: N818 - it becomes the text of a cell, not an exception that anybody meets
    """Why a row cannot be understood, and what to write instead."""


def asked_in(row: Row, as_of: date, facts: Facts, read_file: ReadFile) -> Asked:
    """What the row asks; RowProblem says what to write instead. `as_of` holds for rows that give no day."""
    if row.problem:
        raise RowProblem(row.problem)
    cells = MappingProxyType({name: _clean(text) for name, text in row.cells.items() if text and text.strip()})
    day = _day(cells["as_of"]) if "as_of" in cells else as_of
    country = _country(cells["country"]) if "country" in cells else None
    purchase = _purchase(cells, facts)
    claims = _claims(cells, country, purchase, facts, read_file)
    standards = _standards(cells, facts).value
    number = cells.get("certificate_number")
    _of_this_number(claims, number)
    return Asked(claims, purchase, day, number, standards[0].standard if standards else None)


def _of_this_number(claims: tuple[Claim, ...], number: str | None) -> None:
    """RowProblem where a row names a number and its file shows only others: the answer would be about another certificate."""
    shown = [claim.certificate_number.readings for claim in claims if claim.certificate_number]
    if not number or not shown:
        return
    if all(compare_numbers(number, one) is Zone.OTHER for readings in shown for one in readings):
        raise RowProblem(
            f"certificate_number: the file shows {', '.join(readings[0] for readings in shown)} and not {number}; name the right file, or leave the number out"
        )


def _clean(text: str) -> str:
    return "\n".join(visible(line) for line in text.strip().split("\n"))


def _claims(
    cells: Mapping[str, str], country: str | None, purchase: Purchase, facts: Facts, read_file: ReadFile
) -> tuple[Claim, ...]:
    """The claims of the row's file, else what its columns state, else what its listing text claims."""
    if "file" in cells:
        return read_file(Path(cells["file"]))
    if any(name in cells for name in ("holder_name", "certificate_number", "standard", "certification_body")):
        return (stated_claim(cells, country, facts),)
    claims = claims_of(purchase.mentions, facts)
    if not claims:
        raise RowProblem(
            "nothing is claimed; give certificate_number, holder_name, standard, a file, or a listing_text that names a standard"
        )
    return claims


def stated_claim(cells: Mapping[str, str], country: str | None, facts: Facts) -> Claim:
    """The claim that the columns of one row state."""
    return Claim(
        holder_name=_stated(cells.get("holder_name")),
        holder_address=_stated(_placed(cells.get("address"), country)),
        certification_body=_stated_body(cells.get("certification_body"), facts),
        certificate_number=_stated(cells.get("certificate_number")),
        standards=_standards(cells, facts),
    )


def _stated(text: str | None) -> Field[str]:
    return stated(text) if text else Field()


def _placed(address: str | None, country: str | None) -> str | None:
    """The address with the country that the row gives beside it, where the address itself does not tell one.

    The country is written by its name: two letters behind an address are seldom read as a country.
    """
    name = _country_names().get(country or "")
    if name is None or (address and country_of(address)):
        return address
    return f"{address}, {name}" if address else name


@cache
def _country_names() -> Mapping[str, str]:
    """The name under which the rules on addresses know each country, by its two letters."""
    return {code: name.title() for name, code in reversed(COUNTRIES.items())}


@lru_cache(maxsize=4096)
def _stated_body(printed: str | None, facts: Facts) -> Field[str]:
    """The certification body of a cell; rows of one file name the same few again and again."""
    body = find_body(printed, facts.certification_bodies)
    return stated(printed, normalised=body.id if body else None) if printed else Field()


def _standards(cells: Mapping[str, str], facts: Facts) -> Field[tuple[StandardRef, ...]]:
    return _stated_standards(cells.get("standard"), cells.get("edition"), facts)


@lru_cache(maxsize=4096)
def _stated_standards(printed: str | None, edition: str | None, facts: Facts) -> Field[tuple[StandardRef, ...]]:
    if not printed:
        return Field()
    named = find_standards(printed, _designations(facts))
    refs = tuple(StandardRef(one.standard, one.edition or edition, one.printed) for one in named)
    return stated(refs or (StandardRef(None, edition, printed),))


@recalled(4)
def _designations(facts: Facts) -> Designations:
    return designations(facts)


def _purchase(cells: Mapping[str, str], facts: Facts) -> Purchase:
    listing = cells.get("listing_text")
    return Purchase(
        product=cells.get("product"),
        site=cells.get("site_address"),
        seller=cells.get("holder_name"),
        needs=tuple(_activity(word) for word in cells.get("need", "").replace(";", ",").split(",") if word.strip()),
        listing=listing,
        mentions=read_listing(listing, facts) if listing else (),
    )


def _activity(word: str) -> Activity:
    name = word.strip().lower()
    if name not in set(Activity):
        raise RowProblem(
            f"need: {word.strip()!r} is no activity; write {', '.join(activity.value for activity in Activity)}"
        )
    return Activity(name)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RowProblem(f"as_of: {text!r} is no day; write it as 2026-11-21") from None


def _country(text: str) -> str:
    """The two-letter code; a country's name is understood too."""
    try:
        return _BOOK.code_of(text)
    except UnreadableCell:
        raise RowProblem(f"country: {text!r} is not known; write the two letters of ISO 3166, such as CN") from None


_BOOK = CountryBook()
