"""Made certificates: the rows of a register in the columns of the `generic` source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from bench.registers.chance import Draw, drawn
from bench.registers.companies import Address, Company, group_of
from bench.registers.vocabulary import Standard, shares

COLUMNS = (
    "record_id",
    "number",
    "holder_name",
    "holder_name_other",
    "holder_ids",
    "address",
    "city",
    "postcode",
    "country",
    "standard",
    "edition",
    "certification_body",
    "accreditation_body",
    "accreditation_number",
    "scope",
    "sector_codes",
    "first_certified_on",
    "issued_on",
    "expires_on",
    "status",
    "status_since",
    "sites",
)
AS_OF = date(2026, 6, 30)
"""The day to which the made register speaks."""
TERM_DAYS = 1095
_OLDEST_FIRST_DAYS = 4000
Row = tuple[str | None, ...]
_DAYS = tuple(
    (AS_OF + timedelta(days=days)).isoformat() for days in range(-_OLDEST_FIRST_DAYS - 2 * TERM_DAYS, TERM_DAYS + 1)
)
_ZERO = _OLDEST_FIRST_DAYS + 2 * TERM_DAYS


def rows(seed: int) -> Iterator[Row]:
    """The endless register of a seed: the first rows are the same whatever is taken."""
    for number in count():
        for order, company in enumerate(group_of(seed, number)):
            yield from _rows_of(company, seed, number, order)


def number_of(company: Company, standard: Standard, figures: str, yy: str) -> str:
    """A certificate number of the company's body for a standard, from the figures that are the company's own."""
    return figures.format(cc=company.country.code, yy=yy, year=f"20{yy}", **standard.marks)


def _rows_of(company: Company, seed: int, number: int, order: int) -> Iterator[Row]:
    draw = drawn(seed, number, order, 2)
    held = company.sites[:1] if company.one_certificate else company.sites
    others = _others(company, draw)
    for place, site in enumerate(held):
        figures = company.body.pattern.filled(draw)
        for kind, standard in enumerate(company.standards):
            if kind and not company.body.of_standard:
                figures = company.body.pattern.filled(draw)
            yield _row(company, site, standard, f"{number}.{order}.{place}.{kind}", figures, others, draw)


def _row(
    company: Company, site: Address, standard: Standard, record_id: str, figures: str, others: str | None, draw: Draw
) -> Row:
    status = shares().status.spin(draw)
    age = int(draw() * TERM_DAYS) + (TERM_DAYS if status == "expired" else 0)
    first = _ZERO - age - int(draw() * (_OLDEST_FIRST_DAYS - TERM_DAYS)) * (draw() < 1 / 2)
    issued = _DAYS[_ZERO - age]
    return (
        record_id,
        number_of(company, standard, figures, issued[2:4]),
        company.name,
        others,
        None,
        site.line,
        site.place.name,
        site.postcode if draw() < shares().register["postcode"] else None,
        company.country.code,
        standard.standard,
        standard.edition,
        company.body.name,
        company.body.accreditation,
        None,
        f"Manufacture and supply of {company.trade.product}"
        if draw() < 1 / 2
        else f"Design, manufacture and sale of {company.trade.product}",
        None,
        _DAYS[max(first, 0)],
        issued,
        _DAYS[_ZERO - age + TERM_DAYS - 1],
        status,
        None if status == "active" else _DAYS[_ZERO - int(draw() * min(age, TERM_DAYS))],
        _further_sites(company) if company.one_certificate else None,
    )


def _further_sites(company: Company) -> str:
    return " ;; ".join(f"Site {number} | {site.line}" for number, site in enumerate(company.sites[1:], 2))


def addresses_of(sites: str | None) -> tuple[str, ...]:
    """The addresses in a cell of sites."""
    return tuple(site.partition(" | ")[2] for site in sites.split(" ;; ")) if sites else ()


def _others(company: Company, draw: Draw) -> str | None:
    names = [company.own_name] if company.shows_own else []
    if draw() < shares().register["trading_name"]:
        names.append(company.trading_name)
    return "; ".join(names) or None
