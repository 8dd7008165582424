"""The same run in the workers of a Spark cluster, by Spark Connect: rows go there as they are, answers come back in their order."""

from __future__ import annotations

import gc
import os
import re
import socket
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

from livingproof.bulk.judging import Judge, judge_for
from livingproof.bulk.parts import SCHEMA, table_of
from livingproof.bulk.plan import Plan, Settings
from livingproof.bulk.planning import asked_of
from livingproof.bulk.reading import rows_of
from livingproof.bulk.rows import COLUMNS, Row
from livingproof.bulk.summary import Summary
from livingproof.bulk.writing import write_output, write_statements
from livingproof.core.errors import BulkError, unopened

PLACE = "place"
SENT = pa.schema(
    [(PLACE, pa.int64()), ("number", pa.int64()), ("problem", pa.string()), *((name, pa.string()) for name in COLUMNS)]
)
"""A row on its way to a worker: where it stands, its number and what is wrong with its form, and its cells; None: no such cell."""

RETURNED = pa.schema([(PLACE, pa.int64()), *SCHEMA])
WORDS = {
    "policy": "another policy",
    "catalogue": "another catalogue",
    "snapshots": "other snapshots of the registers",
    "answers": "other answers of persons",
    "program": "another version of this program",
}
"""What may differ between a worker and the machine that asks, in words."""
ANY = "any"
"""Stands for the name of a file that judging does not look at."""
SENT_AT_ONCE = 200_000
"""Rows that are sent to the cluster together: what comes back of them is held in this process."""
PORT, PATIENCE = 15002, 10
"""Where Spark Connect listens if the address says nothing, and how many seconds its answer may take."""
NEEDED = " A cluster of this machine (local[2]) needs Java and the whole of Spark: pip install pyspark."
ENDED = re.compile(r"[A-Za-z_.]*(Error|Exception): ")
LONGEST = 300
"""Letters of what a cluster says that are shown."""


def run_on_spark(settings: Settings, plan: Plan, remote: str) -> Summary:
    """Judge every row in the workers of the cluster at `remote` and write the output here.

    The data directory must lie under the same name on every worker. BulkError says why the run cannot go on.
    """
    began, summary, parts = time.monotonic(), Summary(), []
    with _session(remote) as session:
        for sent in _batches(rows_of(settings.claims)):
            part = _judged(session, sent, settings, plan)
            parts.append(part)
            summary.add({name: part[name].to_pylist() for name in part.column_names if name != "statement"})
            summary.judged = summary.rows
            summary.seconds = time.monotonic() - began
    write_output(settings.output, lambda: iter(parts))
    if settings.statements:
        write_statements(settings.statements, parts)
    return summary


@contextmanager
def _session(remote: str) -> Iterator[Any]:
    """A session of its own with the cluster; it is closed, so that nothing asks a cluster that has gone when the program ends."""
    try:
        builder = import_module("pyspark.sql").SparkSession.builder
        problems = import_module("pyspark.errors").PySparkException
    except ImportError as problem:
        raise BulkError("--engine spark needs the Spark Connect client: pip install 'livingproof[spark]'.") from problem
    if remote.startswith("sc://"):
        _answers(remote)
    else:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # noqa: TID251 - workers of this machine are of this program
    try:
        asked = builder.remote(remote)
        session = asked.create() if remote.startswith("sc://") else asked.getOrCreate()
    except (problems, ImportError, OSError, RuntimeError) as problem:
        raise BulkError(f"--remote {remote}: cannot be used ({_first_line(problem)}).{NEEDED}") from problem
    try:
        yield session
    except problems as problem:
        raise BulkError(f"--remote {remote}: the run ended there ({_first_line(problem)}). Run it again.") from problem
    finally:
        session.stop()


def _answers(remote: str) -> None:
    """BulkError where nothing listens at the address: the client would try for ten minutes without a word."""
    address = urlsplit(remote.partition("/;")[0])
    try:
        socket.create_connection((address.hostname or "", address.port or PORT), PATIENCE).close()
    except (OSError, ValueError) as problem:
        raise BulkError(
            f"--remote {remote}: nobody answers there ({unopened(problem)}). Start Spark Connect on the cluster, or correct the address."
        ) from problem


def _first_line(problem: Exception) -> str:
    """What went wrong, on one line: what this program said in a worker, else the error that a worker ended with, else the first line."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()] or [type(problem).__name__]
    own = [line.partition("BulkError: ")[2] for line in lines if "BulkError: " in line]
    ended = [line for line in lines if ENDED.match(line)]
    return (own or ended[-1:] or lines)[0][:LONGEST].rstrip(". ")


def _batches(rows: Iterator[Row]) -> Iterator[pa.Table]:
    place = 0
    while batch := list(islice(rows, SENT_AT_ONCE)):
        yield _sent(batch, place)
        place += len(batch)


def _sent(rows: Sequence[Row], first: int) -> pa.Table:
    columns: dict[str, list[Any]] = {
        PLACE: list(range(first, first + len(rows))),
        "number": [row.number for row in rows],
        "problem": [row.problem for row in rows],
        **{name: [row.cells.get(name) for row in rows] for name in COLUMNS},
    }
    return pa.table(columns, schema=SENT)


def _judged(session: Any, sent: pa.Table, settings: Settings, plan: Plan) -> pa.Table:
    """The answers to these rows, in their order."""
    frame = session.createDataFrame(sent)
    asked = frame.mapInArrow(partial(judge_batches, settings=settings, plan=plan), _declared())
    found = asked.toArrow().sort_by(PLACE)
    if found[PLACE].to_pylist() != sent[PLACE].to_pylist():
        raise BulkError(f"{sent.num_rows:,} rows went to the cluster and {found.num_rows:,} came back. Run it again.")
    return found.drop([PLACE]).cast(SCHEMA)


def _declared() -> str:
    """The columns that come back, as Spark declares them: equal to `RETURNED`."""
    words = {pa.int64(): "bigint", pa.float64(): "double", pa.string(): "string"}
    return ", ".join(f"{field.name} {words[field.type]}" for field in RETURNED)


# --- in a worker of the cluster -----------------------------------------------------------------------------------------


def judge_batches(batches: Iterable[pa.RecordBatch], *, settings: Settings, plan: Plan) -> Iterator[pa.RecordBatch]:
    """The answers to the rows of each batch; everything that judging needs is opened once for a process."""
    judge = _judge(_common(settings), tuple((name, getattr(plan, name)) for name in WORDS))
    for batch in batches:
        if batch.num_rows:
            answers = table_of(judge.judge([_row(one) for one in batch.to_pylist()]))
            table = answers.add_column(0, PLACE, batch.column(PLACE))
            yield from table.cast(RETURNED).combine_chunks().to_batches()


def _common(settings: Settings) -> Settings:
    """What runs over several files beside each other have in common: a worker opens facts and registers once for all of them."""
    statements = Path(ANY) if settings.statements else None
    return replace(settings, claims=settings.claims.with_name(ANY), output=Path(ANY), statements=statements)


@lru_cache(maxsize=1)
def _judge(settings: Settings, expected: tuple[tuple[str, object], ...]) -> Judge:
    """The judge of this worker; opened again where anything else is expected, BulkError where other things lie here."""
    here = asked_of(settings)
    differs = [WORDS[name] for name, value in expected if here[name] != value]
    if differs:
        raise BulkError(
            f"a worker has {' and '.join(differs)} than the machine that asks. Install the same version, and copy the data directory."
        )
    judge = judge_for(settings)
    gc.freeze()  # facts live as long as the worker: no collection needs to look at them
    return judge


def _row(sent: dict[str, Any]) -> Row:
    cells = {name: sent[name] for name in COLUMNS if sent[name] is not None}
    return Row(sent["number"], cells, sent["problem"])
