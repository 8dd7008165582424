"""`livingproof register`: registers on this machine, imported from files, compared, searched, checked and dropped."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli import search
from livingproof.cli.data import DataOption, store_of
from livingproof.cli.purchase import day_of
from livingproof.core.errors import RegisterError
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.register.imports import Brought, Wanted
    from livingproof.register.snapshot import Snapshot
    from livingproof.register.store import Store

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keep registers on this machine: import them from files, search and compare them.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(name="find")(search.find)

EXIT_DIFFERS = 1
EXIT_NOT_UNDERSTOOD = 3
FORMATS = ("terminal", "json")

FormatOption = Annotated[str, typer.Option("--format", metavar="FORM", help="terminal or json.")]


@app.command(name="import")
def import_(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="What the file is: `register sources` names all.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The register's file or files.")],
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day to which the file speaks, as 2026-11-21; today if not given."),
    ] = None,
    columns: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Which of your columns is which: `register map` proposes it.")
    ] = None,
    register: Annotated[
        str | None, typer.Option(metavar="NAME", help="The register: its id in the catalogue, or a name of your own.")
    ] = None,
    quarantine: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Set rows that are not understood aside in this CSV file.")
    ] = None,
    accept_change: Annotated[  # noqa: FBT002 - a switch
        bool,
        typer.Option("--accept-change", help="Import although much differs from the last snapshot, or it is older."),
    ] = False,
    data: DataOption = None,
) -> None:
    """Import a register's file: it answers from then on, and what changed since the last one is kept as its history.

    Every row is understood, or the import stops and the last snapshot stays in force.

    Exit status: 0 imported, or the same was there already; 1 failure; 2 wrong use; 3 the file is not understood.
    """
    from livingproof.register.bringing import bring_in
    from livingproof.register.imports import Wanted
    from livingproof.sources import read_columns, source_named

    at = datetime.now(UTC)  # noqa: TID251 - the edge: where the hour enters
    today = date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters
    day = day_of(as_of, "--as-of") if as_of else today
    if day > today:
        raise typer.BadParameter(f"{day} lies in the future; a file cannot speak of it.", param_hint="--as-of")
    wanted = Wanted(
        source=source_named(source),
        paths=tuple(files),
        as_of=day,
        at=at,
        register=register,
        columns=read_columns(columns) if columns else None,
        quarantine=quarantine,
        accept_change=accept_change,
    )
    store = store_of(data)
    from livingproof.catalogue import load

    with _interruptible(store, wanted), _progress(wanted.paths) as progress:
        brought = bring_in(store, wanted, load(), progress)
    _tell_import(brought, wanted)


@app.command()
def sources() -> None:
    """Name the sources: what files of registers can be imported."""
    from livingproof.sources import every_source

    for source in every_source():
        print(f"{source.id:<12} {source.title} ({', '.join(source.formats)})")


@app.command(name="list")
def list_(data: DataOption = None, output: FormatOption = "terminal") -> None:
    """List the registers that are present, with the day to which each speaks."""
    from livingproof.cli.render.register import listed, plain_manifest

    _refuse_format(output)
    store = store_of(data)
    found = [
        (manifest, _is_in_force(store, manifest.id, name))
        for name in store.names()
        for manifest in store.snapshots(name)
    ]
    if output == "json":
        _print_json([{**plain_manifest(manifest), "in_force": used} for manifest, used in found])
    elif found:
        _print(listed(found))
    else:
        print(f"No register in {visible(str(store.directory))}.")
        print("Import one: livingproof register import SOURCE FILE (`livingproof register sources` names the sources).")


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="A register, or the beginning of a snapshot's id.")],
    data: DataOption = None,
    output: FormatOption = "terminal",
) -> None:
    """Show a snapshot: where it comes from, what it holds, how full its fields are."""
    from livingproof.cli.render.register import plain_manifest, shown

    _refuse_format(output)
    store = store_of(data)
    snapshot = store.snapshot(name)
    used = _is_in_force(store, snapshot.id, snapshot.register)
    if output == "json":
        _print_json({**plain_manifest(snapshot.manifest), "in_force": used, "folder": str(snapshot.folder)})
    else:
        _print(shown(snapshot, in_force=used))


@app.command()
def diff(
    old: Annotated[
        str | None, typer.Argument(metavar="OLD", help="A snapshot's id, or a register.", show_default=False)
    ] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="A snapshot's id.", show_default=False)] = None,
    data: DataOption = None,
    output: FormatOption = "terminal",
) -> None:
    """Tell what happened between two snapshots: OLD and NEW, or the last two of a register."""
    from livingproof.cli.render.register import differing, plain_changes

    _refuse_format(output)
    store = store_of(data)
    one, other = _two(store, old, new)
    changes = store.changes(one, other)
    if output == "json":
        _print_json({"old": one.id, "new": other.id, **plain_changes(changes)})
    else:
        _print(differing(one, other, changes))


@app.command()
def verify(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME|ID", help="A register or snapshot; all if not given.", show_default=False),
    ] = None,
    data: DataOption = None,
) -> None:
    """Compute every digest again and say what differs from what was imported.

    Exit status: 0 nothing differs; 1 something does.
    """
    from livingproof.register.store import differences

    store = store_of(data)
    chosen = (
        [store.snapshot(name)]
        if name
        else [store.snapshot(manifest.id) for each in store.names() for manifest in store.snapshots(each)]
    )
    if not chosen:
        print(f"No register in {visible(str(store.directory))}.")
    found = [(snapshot, differences(snapshot)) for snapshot in chosen]
    for snapshot, told in found:
        what = f"{snapshot.register} {snapshot.manifest.short}"
        _print(
            [f"{what}: {line}" for line in told] or [f"{what}: {len(snapshot.manifest.files)} files, nothing differs"]
        )
    if any(told for _, told in found):
        sys.stderr.write("livingproof: what differs cannot be relied on. Import the register's file again.\n")
        raise typer.Exit(EXIT_DIFFERS)


@app.command()
def index(
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="A register or snapshot.")],
    data: DataOption = None,
) -> None:
    """Make the search index again: needed when a new catalogue compares names and numbers otherwise."""
    from livingproof.catalogue import load
    from livingproof.core.record import Record
    from livingproof.register.durable import locked
    from livingproof.register.indexing import index_again

    store = store_of(data)
    snapshot = store.snapshot(name)
    if snapshot.index_folder is None:
        raise RegisterError(f"{name}: holds no certificates, so there is nothing to index.")
    with locked(snapshot.folder.parent, datetime.now(UTC)), _progress(()) as progress:  # noqa: TID251 - the edge
        index_again(snapshot, load(), lambda rows: progress("index", rows))
    print(f"{snapshot.register}: {snapshot.holds(Record):,} certificates indexed.")


@app.command()
def drop(
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="A register with all its snapshots, or one snapshot.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - a switch
    data: DataOption = None,
) -> None:
    """Remove a register with its snapshots and history, or one snapshot that is not in force. Evidence always stays."""
    store = store_of(data)
    whole = name in store.names()
    snapshots = store.snapshots(name) if whole else (store.snapshot(name).manifest,)
    if not yes:
        what = f"register {name}, its history and its {len(snapshots)} snapshots" if whole else f"snapshot {name}"
        typer.confirm(f"Remove {what}?", abort=True, err=True)
    print(f"Removed: {store.drop(name, datetime.now(UTC))}.")  # noqa: TID251 - the edge: where the hour enters


@app.command(name="map")
def map_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table whose columns have other names.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the mapping here; else it is printed.")
    ] = None,
) -> None:
    """Propose which column of a table is which, with why; correct it, and give it to `register import --columns`."""
    from tempfile import TemporaryDirectory

    from livingproof.sources import propose_columns, write_columns

    proposal = propose_columns(file)
    if out is not None:
        if out.exists():
            raise typer.BadParameter(f"{visible(str(out))}: stands there already; name another.", param_hint="--out")
        write_columns(proposal, out)
        print(
            f"Written to {visible(str(out))}. Look through it, then: livingproof register import generic FILE --columns {out}"
        )
        return
    with TemporaryDirectory() as folder:
        write_columns(proposal, Path(folder) / "columns.yml")
        for line in (Path(folder) / "columns.yml").read_text(encoding="utf-8").splitlines():
            print(visible(line))  # never folded: it is a file to be


def _two(store: Store, old: str | None, new: str | None) -> tuple[Snapshot, Snapshot]:
    """The two snapshots to compare."""
    if old and new:
        return store.snapshot(old), store.snapshot(new)
    names = store.names()
    name = old or (names[0] if len(names) == 1 else None)
    if name is None:
        raise typer.BadParameter(f"say which register: {', '.join(names) or 'none is present'}.", param_hint="OLD")
    kept = store.snapshots(name) if name in names else ()
    if len(kept) < 2:  # noqa: PLR2004 - two are compared
        raise RegisterError(
            f"{name}: holds fewer than two snapshots. Import a newer file of the register, then compare."
        )
    return store.snapshot(kept[-2].id), store.snapshot(kept[-1].id)


def _is_in_force(store: Store, identity: str, register: str) -> bool:
    current = store.in_force(register)
    return current is not None and current.id == identity


def _tell_import(brought: Brought, wanted: Wanted) -> None:
    """Say what the import came to; where rows were refused and not set aside, end with what to do."""
    from livingproof.cli.render.register import brought_lines

    for refused in brought.first_refused:
        sys.stderr.write(f"  {visible(str(refused))}\n")
    if brought.refused > len(brought.first_refused):
        sys.stderr.write(f"  and {brought.refused - len(brought.first_refused)} more\n")
    if brought.snapshot is None and brought.refused and not brought.new and wanted.quarantine is None:
        rows = "row is" if brought.refused == 1 else "rows are"
        sys.stderr.write(
            f"livingproof: {brought.refused} {rows} not understood; nothing was imported. "
            "Correct the file, or set such rows aside with --quarantine FILE.\n"
        )
        raise typer.Exit(EXIT_NOT_UNDERSTOOD)
    _print(brought_lines(brought, wanted))


@contextmanager
def _interruptible(store: Store, wanted: Wanted) -> Iterator[None]:
    """Ctrl-C ends the import with what is in force now."""
    try:
        yield
    except KeyboardInterrupt:
        name = wanted.register or wanted.source.register or wanted.source.id
        last = store.in_force(name)
        stays = f"the snapshot of {last.as_of} stays in force" if last else "nothing of it is in force"
        raise RegisterError(f"{name}: interrupted; {stays}. Import the file again.") from None


@contextmanager
def _progress(paths: tuple[Path, ...]) -> Iterator[Callable[[str, int], None]]:
    """A bar with rate and time left on standard error, where that is a terminal."""
    from livingproof.register.bringing import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from livingproof.cli.render.register import bar
    from livingproof.register.expected import rows_expected

    with bar(rows_expected(paths)) as told:
        yield told


def _refuse_format(output: str) -> None:
    if output not in FORMATS:
        raise typer.BadParameter(f"{output!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format")


def _print(lines: list[str]) -> None:
    from livingproof.cli.render.register import wrapped

    for line in lines:
        for piece in wrapped(visible(line)):
            print(piece)


def _print_json(value: object) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
