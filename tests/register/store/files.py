"""Files of registers as tests write them, and imports of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from livingproof.core.facts import Facts
from livingproof.register.bringing import bring_in
from livingproof.register.imports import Brought, Wanted
from livingproof.register.store import Store
from livingproof.sources import source_named

AT = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 7, 1)
ROW = {
    "number": "Q-1",
    "holder_name": "Dao Precision Ltd",
    "country": "GB",
    "standard": "ISO 9001:2015",
    "certification_body": "Ana Cert",
    "scope": "castings",
    "status": "active",
    "expires_on": "2027-05-01",
}


def table(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """A CSV file with these rows; what a row does not say is as in ROW."""
    every = [{**ROW, **row} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in every for name in row)))
        writer.writeheader()
        writer.writerows(every)
    return path


def many(path: Path, rows: int) -> Path:
    """A CSV file of so many certificates."""
    return table(path, ({"number": f"Q-{row}", "holder_name": f"Holder {row} Ltd"} for row in range(rows)))


def wanted(*paths: Path, **more: Any) -> Wanted:
    """An import of these files as the register `made`."""
    return Wanted(
        **{"source": source_named("generic"), "paths": paths, "as_of": DAY, "at": AT, "register": "made", **more}
    )


def imported(store: Store, *paths: Path, facts: Facts | None = None, **more: Any) -> Brought:
    """What the import of these files came to."""
    from livingproof.catalogue import load

    return bring_in(store, wanted(*paths, **more), facts or load())
