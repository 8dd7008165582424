"""Other libraries at the same work: each a script in an environment that only the benchmark knows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_PINNED = _HERE.parent / "peers.txt"
_PROJECT = _HERE.parents[2]


class NotRunError(Exception):
    """A peer could not be measured; the text says why."""


def environment(cache: Path, *, wanted: bool = True) -> Path:
    """The Python of the peers' environment, made when it is not there or its list has changed."""
    if not wanted:
        raise NotRunError("left out")
    folder, done = cache / "peers", cache / "peers" / "installed.txt"
    python = folder / "bin" / "python"
    if done.exists() and done.read_text(encoding="utf-8") == _PINNED.read_text(encoding="utf-8"):
        return python
    uv = _uv()
    _ran((uv, "venv", "--clear", "--quiet", "--python", sys.executable, str(folder)))
    _ran((uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(_PINNED)))
    shutil.copyfile(_PINNED, done)
    return python


def measured(script: str, python: Path, *arguments: object) -> Mapping[str, Any]:
    """What a script of this folder prints: its last line, JSON."""
    printed = _ran((str(python), str(_HERE / f"{script}.py"), *map(str, arguments)))
    found: Mapping[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return found


def _uv() -> str:
    own = _PROJECT / ".uv" / "bin" / "uv"
    found = str(own) if own.exists() else shutil.which("uv")
    if not found:
        raise NotRunError("uv is not installed; `make bench` brings it")
    return found


def _ran(command: tuple[str, ...]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own commands
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise NotRunError(f"{Path(command[0]).name} {Path(command[1]).name}: {last[0][:200]}")
    return done.stdout
