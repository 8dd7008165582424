"""The watcher: reads the leaders of process groups from a pipe, and ends these groups when the other end is gone.

A number with a minus before it takes that leader back: its group has ended.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

GRACE = 2.0
"""Seconds between asking a group to end and ending it."""


def watch(pipe: int) -> None:
    """Read until nobody holds the writing end, then end every group that was named."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    leaders: dict[int, None] = {}
    with os.fdopen(pipe) as lines:
        for number in map(int, lines):
            if number > 0:
                leaders[number] = None
            else:
                leaders.pop(-number, None)
    _send(leaders, signal.SIGTERM)
    time.sleep(GRACE)
    _send(leaders, signal.SIGKILL)


def _send(leaders: Iterable[int], how: signal.Signals) -> None:
    for leader in leaders:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, how)


if __name__ == "__main__":
    watch(int(sys.argv[1]))
