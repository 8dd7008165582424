"""A register's file brought in by a child process that has no net, may write in the registers' folder only, and ends with its parent.

The file is large, strange and from outside: what goes wrong in reading it ends the child, never the worker. Child and worker speak in
lines of JSON: the order in, then how far it is, then what came of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import livingproof
from livingproof.core.errors import LivingProofError, RegisterError

SECONDS = 3 * 3600
MEMORY = 6_000_000_000
"""Bytes of address space; what is really taken is far less."""
_START = "import sys; sys.path.insert(0, sys.argv[1]); from livingproof.app.verification.importing import main; main()"
_EVERY = 5_000
_HANDED_ON = ("PATH", "HOME", "NUMBA_CACHE_DIR")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be brought in: the folder of the registers, the file under its own name, its source, its day, when it was asked."""

    folder: str
    path: str
    source: str
    register: str
    as_of: str
    at: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: rows in force now, or how many rows were not understood and the first of them; the problem that ended it."""

    rows: int = 0
    new: bool = False
    refused: int = 0
    first_refused: tuple[str, ...] = ()
    problem: str = ""

    @property
    def done(self) -> bool:
        """Whether something is in force, or was kept, because of it."""
        return not self.problem and not (self.refused and not self.rows)


def bring_apart(order: Order, progress: Callable[[str, int], None]) -> Outcome:
    """Bring it in by a child process; `progress` is told what is done and how many rows of it are."""
    root = str(Path(livingproof.__file__).parent.parent)
    given = os.environ  # noqa: TID251 - where compiled parts are kept is handed on, and nothing else
    settings = {"TMPDIR": order.folder} | {name: given[name] for name in _HANDED_ON if name in given}
    with subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
        [sys.executable, "-I", "-c", _START, root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=settings,
        text=True,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise RegisterError("the import could not be started; try again.")
        clock = threading.Timer(SECONDS, child.kill)
        clock.start()
        try:
            child.stdin.write(json.dumps(asdict(order)))
            child.stdin.close()
            outcome = _heard(child.stdout, progress)
        except BrokenPipeError:
            outcome = None
        finally:
            clock.cancel()
            child.kill()
    return outcome or Outcome(problem=_ended(child.returncode))


def _heard(lines: IO[str], progress: Callable[[str, int], None]) -> Outcome | None:
    """What the child says at its end; None where it ended without a word."""
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if "step" in said:
            progress(str(said["step"])[:80], int(said["rows"]))
        elif "outcome" in said:
            told = said["outcome"]
            first = tuple(str(one)[:500] for one in told.pop("first_refused", ()))
            return Outcome(first_refused=first, **told)
    return None


def _ended(status: int | None) -> str:
    return f"the file made the import stop ({status}); look whether memory or disk is short, or ask for the file in another form."


def main() -> None:
    """The child: read the order, give up what is not needed, bring in, say what came of it."""
    from livingproof.readers.confined import confine_to

    order = Order(**json.loads(sys.stdin.read()))
    _needed(order)
    confine_to(Path(order.folder), memory=MEMORY, seconds=SECONDS)
    try:
        outcome = _brought(order)
    except (LivingProofError, OSError) as problem:
        outcome = Outcome(problem=" ".join(str(problem).split()))
    except MemoryError:
        outcome = Outcome(problem=_ended(None))
    _say({"outcome": asdict(outcome)})


def _needed(order: Order) -> None:
    """Load what the import needs before writing is given up, so that Python may keep its compiled modules."""
    from livingproof.register.bringing import LARGE
    from livingproof.register.index.kernels import prepare, shortener
    from livingproof.sources import source_named

    source_named(order.source)
    if Path(order.path).stat().st_size >= LARGE:
        prepare()
    else:
        shortener()


def _brought(order: Order) -> Outcome:
    from livingproof.catalogue import load
    from livingproof.register.bringing import bring_in
    from livingproof.register.imports import Wanted
    from livingproof.register.store import Store
    from livingproof.sources import source_named

    wanted = Wanted(
        source=source_named(order.source),
        paths=(Path(order.path),),
        as_of=date.fromisoformat(order.as_of),
        at=datetime.fromisoformat(order.at),
        register=order.register or None,
    )
    brought = bring_in(Store(Path(order.folder)), wanted, load(), _teller())
    return Outcome(
        rows=brought.snapshot.manifest.rows if brought.snapshot else brought.lookups,
        new=brought.new,
        refused=brought.refused,
        first_refused=tuple(str(one) for one in brought.first_refused[:3]),
    )


def _teller() -> Callable[[str, int], None]:
    """Says each new step at once, and further rows of it now and then."""
    last: dict[str, Any] = {"step": "", "rows": 0}

    def tell(step: str, rows: int) -> None:
        if step != last["step"] or rows - last["rows"] >= _EVERY:
            last.update(step=step, rows=rows)
            _say({"step": step, "rows": rows})

    return tell


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()
