"""A YAML file of facts read as rows: its `defaults` stand in every row, its other tables belong to the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from livingproof.core.errors import SourceError
from livingproof.sources.meanings import Meanings

TABLE = "recognitions"
BESIDE = {"sources", "defaults", TABLE}


def told(document: object, path: Path, _: Meanings, __: date) -> Iterator[Mapping[str, Any]]:
    """The rows of `recognitions`."""
    if not isinstance(document, Mapping) or not isinstance(document.get(TABLE), list):
        raise SourceError(f"{path.name}: holds no list `{TABLE}:`; see docs/do/load-a-signatory-list.md for its form.")
    other = sorted(set(map(str, document)) - BESIDE)
    if other:
        raise SourceError(
            f"{path.name}: holds {other[0]!r}, which is no signatory list; lay such facts over with --catalogue."
        )
    defaults = document.get("defaults") or {}
    for number, row in enumerate(document[TABLE], start=1):
        if not isinstance(row, Mapping) or not isinstance(defaults, Mapping):
            raise SourceError(f"{path.name}: {TABLE} entry {number} must be keys with values.")
        yield {**defaults, **row}
