"""Files that are whole or not there: written beside, forced to the disk, renamed; and the lock of a register."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from glob import escape
from pathlib import Path

from livingproof.core.errors import RegisterError

BLOCK = 1 << 20
UNFINISHED = ".new"
TRIES, PAUSE = 5, 0.05
"""Another command may look for a moment whether the register is being written; a lock is tried again after that."""


def digest_of(path: Path) -> str:
    """The sha256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside the file, for the block to write under: what stands there at its end takes the file's place, on the disk.

    Whatever happens, the old or the new content stands under the file's own name.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        yield beside
        force(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    force(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that, whatever happens, the old or the new content stands there."""
    with replacing(path) as beside:
        beside.write_bytes(content)


def unfinished(path: Path) -> Iterator[Path]:
    """What processes that were ended left beside a file."""
    yield from path.parent.glob(f".{escape(path.name)}.*{UNFINISHED}")


def force(path: Path) -> None:
    """Wait until a file or the entries of a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def force_all(folder: Path) -> None:
    """Wait until everything in a folder is on the disk."""
    for path in sorted(folder.rglob("*")):
        force(path)
    force(folder)


@contextmanager
def locked(folder: Path, at: datetime) -> Iterator[None]:
    """Hold a register's folder alone; RegisterError names the process that holds it. Ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="utf-8") as file:
        if not _taken(file.fileno(), fcntl.LOCK_EX, TRIES):
            raise RegisterError(
                f"{folder.name}: {_holder(folder)} is writing this register now. Wait until it has ended, or end it."
            )
        file.truncate(0)
        file.write(json.dumps({"process": os.getpid(), "since": at.isoformat(timespec="seconds")}))
        file.flush()
        yield


def being_written(folder: Path) -> bool:
    """Whether some process holds the register's lock."""
    try:
        with (folder / "lock").open(encoding="utf-8") as file:
            return not _taken(file.fileno(), fcntl.LOCK_SH, 1)
    except FileNotFoundError:
        return False


def _taken(handle: int, kind: int, tries: int) -> bool:
    for attempt in range(tries):
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < tries:
                time.sleep(PAUSE)
        else:
            return True
    return False


def _holder(folder: Path) -> str:
    try:
        told = json.loads((folder / "lock").read_text(encoding="utf-8"))
        return f"process {told['process']} (since {told['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
