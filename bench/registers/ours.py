"""The product at the work of the table, through its public parts: index, matcher, and the commands of a user."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import pyarrow as pa
import pyarrow.parquet as pq

from bench.registers.memory import highest_of
from bench.registers.normal import keys_of_claims, keys_of_register, normaliser
from bench.registers.peers import NotRunError
from bench.registers.quality import Guess
from livingproof.core.matching.keys import Keys
from livingproof.core.terms import MatchAnswer
from livingproof.register.index import build_index, open_index, prepare
from livingproof.register.matching import Match, Matcher
from livingproof.register.matching.batch import Loops
from livingproof.register.matching.pack import packed
from livingproof.register.matching.scorecard import shipped_model

CORES = 2
_COMMAND = (sys.executable, "-m", "livingproof")
_OPENING = """
import sys, time
from pathlib import Path
from livingproof.register.index import open_index
started = time.perf_counter()
open_index(Path(sys.argv[1]))
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True)
class Built:
    """An index that was built: processor seconds for it alone and for the keys of its rows, its bytes, seconds to open it."""

    path: Path
    seconds: float
    keys_seconds: float
    size: int
    open_seconds: float


def build(register: Path, into: Path) -> Built:
    """The index of a register, built anew; opened in a process of its own."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    timed = _Timed(keys_of_register(register))
    started = time.process_time()
    build_index(timed, into, normaliser=normaliser().version)
    whole = time.process_time() - started
    size = sum(file.stat().st_size for file in into.rglob("*") if file.is_file())
    opened = subprocess.run((sys.executable, "-c", _OPENING, str(into)), check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    return Built(into, whole - timed.seconds, timed.seconds, size, float(opened.stdout))


TIMED_AT_ONCE = 1_000


class _Timed:
    """Keys passed on, with the time that making them takes."""

    def __init__(self, keys: Iterator[Keys]) -> None:
        self._keys, self.seconds = keys, 0.0

    def __iter__(self) -> Iterator[Keys]:
        while True:
            started = time.process_time()
            some = tuple(islice(self._keys, TIMED_AT_ONCE))
            self.seconds += time.process_time() - started
            if not some:
                return
            yield from some


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching came to, and how long it took from the raw claims to the answers, on `CORES` cores.

    `processor` are the seconds of all cores together: others' work on the machine does not lengthen them.
    """

    matches: tuple[Match, ...]
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Claims a processor second."""
        return len(self.matches) / self.processor

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What is accepted: only a matched certificate."""
        return tuple(_guess(match) for match in self.matches)


def match_all(index: Path, claims: pa.Table) -> Matched:
    """Answer the claims, opening the index and making keys within the time; kernels are compiled, pages of the index warm."""
    prepare()
    Matcher(open_index(index), normaliser()).match_many(keys_of_claims(claims.slice(0, 200)), threads=CORES)
    with _clean():
        started, processor = time.perf_counter(), time.process_time()
        matcher = Matcher(open_index(index), normaliser())
        matches = matcher.match_many(keys_of_claims(claims), threads=CORES)
        return Matched(tuple(matches), time.perf_counter() - started, time.process_time() - processor)


def rank_all(index: Path, claims: pa.Table) -> float:
    """Claims a processor second from the raw claim to ten weighed candidates: keys, search and scoring, without the rules."""
    loops = Loops(open_index(index), shipped_model())
    list(loops.many(keys_of_claims(claims.slice(0, 200)), 1))
    with _clean():
        started = time.process_time()
        list(loops.many(keys_of_claims(claims), 1))
        return len(claims) / (time.process_time() - started)


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs scored in a processor second: claims laid out before, and with keys and laying out within the time."""

    prepared: float
    from_claims: float


_ROUNDS = 10


def score_pairs(index: Path, claims: pa.Table, pairs: Sequence[Sequence[int]]) -> Scored:
    """Comparing and weighing of given pairs, without any search."""
    loops = Loops(open_index(index), shipped_model())
    asked, number = claims.slice(0, len(pairs)), sum(map(len, pairs))
    laid_out = packed(keys_of_claims(asked))
    loops.scored(laid_out, pairs)
    with _clean():
        started = time.process_time()
        for _ in range(_ROUNDS):
            loops.scored(laid_out, pairs)
        between = time.process_time()
        loops.scored(packed(keys_of_claims(asked)), pairs)
        return Scored(_ROUNDS * number / (between - started), number / (time.process_time() - between))


@contextmanager
def _clean() -> Iterator[None]:
    """What was measured before is not searched for garbage while this is measured."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _guess(match: Match) -> Guess:
    accepted = match.answer is MatchAnswer.CERTIFICATE_MATCHED
    return Guess(tuple(one.row for one in match.candidates), match.row if accepted else None, match.probability)


@dataclass(frozen=True, slots=True)
class LookUps:
    """Milliseconds of processor time of single look-ups in one thread: the median and the 99th of a hundred."""

    middle: float
    slowest: float


def look_ups(index: Path, claims: pa.Table, *, compiled: bool) -> LookUps:
    """One claim after the other from raw claim to answer, in a process of its own; `compiled`: its loops are loaded before."""
    given = index.parent / "look-ups.parquet"
    pq.write_table(claims, given)
    command = (sys.executable, "-m", "bench.registers.look_ups", str(index), str(given), *(("--compiled",) * compiled))
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    spent = sorted(json.loads(done.stdout))
    return LookUps(median(spent), quantiles(spent, n=100)[-1])


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran: seconds, processor seconds, and the most memory of all its processes together in MB."""

    seconds: float
    processor: float
    memory: float
    printed: str


def import_register(register: Path, data: Path) -> Run:
    """`livingproof register import` of a made register."""
    shutil.rmtree(data, ignore_errors=True)
    return _run(
        "register",
        "import",
        "generic",
        str(register),
        "--register",
        "made",
        "--as-of",
        "2026-06-30",
        "--data",
        str(data),
    )


def bulk(claims: Path, output: Path, data: Path) -> Run:
    """`livingproof bulk`: matching and every check, from the file of claims to the file of answers."""
    return _run(
        "bulk",
        str(claims),
        "-o",
        str(output),
        "--data",
        str(data),
        "--as-of",
        "2026-06-30",
        "--restart",
        "--format",
        "json",
        "--workers",
        str(CORES),
    )


def _run(*arguments: str) -> Run:
    started, before = time.perf_counter(), os.times()
    command = (*_COMMAND, *arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        memory = highest_of(process.pid)
        printed, complained = process.communicate()
    if process.returncode:
        raise NotRunError(f"livingproof {' '.join(arguments[:2])}: {complained.strip()[-300:]}")
    return Run(time.perf_counter() - started, _processor(before), memory(), printed)


def _processor(before: os.times_result) -> float:
    now = os.times()
    return now.children_user + now.children_system - before.children_user - before.children_system
