"""The registers of the sample: extracts of two days for each body that publishes one, made of the certificates themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from livingproof.cli.service.demo.supplying import OF_REGISTERS, Certificate, Sent, suppliers, told
from livingproof.core.facts import Facts
from livingproof.register.bringing import bring_in
from livingproof.register.imports import Wanted
from livingproof.register.store import Store
from livingproof.sources import source_named

BEFORE: Final = timedelta(days=64)
LATEST: Final = timedelta(days=2)
"""How old the two extracts of each register are."""
OF_RECORD: Final = (
    "number",
    "holder_name",
    "address",
    "city",
    "postcode",
    "country",
    "standard",
    "edition",
    "scope",
    "status",
    "certification_body",
    "accreditation_body",
    "accreditation_number",
    "first_certified_on",
    "issued_on",
    "expires_on",
)
"""What is taken of the record of an example as it stands."""
AMONG: Final = 20
"""Entries of others beside the one of an example."""
LATER: Final = frozenset({"status"})
"""What the earlier extract did not say yet."""


def bring_extracts(store: Store, sent: Iterable[Sent], age: timedelta, now: datetime, facts: Facts) -> None:
    """The extract of this age of each register, brought in like any other, on its day."""
    at = now - age
    as_of = at.date()
    certificates = [one.certificate for one in sent if one.certificate and one.certificate.entry is not None]
    for body in OF_REGISTERS:
        rows = [_row(one, later=age == LATEST) for one in certificates if one.body == body and one.issued_on <= as_of]
        _bring(store, told()["bodies"][body]["register"], rows, as_of, at, facts)


def _bring(store: Store, register: str, rows: list[dict[str, str]], as_of: date, now: datetime, facts: Facts) -> None:
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    with TemporaryDirectory(prefix="livingproof-") as folder:
        path = Path(folder) / f"{register}-{as_of}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        bring_in(store, Wanted(source_named("generic"), (path,), as_of, now, register, accept_change=True), facts)


def _row(one: Certificate, *, later: bool) -> dict[str, str]:
    body, home = told()["bodies"][one.body], one.supplier.place
    row = {
        "number": one.number,
        "holder_name": one.supplier.name,
        "address": one.supplier.address,
        "city": home["city"],
        "country": home["country"],
        "standard": one.standard,
        "certification_body": body["name"],
        "accreditation_body": "VEAS",
        "accreditation_number": body["accreditation"],
        "scope": one.scope,
        "sector_codes": f"IAF:{one.supplier.goods['iaf']}",
        "first_certified_on": one.first_on.isoformat(),
        "issued_on": one.issued_on.isoformat(),
        "expires_on": one.expires_on.isoformat(),
        "status": "active",
        "sites": " ;; ".join(_sites(one)),
    }
    told_now = {name: value for name, value in (one.entry or {}).items() if later or name not in LATER}
    return row | told_now


def _sites(one: Certificate) -> Iterator[str]:
    if one.annex:
        for address in (one.supplier.address, one.supplier.plant):
            yield f"{one.supplier.name} | {address} | {one.scope}"


def bring_record(store: Store, record: Mapping[str, object], now: datetime, facts: Facts) -> None:
    """The extract that stands beside an example, among entries of other holders."""
    row = {name: str(record[name]) for name in OF_RECORD}
    sites = record["sites"]
    listed = sites if isinstance(sites, list) else []
    told_of = " ;; ".join(f"{one['name']} | {one['address']} | {one['scope']}" for one in listed)
    others = [
        row
        | {
            "number": f"KC-9-{20400 + place}-01",
            "holder_name": one.name,
            "address": one.address,
            "postcode": "",
            "sites": "",
        }
        | {"city": one.place["city"], "country": one.place["country"], "scope": one.goods["en"]}
        for place, one in enumerate(suppliers()[:AMONG])
    ]
    _bring(store, str(record["register"]), [row | {"sites": told_of}, *others], (now - LATEST).date(), now, facts)
