"""Children of a service: started together, ended together, whatever happens to their parent.

A child leads a process group of its own, so that its own children end with it. The kernel ends a child whose parent died; a watcher
that hears the parent's pipe close ends what children of children are left.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from livingproof.readers.confined import end_with_parent

ASKED_TO_END = partial(end_with_parent, signal.SIGTERM)
"""What a child does before its program runs: it is asked to end when its parent ends."""

PATIENCE = 10.0
"""Seconds that a child has to end by itself before it is ended."""
SOONEST_AGAIN = 1.0
LATEST_AGAIN = 30.0
"""Seconds until a child that ended by itself is started again; doubled each time, back to the least after a minute of life."""
STEADY = 60.0


@dataclass(slots=True)
class Child:
    """One process of the service and how often it had to be started again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = SOONEST_AGAIN
    due: float = 0.0

    @property
    def pid(self) -> int | None:
        """Its process id; None while it does not run."""
        return self.process.pid if self.process and self.process.poll() is None else None


@dataclass(slots=True)
class Household:
    """All children of one service. `tell` is told in one line what happened to one of them."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    tell: Callable[[str], None]
    _pipe: int = field(default=-1)
    _watcher: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the watcher, then every child."""
        self._watch()
        for child in self.children:
            self._start(child)

    def _watch(self) -> None:
        """Start a watcher and name to it every group that lives."""
        reading, self._pipe = os.pipe()
        os.set_inheritable(reading, True)  # noqa: FBT003 - the library's own form
        self._watcher = subprocess.Popen(  # noqa: S603 - this program's own module
            [sys.executable, "-m", "livingproof.cli.service.watcher", str(reading)],
            pass_fds=[reading],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(reading)
        for child in self.children:
            if child.pid is not None:
                self._tell_watcher(child.pid)

    def _tell_watcher(self, leader: int) -> None:
        with suppress(BrokenPipeError):
            os.write(self._pipe, f"{leader}\n".encode())

    def look(self) -> None:
        """Start again, after a while, what ended by itself."""
        if self._watcher and self._watcher.poll() is not None:
            os.close(self._pipe)
            self._watch()
        now = time.monotonic()
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                if child.process is None and now >= child.due:
                    self._start(child)
                continue
            status = child.process.returncode
            self._end_group(child.process.pid, signal.SIGKILL)
            # Its number may be given to somebody else now: the watcher forgets it.
            self._tell_watcher(-child.process.pid)
            child.wait = SOONEST_AGAIN if now - child.started > STEADY else min(child.wait * 2, LATEST_AGAIN)
            child.process, child.due = None, now + child.wait
            self.tell(f"{child.name} ended by itself (status {status}); it is started again in {child.wait:.0f} s")

    def end(self) -> None:
        """Ask every child to end, wait, and end what is left."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            self._end_group(process.pid, signal.SIGKILL)
            process.wait()
        os.close(self._pipe)
        if self._watcher:
            self._watcher.wait()

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(  # noqa: S603 - this program's own commands
            child.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=ASKED_TO_END,  # noqa: PLW1509 - the supervisor has one thread
        )
        self._tell_watcher(child.process.pid)

    @staticmethod
    def _end_group(leader: int, how: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, how)
