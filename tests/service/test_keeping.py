"""Processes that are started together and ended together, whatever happens to their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from livingproof.cli.service.keeping import Child, Household

SLEEPS = ["sh", "-c", "sleep 600 & wait"]
PARENT = """
import os, sys, time
from livingproof.cli.service.keeping import Child, Household
house = Household([Child("a sleeper", ["sh", "-c", "sleep 600 & echo $! > " + sys.argv[1] + "; wait"])], os.environ, print)
house.start()
print(house.children[0].pid, flush=True)
time.sleep(600)
"""


def lives(pid: int) -> bool:
    """Whether a process runs; one that ended and is not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def soon(holds: Callable[[], bool], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_ending_ends_children_and_their_children() -> None:
    house = Household([Child("a sleeper", SLEEPS)], os.environ, print)
    house.start()
    leader = house.children[0].pid
    assert leader is not None
    house.end()
    assert not lives(leader)
    assert not soon(lambda: _group(leader), 0.2)


def _group(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return any(lives(int(one.name)) for one in Path("/proc").glob("[0-9]*") if _leader_of(int(one.name)) == leader)


def _leader_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return -1


def test_a_child_that_ended_by_itself_is_started_again_and_told() -> None:
    told: list[str] = []
    house = Household([Child("a sleeper", SLEEPS)], os.environ, told.append)
    house.start()
    first = house.children[0].pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    try:
        assert soon(lambda: house.look() or house.children[0].pid not in {None, first})  # type: ignore[func-returns-value] # look tells nothing
    finally:
        house.end()
    assert told == ["a sleeper ended by itself (status -9); it is started again in 2 s"]


def test_a_watcher_that_was_killed_is_replaced_and_still_knows_the_children() -> None:
    house = Household([Child("a sleeper", SLEEPS)], os.environ, print)
    house.start()
    assert house._watcher is not None
    first, leader = house._watcher.pid, house.children[0].pid
    house._watcher.kill()
    house._watcher.wait()
    house.look()
    assert house._watcher.pid != first
    os.close(house._pipe)  # as if this process were gone
    assert leader is not None
    assert soon(lambda: house.children[0].pid is None)
    house._pipe = os.open(os.devnull, os.O_WRONLY)
    house.end()


def test_a_parent_that_was_killed_leaves_nothing_running(tmp_path: Path) -> None:
    told = tmp_path / "grandchild"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(told)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert soon(lambda: told.exists() and bool(told.read_text().strip()))
    grandchild = int(told.read_text())
    assert lives(child)
    assert lives(grandchild)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert soon(lambda: not lives(child) and not lives(grandchild))
