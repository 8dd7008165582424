"""OpenSanctions nomenklatura as scorer of given pairs, in an environment of its own: `nomenklatura_run.py PAIRS OUT`.

Its schema of a company has no field for a standard or a certification body; the certificate number is given as an identifier.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from followthemoney import EntityProxy, model  # type: ignore[import-not-found]
from nomenklatura.matching import LogicV2, ScoringConfig  # type: ignore[import-not-found]
from nomenklatura.matching.logic_v2.names.analysis import (  # type: ignore[import-not-found]
    entity_names,
    entity_names_consolidated,
)


def entity(side: Mapping[str, Any], name: str) -> EntityProxy:
    """One side as a company."""
    made = model.make_entity("Company")
    made.id = name
    made.add("name", side["names"])
    made.add("address", side["address"])
    made.add("country", side["country"])
    made.add("registrationNumber", side["number"])
    return made


def by_claim(pairs: Iterable[Mapping[str, Any]]) -> Iterator[tuple[EntityProxy, list[EntityProxy]]]:
    """Each claim as one company with the companies that it is held against."""
    for claim, some in groupby(pairs, key=itemgetter("claim")):
        held = list(some)
        yield entity(held[0]["left"], f"claim {claim}"), [entity(one["right"], f"row {one['row']}") for one in held]


def prepare(left: EntityProxy, rights: Iterable[EntityProxy]) -> None:
    """Take the names apart, as the scorer does the first time it meets a company: it keeps the last thousand."""
    entity_names(left, prop=None, is_query=True)
    entity_names_consolidated(left, prop=None, is_query=True)
    for right in rights:
        entity_names(right, prop=None)
        entity_names_consolidated(right, prop=None)


def main() -> None:
    """Score the pairs; making the companies and taking their names apart is not timed."""
    pairs = pq.read_table(sys.argv[1]).to_pylist()
    config = ScoringConfig.defaults()
    scores: list[float] = []
    seconds = 0.0
    for place, (left, rights) in enumerate(by_claim(pairs)):
        if not place:
            LogicV2.compare(left, rights[0], config)
        prepare(left, rights)
        started = time.process_time()
        scores += [LogicV2.compare(left, right, config).score for right in rights]
        seconds += time.process_time() - started
    pq.write_table(
        pa.table({"claim": [pair["claim"] for pair in pairs], "row": [pair["row"] for pair in pairs], "score": scores}),
        sys.argv[2],
    )
    print(  # noqa: T201 - read by the benchmark
        json.dumps({"versions": {"nomenklatura": version("nomenklatura")}, "pairs": len(pairs), "seconds": seconds})
    )


if __name__ == "__main__":
    main()
