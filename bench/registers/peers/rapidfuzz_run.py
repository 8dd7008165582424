"""Candidates by comparing every name with every name, in an environment of its own: `rapidfuzz_run.py FOLDER CLAIMS`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import rapidfuzz
from rapidfuzz import fuzz, process

_TEN = 10
_CORES = 2


def main() -> None:
    """The ten likest names of the first true claims that give one, on the normalised names."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    register = [name or "" for name in pq.read_table(folder / "register.parquet", columns=["name"])["name"].to_pylist()]
    asked = pq.read_table(folder / "eval.parquet", columns=["name", "kind", "row"]).to_pylist()
    true = [one for one in asked if one["kind"] == "true" and one["name"]][:count]
    started = time.process_time()
    scores = process.cdist([one["name"] for one in true], register, scorer=fuzz.ratio, dtype=np.uint8, workers=_CORES)
    best = np.argpartition(scores, -_TEN, axis=1)[:, -_TEN:]
    seconds = time.process_time() - started
    found = sum(int(one["row"]) in rows for one, rows in zip(true, best.tolist(), strict=True))
    print(  # noqa: T201 - read by the benchmark
        json.dumps(
            {
                "versions": {"rapidfuzz": rapidfuzz.__version__},
                "claims": len(true),
                "seconds": seconds,
                "recall_at_10": found / len(true),
            }
        )
    )


if __name__ == "__main__":
    main()
