"""The checks: one folder each, with rule, words and truth table; found by walking this package, listed nowhere."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from livingproof.core.check import Check


@cache
def every_check() -> tuple[Check, ...]:
    """All checks of the house, in the order of their ids."""
    found = []
    for family in iter_modules(__path__):
        package = import_module(f"{__name__}.{family.name}")
        for folder in iter_modules(package.__path__):
            check = import_module(f"{package.__name__}.{folder.name}").CHECK
            found.append(check)
    return tuple(sorted(found, key=lambda check: check.id))
