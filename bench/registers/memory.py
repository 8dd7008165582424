"""The most memory that a process and all its children hold together, shared pages counted once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

_PAUSE_SECONDS = 0.5
_KB_A_MB = 1024


def highest_of(process: int) -> Callable[[], float]:
    """Watch a process from now on; the function returned stops watching and gives the most MB seen (0 without /proc)."""
    done = threading.Event()
    highest = [0.0]

    def watch() -> None:
        while not done.wait(_PAUSE_SECONDS):
            highest[0] = max(highest[0], sum(map(_proportional, _family(process))) / _KB_A_MB)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()

    def stop() -> float:
        done.set()
        watching.join()
        return highest[0]

    return stop


def _family(process: int) -> set[int]:
    """The process with its children and theirs."""
    parents = {one: parent for one, parent in map(_parent, Path("/proc").glob("[0-9]*")) if one}
    family, further = {process}, {process}
    while further:
        further = {one for one, parent in parents.items() if parent in further} - family
        family |= further
    return family


def _parent(folder: Path) -> tuple[int, int]:
    try:
        return int(folder.name), int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0, 0


def _proportional(process: int) -> int:
    """The process's own pages in KB, with its share of those it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
