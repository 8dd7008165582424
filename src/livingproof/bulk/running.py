"""The run itself: chunks go to worker processes, which lay finished parts down; what is finished is never done twice."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
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
from livingproof.readers.confined import end_with_parent
from livingproof.register.forking import forking
from livingproof.register.index.kernels import prepare

AHEAD = 3
"""Chunks that wait for each worker: enough that none idles, few enough that memory stays flat."""

FILE_WORK = 50
"""A file to read takes as long as many rows without one."""


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
    with desk.alone():
        try:
            with _workers(settings, _judge(settings, plan)) as pool:
                summary = _judged(settings, desk, pool, tell)
        except BulkError:
            if not any(desk.parts()):  # nothing was begun that could go on
                desk.clear()
            raise
        written = write_output(settings.output, lambda: map(_part, desk.parts()))
        if written != summary.rows:
            raise BulkError(
                f"{settings.output}: {summary.rows:,} rows went in and {written:,} came out; use --restart."
            )
        if settings.statements:
            write_statements(settings.statements, map(_part, desk.parts()))
        desk.clear()
    return summary


def _judged(settings: Settings, desk: Desk, pool: ProcessPoolExecutor, tell: Callable[[Progress], None]) -> Summary:
    """Judge what is not judged yet, until every part lies on the desk; BulkError where the file of claims changed meanwhile."""
    began, standing = time.monotonic(), _standing(settings.claims)
    summary = Summary()
    for number, fresh in _finished(settings, desk, pool):
        part = _part(desk.part(number))
        summary.add({name: part[name].to_pylist() for name in part.column_names if name != "statement"})
        summary.judged += part.num_rows if fresh else 0
        summary.seconds = time.monotonic() - began
        tell(Progress(summary.rows, summary.rows - summary.judged, summary.seconds))
    if _standing(settings.claims) != standing:
        raise BulkError(f"{settings.claims}: was changed while it was read. Run the command again with --restart.")
    return summary


def _standing(path: Path) -> tuple[int, int, int]:
    """By what a changed file is known: which file it is, its length, its time."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _part(path: Path) -> pa.Table:
    part = read_part(path)
    if part is None:
        raise BulkError(f"{path}: was finished and cannot be read. Run the command again with --restart.")
    return part


def _judge(settings: Settings, plan: Plan) -> Judge:
    """The judge of this run, with facts, policy and registers opened once for all workers; BulkError says why there is none."""
    judge = judge_for(settings)
    if judge.snapshots != plan.snapshots:
        raise BulkError("a register was imported or dropped as the run began. Run the command again with --restart.")
    if judge.snapshots:
        prepare()
    return judge


@contextmanager
def _workers(settings: Settings, judge: Judge) -> Iterator[ProcessPoolExecutor]:
    """The worker processes: copies of this one, so that what the judge has opened lies in memory once."""
    pool = ProcessPoolExecutor(
        _count(settings), mp_context=get_context("fork"), initializer=_begin, initargs=(judge, os.getpid())
    )
    try:
        with forking():
            pool.submit(os.getpid)  # every process begins with the first task, before this one has threads of its own
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _count(settings: Settings) -> int:
    return settings.workers or len(os.sched_getaffinity(0))


def _finished(settings: Settings, desk: Desk, pool: ProcessPoolExecutor) -> Iterator[tuple[int, bool]]:
    """The number of every chunk in order, once its part lies on the desk, and whether this process judged it."""
    most = _count(settings) * AHEAD
    waiting: deque[tuple[int, Future[None] | None]] = deque()
    try:
        for number, rows in enumerate(_chunks(rows_of(settings.claims), settings.chunk_rows)):
            part = read_part(desk.part(number))
            done = part is not None and part.num_rows == len(rows)
            waiting.append((number, None if done else pool.submit(_judge_chunk, rows, desk.part(number))))
            if len(waiting) > most:
                yield _awaited(*waiting.popleft())
        while waiting:
            yield _awaited(*waiting.popleft())
    except BrokenProcessPool as problem:
        # What is half said to workers that are gone has no listener; Python before 3.11.5 waits for one for ever (its fault 94777).
        pool._call_queue._reader.close()  # type: ignore[attr-defined]  # noqa: SLF001 - as Python itself does since
        raise BulkError(
            "a worker process ended by itself (out of memory?). What is finished is kept: run the command again, or with --workers 1."
        ) from problem


def _awaited(number: int, future: Future[None] | None) -> tuple[int, bool]:
    if future is not None:
        future.result()
    return number, future is not None


def _chunks(rows: Iterable[Row], size: int) -> Iterator[Sequence[Row]]:
    """The rows in order, as many together as make a chunk; a row whose file is to be read is work for many."""
    chunk: list[Row] = []
    work = 0
    for row in rows:
        chunk.append(row)
        work += FILE_WORK if row.cells.get("file") else 1
        if work >= size:
            yield chunk
            chunk, work = [], 0
    if chunk:
        yield chunk


# --- in a worker process ------------------------------------------------------------------------------------------------

_JUDGE: list[Judge] = []
"""The judge of this worker process."""


def _begin(judge: Judge, parent: int) -> None:
    """Take the judge over, and let this process end when its parent does, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, which ends its workers in order
    end_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before the kernel was asked to watch it
    _JUDGE[:] = [judge]
    gc.freeze()  # facts live as long as the process: no collection needs to look at them
    gc.disable()


def _judge_chunk(rows: Sequence[Row], path: Path) -> None:
    answers = _JUDGE[0].judge(rows)
    gc.collect()  # what is judged refers to nothing that refers back: looking for such rings as often as usual takes a tenth of the time
    if len(answers) != len(rows):
        raise BulkError(
            f"{len(rows)} rows went in and {len(answers)} came out. Report this with the row numbers {rows[0].number} on."
        )
    write_part(path, answers)
