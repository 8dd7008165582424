"""The certificates that the buyer was sent: claims of many suppliers, as sellers write them, judged like any other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from livingproof.app.ledger import evidence
from livingproof.cli import examples
from livingproof.cli.service.demo.cast import House, has_kind
from livingproof.cli.service.demo.chance import happens, number, one_of, sample

SLUG = "cases"
CASES = Path(examples.__file__).parent / "cases"
"""The sample certificates of `livingproof examples`: files in which everything is made up too."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """A made-up supplier: its name, where it is, and its number."""

    name: str
    city: str
    country: str
    place: int


def suppliers() -> Iterator[Supplier]:
    """One for each name and place."""
    told = sample()["suppliers"]
    pairs = [(name, place) for name in told["names"] for place in told["places"]]
    for number_of, (name, place) in enumerate(pairs):
        field = one_of(f"field{number_of}", told["fields"])
        yield Supplier(f"{name} {field} {place['form']}", place["city"], place["country"], number_of)


def certificates(house: House, now: datetime) -> None:
    """Every case was asked within the last two months; the worker judges them as of today, once it runs."""
    if not has_kind(SLUG):
        return
    every, files = list(suppliers()), sorted(CASES.glob("*/certificate.pdf"))
    for place in range(int(sample()["certificates"])):
        at = now - timedelta(days=60) + timedelta(hours=9 * place)
        wanted = _asked(every[place % len(every)], place, now)
        if place < len(files):
            wanted = _sent(house, files[place], at)
        house.does(one_of(f"asks{place}", ("anna", "jonas")), SLUG, None, "ask", at, **wanted)


def _sent(house: House, file: Path, at: datetime) -> Mapping[str, Any]:
    """A file that somebody sent, for the purchase that stands beside it."""
    need = yaml.safe_load(file.with_name("purchase.yml").read_text(encoding="utf-8"))
    name = f"{file.parent.name}.pdf"
    row = evidence.keep(
        house.organisation,
        io.BytesIO(file.read_bytes()),
        name=name,
        now=at,
        media_type="application/pdf",
        kind="certificate",
    )
    return {"evidence": [str(row.pk)], "file_name": name} | {
        key: value for key, value in need.items() if key in {"product", "seller", "site"} and isinstance(value, str)
    }


def _asked(supplier: Supplier, place: int, now: datetime) -> Mapping[str, Any]:
    issued = now - timedelta(days=number(f"issued{place}", 1250) + 20)
    expires = issued + timedelta(days=3 * 365)
    standard = one_of(f"standard{place}", sample()["standards"])
    body = one_of(f"body{place}", sample()["bodies"])
    listing = (
        f"Certificate holder: {supplier.name}, {supplier.city}. {standard}, certificate No. "
        f"{body[:2].upper()}-{supplier.place + 1000}-{place}, issued by {body} on {issued:%Y-%m-%d}, valid until {expires:%Y-%m-%d}."
    )
    if happens(f"loud{place}", 15):
        listing += " FDA certified, CE approved factory, quality product."
    return {
        "listing": listing,
        "product": one_of(f"product{place}", sample()["products"]),
        "seller": supplier.name,
        "site": f"{supplier.city}, {supplier.country}",
        "markets": ["EU"],
        "delivery_on": (now + timedelta(days=30 + number(f"delivery{place}", 200))).date(),
    }
