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
ROWS, JUDGED = 20_000, 100
"""Twenty chunks of rows that are refused at sight; only every so manieth is judged, so that a run is quick and has many ends to meet."""
MOMENTS: tuple[float | None, ...] = (0.0, None, 1.0, None)
"""When a run is killed: within so many seconds of its beginning, or (None) when it has finished one part more."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register, claims about it, and what an undisturbed run makes of them."""
    folder = tmp_path_factory.mktemp("interrupted")
    with_register(folder)
    rows = [
        {"holder_name": f"Holder {row % 400} Ltd", "certificate_number": f"Q-{row % 350}", "standard": "ISO 9001"}
        if row % JUDGED == 0
        else {"as_of": "never"}
        for row in range(ROWS)
    ]
    written(folder / "claims.csv", [{"claim_id": str(row), **cells} for row, cells in enumerate(rows)])
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


def begun(folder: Path, name: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    return subprocess.Popen([*COMMAND, *words(folder, name)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def one_part_more(folder: Path, name: str, run: subprocess.Popen[bytes]) -> None:
    """Wait until the run has finished a part more than there are now."""
    before = finished(folder, name)
    while finished(folder, name) <= before and run.poll() is None:
        time.sleep(0.005)


def gone(processes: set[int]) -> bool:
    """Whether all of them end within some seconds."""
    until = time.monotonic() + 10
    while alive(processes) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(processes)


def test_killed_again_and_again_it_gives_the_same_bytes_and_leaves_no_process(folder: Path) -> None:
    chance = random.Random()  # noqa: S311 - moments at which a process is killed
    kept = 0
    for moment in MOMENTS:
        run = begun(folder, "killed")
        if moment is None:
            one_part_more(folder, "killed", run)
        else:
            time.sleep(chance.uniform(0, moment))
        below = children_of(run.pid)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        assert run.returncode == -signal.SIGKILL
        assert gone(below)
        assert kept <= finished(folder, "killed")
        kept = finished(folder, "killed")
    assert kept >= MOMENTS.count(None)
    again = subprocess.run([*COMMAND, *words(folder, "killed")], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert same(folder, "killed")
    assert not Desk(folder / "killed.csv").folder.exists()


def test_interrupted_from_the_keyboard_it_ends_with_its_workers_and_keeps_what_was_finished(folder: Path) -> None:
    run = begun(folder, "stopped")
    one_part_more(folder, "stopped", run)
    below = children_of(run.pid)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode != 0
    assert b"Traceback" not in said
    assert gone(below)
    assert finished(folder, "stopped")


def test_a_worker_that_is_killed_ends_the_run_with_what_to_do(folder: Path) -> None:
    run = begun(folder, "worker")
    one_part_more(folder, "worker", run)
    os.kill(max(alive(children_of(run.pid)), key=_memory), signal.SIGKILL)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 1
    assert b"a worker process ended by itself" in said
    assert finished(folder, "worker")


def _memory(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except OSError:
        return 0


def test_a_full_disk_is_told_and_keeps_what_was_finished(folder: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    short = words(folder, "full")
    run = subprocess.run([*COMMAND, *short], capture_output=True, text=True, check=False, preexec_fn=little_room)
    assert run.returncode == 1
    assert "cannot be written" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (folder / "full.csv").exists()
    assert not list(Desk(folder / "full.csv").folder.glob(".*.new"))
    assert finished(folder, "full") == ROWS / 1000
    again = subprocess.run([*COMMAND, *short], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert same(folder, "full")
