"""What the buyer's suppliers sent: a certificate for each story, what its register says of it, and what is to be bought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from livingproof.cli.service.demo.chance import number, one_of
from livingproof.core.days import add_months

TERM: Final = 36
"""Months of a certificate."""
OF_REGISTERS: Final = ("tarnholt", "quellmark", "sandravo")
"""The bodies whose registers are at hand."""


@cache
def told() -> dict[str, Any]:
    """What stands in buying.yml."""
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("buying.yml").read_text(encoding="utf-8"))
    return content


@dataclass(frozen=True, slots=True)
class Supplier:
    """A made-up supplier: its name, what it makes, where, and in which language its papers are."""

    name: str
    goods: Mapping[str, str]
    place: Mapping[str, str]
    address: str
    plant: str

    @property
    def language(self) -> str:
        """German at home, else English."""
        return "de" if self.place["country"] == "DE" else "en"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of the sample; `entry` is what its register says otherwise of it, None where it has no entry there."""

    supplier: Supplier
    body: str
    number: str
    standard: str
    scope: str
    first_on: date
    issued_on: date
    expires_on: date
    annex: bool = False
    entry: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent for one purchase: a story, its certificate (None: a text, or another paper), the purchase's fields."""

    place: int
    story: str
    supplier: Supplier
    certificate: Certificate | None
    need: Mapping[str, Any]
    long_ago: bool


def suppliers() -> tuple[Supplier, ...]:
    """One for each name and place."""
    return tuple(
        _supplier(name, place, count)
        for count, (name, place) in enumerate((name, place) for name in told()["names"] for place in told()["places"])
    )


def _supplier(name: str, place: Mapping[str, str], count: int) -> Supplier:
    goods = one_of(f"goods{count}", told()["goods"])

    def at(what: str) -> str:
        street = place["street"].format(n=number(f"{what}{count}", 240) + 3)
        code = place["code"].format(d=number(f"{what}code{count}", 90) + 10)
        return f"{street}, {code} {place['city']}, {place['name']}"

    called = f"{place['city']} {name} {goods['field']}" if place["country"] == "CN" else f"{name} {goods['field']}"
    return Supplier(
        f"{called} {place['form']}",
        goods,
        place,
        at("office"),
        at("plant"),
    )


def everything_sent(today: date) -> Iterator[Sent]:
    """All of it, in an order of chance; what was asked long ago first."""
    stories = [one for one in told()["stories"] for _ in range(one["count"])]
    stories.sort(key=lambda one: not one.get("long_ago"))
    long_ago = sum(bool(one.get("long_ago")) for one in stories)
    mixed = [
        *sorted(range(long_ago), key=lambda place: number(f"early{place}", 1 << 40)),
        *sorted(range(long_ago, len(stories)), key=lambda place: number(f"late{place}", 1 << 40)),
    ]
    every = suppliers()
    for place, story in enumerate(mixed):
        one, supplier = stories[story], every[place * 7 % len(every)]
        yield _sent(place, one["tells"], supplier, today, long_ago=bool(one.get("long_ago")))


def _sent(place: int, story: str, supplier: Supplier, today: date, *, long_ago: bool) -> Sent:
    certificate = _certificate(place, supplier, today)
    certificate = TOLD.get(story, _as_registered)(certificate, place, today)
    need: dict[str, Any] = {
        "product": supplier.goods["product"],
        "seller": supplier.name,
        "site": supplier.plant if certificate and certificate.annex else supplier.address,
        "needs": ["manufacture"],
        "markets": ["EU"],
        "delivery_on": today + timedelta(days=20 + number(f"delivery{place}", 60)),
    }
    if story == "bought_by_name":
        need |= {"site": "", "delivery_on": None}
    if story == "other_product":
        need["product"] = one_of(f"product{place}", [one for one in told()["others"] if one != need["product"]])
    return Sent(place, story, supplier, certificate, need, long_ago)


def _certificate(place: int, supplier: Supplier, today: date) -> Certificate:
    """One in the middle of its term, as its register has it."""
    shares = [one["name"] for one in told()["standards"] for _ in range(one["share"])]
    standard = one_of(f"standard{place}", shares)
    issued = today - timedelta(days=100 + number(f"issued{place}", 220))
    return _dated(
        Certificate(
            supplier,
            one_of(f"body{place}", OF_REGISTERS),
            "",
            standard,
            supplier.goods[supplier.language],
            first_on=today,
            issued_on=today,
            expires_on=today,
        ),
        place,
        issued,
    )


def _dated(certificate: Certificate, place: int, issued: date) -> Certificate:
    """Issued on a day, with the number that its body gives then; the register says the same."""
    cycle = 1 + number(f"cycle{place}", 4)
    form = told()["bodies"][certificate.body]["number"]
    serial = 20117 + place * 83 % 60000
    return replace(
        certificate,
        number=form.format(yy=f"{issued:%y}", n=serial, s=1000 + serial % 9000, cycle=cycle),
        first_on=add_months(issued, -TERM * (cycle - 1)),
        issued_on=issued,
        expires_on=add_months(issued, TERM) - timedelta(days=1),
        entry={} if certificate.body in OF_REGISTERS else None,
    )


# --- the stories --------------------------------------------------------------------------------------------------------


def _as_registered(certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    return certificate


def _with_annex(certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    return replace(certificate, annex=True)


def _years_old(certificate: Certificate, place: int, today: date) -> Certificate | None:
    """So old that audits have fallen due, of which nothing was sent."""
    return _dated(certificate, place, today - timedelta(days=430 + number(f"old{place}", 500)))


def _ends_soon(certificate: Certificate, place: int, today: date) -> Certificate | None:
    ends = today + timedelta(days=8 + number(f"ends{place}", 75))
    return _dated(certificate, place, add_months(ends + timedelta(days=1), -TERM))


def _ended(certificate: Certificate, place: int, today: date) -> Certificate | None:
    ended = today - timedelta(days=6 + number(f"ended{place}", 20))
    return replace(
        _dated(certificate, place, add_months(ended + timedelta(days=1), -TERM)), entry={"status": "expired"}
    )


def _only_trade(certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    goods = certificate.supplier.goods
    return replace(certificate, scope=told()["trade"]["en"].format(product=goods["product"]))


def _suspended(certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    return replace(certificate, entry={"status": "suspended"})


def _withdrawn(certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    return replace(certificate, entry={"status": "withdrawn"})


def _later_date(certificate: Certificate, place: int, today: date) -> Certificate | None:
    """The sheet says a year more than its register."""
    true = _dated(certificate, place, today - timedelta(days=900))
    return replace(true, expires_on=add_months(true.expires_on, 12), entry={"expires_on": true.expires_on.isoformat()})


def _of_body(body: str) -> Any:
    def told_of(certificate: Certificate, place: int, _today: date) -> Certificate | None:
        return _dated(replace(certificate, body=body), place, certificate.issued_on)

    return told_of


def _nothing(_certificate: Certificate, _place: int, _today: date) -> Certificate | None:
    return None


TOLD: Final[Mapping[str, Any]] = {
    "with_annex": _with_annex,
    "ends_soon": _ends_soon,
    "ended": _ended,
    "years_old": _years_old,
    "only_trade": _only_trade,
    "suspended": _suspended,
    "withdrawn": _withdrawn,
    "later_date": _later_date,
    "register_asks_persons": _of_body("brayfold"),
    "not_recognised": _of_body("asterion"),
    "test_report": _nothing,
    "broken_file": _nothing,
    "sellers_text": _nothing,
}
"""What a story changes of a certificate; None where there is none."""
