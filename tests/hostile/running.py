"""The real command on one file: how it ended, what it said, how long it took, how much memory all its processes held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.02  # seconds between two looks at the processes
_PATIENCE = 120.0  # seconds; twice what the command may take, so that a test ends in any case


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; `memory` is in bytes: the highest resident memory of the processes that live together, added up."""

    status: int
    out: str
    err: str
    seconds: float
    memory: int


def verify(*files: str | Path, home: Path, options: tuple[str, ...] = (), before: tuple[str, ...] = ()) -> Ended:
    """Run `livingproof verify` in an empty folder that is its home and its place for temporary files as well."""
    settings = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "TESSDATA_PREFIX", "LANG"}},
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    command = [*before, sys.executable, "-m", "livingproof", "verify", *options, *map(str, files)]
    began = time.monotonic()
    with subprocess.Popen(
        command, cwd=home, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        memory = 0
        out, err = b"", b""
        while process.returncode is None:
            memory = max(memory, _held(process.pid))
            try:
                out, err = process.communicate(timeout=_PAUSE)
            except subprocess.TimeoutExpired:
                if time.monotonic() - began > _PATIENCE:
                    process.kill()
    seconds = time.monotonic() - began
    return Ended(process.returncode, out.decode("utf-8"), err.decode("utf-8"), seconds, memory)


def _held(process: int) -> int:
    """The highest resident memory so far of a process and of all that live below it; never below what they hold now."""
    return sum(map(_peak, (process, *_below(process))))


def _peak(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)


def _below(process: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return
    for child in map(int, children):
        yield child
        yield from _below(child)
