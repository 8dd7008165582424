"""Imports that are killed, interrupted or run out of room: the last good snapshot stays, and the next command says so."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from livingproof.core.record import Record
from livingproof.register.store import Store, differences, leftovers
from tests.register.store.files import imported, many

pytestmark = pytest.mark.slow

SECONDS = 120


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "livingproof", "register", *words, "--data", str(data)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which a register of 100 certificates is in force."""
    store = Store(tmp_path / "data")
    imported(store, many(tmp_path / "first.csv", 100))
    return store


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return many(tmp_path / "large.csv", 60_000)


def begun(store: Store, file: Path) -> subprocess.Popen[str]:
    """An import that is writing."""
    words = command(store.directory, "import", "generic", str(file), "--register", "made", "--accept-change")
    process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + SECONDS
    while not any((left / "records.parquet").exists() for left in leftovers(store.folder("made"))):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.01)
    return process


def told(store: Store, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(store.directory, *words), capture_output=True, text=True, check=False, timeout=SECONDS
    )


def holds(store: Store, rows: int) -> bool:
    snapshot = store.in_force("made")
    return snapshot is not None and snapshot.holds(Record) == rows and differences(snapshot) == ()


def test_a_killed_import_leaves_the_last_snapshot_and_the_next_command_says_so(store: Store, large: Path) -> None:
    process = begun(store, large)
    process.kill()
    process.communicate(timeout=SECONDS)
    assert holds(store, 100)
    assert "an import of made did not finish; the snapshot of 2026-07-01 is in force" in told(store, "list").stderr
    again = told(store, "import", "generic", str(large), "--register", "made", "--accept-change")
    assert again.returncode == 0, again.stderr
    assert holds(store, 60_000)
    assert "did not finish" not in told(store, "list").stderr


def test_an_interrupted_import_cleans_up_and_says_what_is_in_force(store: Store, large: Path) -> None:
    process = begun(store, large)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 1
    assert "interrupted; the snapshot of 2026-07-01 stays in force" in errors
    assert "Traceback" not in errors
    assert holds(store, 100)
    assert leftovers(store.folder("made")) == []


def test_a_second_import_at_the_same_time_names_the_first(store: Store, large: Path) -> None:
    process = begun(store, large)
    second = told(store, "import", "generic", str(large), "--register", "made")
    process.kill()
    process.communicate(timeout=SECONDS)
    assert second.returncode == 1
    assert f"process {process.pid} (since " in second.stderr


@pytest.mark.parametrize("room", [20_000, 500_000])
def test_an_import_without_room_leaves_the_last_snapshot(store: Store, large: Path, room: int) -> None:
    words = command(store.directory, "import", "generic", str(large), "--register", "made", "--accept-change")
    ended = subprocess.run(
        words,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert ended.returncode == 1, ended.stderr
    assert "the snapshot of 2026-07-01 stays in force: the disk is full or a limit is reached" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert holds(store, 100)
    assert leftovers(store.folder("made")) == []
