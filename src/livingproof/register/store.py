"""The registers of a data directory: which snapshot of each is in force, which others are kept, what happened between them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from livingproof.core.errors import RegisterError
from livingproof.core.record import Event
from livingproof.register import history
from livingproof.register.changes import Changes, changes_between
from livingproof.register.durable import being_written, digest_of, force, locked, write_whole
from livingproof.register.evidence import Evidence
from livingproof.register.manifest import NAME, Manifest, identity
from livingproof.register.snapshot import Snapshot, open_snapshot
from livingproof.register.writing import KINDS

NAMED = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
SNAPSHOT = re.compile(r"[0-9a-f]{16}")
POINTER = "in_force"
PARTIAL = "partial-"
"""Beginning of the folder in which an import writes; what is left of it shows an import that did not finish."""


@dataclass(frozen=True, slots=True)
class Store:
    """Everything kept in one data directory. A directory that does not exist is an empty store; reading never makes one."""

    directory: Path

    @property
    def evidence(self) -> Evidence:
        """What registers and persons answered, with what was kept of it."""
        return Evidence(self.directory / "evidence")

    def folder(self, register: str) -> Path:
        """The folder of a register; RegisterError where the name cannot be one."""
        if not NAMED.fullmatch(register):
            raise RegisterError(
                f"{register!r} is no name of a register. Use small letters, digits and hyphens, such as ukas-certcheck."
            )
        return self.directory / "registers" / register

    def registers(self) -> tuple[str, ...]:
        """The names of the registers that have a snapshot in force."""
        return tuple(folder.name for folder in self._folders() if (folder / POINTER).exists())

    def in_force(self, register: str) -> Snapshot | None:
        """The snapshot in force of a register, None where there is none."""
        folder = self.folder(register)
        try:
            short = (folder / POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return open_snapshot(folder / short)

    def present(self) -> tuple[Snapshot, ...]:
        """The snapshots in force, by the name of their register."""
        return tuple(found for name in self.registers() if (found := self.in_force(name)))

    def snapshots(self, register: str) -> tuple[Manifest, ...]:
        """Every kept snapshot of a register, in the order of their imports."""
        kept = (open_snapshot(folder).manifest for folder in self._kept(self.folder(register)))
        return tuple(sorted(kept, key=lambda one: one.imported_at))

    def snapshot(self, word: str) -> Snapshot:
        """The snapshot in force of the register of this name, or the one whose id begins so; RegisterError says which there are."""
        if NAMED.fullmatch(word) and (found := self.in_force(word)):
            return found
        every = [(name, one) for name in self.names() for one in self.snapshots(name)]
        named = [(name, one) for name, one in every if word and one.id.startswith(word)]
        if len(named) != 1:
            known = ", ".join(f"{name} {one.short}" for name, one in named or every) or "none: import one first"
            what = "more than one snapshot begins with" if named else "no register or snapshot is called"
            raise RegisterError(f"{what} {word!r}. There are: {known}.")
        name, one = named[0]
        return open_snapshot(self.folder(name) / one.short)

    def names(self) -> tuple[str, ...]:
        """The names of all registers that hold a snapshot, in force or not."""
        return tuple(folder.name for folder in self._folders() if self._kept(folder) or (folder / POINTER).exists())

    def unfinished(self) -> tuple[str, ...]:
        """The registers of which an import was broken off and none is running: their last good snapshot is in force."""
        return tuple(folder.name for folder in self._folders() if leftovers(folder) and not being_written(folder))

    def history(self, register: str, number: str, certification_body: str | None = None) -> tuple[Event, ...]:
        """What happened to a certification, oldest first: what the register tells itself, then what its snapshots showed.

        `number` is as the register writes it; None for the body leaves it open.
        """
        snapshot = self.in_force(register)
        own = snapshot.events([number]) if snapshot else ()
        shown = history.told_of(self.folder(register), number, certification_body)
        return (*(each for each in own if certification_body in {None, each.certification_body}), *shown)

    def events(self, register: str, numbers: Iterable[str] | None = None) -> pa.Table:
        """The appended history as columns of Event: all of it, or that of some certificate numbers."""
        return history.events_of(self.folder(register), numbers)

    def numbers_with_events(self, register: str) -> frozenset[str]:
        """The certificate numbers that `history` has something to tell of."""
        snapshot = self.in_force(register)
        own = {event.number for event in snapshot.events()} if snapshot else set()
        return frozenset(own | set(self.events(register).column("number").to_pylist()))

    def changes(self, old: Snapshot, new: Snapshot) -> Changes:
        """What happened between two snapshots of one register."""
        if old.register != new.register:
            raise RegisterError(f"{old.register} and {new.register} are two registers. Compare snapshots of one.")
        return changes_between(old, new)

    def put_in_force(self, snapshot: Snapshot) -> None:
        """Let a snapshot answer for its register from now on."""
        write_whole(snapshot.folder.parent / POINTER, f"{snapshot.manifest.short}\n".encode())

    def drop(self, word: str, at: datetime) -> str:
        """Remove a register with its snapshots and history, or one snapshot that is not in force; evidence always stays.

        Returns what was removed.
        """
        if NAMED.fullmatch(word) and word in self.names():
            folder = self.folder(word)
            with locked(folder, at):
                (folder / POINTER).unlink(missing_ok=True)
                force(folder)
                shutil.rmtree(folder)
            return f"register {word}"
        snapshot = self.snapshot(word)
        with locked(snapshot.folder.parent, at):
            current = self.in_force(snapshot.register)
            if current and current.id == snapshot.id:
                raise RegisterError(
                    f"{word} is in force. Drop the register {snapshot.register}, or import a newer file first."
                )
            remove(snapshot.folder)
        return f"snapshot {snapshot.manifest.short} of {snapshot.register}"

    def _folders(self) -> list[Path]:
        return [folder for folder in self._entries(self.directory / "registers") if NAMED.fullmatch(folder.name)]

    def _kept(self, folder: Path) -> list[Path]:
        return [entry for entry in self._entries(folder) if SNAPSHOT.fullmatch(entry.name)]

    def _entries(self, folder: Path) -> list[Path]:
        return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def leftovers(folder: Path) -> list[Path]:
    """What imports that were broken off left in a register's folder."""
    return sorted(folder.glob(f"{PARTIAL}*"))


def remove(folder: Path) -> None:
    """Remove a snapshot's folder: what is left of it, if that is broken off, is no snapshot any more."""
    aside = folder.with_name(f"{PARTIAL}dropped-{folder.name}")
    folder.rename(aside)
    shutil.rmtree(aside)


def differences(snapshot: Snapshot) -> tuple[str, ...]:
    """What is not as the manifest says: files that are missing, changed or foreign, and the id itself."""
    manifest, found = snapshot.manifest, {}
    for path in sorted(snapshot.folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            found[str(path.relative_to(snapshot.folder))] = digest_of(path)
    told = [f"{name}: missing" for name in manifest.files if name not in found]
    told += [f"{name}: does not belong to the snapshot" for name in found if name not in manifest.files]
    told += [f"{name}: changed" for name, digest in found.items() if manifest.files.get(name, digest) != digest]
    said = identity(manifest.register, manifest.source, manifest.as_of, contents(manifest.files))
    if manifest.id != said or snapshot.folder.name != manifest.short:
        told.append(f"{NAME}: its id is not that of its content")
    return tuple(told)


def contents(files: Mapping[str, str]) -> dict[str, str]:
    """The files that hold what the register says; all others are made from them."""
    held = {f"{name}.parquet" for name in KINDS.values()}
    return {name: digest for name, digest in files.items() if name in held}
