"""A finished part of a bulk run: its rows as columns, written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from livingproof.core.errors import BulkError
from livingproof.register.durable import replacing


@dataclass(frozen=True, slots=True)
class Answer:
    """What one row comes to. Probabilities run from 0 to 1; None where nothing was matched or the row was not understood.

    `codes` are "check:CODE" pairs joined by ";", those that decide first. `error` says why a row was not judged, and what to write
    instead. `reach` and `statement` are not columns of the output: they feed the summary and the file of statements.
    """

    claim_id: str
    match: str | None = None
    record_id: str | None = None
    probability: float | None = None
    runner_up_record_id: str | None = None
    runner_up_probability: float | None = None
    headline: str | None = None
    decision: str | None = None
    codes: str | None = None
    error: str | None = None
    reach: str | None = None
    statement: str | None = None


OUTPUT = tuple(slot.name for slot in fields(Answer) if slot.name not in {"reach", "statement"})
"""The columns of the output."""

NUMBERS = {"probability", "runner_up_probability"}
SCHEMA = pa.schema([(slot.name, pa.float64() if slot.name in NUMBERS else pa.string()) for slot in fields(Answer)])


def table_of(answers: Sequence[Answer]) -> pa.Table:
    """The answers as columns."""
    return pa.table({name: [getattr(answer, name) for answer in answers] for name in SCHEMA.names}, schema=SCHEMA)


def write_part(path: Path, answers: Sequence[Answer]) -> None:
    """Write the answers under this name; an interruption leaves nothing under it. BulkError says why it cannot be written."""
    table = table_of(answers)
    try:
        with replacing(path) as beside, ipc.new_file(beside, SCHEMA) as writer:
            writer.write_table(table)
    except OSError as problem:
        raise BulkError(
            f"{path.parent}: cannot be written ({problem.strerror or problem}). Finished parts are kept; make room and run the command again."
        ) from problem


def read_part(path: Path) -> pa.Table | None:
    """The part of this name; None when it is not there or was not written to its end."""
    try:
        with pa.memory_map(str(path)) as file:
            table = ipc.open_file(file).read_all()
    except (OSError, pa.ArrowInvalid):
        return None
    return table if table.schema.equals(SCHEMA) else None
