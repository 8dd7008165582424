"""What registers and persons answered about a claim, and the captures behind it: kept under digests, never overwritten."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from livingproof.catalogue.labels import squeeze
from livingproof.core.errors import RegisterError
from livingproof.core.record import Lookup, Reply
from livingproof.register.durable import force, write_whole

_KINDS: dict[str, TypeAdapter[Any]] = {"lookup": TypeAdapter(Lookup), "reply": TypeAdapter(Reply)}


def about_document(sha256: str) -> str:
    """The key of a document."""
    return f"document:{sha256.lower()}"


def about_certificate(number: str, holder: str) -> str:
    """The key of a certificate as a claim names it: letters and digits of number and holder."""
    return f"certificate:{squeeze(number)}:{squeeze(holder)}"


def name_of(key: str) -> str:
    """The name of the notes of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def plain_digest(digest: str) -> str:
    """A digest as it names a file: hexadecimal digits, without the `sha256:` that some write before them."""
    return digest.removeprefix("sha256:").lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one data directory: captures by their sha256, and notes by what they are about."""

    directory: Path

    def keep(self, content: bytes) -> str:
        """Keep a capture or answer, once; returns its sha256."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            self._guarded(path, content)
        return digest

    def content(self, digest: str) -> bytes | None:
        """What was kept under a digest; None where nothing was kept, or it was erased. RegisterError where it was altered."""
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != plain_digest(digest):
            raise RegisterError(f"{self._path(digest)}: is not what was kept under this digest. Do not rely on it.")
        return content

    def erase(self, digest: str) -> bool:
        """Erase what a licence no longer lets you keep; notes and digest stay. Whether there was something to erase."""
        try:
            self._path(digest).unlink()
        except FileNotFoundError:
            return False
        return True

    def note(self, about: Sequence[str], noted: Lookup | Reply) -> None:
        """Note an answer under each of these keys, behind what stands there."""
        kind = "lookup" if isinstance(noted, Lookup) else "reply"
        line = json.dumps(
            {kind: _KINDS[kind].dump_python(noted, mode="json", exclude_defaults=True)}, ensure_ascii=False
        )
        for key in about:
            self._append(self._notes(key), line.encode() + b"\n")

    def noted(self, about: Sequence[str]) -> tuple[Lookup | Reply, ...]:
        """What was noted under any of these keys, each once: key by key, in the order of noting."""
        lines = dict.fromkeys(line for key in about for line in self._lines(key))
        return tuple(map(self._value, lines))

    def keys(self) -> frozenset[str]:
        """The names under which something was noted, as `name_of` gives them."""
        return frozenset(path.stem for path in (self.directory / "notes").glob("*/*.jsonl"))

    def state(self) -> str:
        """A digest that changes with every note; "" where nothing was noted. Notes are only ever appended."""
        notes = sorted((path.name, path.stat().st_size) for path in (self.directory / "notes").glob("*/*.jsonl"))
        return hashlib.sha256(json.dumps(notes).encode()).hexdigest() if notes else ""

    def _lines(self, key: str) -> list[str]:
        try:
            whole, _, _ = (
                self._notes(key).read_text(encoding="utf-8").rpartition("\n")
            )  # a broken last line was never noted
        except FileNotFoundError:
            return []
        return [line for line in whole.split("\n") if line]

    def _value(self, line: str) -> Lookup | Reply:
        try:
            ((kind, value),) = json.loads(line).items()
            noted: Lookup | Reply = _KINDS[kind].validate_python(value)
        except (ValueError, KeyError, ValidationError) as problem:
            raise RegisterError(
                f"{self.directory}: a note cannot be read ({line[:60]!r}). It was altered; do not rely on it."
            ) from problem
        return noted

    def _path(self, digest: str) -> Path:
        plain = plain_digest(digest)
        return self.directory / "kept" / plain[:2] / plain

    def _notes(self, key: str) -> Path:
        named = name_of(key)
        return self.directory / "notes" / named[:2] / f"{named}.jsonl"

    def _guarded(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
        except OSError as problem:
            raise RegisterError(f"{path}: cannot be written ({problem.strerror}). Nothing was noted.") from problem

    def _append(self, path: Path, line: bytes) -> None:
        """Append a line, alone and to the disk; the rest of a line that was broken off is cut away first."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a+b") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX)
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            force(path.parent)
        except OSError as problem:
            raise RegisterError(f"{path}: cannot be written ({problem.strerror}). Nothing was noted.") from problem
