"""A user's own folder: rows written into one file of it, beside what stands there; shipped files are never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from livingproof.catalogue.files import parse
from livingproof.core.errors import CatalogueError

TAUGHT = "taught.yaml"
"""The file of a user's folder that holds what was taught."""

_HEAD = "# Written by `livingproof teach`; it may be edited, and is laid over the shipped facts with --catalogue.\n"
_MERGED = ("body", "role", "id")
Rows = Mapping[str, Sequence[Mapping[str, object]]]


def with_rows(text: str, rows: Rows, source: str, day: date) -> str:
    """The text of a catalogue file with these rows in it: those of one body or role are joined, none is lost.

    Each new row carries the source, a confidence that cannot decide, and the day. Raises CatalogueError where the text is
    no catalogue file.
    """
    try:
        document = parse(text) or {}
    except ValueError as problem:
        raise CatalogueError(f"{TAUGHT} cannot be read: {' '.join(str(problem).split())}") from problem
    if not isinstance(document, dict):
        raise CatalogueError(f"{TAUGHT} holds no tables; move it away and teach again")
    known: dict[str, Any] = document
    known.setdefault("sources", {}).setdefault("TAUGHT", "corrected by hand from documents (livingproof teach)")
    for table, new in rows.items():
        for row in new:
            stamped = {**row, "source": ["TAUGHT"], "confidence": "low", "verified": "expert", "as_of": day.isoformat()}
            _add(known.setdefault(table, []), {**stamped, "note": source})
    return _HEAD + _written(known)


def write_rows(folder: Path, rows: Rows, source: str, day: date) -> Path:
    """Write these rows into the folder's file of taught facts, and return the file. The folder is made where it is missing."""
    file = folder / TAUGHT
    text = with_rows(file.read_text(encoding="utf-8") if file.exists() else "", rows, source, day)
    folder.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)  # whole or not at all
    return file


def _add(table: list[dict[str, Any]], row: dict[str, Any]) -> None:
    """Join a row to the one of the same body, role or id; add it where there is none. Number patterns stay apart."""
    key = next(name for name in _MERGED if name in row)
    same = next((old for old in table if old.get(key) == row[key] and old.get("pattern") == row.get("pattern")), None)
    if same is None:
        table.append(row)
        return
    for name, value in row.items():
        same[name] = _joined(same.get(name), value)


def _joined(old: Any, new: Any) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *(item for item in new if item not in old)]
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{name: _joined(old.get(name), value) for name, value in new.items()}}
    return new


def _written(document: Mapping[str, object]) -> str:
    import yaml

    return yaml.safe_dump(dict(document), allow_unicode=True, sort_keys=False, width=120)
