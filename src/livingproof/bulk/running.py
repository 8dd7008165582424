"""The run itself: chunks go to worker processes, which lay finished parts down; what is finished is never done twice."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa

from livingproof.bulk.judging import Judge, judge_for
from livingproof.bulk.parts import read_part, write_part
from livingproof.bulk.plan import Desk, Plan, Settings
from livingproof.bulk.reading import rows_of
from livingproof.bulk.rows import Row
from livingproof.bulk.summary import Summary
from livingproof.bulk.writing import write_output, write_statements
from livingproof.core.errors import BulkError

AHEAD = 3
"""Chunks that wait for each worker: enough that none idles, few enough that memory stays flat."""

END_WITH_PARENT = 1
"""The option of prctl(2) by which the kernel sends a process a signal when its parent ends."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `rows` finished in all, `kept` of them by an earlier process, `seconds` since this one began."""

    rows: int
    kept: int
    seconds: float


def run(settings: Settings, plan: Plan, tell: Callable[[Progress], None] = lambda _: None) -> Summary:
    """Judge every row of the file of claims and write the output; an interrupted run with the same plan goes on.

    As many rows come out as went in, in their order. BulkError says why the run cannot go on; finished parts stay.
    """
    desk = Desk(settings.output)
    desk.open(plan)
    began = time.monotonic()
    summary = Summary()
    for number, fresh in _finished(settings, desk):
        part = _part(desk.part(number))
        summary.add({name: part[name].to_pylist() for name in part.column_names if name != "statement"})
        summary.judged += part.num_rows if fresh else 0
        summary.seconds = time.monotonic() - began
        tell(Progress(summary.rows, summary.rows - summary.judged, summary.seconds))
    written = write_output(settings.output, lambda: map(_part, desk.parts()))
    if written != summary.rows:
        raise BulkError(f"{settings.output}: {summary.rows:,} rows went in and {written:,} came out; use --restart.")
    if settings.statements:
        write_statements(settings.statements, map(_part, desk.parts()))
    desk.clear()
    return summary


def _part(path: Path) -> pa.Table:
    part = read_part(path)
    if part is None:
        raise BulkError(f"{path}: was finished and cannot be read. Run the command again with --restart.")
    return part


def _finished(settings: Settings, desk: Desk) -> Iterator[tuple[int, bool]]:
    """The number of every chunk in order, once its part lies on the desk, and whether this process judged it."""
    workers = settings.workers or len(os.sched_getaffinity(0))
    waiting: deque[tuple[int, Future[None] | None]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_prepare, initargs=(settings,))
    try:
        for number, rows in enumerate(_chunks(rows_of(settings.claims), settings.chunk_rows)):
            done = read_part(desk.part(number)) is not None
            waiting.append((number, None if done else pool.submit(_judge_chunk, rows, desk.part(number))))
            if len(waiting) > workers * AHEAD:
                yield _awaited(*waiting.popleft())
        while waiting:
            yield _awaited(*waiting.popleft())
    except BrokenProcessPool as problem:
        raise BulkError(
            "a worker process ended by itself (out of memory?). What is finished is kept: run the command again, or with --workers 1."
        ) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _awaited(number: int, future: Future[None] | None) -> tuple[int, bool]:
    if future is not None:
        future.result()
    return number, future is not None


def _chunks(rows: Iterable[Row], size: int) -> Iterator[Sequence[Row]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


# --- in a worker process ------------------------------------------------------------------------------------------------

_JUDGES: list[Judge] = []
"""The judge of this worker process: facts, policy and registers are opened once."""


def _prepare(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, which ends its workers in order
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    _JUDGES[:] = [judge_for(settings)]


def _judge_chunk(rows: Sequence[Row], path: Path) -> None:
    answers = _JUDGES[0].judge(rows)
    if len(answers) != len(rows):
        raise BulkError(
            f"{len(rows)} rows went in and {len(answers)} came out. Report this with the row numbers {rows[0].number} on."
        )
    write_part(path, answers)
