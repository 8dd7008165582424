"""Registers and claims in the product's own keys: what the index is built from, and the same rows as columns for the peers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.registers.certificates import addresses_of
from livingproof.catalogue import load
from livingproof.core.matching.address_words import KINDS
from livingproof.core.matching.keys import Keys, Normaliser, Said, keys_of_said, normaliser_of

_OWN_SCRIPT = re.compile(r"[\u3400-\u9fff]")
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d{1,2} \d[A-Z]{2}|\d{5,6})\b")
_ROWS_AT_ONCE = 50_000
_FIGURES_OF_A_POSTCODE = 5
_KINDS = {common for _, common in KINDS.values()}
Cells = Mapping[str, str | None]


@cache
def normaliser() -> Normaliser:
    """The normaliser of the shipped catalogue."""
    return normaliser_of(load())


def keys_of_register(path: Path) -> Iterator[Keys]:
    """The keys of a register's rows, in order."""
    for batch in pq.ParquetFile(path).iter_batches(_ROWS_AT_ONCE):
        for row in batch.to_pylist():
            yield keys_of_said(_said_by_record(row), normaliser())


def keys_of_claims(claims: pa.Table) -> list[Keys]:
    """The keys of the rows of a file of claims, in order."""
    return [keys_of_said(_said_by_claim(row), normaliser()) for row in claims.to_pylist()]


def _said_by_record(row: Cells) -> Said:
    return Said(
        names=tuple(filter(None, (row["holder_name"], *_parts(row["holder_name_other"])))),
        addresses=tuple(filter(None, (row["address"], *addresses_of(row["sites"])))),
        numbers=_one(row["number"]),
        country=row["country"],
        city=row["city"],
        postcode=row["postcode"],
        standards=_one(row["standard"]),
        editions=_one(row["edition"]),
        body=row["certification_body"],
    )


def _said_by_claim(row: Cells) -> Said:
    standard, _, edition = (row["standard"] or "").partition(":")
    return Said(
        names=_one(row["holder_name"]),
        addresses=_one(row["address"]),
        numbers=_one(row["certificate_number"]),
        country=row["country"],
        standards=_one(standard),
        editions=_one(edition or row["edition"]),
        body=row["certification_body"],
    )


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _parts(value: str | None) -> tuple[str, ...]:
    return tuple(value.split("; ")) if value else ()


def write_for_peers(register: Path, claims: Mapping[str, Path], into: Path) -> None:
    """`register.parquet` and a file for each set of claims: the same normalised rows for every peer.

    Beside the keys stand the two rarest words of the name, and the town and postcode that a claim's address names.
    """
    known = list(keys_of_register(register))
    often = Counter(word for keys in known for word in set(" ".join(keys.names).split()))
    towns = {keys.city for keys in known if keys.city}
    into.mkdir(parents=True, exist_ok=True)
    pq.write_table(_columns(known, often, towns), into / "register.parquet")
    for name, path in claims.items():
        table = pq.read_table(path)
        asked = _columns(keys_of_claims(table), often, towns)
        for truth in ("kind", "row"):
            asked = asked.append_column(truth, table[truth])
        pq.write_table(asked, into / f"{name}.parquet")


def _columns(rows: Sequence[Keys], often: Counter[str], towns: Iterable[str]) -> pa.Table:
    words = [sorted(" ".join(keys.names).split(), key=lambda word: (often[word] or len(rows), word)) for keys in rows]
    return pa.table(
        {
            "id": range(len(rows)),
            "name": [next((name for name in keys.names if not _OWN_SCRIPT.search(name)), None) for keys in rows],
            "own": [next((name for name in keys.names if _OWN_SCRIPT.search(name)), None) for keys in rows],
            "rarest": [one[0] if one else None for one in words],
            "second": [one[1] if len(one) > 1 else None for one in words],
            "number": [keys.numbers[0] if keys.numbers else None for keys in rows],
            "address": [sorted(set(" ".join(keys.addresses).split())) or None for keys in rows],
            "city": [keys.city or _town(keys, towns) for keys in rows],
            "postcode": [keys.postcode or _postcode(keys) for keys in rows],
            "spot": [_spot(keys, towns) for keys in rows],
            "country": [keys.country or None for keys in rows],
            "standard": [keys.standards[0] if keys.standards else None for keys in rows],
            "body": [keys.body or None for keys in rows],
            "raw_names": [list(keys.said.names) for keys in rows],
            "raw_address": [keys.said.addresses[0] if keys.said.addresses else None for keys in rows],
            "raw_number": [keys.said.numbers[0] if keys.said.numbers else None for keys in rows],
        }
    )


def _town(keys: Keys, towns: Iterable[str]) -> str | None:
    return next((word for word in reversed(" ".join(keys.addresses).split()) if word in towns), None)


def _spot(keys: Keys, towns: Iterable[str]) -> str | None:
    """The first short figure of an address with the town: a block in which few share the place."""
    words = keys.addresses[0].split() if keys.addresses else []
    figure = next((word for word in words if word[0].isdigit() and len(word) < _FIGURES_OF_A_POSTCODE), None)
    street = next((word for word in words if word[0].isalpha() and word not in towns and word not in _KINDS), None)
    return f"{figure} {street} {_town(keys, towns)}" if figure and street else None


def _postcode(keys: Keys) -> str | None:
    found = _POSTCODE.search(keys.said.addresses[0].upper()) if keys.said.addresses else None
    return found.group().lower().split()[-1] if found else None
