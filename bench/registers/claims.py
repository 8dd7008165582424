"""Made claims about a made register, with the truth about each: `python -m bench.registers.claims REGISTER FOLDER`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from bench.registers.certificates import AS_OF, number_of
from bench.registers.chance import Draw, Wheel, drawn, pick
from bench.registers.companies import Address, Company, further_sister, group_of, new_address
from bench.registers.generate import SEED, write_columns
from bench.registers.noise.addresses import address_in_claim
from bench.registers.noise.names import name_in_claim
from bench.registers.noise.numbers import number_in_claim
from bench.registers.vocabulary import Body, Standard, shares

BULK_COLUMNS = (
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
COLUMNS = (*BULK_COLUMNS, "given", "number_noise", "kind", "truth", "row", "site", "town")
"""The columns of a bulk run; then the truth: what is given, what befell the number, the kind of claim, record_id and row of the
certificate meant or misused, the address and town meant, without noise."""
FIRST_ROWS = 10_000
"""Claims of `eval` are about these, so that the same claims can be put to registers of every size."""
_OTHER_SEED = 7919
_PARTS = 10
TRAIN, CALIBRATE = range(3), range(3, 5)
EVALUATE = range(5, _PARTS)
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A certificate of the register that a claim is made about."""

    row: int
    record_id: str
    number: str

    @property
    def group(self) -> int:
        """The number of its group."""
        return int(self.record_id.split(".")[0])


@dataclass(frozen=True, slots=True)
class Meant:
    """What a claim speaks of before any noise; `number_needed` says that it makes no sense without its number."""

    company: Company
    site: Address
    standard: Standard
    body: Body
    number: str
    number_needed: bool = False


@dataclass(frozen=True, slots=True)
class Claims:
    """A set of claims: its name, how many, about which parts of the groups and which rows."""

    name: str
    count: int
    parts: range
    rows: range


def sets_of(size: int, many: int = 20_000) -> tuple[Claims, ...]:
    """The sets for a register of a size; no company is in two of train, calibrate and the rest."""
    beyond = range(FIRST_ROWS if size > FIRST_ROWS else 0, size)
    first = range(min(FIRST_ROWS, size))
    return (
        Claims("train", many, TRAIN, beyond),
        Claims("calibrate", many, CALIBRATE, beyond),
        Claims("eval", 5_000, EVALUATE, first),
        Claims("bulk", many, EVALUATE, beyond),
    )


def claims(which: Claims, sampled: Sequence[Sampled], seed: int = SEED) -> Iterator[Row]:
    """The claims of a set about the certificates of a register, in the order of `COLUMNS`."""
    kinds = _kinds()
    about = [one for one in sampled[which.rows.start : which.rows.stop] if one.group % _PARTS in which.parts]
    for number in range(which.count):
        draw = drawn(seed, *which.name.encode(), number)
        kind, one = kinds.spin(draw), pick(about, draw)
        place = _place_given(draw, needed=kind == "unknown_site")
        meant = _MEANT[kind](one, place, seed, draw)
        yield (
            f"{which.name}-{number}",
            *_said(meant, place, draw),
            kind,
            one.record_id,
            str(one.row),
            meant.site.line,
            meant.site.place.name,
        )


def read_sampled(register: Path) -> list[Sampled]:
    """The certificates of a register, by row."""
    table = pq.read_table(register, columns=["record_id", "number"])
    pairs = zip(table["record_id"].to_pylist(), table["number"].to_pylist(), strict=True)
    return [Sampled(row, record_id, number) for row, (record_id, number) in enumerate(pairs)]


def write_sets(register: Path, into: Path, many: int = 20_000, seed: int = SEED) -> None:
    """All sets of claims about a register, each a Parquet file."""
    sampled = read_sampled(register)
    for which in sets_of(len(sampled), many):
        write_columns(into / f"{which.name}.parquet", COLUMNS, claims(which, sampled, seed))


def _kinds() -> Wheel[str]:
    share = {kind: shares().claims[kind] for kind in _MEANT if kind != "true"}
    return Wheel((*share.items(), ("true", 1 - sum(share.values()))))


def _place_given(draw: Draw, *, needed: bool) -> str:
    """What a claim says of the place: "street", "city" or "" for nothing."""
    street, city = shares().claims["street"], shares().claims["city_only"]
    at = draw() * (street + city if needed else 1)
    return "street" if at < street else "city" if at < street + city else ""


def _registered(one: Sampled, seed: int) -> tuple[Company, int, Standard]:
    _, order, site, standard = map(int, one.record_id.split("."))
    company = group_of(seed, one.group)[order]
    return company, site, company.standards[standard]


def _true(one: Sampled, _place: str, seed: int, draw: Draw) -> Meant:
    company, site, standard = _registered(one, seed)
    covered = company.sites if company.one_certificate else company.sites[site : site + 1]
    return Meant(company, pick(covered, draw, 1.5), standard, company.body, one.number)


def _unknown_company(_one: Sampled, _place: str, seed: int, draw: Draw) -> Meant:
    return _unregistered(group_of(seed + _OTHER_SEED, int(draw() * 1e12))[0], draw)


def _unknown_sister(one: Sampled, _place: str, seed: int, draw: Draw) -> Meant:
    return _unregistered(further_sister(group_of(seed, one.group), seed, int(draw() * 1e12)), draw)


def _unregistered(company: Company, draw: Draw) -> Meant:
    standard = company.standards[0]
    return Meant(company, company.sites[0], standard, company.body, _new_number(company, standard, draw))


def _unknown_site(one: Sampled, place: str, seed: int, draw: Draw) -> Meant:
    company, site, standard = _registered(one, seed)
    towns = {known.place for known in company.sites}
    same = place == "street" and draw() < shares().claims["same_city"]
    address = new_address(company.country, draw, company.sites[site].place if same else None)
    while not same and address.place in towns:
        address = new_address(company.country, draw)
    kept = draw() < shares().claims["number_of_the_company"]
    return Meant(company, address, standard, company.body, one.number if kept else _new_number(company, standard, draw))


def _borrowed_number(one: Sampled, _place: str, seed: int, draw: Draw) -> Meant:
    lender, _, standard = _registered(one, seed)
    while (borrower := group_of(seed + _OTHER_SEED, int(draw() * 1e12))[0]).country is not lender.country:
        pass
    return Meant(borrower, borrower.sites[0], standard, lender.body, one.number, number_needed=True)


_MEANT: dict[str, Callable[[Sampled, str, int, Draw], Meant]] = {
    "unknown_company": _unknown_company,
    "unknown_sister": _unknown_sister,
    "unknown_site": _unknown_site,
    "borrowed_number": _borrowed_number,
    "true": _true,
}


def _new_number(company: Company, standard: Standard, draw: Draw) -> str:
    return number_of(company, standard, company.body.pattern.filled(draw), f"{23 + int(draw() * 4)}")


def _said(meant: Meant, place: str, draw: Draw) -> Row:
    """The columns of a bulk run, what is given of the whole, and what befell the number."""
    share, company = shares().claims, meant.company
    number, noise = (
        number_in_claim(meant.number, draw)
        if meant.number_needed or draw() >= share["number_missing"]
        else (None, None)
    )
    country = company.country.code if draw() < share["country"] else None
    standard, edition = _standard_said(meant.standard, draw) if draw() < share["standard"] else (None, None)
    body = _body_said(meant.body, draw) if draw() < share["body"] else None
    given = {"number": number, place: place, "country": country, "standard": standard, "body": body}
    return (
        name_in_claim(company, draw),
        _place_said(meant, place, draw),
        country,
        number,
        standard,
        edition,
        body,
        company.trade.product if draw() < share["product"] else None,
        None,
        None,
        AS_OF.isoformat(),
        None,
        None,
        " ".join(part for part, value in given.items() if value),
        noise,
    )


def _place_said(meant: Meant, place: str, draw: Draw) -> str | None:
    if place == "street":
        return address_in_claim(meant.site, meant.company.country.name, draw)
    return meant.site.place.name if place else None


def _standard_said(standard: Standard, draw: Draw) -> tuple[str, str | None]:
    if draw() >= shares().claims["edition"]:
        return standard.standard, None
    return (
        (f"{standard.standard}:{standard.edition}", None) if draw() < 1 / 2 else (standard.standard, standard.edition)
    )


def _body_said(body: Body, draw: Draw) -> str:
    return pick(body.others, draw) if draw() < shares().claims["body_by_another_name"] else body.name


def main() -> None:
    """Write the sets of claims about a register into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("into", type=Path)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_sets(given.register, given.into, given.many, given.seed)


if __name__ == "__main__":
    main()
