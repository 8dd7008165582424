"""Runs that end in the middle: killed, out of room, without their parent; started again they give the same bytes."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from livingproof.bulk.plan import Desk
from tests.bulk.files import with_register, written

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "livingproof", "bulk"]
ROWS = 2400
PATIENCE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register, claims about it, and what an undisturbed run makes of them."""
    folder = tmp_path_factory.mktemp("interrupted")
    with_register(folder)
    rows = [
        {"claim_id": str(row), "holder_name": f"Holder {row % 400} Ltd", "certificate_number": f"Q-{row % 350}"}
        for row in range(ROWS)
    ]
    written(folder / "claims.csv", [{**row, "standard": "ISO 9001"} for row in rows])
    ended = subprocess.run([*COMMAND, *words(folder, "whole")], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return folder


def words(folder: Path, name: str) -> Sequence[str]:
    files = [str(folder / "claims.csv"), "-o", str(folder / f"{name}.csv"), "--data", str(folder / "data")]
    return [*files, "--workers", "2", "--as-of", "2026-11-21", "--statements", str(folder / f"{name}.jsonl")]


def children_of(process: int) -> set[int]:
    """Every process below this one."""
    found: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(path.parent.name)] = int(parts[1])
    below = {process}
    while more := {child for child, parent in found.items() if parent in below and child not in below}:
        below |= more
    return below - {process}


def alive(processes: set[int]) -> set[int]:
    """Those that still run; one that only waits to be buried does not."""
    states = {}
    for process in processes:
        try:
            states[process] = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
    return {process for process, state in states.items() if state not in "ZX"}


def same(folder: Path, name: str) -> bool:
    return all(
        (folder / f"{name}{ending}").read_bytes() == (folder / f"whole{ending}").read_bytes()
        for ending in (".csv", ".jsonl")
    )


def finished(folder: Path, name: str) -> int:
    return len(list(Desk(folder / f"{name}.csv").folder.glob("*.arrow")))


def test_killed_again_and_again_it_gives_the_same_bytes_and_leaves_no_process(folder: Path) -> None:
    chance = random.Random()  # noqa: S311 - moments at which a process is killed
    name = "killed"
    kills = 0
    deadline = time.monotonic() + PATIENCE
    while True:
        run = subprocess.Popen([*COMMAND, *words(folder, name)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        before = finished(folder, name)
        wait_for = before + 1 if kills in {1, 3} else 0
        while finished(folder, name) < wait_for and run.poll() is None:
            time.sleep(0.02)
        try:
            run.wait(chance.uniform(0, 1.5) if kills < 4 else PATIENCE)
            break
        except subprocess.TimeoutExpired:
            below = children_of(run.pid)
            run.send_signal(signal.SIGKILL)
            run.communicate()
            kills += 1
        until = time.monotonic() + 10
        while alive(below) and time.monotonic() < until:
            time.sleep(0.05)
        assert not alive(below)
        assert time.monotonic() < deadline
    assert run.returncode == 0, run.communicate()[1]
    run.communicate()
    assert kills >= 3
    assert same(folder, name)
    assert not Desk(folder / f"{name}.csv").folder.exists()


def test_interrupted_from_the_keyboard_it_ends_with_its_workers_and_goes_on_later(folder: Path) -> None:
    run = subprocess.Popen([*COMMAND, *words(folder, "stopped")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while finished(folder, "stopped") < 1 and run.poll() is None:
        time.sleep(0.02)
    below = children_of(run.pid)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode != 0
    assert b"Traceback" not in said
    until = time.monotonic() + 10
    while alive(below) and time.monotonic() < until:
        time.sleep(0.1)
    assert not alive(below)
    again = subprocess.run([*COMMAND, *words(folder, "stopped")], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "going on with the run that was interrupted" in again.stderr
    assert same(folder, "stopped")


def test_a_worker_that_is_killed_ends_the_run_with_what_to_do(folder: Path) -> None:
    run = subprocess.Popen([*COMMAND, *words(folder, "worker")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while finished(folder, "worker") < 1 and run.poll() is None:
        time.sleep(0.02)
    busiest = max(alive(children_of(run.pid)), key=_memory)
    os.kill(busiest, signal.SIGKILL)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert b"a worker process ended by itself" in said
    again = subprocess.run([*COMMAND, *words(folder, "worker")], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert same(folder, "worker")


def _memory(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except OSError:
        return 0


def test_a_full_disk_is_told_and_keeps_what_was_finished(folder: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    short = words(folder, "full")
    run = subprocess.run([*COMMAND, *short], capture_output=True, text=True, check=False, preexec_fn=little_room)
    assert run.returncode == 1
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (folder / "full.csv").exists()
    assert not list(Desk(folder / "full.csv").folder.glob(".*.new"))
    kept = finished(folder, "full")
    again = subprocess.run([*COMMAND, *short], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert same(folder, "full")
    assert kept >= 0
