"""`livingproof serve`: the platform for a team, one command: migrations, web server and worker under one supervisor."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from livingproof.cli.data import VARIABLE, DataOption, data_directory
from livingproof.cli.service.keeping import ASKED_TO_END, Child, Household
from livingproof.core.errors import ServiceError

LOOK_EVERY, LOOK_AT_START = 0.5, 0.1
FIRST_ANSWER = 60.0
"""Seconds within which the web server must answer."""
LARGEST_PORT = 65_535


def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; 0.0.0.0 for every one.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=LARGEST_PORT, metavar="PORT", help="Port to listen on.")] = 8000,
    data: DataOption = None,
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve a made-up maker and its buyer, in a data directory of their own.")
    ] = False,
) -> None:
    """Serve the platform to a team: pages, interface and background work, until Ctrl-C.

    Everything lies in the data directory (SQLite, files, registers), or in PostgreSQL where DATABASE_URL names one. At the first start
    a page makes the first account. A second start on the same data refuses.

    With --demo everything shown is made up. It lies in the folder "demo" of the data directory, or in the one that --data names, and is
    kept; DATABASE_URL is left alone.

    Exit status: 0 ended as asked; 1 it could not start.
    """
    directory = data_directory(data) / "demo" if demo and data is None else data_directory(data)
    with _alone(directory, _address(host, port)), _place(host, port):
        environment = _surroundings(directory, host, demo=demo)
        told = _prepare(environment, demo=demo)
        _keep(host, port, environment, told)


def _surroundings(directory: Path, host: str, *, demo: bool) -> Mapping[str, str]:
    """What the processes of the service are told by their surroundings. The address that is listened on is a name of this house."""
    environment = dict(os.environ)  # noqa: TID251 - the edge: children get the surroundings
    environment[VARIABLE] = str(directory.absolute())
    environment.setdefault("DJANGO_SETTINGS_MODULE", "livingproof.app.settings")
    if host not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not listened on
        own = f"[{host}]" if ":" in host else host
        environment.setdefault("LIVINGPROOF_HOSTS", ",".join(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", own))))
    if demo:
        environment.pop("DATABASE_URL", None)
    return environment


@contextmanager
def _alone(directory: Path, address: str) -> Iterator[None]:
    """Hold the data directory for this process; ServiceError names the one that holds it."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        file = (directory / "serve.lock").open("a+")
    except OSError as problem:
        raise ServiceError(
            f"{directory}: cannot be written ({problem.strerror}). Name another with --data."
        ) from problem
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = " ".join(file.read().split()) or "another process"
            raise ServiceError(
                f"{directory}: is served already ({holder}). End that one first, or name other data."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} at {address}\n")
        file.flush()
        yield
        file.truncate(0)


@contextmanager
def _place(host: str, port: int) -> Iterator[None]:
    """Hold the place to listen on from now on, while the database is still being made ready; ServiceError where it is taken.

    The web server shares its place with others of the same user: without this two services that start at once would both get it, and
    each would answer a part of what is asked.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family):
            pass
    except OSError as problem:
        why = "somebody listens there already" if problem.errno == errno.EADDRINUSE else problem.strerror
        raise ServiceError(f"{host}:{port}: {why}. Choose another with --port.") from problem
    with socket.socket(family, socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        # What a service of somebody else left there for its last minute keeps us from holding the place, not from using it.
        with suppress(OSError):
            held.bind((host, port))
        yield


def _prepare(environment: Mapping[str, str], *, demo: bool) -> dict[str, Any]:
    """Migrate in a process of its own; what it tells. A problem has been told there and ends the command."""
    command = [sys.executable, "-m", "livingproof.cli.service.preparing", *(["--demo"] if demo else [])]
    done = subprocess.run(  # noqa: S603 - our own module
        command,
        env=dict(environment),
        stdout=subprocess.PIPE,
        check=False,
        preexec_fn=ASKED_TO_END,
    )
    if done.returncode:
        raise typer.Exit(1)
    told: dict[str, Any] = json.loads(done.stdout.decode().strip().splitlines()[-1])
    return told


def _keep(host: str, port: int, environment: Mapping[str, str], told: Mapping[str, Any]) -> None:
    """Run web server and worker until a signal ends them."""
    household = Household(
        children=(
            Child("the web server", [sys.executable, "-m", "livingproof.cli.service.web", host, str(port)]),
            Child("the worker", [sys.executable, "-m", "livingproof.cli.service.worker"]),
        ),
        environment=environment,
        tell=lambda line: print(f"livingproof: {line}", file=sys.stderr, flush=True),
    )
    signs: list[int] = []
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda number, _: signs.append(number))
    household.start()
    try:
        until, answered = time.monotonic() + FIRST_ANSWER, False
        while not signs:
            if not answered and (answered := _answers(_address(host, port))):
                _announce(host, port, told)
            elif not answered and time.monotonic() > until:
                sys.stderr.write("livingproof: there is no answer yet; what keeps it stands above.\n")
                until += FIRST_ANSWER
            time.sleep(LOOK_EVERY if answered else LOOK_AT_START)
            household.look()
    finally:
        sys.stderr.write("livingproof: ending ...\n")
        household.end()


def _announce(host: str, port: int, told: Mapping[str, Any]) -> None:
    """Print the address, and what there is to do first."""
    address = _address(host, port)
    print(f"Living Proof is at {address}")
    if told["start"]:
        print(f"Make the first account at\n  {address.rstrip('/')}{told['start']}")
    for line in told["sign_in"]:
        print(line)
    sys.stdout.flush()


def _address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not listened on
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _answers(address: str) -> bool:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address, http
            return True
    except urllib.error.HTTPError:  # a refusal is an answer
        return True
    except OSError:
        return False
