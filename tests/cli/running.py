"""The whole command in this process, ends and errors included: for tests whose point is not that a process starts."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from typer.testing import CliRunner

from livingproof.cli import main


def called(*arguments: str | Path, **surroundings: str) -> CompletedProcess[str]:
    """How `livingproof` with these arguments ends, and what it says."""
    words = ["livingproof", *map(str, arguments)]
    status: object = 0
    with CliRunner().isolation(env=surroundings) as (out, err, _), patch.object(sys, "argv", words):
        try:
            main()
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        told, complained = out.getvalue().decode(), err.getvalue().decode()
    return CompletedProcess(words, status if isinstance(status, int) else int(status is not None), told, complained)
