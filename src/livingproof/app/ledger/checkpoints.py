"""Checkpoints: what a ledger was on a day, in a file that leaves the house. Later the ledger must still agree with it.

A chain alone shows a careless change. Whoever rewrites every later digest too, or cuts off the end, is shown by a checkpoint that
somebody else holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from livingproof.app.ledger.chain import Break, breaks, digest_of, entries_of
from livingproof.app.ledger.models import Entry, Head
from livingproof.app.people.models import Organisation
from livingproof.core.errors import CheckpointError

FORMAT = "livingproof-checkpoint-1"
MARK = 16
"""Letters of each digest that are kept: 64 bits, enough to tell entries apart."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A ledger as it was: the newest entry's number and digest, and the first letters of every `step`-th digest before."""

    organisation: str
    name: str
    at: str
    number: int
    digest: str
    step: int
    marks: str

    def mark(self, number: int) -> str | None:
        """The first letters of an entry's digest; None where the file does not hold them."""
        if number % self.step or number > self.number:
            return None
        start = (number // self.step - 1) * MARK
        return self.marks[start : start + MARK]


def checkpoint(organisation: Organisation, now: datetime, *, step: int = 1) -> Checkpoint:
    """The ledger as it is now. `step` 1 can name every entry; a larger one makes a smaller file that names a stretch."""
    head = Head.objects.filter(organisation=organisation).first()
    number, digest = (head.number, head.digest) if head else (0, "")
    rows = Entry.objects.filter(organisation=organisation, number__lte=number).order_by("number")
    marks = "".join(
        row[:MARK] for place, row in enumerate(rows.values_list("digest", flat=True).iterator(), 1) if place % step == 0
    )
    return Checkpoint(str(organisation.pk), organisation.name, now.isoformat(), number, digest, step, marks)


def written(point: Checkpoint) -> str:
    """The checkpoint as the text of its file."""
    content = {"format": FORMAT} | {name: getattr(point, name) for name in Checkpoint.__slots__}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> Checkpoint:
    """The checkpoint of a file."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CheckpointError(f"{path.name}: is no checkpoint ({type(problem).__name__}). Ask for it again.") from None
    if (
        not isinstance(content, dict)
        or content.pop("format", None) != FORMAT
        or set(content) != set(Checkpoint.__slots__)
    ):
        raise CheckpointError(f"{path.name}: is no checkpoint of this program. Ask for it again.")
    point = Checkpoint(**content)
    texts = (point.organisation, point.name, point.at, point.digest, point.marks)
    if not all(isinstance(text, str) for text in texts) or type(point.number) is not int or type(point.step) is not int:
        raise CheckpointError(f"{path.name}: was damaged. Ask for it again.")
    if point.step < 1 or len(point.marks) != point.number // point.step * MARK:
        raise CheckpointError(f"{path.name}: was damaged. Ask for it again.")
    return point


def faults(organisation: Organisation, point: Checkpoint | None = None) -> Iterator[Break]:
    """Every entry of the ledger that was changed, removed or moved, by itself and against a checkpoint of former days."""
    yield from breaks(entries_of(organisation))
    yield from _cut(organisation)
    if point is not None:
        yield from _against(organisation, point)


def _cut(organisation: Organisation) -> Iterator[Break]:
    """The head says which entry is the newest: an end that was cut off leaves it behind."""
    head = Head.objects.filter(organisation=organisation).first()
    last = Entry.objects.filter(organisation=organisation).order_by("-number").first()
    number, digest = (last.number, last.digest) if last else (0, "")
    if head is not None and head.number > number:
        yield Break(number + 1, f"removed: entries {number + 1} to {head.number} at the end are gone")
    elif (head is None and number) or (head is not None and (head.number, head.digest) != (number, digest)):
        yield Break(number, "is not the one that the ledger's head names")


def _against(organisation: Organisation, point: Checkpoint) -> Iterator[Break]:
    known: dict[str, int] = {}
    for number in range(point.step, point.number + 1, point.step):
        known[point.mark(number) or ""] = number
    differs = False
    last = 0
    for entry in entries_of(organisation):
        last = entry.number
        mark = point.mark(entry.number)
        if mark is None or differs or digest_of(entry)[:MARK] == mark:
            continue
        differs = True
        yield _named(entry, point, known)
    if last < point.number:
        yield Break(
            last + 1,
            f"removed: the checkpoint of {point.at[:10]} has {point.number} entries, the ledger ends at {last}",
        )
    elif not differs:
        whole = (
            Entry.objects.filter(organisation=organisation, number=point.number)
            .values_list("digest", flat=True)
            .first()
        )
        if point.number and whole != point.digest:
            yield Break(point.number, f"differs from the checkpoint of {point.at[:10]}")


def _named(entry: Entry, point: Checkpoint, known: dict[str, int]) -> Break:
    """The first entry that differs: every later one differs with it, because each holds the one before."""
    elsewhere = known.get(entry.digest[:MARK])
    if elsewhere is not None and elsewhere != entry.number:
        return Break(entry.number, f"moved: the checkpoint of {point.at[:10]} has this entry as number {elsewhere}")
    stretch = "" if point.step == 1 else f" (or one of the {point.step - 1} before it)"
    return Break(entry.number, f"changed, removed or replaced since the checkpoint of {point.at[:10]}{stretch}")
