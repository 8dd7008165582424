"""Rooms that hold records, one folder each: found by walking, so that nobody keeps a list."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from livingproof.app.kit.kinds import Kind, declare


def modules(package: str, name: str) -> Iterator[ModuleType]:
    """The module of this name in every folder of a package, in the order of their names; folders without one are passed over."""
    for found in iter_modules(import_module(package).__path__):
        full = f"{package}.{found.name}.{name}"
        if found.ispkg and find_spec(full) is not None:
            yield import_module(full)


def declare_all(package: str) -> tuple[Kind, ...]:
    """Declare the `KIND` of every record of a room; called by its `apps.py` once all models are there."""
    return tuple(declare(module.KIND) for module in modules(package, "kind"))
