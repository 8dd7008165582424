"""Statements that are watched: each with every version of it, oldest first; nothing is overwritten."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from livingproof.core.errors import RegisterError
from livingproof.register.durable import force, write_whole

NAME = re.compile(r"[0-9a-f]{12}")
VERSION = re.compile(r"\d{6}\.json")
REMOVED = "removed-"
DIGITS = 12

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Watched:
    """The watched statements of a data directory. Each is a folder named after the digest of its first version."""

    directory: Path

    def add(self, entry: Mapping[str, Any]) -> tuple[str, bool]:
        """Watch a statement; returns its id and whether it is new. The same statement twice is one."""
        name = str(entry["digest"]).removeprefix("sha256:")[:DIGITS]
        folder = self.directory / name
        if self._versions(folder):
            return name, False
        self._write(folder, 1, entry)
        return name, True

    def ids(self) -> tuple[str, ...]:
        """The watched statements by their ids."""
        if not self.directory.is_dir():
            return ()
        found = (path for path in self.directory.iterdir() if path.is_dir() and NAME.fullmatch(path.name))
        return tuple(sorted(path.name for path in found if self._versions(path)))

    def newest(self, name: str) -> Entry:
        """The last version of a statement; RegisterError where it is damaged."""
        return self._read(self._versions(self._folder(name))[-1])

    def versions(self, name: str) -> Iterator[Entry]:
        """Every version, oldest first."""
        yield from map(self._read, self._versions(self._folder(name)))

    def append(self, name: str, entry: Mapping[str, Any]) -> None:
        """Put a later version behind the others."""
        folder = self._folder(name)
        last = int(self._versions(folder)[-1].stem)
        self._write(folder, last + 1, entry)

    def remove(self, name: str) -> None:
        """No longer watch a statement."""
        folder = self._folder(name)
        aside = folder.with_name(f"{REMOVED}{folder.name}")
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        shutil.rmtree(aside)

    def _folder(self, name: str) -> Path:
        """The folder of the one statement whose id begins so; RegisterError names those there are."""
        found = [known for known in self.ids() if name and known.startswith(name.lower())]
        if len(found) != 1:
            known = ", ".join(self.ids()) or "none"
            raise RegisterError(
                f"{name!r}: no statement, or more than one, is watched under this id. Watched: {known}."
            )
        return self.directory / found[0]

    def _versions(self, folder: Path) -> list[Path]:
        return sorted(path for path in folder.glob("*.json") if VERSION.fullmatch(path.name))

    def _read(self, path: Path) -> Entry:
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as problem:
            raise RegisterError(f"{path}: cannot be read. Remove this statement and add it again.") from problem

    def _write(self, folder: Path, version: int, entry: Mapping[str, Any]) -> None:
        content = json.dumps(entry, ensure_ascii=False, indent=1).encode()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{version:06d}.json", content)
            force(folder.parent)
        except OSError as problem:
            raise RegisterError(f"{folder}: cannot be written ({problem.strerror}). Nothing was lost.") from problem
