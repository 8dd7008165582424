"""The child's side of `readers.sandbox`: give up what is not needed, then do the one thing asked."""

from __future__ import annotations

import ctypes
import importlib
import os
import pickle
import signal
import sys
from pathlib import Path
from typing import Any

from livingproof.core.errors import LivingProofError
from livingproof.readers.limits import Limits

_NEEDED = ("livingproof.readers.paper", "livingproof.readers.pdf.sheets", "numpy", "zxingcpp")
"""What nearly every file needs; loaded before writing is forbidden, so that Python may keep its compiled modules."""

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # linux/sched.h
_END_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38  # linux/prctl.h
_FORBIDDEN = (
    "socket.bind",
    "socket.connect",
    "socket.get",  # names and addresses
    "socket.send",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
)
"""Beginnings of audit events. Sockets may be made, for an event loop has one to itself, but lead nowhere."""

_OUTWARD = (
    "socket.bind",
    "socket.connect",
    "socket.get",
    "socket.send",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.system",
)

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_MOST_FILES = 128
_CREATE_RULES, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls of Landlock, the same on every processor
_PATH_BENEATH, _WRITE_FILE, _RUN = 1, 0b10, 0b1  # linux/landlock.h
_CHANGES = 0b1_1111_1111_0011  # linux/landlock.h: run, write, remove and make; not read


class _Beneath(ctypes.Structure):
    """What Landlock shall allow for one file: struct landlock_path_beneath_attr."""

    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("file", ctypes.c_int32))


def main() -> None:
    """Read the order from standard input, carry it out, write the answer to what was standard output."""
    answer = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)  # libraries that print must not spoil the answer
    for name in _NEEDED:
        importlib.import_module(name)
    function, args, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    confine(limits)
    content = pickle.dumps(_outcome(function, args))
    with os.fdopen(answer, "wb") as out:
        out.write(content)
    os._exit(0)


def _outcome(function: Any, args: tuple[Any, ...]) -> tuple[str, object]:
    try:
        return "value", function(*args)
    except LivingProofError as error:
        return type(error).__name__, " ".join(str(error).split())
    except MemoryError:
        return "memory", ""
    except Exception as error:  # noqa: BLE001 - the outermost shell of this process
        return "stopped", type(error).__name__


def confine(limits: Limits) -> None:
    """Give up the net, writing, new processes, and more time or memory than the limits allow; there is no way back.

    What the system enforces holds for the C libraries as well; the audit hook holds for Python, on every system.
    """
    if sys.platform.startswith("linux"):
        system = ctypes.CDLL(None, use_errno=True)
        end_with_parent(signal.SIGKILL)
        _leave_the_net(system)
        _give_up_writing(system)
    try:
        import resource
    except ImportError:  # not a Unix: the caller's clock still holds
        resource = None  # type: ignore[assignment]
    if resource is not None:
        for bound, value in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_CPU, limits.seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, _MOST_FILES),
        ):
            _, highest = resource.getrlimit(bound)
            lower = value if highest == resource.RLIM_INFINITY else min(value, highest)
            resource.setrlimit(bound, (lower, lower))
    sys.addaudithook(_guard)


def confine_to(folder: Path, *, memory: int, seconds: int) -> None:
    """Give up the net, writing outside a folder, and more address space (bytes) or processor time (seconds); there is no way back.

    For programs of our own that write what they read of a stranger's file. New processes may be made, of this one only.
    """
    if sys.platform.startswith("linux"):
        system = ctypes.CDLL(None, use_errno=True)
        end_with_parent(signal.SIGKILL)
        _leave_the_net(system)
        _give_up_writing(system, folder)
    try:
        import resource
    except ImportError:  # not a Unix: the caller's clock still holds
        return
    for bound, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, highest = resource.getrlimit(bound)
        lower = value if highest == resource.RLIM_INFINITY else min(value, highest)
        resource.setrlimit(bound, (lower, lower))
    sys.addaudithook(_guard_of_net)


def _guard_of_net(event: str, _args: tuple[Any, ...]) -> None:
    if event.startswith(_OUTWARD):
        raise PermissionError(f"{event} is not allowed while a register's file is read")


def end_with_parent(how: signal.Signals) -> None:
    """Let the kernel send this process a signal when its parent ends, however that ends (Linux)."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, how)


def _leave_the_net(system: ctypes.CDLL) -> None:
    """Move into a network of our own, which is empty, where the system lets us."""
    system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if system.unshare(_NEW_USER | _NEW_NET) != 0:
        system.unshare(_NEW_NET)


def _give_up_writing(system: ctypes.CDLL, but: Path | None = None) -> None:
    """Allow no change of any file, but beneath a folder where one is given, and no program to start, where the kernel has Landlock.

    The null device stays open to writing: libraries send their notes there, and crash when they cannot.
    """
    handled = ctypes.c_uint64(_CHANGES)
    rules = system.syscall(_CREATE_RULES, ctypes.byref(handled), ctypes.sizeof(handled), 0)
    if rules >= 0:
        allowed = _Beneath(_WRITE_FILE, os.open(os.devnull, os.O_PATH))
        system.syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(allowed), 0)
        if but is not None:
            within = _Beneath(_CHANGES & ~_RUN, os.open(but, os.O_PATH))
            system.syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(within), 0)
        system.syscall(_RESTRICT_SELF, rules, 0)


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN) or (event == "open" and _writes(args)):
        raise PermissionError(f"{event} is not allowed while a file is read")


def _writes(args: tuple[Any, ...]) -> bool:
    path, mode, flags = args
    if isinstance(path, int):  # a stream that is open already
        return False
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & _WRITING)
