"""What can be known at all: how many certificates a claim still fits when all noise is undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import pyarrow as pa
import pyarrow.compute as pc

from bench.registers.certificates import addresses_of

_COLUMNS = ("holder_name", "number", "address", "sites", "city", "country", "standard", "certification_body")
Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Of the true claims: the share that fits exactly one certificate, and the share of right ones when one that fits is drawn."""

    single: float
    top1: float
    with_number_or_street: float
    with_neither: float


def ceiling_of(register: pa.Table, claims: pa.Table) -> Ceiling:
    """The ceiling of the true claims about a register."""
    true = [claim for claim in claims.to_pylist() if claim["kind"] == "true"]
    meant = register.take(pa.array([int(claim["row"]) for claim in true])).select(_COLUMNS).to_pylist()
    by_name = _rows_named(register, {row["holder_name"] for row in meant})
    fits = [
        sum(_fits(claim, row, other) for other in by_name[row["holder_name"]])
        for claim, row in zip(true, meant, strict=True)
    ]
    precise = ["number" in claim["given"] or "street" in claim["given"] for claim in true]
    return Ceiling(
        single=fmean(count == 1 for count in fits),
        top1=_drawn_right(fits),
        with_number_or_street=_drawn_right(count for count, known in zip(fits, precise, strict=True) if known),
        with_neither=_drawn_right(count for count, known in zip(fits, precise, strict=True) if not known),
    )


def _drawn_right(fits: Iterable[int]) -> float:
    return fmean(1 / count for count in fits)


def _rows_named(register: pa.Table, names: Iterable[str]) -> Mapping[str, Sequence[Cells]]:
    named = register.filter(pc.is_in(register["holder_name"], pa.array(sorted(names)))).select(_COLUMNS)
    found: dict[str, list[Cells]] = defaultdict(list)
    for row in named.to_pylist():
        found[row["holder_name"]].append(row)
    return found


def _fits(claim: Cells, meant: Cells, other: Cells) -> bool:
    """Another certificate fits as well as the one meant, by all that the claim gives."""
    return all(_SAME[part](claim, meant, other) for part in (claim["given"] or "").split())


_SAME: dict[str, Callable[[Cells, Cells, Cells], bool]] = {
    "number": lambda _, meant, other: meant["number"] == other["number"],
    "street": lambda claim, _, other: claim["site"] in _addresses(other),
    "city": lambda claim, _, other: (
        claim["town"] == other["city"] or any(str(claim["town"]) in one for one in _addresses(other))
    ),
    "country": lambda _, meant, other: meant["country"] == other["country"],
    "standard": lambda _, meant, other: meant["standard"] == other["standard"],
    "body": lambda _, meant, other: meant["certification_body"] == other["certification_body"],
}


def _addresses(row: Cells) -> tuple[str, ...]:
    return (row["address"] or "", *addresses_of(row["sites"]))
