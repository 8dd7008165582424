"""Where registers and evidence are kept: `--data DIR`, else LIVINGPROOF_DATA, else the user's data directory."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.register.store import Store

VARIABLE = "LIVINGPROOF_DATA"
KEPT = ("registers", "evidence")
"""The folders of a data directory that a store reads (`register.store`)."""

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help=f"Where registers and evidence are kept; else {VARIABLE}, else your data directory.",
        show_default=False,
    ),
]
"""The option of every command that reads or writes registers or evidence."""


def data_directory(given: Path | None) -> Path:
    """The data directory; it need not exist."""
    named = given or os.environ.get(VARIABLE)  # noqa: TID251 - the edge: where settings enter
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("livingproof", appauthor=False)


def holds_answers(given: Path | None) -> bool:
    """Whether a register was ever imported or an answer kept in the data directory, or it cannot be told."""
    directory = data_directory(given)
    try:
        return directory.exists() and (not directory.is_dir() or any((directory / name).exists() for name in KEPT))
    except OSError:
        return True


def store_of(given: Path | None) -> Store:
    """The store of the data directory; says on standard error which imports did not finish."""
    from livingproof.register.store import Store

    directory = data_directory(given)
    if directory.exists() and not directory.is_dir():
        raise typer.BadParameter(f"{visible(str(directory))}: is no folder.", param_hint="--data")
    store = Store(directory)
    for name in store.unfinished():
        last = store.in_force(name)
        stays = f"the snapshot of {last.as_of} is in force" if last else "nothing of it is in force"
        sys.stderr.write(f"livingproof: an import of {name} did not finish; {stays}. Import the file again.\n")
    return store
