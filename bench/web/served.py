"""The product's web server as a process of its own, asked over one connection; what each answer costs it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TICKS = os.sysconf("SC_CLK_TCK")
FIRST_ANSWER = 120.0
OK = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer costs: milliseconds of the server's processors, milliseconds until it is there, bytes."""

    processor: float
    wait: float
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its address, with which headers."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Server:
    """A running web server: its process and its port."""

    process: int
    port: int

    def cost(self, asked: Asked, times: int) -> Cost:
        """The mean of so many answers over one connection; AssertionError for one that is no answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        size, before, began = 0, spent(self.process), time.perf_counter()
        for _ in range(times):
            connection.request("GET", asked.path, headers=dict(asked.headers))
            answer = connection.getresponse()
            size = len(answer.read())
            if answer.status != OK:
                raise AssertionError(f"{asked.path}: {answer.status}")
        wait = time.perf_counter() - began
        connection.close()
        return Cost(1000 * (spent(self.process) - before) / times, 1000 * wait / times, size)


def spent(process: int) -> float:
    """Processor seconds of a process and of the children that it has now."""
    return sum(map(_ticks, (process, *_children(process)))) / TICKS


def _ticks(process: int) -> int:
    words = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def _children(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        yield from map(int, (task / "children").read_text(encoding="ascii").split())


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Server]:
    """The web server of the product on a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "livingproof.cli.service.web", "127.0.0.1", str(port)]
    process = subprocess.Popen(command, env=dict(environment), stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
    try:
        until = time.monotonic() + FIRST_ANSWER
        while not answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError("the web server does not answer")
            time.sleep(0.1)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait(30)


def answers(port: int, path: str = "/health") -> bool:
    """Whether there is any answer at this port yet."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def beside(server: Server, ours: Asked, bare: Asked, times: int, rounds: int = 5) -> tuple[Cost, Cost]:
    """The two asked by turns, so that other work on the machine weighs on both: the round whose processor time is the median, of each."""
    found: tuple[list[Cost], list[Cost]] = ([], [])
    for one in (ours, bare):
        server.cost(one, 5)
    for _ in range(rounds):
        for one, costs in zip((ours, bare), found, strict=True):
            costs.append(server.cost(one, times))
    mine, theirs = (_middle(costs) for costs in found)
    return mine, theirs


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        median(one.processor for one in costs),
        median(one.wait for one in costs),
        int(median(one.size for one in costs)),
    )
