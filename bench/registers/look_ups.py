"""Single look-ups in a process of their own: `python -m bench.registers.look_ups INDEX CLAIMS [--compiled]`, milliseconds as JSON."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import pyarrow.parquet as pq

from bench.registers.normal import keys_of_claims, normaliser
from livingproof.register.index import open_index, prepare
from livingproof.register.matching import Matcher

_WARMING = 2
"""One in so many claims comes before those that are measured: pages of the index are read in, tables are made."""


def main() -> None:
    """Ask one claim after the other, from the raw claim to the answer; processor time, so that other work does not count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("index", type=Path)
    options.add_argument("claims", type=Path)
    options.add_argument("--compiled", action="store_true")
    given = options.parse_args()
    if given.compiled:
        prepare()
    matcher, claims, spent = Matcher(open_index(given.index), normaliser()), pq.read_table(given.claims), []
    for place in range(len(claims)):
        row = claims.slice(place, 1)
        started = time.process_time()
        matcher.match(keys_of_claims(row)[0])
        spent.append(1000 * (time.process_time() - started))
    print(json.dumps(spent[len(spent) // _WARMING :]))  # noqa: T201 - read by the benchmark


if __name__ == "__main__":
    main()
