"""The command line: a command parses, calls one function, renders."""

from __future__ import annotations

import sys

from livingproof.core.errors import (
    CatalogueError,
    CheckpointError,
    LivingProofError,
    PolicyError,
    RecordError,
    SourceError,
    StatementError,
    UnreadableFile,
)
from livingproof.readers.visible import visible

EXIT_FAILURE = 1
EXIT_WRONG_USE = 2
EXIT_NOTHING_READ = 3

EXITS: dict[type[LivingProofError], int] = {
    CatalogueError: EXIT_WRONG_USE,
    CheckpointError: EXIT_WRONG_USE,
    PolicyError: EXIT_WRONG_USE,
    RecordError: EXIT_WRONG_USE,
    SourceError: EXIT_NOTHING_READ,
    StatementError: EXIT_WRONG_USE,
    UnreadableFile: EXIT_NOTHING_READ,
}
"""How each kind of error ends the command; every other one is a failure."""


def main() -> None:
    """Run the command; an expected error is one line on standard error and an exit status, never a traceback."""
    from livingproof.cli.commands import app

    try:
        app()
    except LivingProofError as problem:
        sys.stderr.write(f"livingproof: {visible(str(problem))}\n")
        sys.exit(EXITS.get(type(problem), EXIT_FAILURE))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_FAILURE)
