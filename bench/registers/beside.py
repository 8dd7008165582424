"""Ours beside the peers: the same rows and claims in one run, the ratio of what each does in a second."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.registers.made import Made
from bench.registers.normal import keys_of_claims
from bench.registers.ours import Matched
from bench.registers.peers import measured
from bench.registers.quality import Guess
from livingproof.core.matching.keys import Said
from livingproof.register.index import open_index

_PAIRS_A_CLAIM = 5
_CLAIMS_TO_SCORE = 1_000
_CLAIMS_BY_BRUTE_FORCE = 24


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer did in a processor second, its versions, its seconds by the clock, and its guesses where it made some."""

    rate: float
    versions: str
    seconds: float = 0.0
    note: str = ""
    guesses: tuple[Guess, ...] = ()


def splink(made: Made, python: Path) -> Peer:
    """Splink on DuckDB over the `eval` claims, from files to pairs; training is not timed."""
    out = made.folder / "splink.parquet"
    found = measured("splink_run", python, made.for_peers, out)
    table = pq.read_table(out, columns=["id_l", "id_r", "match_weight"])
    claims = pq.ParquetFile(made.claims_file("eval")).metadata.num_rows
    whole = found["load_processor"] + found["predict_processor"]
    note = (
        f"{claims / found['predict_processor']:.0f} without loading, {table.num_rows} pairs, {found['rss_mb']:.0f} MB"
    )
    return Peer(
        claims / whole,
        _versions(found),
        found["load_seconds"] + found["predict_seconds"],
        note,
        _guesses(table, claims),
    )


def _guesses(pairs: pa.Table, claims: int) -> tuple[Guess, ...]:
    """Best first; where the best two weigh the same nothing is accepted, which is to the peer's advantage."""
    by_claim: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for claim, row, weight in zip(*(pairs[name].to_pylist() for name in ("id_l", "id_r", "match_weight")), strict=True):
        by_claim[claim].append((-weight, row))
    return tuple(_guess(sorted(by_claim[claim])) for claim in range(claims))


def _guess(ranked: Sequence[tuple[float, int]]) -> Guess:
    tie = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
    return Guess(
        tuple(row for _, row in ranked[:10]),
        ranked[0][1] if ranked and not tie else None,
        -ranked[0][0] if ranked else 0.0,
    )


Pairs = list[tuple[int, ...]]
"""For each of the first claims the rows that it is held against."""


def pairs_to_score(matched: Matched) -> Pairs:
    """The first candidates that our index found: both sides score the same ones."""
    return [match.rows[:_PAIRS_A_CLAIM] for match in matched.matches[:_CLAIMS_TO_SCORE]]


def nomenklatura(made: Made, pairs: Pairs, index: Path, python: Path) -> Peer:
    """logic-v2 over given pairs, its companies made and their names taken apart before: pairs a second."""
    rows = open_index(index)
    asked = [keys.said for keys in keys_of_claims(made.claims("eval").slice(0, len(pairs)))]
    table = [
        {"claim": claim, "row": row, "left": _side(said), "right": _side(rows.said(row))}
        for claim, (said, some) in enumerate(zip(asked, pairs, strict=True))
        for row in some
    ]
    given = made.folder / "pairs.parquet"
    pq.write_table(pa.Table.from_pylist(table), given)
    found = measured("nomenklatura_run", python, given, made.folder / "nomenklatura.parquet")
    return Peer(found["pairs"] / found["seconds"], _versions(found), note=f"{found['pairs']} pairs")


def _side(said: Said) -> dict[str, Any]:
    return {
        "names": list(said.names),
        "address": said.addresses[0] if said.addresses else None,
        "country": said.country.lower() if said.country else None,
        "number": said.numbers[0] if said.numbers else None,
    }


def rapidfuzz(made: Made, python: Path) -> Peer:
    """Every name held against every name: claims a second."""
    found = measured("rapidfuzz_run", python, made.for_peers, _CLAIMS_BY_BRUTE_FORCE)
    return Peer(found["claims"] / found["seconds"], _versions(found), note=f"its recall@10 {found['recall_at_10']:.2f}")


def _versions(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {version}" for name, version in found["versions"].items())
