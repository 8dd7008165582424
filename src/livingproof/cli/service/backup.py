"""`livingproof backup` and `livingproof restore`: everything that must not be lost, in one file, and back."""

from __future__ import annotations

import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import livingproof
from livingproof.cli.data import DataOption, data_directory
from livingproof.cli.service.archive import DATABASE_FILES, LEVEL, Writing, lay_out, worth_keeping
from livingproof.cli.service.project import open_project
from livingproof.cli.service.rows import ROWS, copy_sqlite, holds_nothing, read_rows, write_rows
from livingproof.core.errors import ServiceError


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; its name ends in .tar.gz.")],
    data: DataOption = None,
    *,
    without_bucket: Annotated[
        bool, typer.Option("--without-bucket", help="Leave evidence that lies in a bucket where it is.")
    ] = False,
) -> None:
    """Write database, evidence, registers and keys into one file, while the service runs.

    Evidence that lies in a bucket is fetched, and is in the file too. The file holds personal data and the key that signs sessions: keep
    it as you keep the data itself.

    Exit status: 0 written; 1 not.
    """
    directory = data_directory(data)
    if not directory.is_dir():
        raise ServiceError(f"{directory}: there is no data to back up. Name its directory with --data.")
    if file.exists():
        raise ServiceError(f"{file}: is there already and stays. Name another file.")
    open_project(data)
    now = datetime.now(UTC)  # noqa: TID251 - the edge: where the clock enters
    with tempfile.TemporaryDirectory(dir=_folder(file), prefix=".backup-") as folder:
        whole = Path(folder, "whole")
        written, missing = _write(whole, directory, now, bucket=not without_bucket)
        whole.chmod(0o600)
        with whole.open("rb") as content:
            os.fsync(content.fileno())
        try:
            os.link(whole, file)
        except FileExistsError:
            raise ServiceError(f"{file}: is there already and stays. Name another file.") from None
    size = file.stat().st_size / 1e6
    typer.echo(f"{file}: {len(written.files)} files, {size:.1f} MB, as of {now:%Y-%m-%d %H:%M} UTC")
    _say_what_is_not_in_it(missing, bucket=not without_bucket)


def _say_what_is_not_in_it(missing: list[str], *, bucket: bool) -> None:
    from django.conf import settings

    if settings.FILES is not None and not bucket:
        typer.echo(
            f"Evidence lies in the bucket {settings.FILES.name} and is not in this file: let the bucket keep versions."
        )
    if missing:
        typer.echo(f"Not in this file, for the bucket has not got it: {', '.join(missing[:5])}; {len(missing)} in all.")


def _folder(file: Path) -> Path:
    folder = file.absolute().parent
    if not os.access(folder, os.W_OK):
        raise ServiceError(f"{folder}: cannot be written. Name a file elsewhere.")
    return folder


def _write(whole: Path, directory: Path, now: datetime, *, bucket: bool) -> tuple[Writing, list[str]]:
    """The database first: evidence is there before a row names it, so everything that the copy names is found. And what the bucket lacks."""
    missing: list[str] = []
    with tarfile.open(whole, "w:gz", compresslevel=LEVEL) as tar:
        writing = Writing(tar, int(now.timestamp()))
        name, copy = _database(whole.parent)
        writing.add(name, copy)
        copy.unlink()
        for inside, path in worth_keeping(directory):
            writing.add(inside, path)
        if bucket:
            missing += _from_bucket(writing, whole.parent / "fetched")
        writing.end({"version": livingproof.__version__, "at": now.isoformat(), "database": name})
    return writing, missing


def _from_bucket(writing: Writing, half: Path) -> Iterator[str]:
    """Put evidence of the bucket where a data directory has it; the names of what is missing there. One file at a time is on the disk."""
    from livingproof.app.ledger import evidence

    try:
        for row, inside in evidence.in_bucket():
            if inside in writing.files:
                continue
            if evidence.fetched_into(row, half):
                writing.add(inside, half)
            else:
                yield row.name
    except OSError as problem:
        raise ServiceError(f"{problem}. Try again, or leave it out with --without-bucket.") from problem
    finally:
        half.unlink(missing_ok=True)


def _database(folder: Path) -> tuple[str, Path]:
    """A copy of the database and its name in the archive."""
    from django.db import connection

    if connection.vendor == "sqlite":
        source, target = Path(connection.settings_dict["NAME"]), folder / DATABASE_FILES
        if not source.exists():
            raise ServiceError(f"{source}: there is no database yet. Start `livingproof serve` once.")
        copy_sqlite(source, target)
        return DATABASE_FILES, target
    target = folder / ROWS
    with target.open("w", encoding="utf-8") as stream:
        write_rows(stream)
    return ROWS, target


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `livingproof backup` wrote.")],
    data: DataOption = None,
) -> None:
    """Lay a backup out into a data directory that is empty, or not there yet. Nothing is ever overwritten.

    Every file is held against its digest before anything is put in place. A backup of an earlier version is brought to this one. Rows of
    a PostgreSQL backup go into the empty database that DATABASE_URL names, or into SQLite without it. Evidence goes into the bucket where
    LIVINGPROOF_FILES names one, else into the data directory.

    Exit status: 0 restored; 1 refused or damaged, and nothing was changed.
    """
    directory = data_directory(data).absolute()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ServiceError(
            f"{directory}: is not empty, and nothing is overwritten. Name an empty directory with --data."
        )
    if not file.is_file():
        raise ServiceError(f"{file}: there is no such file.")
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".restoring-") as folder:
        laid = Path(folder, "data")
        laid.mkdir(0o700)
        manifest = lay_out(file, laid)
        _of_this_database(manifest)
        rows = laid / ROWS
        kept = Path(folder, ROWS)
        if rows.exists():
            rows.replace(kept)
        open_project(laid)
        count = _bring_along(kept if kept.exists() else None)
        _to_bucket(laid)
        if directory.exists():
            directory.rmdir()
        laid.rename(directory)
    of = f"{len(manifest['files'])} files" + (f" and {count} rows" if count else "")
    typer.echo(f"{directory}: {of} of {manifest['at'][:16].replace('T', ' ')} UTC. Look at it: livingproof doctor")


def _to_bucket(laid: Path) -> None:
    """Where evidence lies in a bucket, put it back there; it goes from the disk only once all of it has arrived."""
    from livingproof.app.ledger import evidence

    try:
        evidence.into_bucket(laid)
    except OSError as problem:
        raise ServiceError(f"{problem}. Try again; what has arrived there is kept under its digest.") from problem


def _of_this_database(manifest: dict[str, Any]) -> None:
    url = os.environ.get("DATABASE_URL")  # noqa: TID251 - the edge: where settings enter
    if manifest["database"] == DATABASE_FILES and url:
        raise ServiceError("this backup is of SQLite, and DATABASE_URL names PostgreSQL. Unset it, and restore again.")


def _bring_along(rows: Path | None) -> int:
    """Migrate, and write the rows where the backup has some; how many."""
    from django.db import connections

    from livingproof.cli.service.preparing import migrate

    if rows is not None and not holds_nothing():
        raise ServiceError("the database that DATABASE_URL names is not empty, and nothing is overwritten.")
    migrate()
    count = 0
    if rows is not None:
        with rows.open(encoding="utf-8") as stream:
            count = read_rows(stream)
    connections.close_all()
    return count
