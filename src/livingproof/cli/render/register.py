"""Registers and their changes as lines for a reader, and as plain values for a program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from livingproof.cli.render.lines import folded

if TYPE_CHECKING:
    from livingproof.register.changes import Changes
    from livingproof.register.imports import Brought, Wanted
    from livingproof.register.manifest import Manifest
    from livingproof.register.snapshot import Snapshot

EVENTS_SHOWN = 50
FIRST_COLUMN = 23
WIDTH = 78
FIELD = re.compile(r"  (?:(?=\S.{14} \S).{16}|(?=\S.{10} \S).{12})")
"""A name and the blanks behind it, as fields and events are written."""


def wrapped(line: str) -> list[str]:
    """A line as the terminal shows it: no word is broken, what follows stands below the value or a little further in."""
    if cell_len(line) <= WIDTH:
        return [line]
    head = FIELD.match(line)
    begun = head[0] if head else line[: len(line) - len(line.lstrip())]
    indent = " " * (len(begun) if head else len(begun) + 2)
    first, *rest = folded(line[len(begun) :], WIDTH - len(indent))
    return [begun + first, *(indent + each for each in rest)]


def listed(found: Iterable[tuple[Manifest, bool]]) -> list[str]:
    """A line for each snapshot; the one in force is marked."""
    lines = [f"  {'register':<{FIRST_COLUMN}}{'snapshot':<18}{'as of':<12}{'entries':>10}  source"]
    for manifest, used in found:
        lines.append(
            f"{'*' if used else ' '} {manifest.register:<{FIRST_COLUMN}}{manifest.short:<18}{manifest.as_of.isoformat():<12}"
            f"{manifest.rows - manifest.counts.get('events', 0):>10,}  {manifest.source}"
        )
    return [*lines, "* is in force: it answers for its register."]


def shown(snapshot: Snapshot, *, in_force: bool) -> list[str]:
    """Everything that the manifest tells."""
    manifest = snapshot.manifest
    lines = [
        f"{manifest.register}  {manifest.id}",
        _line("in force", "yes" if in_force else "no"),
        _line("source", f"{manifest.source}: {manifest.title}"),
        _line("licence", manifest.licence_note),
        _line("as of", manifest.as_of.isoformat()),
        _line("imported", manifest.imported_at.isoformat(timespec="seconds")),
        *(_line(kind, f"{count:,}") for kind, count in manifest.counts.items()),
        _line("left out", f"{manifest.repeated:,} identical rows, {manifest.quarantined:,} rows not understood"),
        *(_line("file", f"{file.name}  {file.size:,} bytes  {file.sha256}") for file in manifest.inputs),
        _line("catalogue", manifest.catalogue_version),
        _line("program", manifest.program_version),
        _line("folder", str(snapshot.folder)),
    ]
    records = manifest.counts.get("records", 0)
    fields = (f"{name} {held / records:.0%}" for name, held in manifest.filled.items())
    return [*lines, *([_line("fields", ", ".join(fields))] if records else [])]


def plain_manifest(manifest: Manifest) -> dict[str, Any]:
    """The manifest as plain values."""
    from pydantic import TypeAdapter

    from livingproof.register.manifest import Manifest

    plain: dict[str, Any] = TypeAdapter(Manifest).dump_python(manifest, mode="json")
    return plain


def brought_lines(brought: Brought, wanted: Wanted) -> list[str]:
    """What an import came to."""
    if brought.snapshot is None:
        return [f"{_many(brought.lookups, 'look-up', 'look-ups')} noted as evidence."]
    manifest = brought.snapshot.manifest
    if not brought.new:
        there = f"snapshot {manifest.short}, as of {manifest.as_of}"
        return [f"{manifest.register}: the same content is in force already ({there}). Nothing was made."]
    counts = ", ".join(_many(count, kind.removesuffix("s"), kind) for kind, count in manifest.counts.items())
    lines = [f"{manifest.register}: {counts} as of {manifest.as_of}, snapshot {manifest.short} is in force."]
    if manifest.repeated:
        lines.append(f"{_many(manifest.repeated, 'row', 'rows')} left out as identical to an earlier one.")
    if brought.refused:
        lines.append(f"{_many(brought.refused, 'row', 'rows')} not understood: set aside in {wanted.quarantine}.")
    if brought.changes is not None:
        lines += [f"Since the last snapshot: {_counted(brought.changes)}."]
    return lines


def differing(old: Snapshot, new: Snapshot, changes: Changes) -> list[str]:
    """The events between two snapshots: their numbers, and the first of them."""
    lines = [
        f"{new.register}: from {old.as_of} ({old.manifest.short}) to {new.as_of} ({new.manifest.short})",
        f"{_counted(changes)}.",
    ]
    kinds = Counter(changes.events.column("kind").to_pylist())
    lines += [_line(kind, f"{count:,}") for kind, count in kinds.most_common()]
    lines += [_event(event) for event in changes.events.slice(0, EVENTS_SHOWN).to_pylist()]
    if changes.events.num_rows > EVENTS_SHOWN:
        lines.append(f"{changes.events.num_rows - EVENTS_SHOWN:,} more; --format json gives all.")
    return lines


def plain_changes(changes: Changes) -> dict[str, Any]:
    """The changes as plain values."""
    events = (
        {name: str(value) for name, value in event.items() if value is not None} for event in changes.events.to_pylist()
    )
    return {
        "entries_before": changes.entries_before,
        "added": changes.added,
        "removed": changes.removed,
        "changed": changes.changed,
        "events": list(events),
    }


@contextmanager
def bar(expected: int | None) -> Iterator[Callable[[str, int], None]]:
    """A progress bar on standard error: rows done, rate, time left where the rows expected are known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def told(what: str, rows: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(SAID.get(what, what), total=expected if rows else None, done="")
            speed = progress.tasks[tasks[what]].speed
            done = f"{rows:,} rows" + (f", {speed:,.0f}/s" if speed else "") if rows else ""
            progress.update(tasks[what], completed=rows, done=done)

        yield told


SAID = {"rows": "reading", "index": "indexing", "compare": "comparing"}
"""What the steps of an import are called."""


def _counted(changes: Changes) -> str:
    return (
        f"{_many(changes.added, 'entry', 'entries')} new, {changes.removed:,} gone, {changes.changed:,} changed "
        f"of {changes.entries_before:,}"
    )


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _event(event: dict[str, Any]) -> str:
    about = f"{event['number']} ({event['certification_body'] or 'no body named'})"
    if event["field"] in {None, "record"}:
        return f"  {event['kind']:<12}{about} {event['text'] or ''}".rstrip()
    return f"  {event['kind']:<12}{about} {event['field']}: {event['before'] or 'none'} -> {event['after'] or 'none'}"


def _line(name: str, value: str) -> str:
    return f"  {name:<16}{value}"
