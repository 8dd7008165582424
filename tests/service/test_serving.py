"""The whole service as it is started: it answers, refuses a second start, ends when asked, and survives being killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from livingproof.cli.service.serve import _place
from livingproof.core.errors import ServiceError
from tests.service.test_keeping import lives, soon

pytestmark = pytest.mark.slow

JOB = """
import sys
from livingproof.cli.service.project import open_project
open_project(None)
from django_q.tasks import async_task
queue, *jobs = sys.argv[1:]
for told, seconds in zip(jobs[::2], jobs[1::2]):
    async_task("subprocess.run", cluster=queue, *[["sh", "-c", f"echo $PPID > {told}.doer; echo begun >> {told}; sleep {seconds}; echo done >> {told}"]])
"""
LONG = 3_599
"""Seconds that a long job would take."""


class Service:
    """A service in a child process, on data and a port of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = os.environ | {
            "LIVINGPROOF_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "livingproof.app.settings",
        }
        self.environment.pop("DATABASE_URL", None)
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*self.command, "--port", str(self.port)], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        if told != f"Living Proof is at http://127.0.0.1:{self.port}/\n":
            self.end()
            raise AssertionError(told)

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "livingproof", "serve"]

    def family(self) -> dict[str, list[int]]:
        """Every process that works for the service, by the module that it runs."""
        found: dict[str, list[int]] = {"web": [], "worker": [], "watcher": []}
        for one in Path("/proc").glob("[0-9]*"):
            try:
                words = (one / "cmdline").read_bytes().split(b"\0")
                ours = f"LIVINGPROOF_DATA={self.data}".encode() in (one / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            for name, pids in found.items():
                if ours and f"livingproof.cli.service.{name}".encode() in words and lives(int(one.name)):
                    pids.append(int(one.name))
        return found

    def is_gone(self) -> bool:
        return not any(self.family().values())

    def health(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def enqueue(self, *jobs: Path | int, queue: str = "livingproof") -> None:
        """Hand over jobs that tell into a file when they begin and end, and take so many seconds."""
        command = [sys.executable, "-c", JOB, queue, *map(str, jobs)]
        subprocess.run(command, env=self.environment, check=True, timeout=120)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("served") / "data")
    yield running
    running.end()


def test_it_answers_and_a_second_start_on_the_same_data_refuses(service: Service) -> None:
    assert soon(lambda: service.health() == 200, 60)
    again = subprocess.run(
        [*service.command, "--port", "8999"],
        env=service.environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert again.returncode == 1
    assert f"is served already (process {service.process.pid} at http://127.0.0.1:{service.port}/)" in again.stderr
    assert service.health() == 200


def test_what_takes_long_holds_up_nothing_that_somebody_waits_for(service: Service, tmp_path: Path) -> None:
    long, short = tmp_path / "long", tmp_path / "short"
    service.enqueue(long, LONG, tmp_path / "after", 0, queue="later")
    assert soon(long.exists, 60)
    service.enqueue(short, 0)
    assert soon(lambda: short.exists() and short.read_text().split() == ["begun", "done"], 60)
    assert long.read_text().split() == ["begun"]
    assert not (tmp_path / "after").exists()
    assert service.health() == 200
    (sleeping,) = (int(one.name) for one in Path("/proc").glob("[0-9]*") if _said(one) == f"sleep\0{LONG}\0")
    os.kill(sleeping, signal.SIGTERM)
    assert soon((tmp_path / "after").exists, 60)


def _said(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@pytest.mark.parametrize("who", ["leader", "doer"])
def test_a_killed_workers_job_is_done_once_more_at_once_neither_lost_nor_doubled(
    service: Service, tmp_path: Path, who: str
) -> None:
    """The leader is the worker that the supervisor started, the doer the process within it that does the job."""
    told = tmp_path / "told"
    service.enqueue(told, 3)
    assert soon(told.exists, 60)
    doer = int(told.with_name("told.doer").read_text())
    os.kill(os.getpgid(doer) if who == "leader" else doer, signal.SIGKILL)
    assert soon(lambda: "done" in told.read_text(), 60)
    time.sleep(1)
    assert told.read_text().split() == ["begun", "begun", "done"]
    assert soon(lambda: service.health() == 200, 60)


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_works_and_ends_when_asked(
    service: Service, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    service.enqueue(told, 6)
    assert soon(told.exists, 60)
    service.process.kill()
    service.process.wait()
    assert soon(service.is_gone, 20)
    assert service.process.stdout is not None
    service.process.stdout.close()

    service.start()
    assert soon(lambda: told.read_text().split() == ["begun", "begun"], 90)
    service.process.terminate()
    assert service.process.wait(30) == 0
    assert soon(service.is_gone, 5)


def test_a_place_is_held_from_the_start_and_the_web_server_still_gets_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _place("127.0.0.1", port):
        with pytest.raises(ServiceError, match="somebody listens there already"), _place("127.0.0.1", port):
            pass
        with socket.socket() as web:  # as the web server binds
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web.bind(("127.0.0.1", port))
            web.listen()
            with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
                answering, address = web.accept()
                answering.close()
                assert address == asking.getsockname()
