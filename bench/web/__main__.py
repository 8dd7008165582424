"""The table: `python -m bench.web`. Figure, asked, reached; the product and the plainest view by turns, in one run.

Ratios are of processor time, so that other work on the machine weighs on both sides alike; milliseconds of the clock stand beside them.
Everything is made in a folder that is gone afterwards; nothing is read from the net.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.registers.figures import Figure, heading
from bench.registers.memory import highest_of
from bench.web.served import Asked, Cost, Server, answers, beside, serving

CASES, ENTRIES = 100_000, 1_000_000
READS, LISTS, ROUNDS = 60, 12, 7
CLOSINGS = 15
IDLE_SECONDS = 15.0


def figures(folder: Path, cases: int, entries: int) -> Iterator[Figure]:
    """Every row of the table, the cheap ones first."""
    yield _memory(folder / "idle")
    yield from _reading(folder / "cases", cases)
    yield _closing(folder, entries)


def _memory(data: Path) -> Figure:
    """The command as a user starts it, on an empty directory, left alone."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "livingproof", "serve", "--port", str(port), "--data", str(data)]
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        env=_surroundings(data, "livingproof.app.settings"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as service:
        try:
            while not answers(port):
                if service.poll() is not None:
                    raise AssertionError("the service ended by itself")
                time.sleep(0.1)
            start = time.monotonic() - began
            time.sleep(IDLE_SECONDS / 3)
            stop = highest_of(service.pid)
            time.sleep(IDLE_SECONDS)
            reached = stop()
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(60)
    note = f"all processes, shared pages once; first answer {start:.1f} s after the command, database made"
    return Figure("whole service idle, MB", "at most", 400, reached or None, "{:.0f}", note)


def _reading(data: Path, cases: int) -> Iterator[Figure]:
    environment = _surroundings(data, "bench.web.settings")
    _run(environment, "livingproof.cli.service.preparing")
    filled = json.loads(_run(environment, "bench.web.filling", str(cases)).splitlines()[-1])
    session = {"Host": "localhost", "Cookie": f"session={filled['session']}"}
    program = {"Host": "localhost", "Authorization": f"Bearer {filled['token']}"}
    verdict, one = f"/api/verify/{filled['case']}/verdict", f"/bare/{filled['case']}"
    with serving(environment) as server:
        yield _compared(
            "API read of a verdict, times a bare view", server, Asked(verdict, program), Asked(one, program), READS
        )
        what = f"list of {cases} cases, times a plain template list"
        yield _compared(what, server, Asked("/r/cases/", session), Asked("/bare/", session), LISTS)
        what, verdict = "the same list, both filtered by verdict", "?headline=CONFIRMED"
        yield _compared(what, server, Asked(f"/r/cases/{verdict}", session), Asked(f"/bare/{verdict}", session), LISTS)


def _compared(what: str, server: Server, ours: Asked, bare: Asked, times: int) -> Figure:
    mine, theirs = beside(server, ours, bare, times, ROUNDS)
    note = f"{_told(mine)} to {_told(theirs)}"
    return Figure(what, "at most", 2, mine.processor / theirs.processor, "{:.2f}", note)


def _told(cost: Cost) -> str:
    return f"{cost.processor:.1f} ms ({cost.wait:.1f} by the clock, {cost.size / 1000:.0f} kB)"


def _closing(folder: Path, entries: int) -> Figure:
    """Two houses by turns: one with a long ledger, one with none but its records' own entries."""
    runs = [_closer(folder / name, count) for name, count in (("long", entries), ("short", 0))]
    costs: list[list[tuple[float, float]]] = [[], []]
    for _ in range(ROUNDS):
        for run, found in zip(runs, costs, strict=True):
            found.append(json.loads(_asked_once(run)))
    for run in runs:
        run.communicate()
    (long, long_clock), (short, short_clock) = (map(median, zip(*found, strict=True)) for found in costs)
    note = f"{long:.1f} ms ({long_clock:.1f} by the clock) to {short:.1f} ms ({short_clock:.1f})"
    return Figure(f"closing with {entries} entries, times with none", "at most", 3, long / short, "{:.2f}", note)


def _closer(data: Path, entries: int) -> subprocess.Popen[str]:
    environment = _surroundings(data, "livingproof.app.settings")
    _run(environment, "livingproof.cli.service.preparing")
    command = [sys.executable, "-m", "bench.web.closing", str(entries), str(ROUNDS), str(CLOSINGS)]
    run = subprocess.Popen(  # noqa: S603 - our own module
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    if run.stdout is None or run.stdout.readline() != "ready\n":
        raise AssertionError("the ledger could not be laid out")
    return run


def _asked_once(run: subprocess.Popen[str]) -> str:
    if run.stdin is None or run.stdout is None:
        raise AssertionError
    run.stdin.write("\n")
    run.stdin.flush()
    return run.stdout.readline()


def _surroundings(data: Path, settings: str) -> Mapping[str, str]:
    data.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}  # noqa: TID251 - children get the surroundings
    return kept | {"LIVINGPROOF_DATA": str(data), "DJANGO_SETTINGS_MODULE": settings}


def _run(environment: Mapping[str, str], *module: str) -> str:
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        raise AssertionError(f"{module[0]}: {done.stderr[-2000:]}")
    return done.stdout


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help="cases in the list")
    parser.add_argument("--entries", type=int, default=ENTRIES, help="entries in the long ledger")
    return parser.parse_args()


def main() -> int:
    """Print the table; exit with 1 when a figure is beyond its limit."""
    given = _given()
    program = f"livingproof {version('livingproof')}, SQLite"
    where = (
        f"{date.today()}, {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {program}"  # noqa: DTZ011, TID251 - the day of the run
    )
    print(where)  # noqa: T201 - a report
    print(heading())  # noqa: T201 - a report
    beyond = 0
    with tempfile.TemporaryDirectory(prefix="livingproof-bench-") as folder:
        for figure in figures(Path(folder), given.cases, given.entries):
            print(figure.line(), flush=True)  # noqa: T201 - a report
            beyond += figure.reached is False
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
