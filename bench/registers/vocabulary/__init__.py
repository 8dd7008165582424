"""The words of which registers and claims are made: invented, nothing of any real register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.registers.chance import Pattern, Wheel

_FOLDER = Path(__file__).parent
_COUNTRIES = ("cn", "in", "it", "de", "us", "tr", "vn", "gb")


@dataclass(frozen=True, slots=True)
class Place:
    """A town with its name in the country's other script or in English, its region and how its postcodes begin."""

    name: str
    own: str
    region: str
    postcode: Pattern


@dataclass(frozen=True, slots=True)
class Brand:
    """The invented word of a company; `split` is the Latin name by its syllables."""

    name: str
    own: str
    split: str


@dataclass(frozen=True, slots=True)
class Trade:
    """What a company does, as its name says it, and the product in English."""

    name: str
    own: str
    product: str


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form and the ways of writing it."""

    text: str
    own: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A certification body of the made register."""

    name: str
    accreditation: str
    pattern: Pattern
    of_standard: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard with the marks that numbers carry for it."""

    standard: str
    edition: str
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Country:
    """All words of one country; `names` and `own_names` are templates, side by side."""

    code: str
    name: str
    places: tuple[Place, ...]
    starts: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str], ...]
    trades: tuple[Trade, ...]
    forms: Wheel[Form]
    names: Wheel[tuple[str, str]]
    own_script: float
    streets: tuple[str, ...]
    districts: tuple[str, ...]
    addresses: Wheel[str]
    highest_number: int
    bodies: Wheel[Body]


@dataclass(frozen=True, slots=True)
class Shares:
    """How often things occur, and the tables of short forms and misreadings: shares.yml."""

    register: Mapping[str, float]
    claims: Mapping[str, float]
    number: Mapping[str, float]
    name: Mapping[str, float]
    address: Mapping[str, float]
    status: Wheel[str]
    short: Mapping[str, tuple[str, ...]]
    misread: Mapping[str, str]


@cache
def countries() -> Wheel[Country]:
    """The eight countries by their share."""
    return Wheel((_country(code), _read(code)["share"]) for code in _COUNTRIES)


@cache
def standards() -> Wheel[Standard]:
    """The seven standards by their share."""
    return Wheel(
        (
            Standard(row["standard"], row["edition"], {mark: row[mark] for mark in ("std", "letter", "word")}),
            row["weight"],
        )
        for row in _read("bodies")["standards"]
    )


@cache
def shares() -> Shares:
    """How often things occur."""
    read = _read("shares")
    return Shares(
        **{part: read[part] for part in ("register", "claims", "number", "name", "address", "misread")},
        status=Wheel(read["status"].items()),
        short={word: tuple(forms) for word, forms in read["short"].items()},
    )


@cache
def _read(name: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def _country(code: str) -> Country:
    read = _read(code)
    own_names = read.get("own_names", dict.fromkeys(read["names"], 1))
    return Country(
        code=read["code"],
        name=read["country"],
        places=tuple(_place(text, read["postcode"]) for text in _listed(read["places"])),
        starts=tuple(_two(text) for text in read["brand_starts"].split()),
        ends=tuple(_two(text) for text in read["brand_ends"].split()),
        trades=tuple(Trade(*text.split("|")) for text in _listed(read["trades"])),
        forms=Wheel((Form(row["text"], row["own"], tuple(row["variants"])), row["weight"]) for row in read["forms"]),
        names=Wheel(
            ((name, own), weight) for (name, weight), own in zip(read["names"].items(), own_names, strict=True)
        ),
        own_script=read.get("own_script", 0.0),
        streets=_listed(read["streets"]),
        districts=_listed(read["districts"]),
        addresses=Wheel(read["addresses"].items()),
        highest_number=read["numbers"],
        bodies=Wheel(
            (_body(row), row["weight"]) for row in _read("bodies")["bodies"] if _serves(row["at"], read["code"])
        ),
    )


def _serves(at: str, code: str) -> bool:
    return not at or code in at.split()


def _body(row: Mapping[str, Any]) -> Body:
    of_standard = any(mark in row["pattern"] for mark in ("{std}", "{letter}", "{word}"))
    return Body(row["name"], row["accreditation"], Pattern(row["pattern"]), of_standard, tuple(row["others"]))


def _place(text: str, postcode: str) -> Place:
    name, own, region, first = text.split("|")
    return Place(name, own, region, Pattern(postcode.replace("{first}", first)))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(", "))


def _two(text: str) -> tuple[str, str]:
    latin, _, own = text.partition("|")
    return latin, own
