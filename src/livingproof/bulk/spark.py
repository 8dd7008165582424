"""The same run in the workers of a Spark cluster, by Spark Connect: rows go there as they are, answers come back in their order."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from itertools import islice
from typing import Any

import pyarrow as pa

from livingproof.bulk.judging import Judge, judge_for
from livingproof.bulk.parts import SCHEMA, table_of
from livingproof.bulk.plan import Plan, Settings
from livingproof.bulk.reading import rows_of
from livingproof.bulk.rows import COLUMNS, Row
from livingproof.bulk.summary import Summary
from livingproof.bulk.writing import write_output, write_statements
from livingproof.core.errors import BulkError

PLACE = "place"
SENT = pa.schema(
    [(PLACE, pa.int64()), ("number", pa.int64()), ("problem", pa.string()), *((name, pa.string()) for name in COLUMNS)]
)
"""A row on its way to a worker: where it stands, its number and what is wrong with its form, and its cells; None: no such cell."""

RETURNED = pa.schema([(PLACE, pa.int64()), *SCHEMA])
SENT_AT_ONCE = 200_000
"""Rows that are sent to the cluster together: what comes back of them is held in this process."""


def run_on_spark(settings: Settings, plan: Plan, remote: str) -> Summary:
    """Judge every row in the workers of the cluster at `remote` and write the output here.

    The data directory must lie under the same name on every worker. BulkError says why the run cannot go on.
    """
    session = _session(remote)
    began, summary, parts = time.monotonic(), Summary(), []
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


def _session(remote: str) -> Any:
    try:
        connect = import_module("pyspark.sql.connect.session")
    except ImportError as problem:
        raise BulkError("--engine spark needs the Spark Connect client: pip install 'livingproof[spark]'.") from problem
    return connect.SparkSession.builder.remote(remote).getOrCreate()


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
    asked = frame.mapInArrow(partial(judge_batches, settings=settings, snapshots=plan.snapshots), _declared())
    found = asked.toArrow().sort_by(PLACE)
    if found[PLACE].to_pylist() != sent[PLACE].to_pylist():
        raise BulkError(f"{sent.num_rows:,} rows went to the cluster and {found.num_rows:,} came back. Run it again.")
    return found.drop([PLACE]).cast(SCHEMA)


def _declared() -> str:
    """The columns that come back, as Spark declares them: equal to `RETURNED`."""
    words = {pa.int64(): "bigint", pa.float64(): "double", pa.string(): "string"}
    return ", ".join(f"{field.name} {words[field.type]}" for field in RETURNED)


# --- in a worker of the cluster -----------------------------------------------------------------------------------------


def judge_batches(
    batches: Iterable[pa.RecordBatch], *, settings: Settings, snapshots: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    """The answers to the rows of each batch; everything that judging needs is opened once for a process."""
    judge = _judge(settings)
    if judge.snapshots != snapshots:
        raise BulkError("a worker holds other snapshots of the registers than this machine; copy the data directory.")
    for batch in batches:
        if batch.num_rows:
            answers = table_of(judge.judge([_row(one) for one in batch.to_pylist()]))
            table = answers.add_column(0, PLACE, batch.column(PLACE))
            yield from table.cast(RETURNED).combine_chunks().to_batches()


@cache
def _judge(settings: Settings) -> Judge:
    return judge_for(settings)


def _row(sent: dict[str, Any]) -> Row:
    cells = {name: sent[name] for name in COLUMNS if sent[name] is not None}
    return Row(sent["number"], cells, sent["problem"])
