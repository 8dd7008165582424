"""The same rows judged by a Spark cluster and without one, warm and on one core each, in processes of their own.

The cluster is a server of Spark Connect without Java (`pysail`, dependency group `spark`): it judges in its own process, so that the
processor time of that process is everything that the cluster takes. The embedded engine judges as one of its workers does.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq

from bench.registers.peers import NotRunError
from livingproof.bulk.judging import judge_for
from livingproof.bulk.parts import read_part, write_part
from livingproof.bulk.plan import Settings
from livingproof.bulk.planning import plan_of
from livingproof.bulk.reading import rows_of
from livingproof.bulk.rows import Row
from livingproof.bulk.spark import run_on_spark
from livingproof.bulk.writing import write_output

WARM, TIMED = 500, 10_000
DAY = date(2026, 11, 21)


def share(data: Path, claims: Path, folder: Path) -> tuple[float, str]:
    """The rate of the cluster as a share of the embedded rate, by processor time, and how it was measured.

    `data` holds the register, `claims` is a Parquet file of claims; outputs go to `folder`. NotRunError where the packages are missing
    or the rows differ.
    """
    if not (find_spec("pysail") and find_spec("pyspark")):
        raise NotRunError("the dependency group spark is not installed")
    if not (data.is_dir() and claims.is_file()):
        raise NotRunError("the bulk run before it did not end")
    table = pq.read_table(claims)
    pq.write_table(table.slice(0, WARM), folder / "warm.parquet")
    pq.write_table(table.slice(WARM, TIMED), folder / "timed.parquet")
    seconds = {name: _measured(name, data, folder) for name in WAYS}
    if (folder / "embedded.csv").read_bytes() != (folder / "cluster.csv").read_bytes():
        raise NotRunError("the cluster gave other rows")
    rows = min(TIMED, len(table) - WARM)
    rates = ", ".join(f"{name} {rows / spent:.0f}" for name, spent in seconds.items())
    return seconds["embedded"] / seconds["cluster"], f"{rows} claims, identical rows; {rates} claims a processor second"


def _measured(name: str, data: Path, folder: Path) -> float:
    words = (sys.executable, "-m", "bench.registers.spark", name, str(data), str(folder))
    told = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    return float(json.loads(told.stdout.splitlines()[-1]))


def _embedded(run: Callable[[Callable[[Settings], object]], None], settings: Settings) -> None:
    judge = judge_for(settings)
    gc.freeze()
    gc.disable()  # as in a worker of the embedded engine

    def judged(asked: Settings) -> None:
        parts = []
        for number, rows in enumerate(_chunks(asked)):
            part = asked.output.with_suffix(f".{number}")
            write_part(part, judge.judge(rows))
            gc.collect()
            parts.append(part)
        write_output(asked.output, lambda: (part for each in parts if (part := read_part(each)) is not None))

    run(judged)


def _chunks(asked: Settings) -> list[list[Row]]:
    rows = list(rows_of(asked.claims))
    return [rows[start : start + asked.chunk_rows] for start in range(0, len(rows), asked.chunk_rows)]


def _cluster(run: Callable[[Callable[[Settings], object]], None], settings: Settings) -> None:
    server = import_module("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    plan = plan_of(settings)
    run(lambda asked: run_on_spark(asked, plan, f"sc://{host}:{port}"))
    server.stop()


WAYS = {"embedded": _embedded, "cluster": _cluster}


def main() -> None:
    """Judge twice, the second time with the clock of the processor; prints the seconds."""
    name, data, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    spent = []

    def twice(judge: Callable[[Settings], object]) -> None:
        for claims in ("warm", "timed"):
            began = time.process_time()
            judge(Settings(folder / f"{claims}.parquet", folder / f"{name}.csv", DAY, DAY, data=data))
            spent.append(time.process_time() - began)

    WAYS[name](twice, Settings(folder / "warm.parquet", folder / f"{name}.csv", DAY, DAY, data=data))
    sys.stdout.write(f"{json.dumps(spent[-1])}\n")


if __name__ == "__main__":
    main()
