"""What a bulk run is to do, written down before it begins: an interrupted run goes on only with the very same plan."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import file_digest
from pathlib import Path

from livingproof.core.errors import BulkError
from livingproof.register.durable import UNFINISHED, write_whole

PLAN = "plan.json"
LOCK = "lock"
PART_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do: the file of claims, the output, the day asked about, and what it may look at.

    `asked_on` is the day on which the registers are searched: the day on which the run was begun.
    `workers` None: one for each processor. `statements` is where whole statements are written, None: nowhere.
    """

    claims: Path
    output: Path
    as_of: date
    asked_on: date
    policy: str = "standard"
    data: Path | None = None
    overlay: Path | None = None
    ocr: bool = True
    workers: int | None = None
    chunk_rows: int = 1000
    statements: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the output depends on. Two runs with equal plans write equal outputs.

    `claims` is the digest of the file of claims; `policy` and `catalogue` are labels with the digest of what a user laid over;
    `snapshots` are the ids of the register snapshots in force, `answers` tells the kept answers of persons apart by their state;
    `ocr` says whether pictures are read too, `statements` whether whole statements are kept. The files that rows name are not part of it.
    """

    claims: str
    as_of: str
    asked_on: str
    policy: str
    catalogue: str
    snapshots: tuple[str, ...]
    answers: str
    program: str
    chunk_rows: int
    ocr: bool
    statements: bool


def digest_of_file(path: Path) -> str:
    """The digest of a file's bytes; BulkError when it cannot be read."""
    try:
        with path.open("rb") as content:
            return f"sha256:{file_digest(content, 'sha256').hexdigest()}"
    except OSError as problem:
        raise BulkError(
            f"{path}: cannot be read: {problem.strerror}. Name a CSV, XLSX, Parquet or JSONL file."
        ) from None


class Desk:
    """The folder beside the output where finished parts lie until all are there."""

    def __init__(self, output: Path) -> None:
        self.folder = output.with_name(output.name + ".parts")

    def planned(self) -> Plan | None:
        """The plan of an interrupted run; None when there is none."""
        try:
            content = json.loads((self.folder / PLAN).read_text(encoding="utf-8"))
            return Plan(**{**content, "snapshots": tuple(content["snapshots"])})
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as problem:
            raise BulkError(
                f"{self.folder}: what an earlier run left cannot be read ({type(problem).__name__}). Use --restart to begin anew."
            ) from problem

    def open(self, plan: Plan) -> None:
        """Make the folder and write the plan into it; nothing changes where the same plan lies there already."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.planned() is None:
                write_whole(self.folder / PLAN, (json.dumps(asdict(plan), indent=2) + "\n").encode())
        except OSError as problem:
            raise BulkError(
                f"{self.folder}: cannot be written ({problem.strerror or problem}). Name an output in a folder with room that you may write in."
            ) from problem

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the desk while the block runs; BulkError where another process works at it. Ends with the process, however it ends."""
        with (self.folder / LOCK).open("a") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BulkError(
                    f"{self.folder}: another process is at this run now. Wait until it has ended, or name another output."
                ) from None
            yield

    def part(self, number: int) -> Path:
        """Where the part of this number lies or will lie."""
        return self.folder / f"{number:0{PART_DIGITS}d}.arrow"

    def parts(self) -> Iterator[Path]:
        """The finished parts in their order."""
        yield from sorted(self.folder.glob("*.arrow"))

    def clear(self) -> None:
        """Remove the folder with all parts and the plan; the plan goes last."""
        try:
            for path in [
                *self.folder.glob("*.arrow"),
                *self.folder.glob(f".*{UNFINISHED}"),
                self.folder / LOCK,
                self.folder / PLAN,
            ]:
                path.unlink(missing_ok=True)
            if self.folder.exists():
                self.folder.rmdir()
        except OSError as problem:
            raise BulkError(
                f"{self.folder}: cannot be removed ({problem.strerror or problem}). Look what lies there, and name another output or empty it."
            ) from problem


def differences(left: Plan, right: Plan) -> tuple[str, ...]:
    """In which points two plans differ, by name."""
    return tuple(slot.name for slot in fields(Plan) if getattr(left, slot.name) != getattr(right, slot.name))
