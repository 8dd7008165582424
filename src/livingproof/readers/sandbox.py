"""A function run in a child process that may read nothing but its input: bounded in time and memory, without net or files.

Parsers of PDF and pictures are large programs in C that read what strangers send. What goes wrong in them ends the
child, never the caller: a crash, too much time or too much memory becomes one UnreadableFile line. Even the answer of
the child is not trusted: only values made of our own dataclasses, enums and dates are read back.
"""

from __future__ import annotations

import dataclasses
import enum
import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import livingproof
from livingproof.core import errors
from livingproof.core.errors import LivingProofError, UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.visible import visible

R = TypeVar("R")

_PLAIN = frozenset(
    {("datetime", "date"), ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}
)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
_HANDED_ON = ("TESSDATA_PREFIX", "SYSTEMROOT")
_START = "import sys; sys.path.insert(0, sys.argv[1]); from livingproof.readers.confined import main; main()"
_AFTER = "ask for the file in another form, such as a scan saved as PDF"


def in_child(function: Callable[..., R], *args: object, limits: Limits) -> R:
    """Call a function of a module in a child process and return its value.

    The value has to consist of plain values, dates, and dataclasses and enums of this package. Raises UnreadableFile in
    one line when the child breaks a limit or crashes; errors of this package that the function raises are raised again.
    """
    order = pickle.dumps((function, args, limits))
    root = str(Path(livingproof.__file__).parent.parent)
    command = [sys.executable, "-I", "-c", _START, root]
    given = os.environ  # noqa: TID251 - settings of the system and of Tesseract, handed on as they are
    settings = {name: given[name] for name in _HANDED_ON if name in given} | _ONE_THREAD
    with subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=settings, close_fds=True
    ) as child:
        try:
            answer, _ = child.communicate(order, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise UnreadableFile(_out_of_time(limits)) from None
    return cast("R", _opened(answer, child.returncode, limits))


def _opened(answer: bytes, status: int, limits: Limits) -> object:
    """The value that the child returned, or the error that it met."""
    if not answer or status != 0:
        raise UnreadableFile(_reason(status, limits))
    try:
        kind, value = _Answer(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
        raise UnreadableFile(f"the reader gave no usable answer; {_AFTER}") from None
    if kind == "value":
        return value
    if kind == "memory":
        raise UnreadableFile(_out_of_memory(limits))
    raised = getattr(errors, str(kind), None)
    if isinstance(raised, type) and issubclass(raised, LivingProofError):
        raise raised(visible(str(value)))
    raise UnreadableFile(f"the file made the reader stop ({visible(str(value))}); {_AFTER}")


def _reason(status: int, limits: Limits) -> str:
    if -status == signal.SIGXCPU:
        return _out_of_time(limits)
    if -status == signal.SIGKILL:
        return _out_of_memory(limits)
    return f"the file made the reader stop; {_AFTER}"


def _out_of_time(limits: Limits) -> str:
    return (
        f"reading took more than {limits.seconds} seconds; try again when the machine is less busy, or ask for a smaller or"
        " simpler file"
    )


def _out_of_memory(limits: Limits) -> str:
    return f"reading needs more than {limits.memory // 1_000_000:,} MB of memory; ask for a smaller or simpler file"


def _member(kind: object, name: str) -> enum.Enum:
    """The member of an enum by name; nothing else may be looked up on the way back."""
    if isinstance(kind, type) and issubclass(kind, enum.Enum) and name in kind.__members__:
        return kind.__members__[name]
    raise pickle.UnpicklingError("only members of enums may be looked up")


class _Answer(pickle.Unpickler):
    """Reads values of plain types, dates, and this package's own dataclasses and enums; refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class that an answer may contain."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):  # how Python 3.11.0 to 3.11.3 write a member of an enum
            return _member
        if module == "livingproof" or module.startswith("livingproof."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, enum.Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in an answer")
