"""OpenSanctions nomenklatura as scorer of given pairs, in an environment of its own: `nomenklatura_run.py PAIRS OUT`.

Its schema of a company has no field for a standard or a certification body; the certificate number is given as an identifier.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from followthemoney import EntityProxy, model  # type: ignore[import-not-found]
from nomenklatura.matching import LogicV2, ScoringConfig  # type: ignore[import-not-found]


def entity(side: Mapping[str, Any], name: str) -> EntityProxy:
    """One side as a company."""
    made = model.make_entity("Company")
    made.id = name
    made.add("name", side["names"])
    made.add("address", side["address"])
    made.add("country", side["country"])
    made.add("registrationNumber", side["number"])
    return made


def main() -> None:
    """Score the pairs; making the entities is not timed."""
    pairs = pq.read_table(sys.argv[1]).to_pylist()
    sides = [
        (entity(pair["left"], f"l{place}"), entity(pair["right"], f"r{place}")) for place, pair in enumerate(pairs)
    ]
    config = ScoringConfig.defaults()
    LogicV2.compare(*sides[0], config)
    started = time.process_time()
    scores = [LogicV2.compare(left, right, config).score for left, right in sides]
    seconds = time.process_time() - started
    pq.write_table(
        pa.table({"claim": [pair["claim"] for pair in pairs], "row": [pair["row"] for pair in pairs], "score": scores}),
        sys.argv[2],
    )
    print(  # noqa: T201 - read by the benchmark
        json.dumps({"versions": {"nomenklatura": version("nomenklatura")}, "pairs": len(pairs), "seconds": seconds})
    )


if __name__ == "__main__":
    main()
