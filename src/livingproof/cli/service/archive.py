"""A backup as one file: what lies in it, under which digest, and how it is laid out again. Knows no database."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from livingproof.core.errors import ServiceError

FORMAT: Final = "livingproof-backup-1"
MANIFEST: Final = "manifest.json"
BLOCK: Final = 1 << 20
LEVEL: Final = 3
"""Evidence is compressed already; the database shrinks well enough at this level."""
LEFT_OUT: Final = frozenset({"serve.lock", "worker.lock", "demo", "cache"})
BEING_WRITTEN: Final = (".", "partial-")
"""Beginnings of names of what is not finished: it belongs to no consistent state."""
DATABASE_FILES: Final = "livingproof.sqlite3"


@dataclass(slots=True)
class Writing:
    """An archive that is being written: files with their digests, and at the end the manifest that names them all."""

    tar: tarfile.TarFile
    at: int
    """Seconds since 1970 that stand as the time of every file."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        """Add a file as it is now; one that went away since it was seen is left out."""
        try:
            with path.open("rb") as content:
                self._add(name, content, os.fstat(content.fileno()).st_size)
        except FileNotFoundError:
            return

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, self.at
        reading = _Counted(content)
        try:
            self.tar.addfile(entry, reading)
        except OSError as problem:
            raise ServiceError(f"{name}: cannot be put into the backup ({problem}). Try again.") from problem
        self.files[name] = {"sha256": reading.seen.hexdigest(), "size": size}

    def end(self, facts: dict[str, Any]) -> None:
        """Add the manifest."""
        content = json.dumps({"format": FORMAT, **facts, "files": self.files}, indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode, entry.mtime = len(content), 0o600, self.at
        self.tar.addfile(entry, io.BytesIO(content))


class _Counted:
    """Passes bytes on and takes their digest."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.seen = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        block = self._content.read(size)
        self.seen.update(block)
        return block


def worth_keeping(directory: Path) -> Iterator[tuple[str, Path]]:
    """Every finished file of a data directory but the database, with its name in the archive."""
    for folder, folders, names in os.walk(directory):
        top = Path(folder) == directory
        folders[:] = sorted(one for one in folders if _kept(one, top=top))
        for name in sorted(names):
            path = Path(folder, name)
            if _kept(name, top=top) and path.is_file() and not path.is_symlink():
                yield path.relative_to(directory).as_posix(), path


def _kept(name: str, *, top: bool) -> bool:
    if name.startswith(BEING_WRITTEN):
        return False
    return not (top and (name in LEFT_OUT or name.startswith(DATABASE_FILES)))


def lay_out(file: Path, folder: Path) -> dict[str, Any]:
    """Write an archive's files into an empty folder and hold each against the manifest, which is returned. ServiceError where it is damaged."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(file, "r:gz") as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isreg() else None
                if content is None:
                    raise ServiceError(
                        f"{file.name}: holds something that is no file ({entry.name!r}); it is no backup."
                    )
                if entry.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    found[entry.name] = _write(content, _place(folder, entry.name, file))
    except (tarfile.TarError, OSError, EOFError, ValueError) as problem:
        raise ServiceError(f"{file.name}: cannot be read as a backup ({problem}). Take another backup.") from problem
    if manifest is None or manifest.get("format") != FORMAT:
        raise ServiceError(f"{file.name}: is no whole backup of this program. Take another backup.")
    wanted = {name: one["sha256"] for name, one in manifest["files"].items()}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise ServiceError(f"{file.name}: {name} is not what was backed up. Take another backup.")
    return manifest


def _place(folder: Path, name: str, file: Path) -> Path:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise ServiceError(f"{file.name}: holds a file with the place {name!r}; it is no backup of this program.")
    return folder / parts


def _write(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := content.read(BLOCK):
            seen.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return seen.hexdigest()
