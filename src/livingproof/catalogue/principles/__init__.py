"""The seven quality management principles by name, with the checks and records that serve each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from livingproof.core.errors import CatalogueError

FILE = Path(__file__).parent / "principles.yml"

Told = Mapping[str, str]
"""Words by language."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle: its published name, how verifying serves it in our own words, and what serves it, by ids."""

    name: Told
    serves: Told
    checks: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principles:
    """The principles by id in their published order, the names of records, and the source of the names."""

    source: str
    records: Mapping[str, Told]
    principles: Mapping[str, Principle]


@cache
def principles() -> Principles:
    """The shipped principles."""
    try:
        content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return TypeAdapter(Principles).validate_python(content)
    except (OSError, yaml.YAMLError, ValidationError) as problem:
        raise CatalogueError(f"{FILE.name}: is missing or damaged; reinstall livingproof.") from problem
