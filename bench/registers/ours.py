"""The product at the work of the table, through its public parts: index, matcher, and the commands of a user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import pyarrow as pa

from bench.registers.memory import highest_of
from bench.registers.normal import keys_of_claims, keys_of_register, normaliser
from bench.registers.peers import NotRunError
from bench.registers.quality import Guess
from livingproof.core.matching.keys import Keys
from livingproof.core.terms import MatchAnswer
from livingproof.register.index import build_index, open_index, prepare
from livingproof.register.matching import Match, Matcher
from livingproof.register.matching.batch import ranked_many
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


class _Timed:
    """Keys passed on, with the time that making them takes."""

    def __init__(self, keys: Iterator[Keys]) -> None:
        self._keys, self.seconds = keys, 0.0

    def __iter__(self) -> Iterator[Keys]:
        while True:
            started = time.process_time()
            one = next(self._keys, None)
            self.seconds += time.process_time() - started
            if one is None:
                return
            yield one


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
    started, processor = time.perf_counter(), time.process_time()
    matcher = Matcher(open_index(index), normaliser())
    matches = matcher.match_many(keys_of_claims(claims), threads=CORES)
    return Matched(tuple(matches), time.perf_counter() - started, time.process_time() - processor)


@dataclass(frozen=True, slots=True)
class RankedAll:
    """Searching and scoring alone, without the rules: processor seconds, claims, and pairs that were given a probability."""

    processor: float
    claims: int
    pairs: int


def rank_all(index: Path, claims: pa.Table) -> RankedAll:
    """The ranked candidates of the claims, keys made within the time: what a peer that only scores is held against."""
    opened, model = open_index(index), shipped_model()
    ranked_many(keys_of_claims(claims.slice(0, 200)), opened, model, CORES)
    started = time.process_time()
    ranked = ranked_many(keys_of_claims(claims), opened, model, CORES)
    return RankedAll(time.process_time() - started, len(claims), sum(len(one.rows) for one in ranked))


def _guess(match: Match) -> Guess:
    accepted = match.answer is MatchAnswer.CERTIFICATE_MATCHED
    return Guess(tuple(one.row for one in match.candidates), match.row if accepted else None, match.probability)


def look_up_milliseconds(index: Path, claims: pa.Table) -> tuple[float, float]:
    """Processor time of one claim after the other, from raw claim to answer, in one thread: median and 99th of a hundred."""
    matcher, spent = Matcher(open_index(index), normaliser()), []
    for place in range(len(claims)):
        row = claims.slice(place, 1)
        started = time.process_time()
        keys = keys_of_claims(row)
        matcher.match(keys[0])
        spent.append(1000 * (time.process_time() - started))
    warm = spent[len(spent) // 10 :]
    return median(warm), quantiles(warm, n=100)[-1]


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
