"""A source as its folder declares it: source.yml, an adapter where columns alone do not say it, samples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from livingproof.catalogue.files import parse
from livingproof.core.errors import SourceError
from livingproof.core.terms import EventKind, State
from livingproof.sources.column_map import ColumnMap
from livingproof.sources.days import DayOrder
from livingproof.sources.kinds import Kind

ROOM = Path(__file__).parent
DECLARATION = "source.yml"
BY_ADAPTER = "adapter"
"""In the place of a field: the adapter reads these columns."""

Spread = Callable[[Mapping[str, Any]], Iterator[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Assertions:
    """What a whole file must fulfil, else it is not what it seems: a cut file, a wrong column.

    `least` rows at least; `refused` and `unknown_standards` are the largest shares, of files with 100 rows or more. `gone` and
    `changed` are the largest shares of the last snapshot's entries that a newer file may lack or alter.
    """

    least: int = 1
    refused: float = 1.0
    unknown_standards: float = 1.0
    gone: float = 0.2
    changed: float = 0.5


@dataclass(frozen=True, slots=True)
class Source:
    """A register's file format. `register` is the catalogue id of the register that it speaks for, None where the user says it.

    `columns` maps each spelling of a column, folded, to a field, or to `adapter`; `ignored` are folded patterns of columns that
    are not read, with the reason. `documents` are the formats that are read whole.
    """

    id: str
    title: str
    publisher: str
    kind: Kind
    register: str | None
    licence_note: str
    refresh: str
    note: str
    formats: tuple[str, ...]
    columns: Mapping[str, str]
    spellings: tuple[str, ...]
    ignored: Mapping[str, str]
    required: tuple[str, ...]
    states: Mapping[str, State]
    flags: Mapping[str, bool]
    standards: Mapping[str, str]
    events: Mapping[str, EventKind]
    empty: tuple[str, ...]
    order: DayOrder | None
    rows: tuple[str, ...]
    documents: tuple[str, ...]
    assertions: Assertions
    samples: tuple[Path, ...]

    @property
    def adapter(self) -> Any | None:
        """The module `adapter.py` of the folder, None where there is none."""
        if not (ROOM / self.id / "adapter.py").exists():
            return None
        return import_module(f"livingproof.sources.{self.id}.adapter")

    def with_columns(self, columns: ColumnMap) -> Mapping[str, str]:
        """Folded column → field, the user's statements first."""
        return {**self.columns, **{folded(column): target for column, target in columns.columns.items()}}


KEYS: Mapping[str, type] = {
    "title": str,
    "publisher": str,
    "kind": str,
    "register": str,
    "licence_note": str,
    "refresh": str,
    "note": str,
    "formats": list,
    "columns": dict,
    "ignored": dict,
    "required": list,
    "states": dict,
    "flags": dict,
    "standards": dict,
    "events": dict,
    "empty": list,
    "dates": str,
    "rows": list,
    "documents": list,
    "assertions": dict,
}


def folded(column: str) -> str:
    """A column's name for comparing: letters and digits in lower case, anything else one low line; `*` stays."""
    return re.sub(r"[^\w*]+|_+", "_", column.casefold()).strip("_")


@cache
def every_source() -> tuple[Source, ...]:
    """Every source of the room, by id."""
    return tuple(_declared(path) for path in sorted(ROOM.glob(f"*/{DECLARATION}")))


def source_named(name: str) -> Source:
    """The source of this id; SourceError with the known ones."""
    found = next((source for source in every_source() if source.id == name), None)
    if found is None:
        known = ", ".join(source.id for source in every_source())
        raise SourceError(f"no source is called {name!r}; use one of {known}.")
    return found


def _declared(path: Path) -> Source:
    document = parse(path.read_text(encoding="utf-8"))
    if not isinstance(document, dict):
        raise SourceError(f"{path}: must be keys with values.")
    wrong = [key for key in document if not isinstance(document[key], KEYS.get(key, ()))]
    if wrong:
        raise SourceError(f"{path}: {wrong[0]!r} is no key or has not its form; keys are {', '.join(KEYS)}.")
    columns = document.get("columns", {})
    shares = {key: float(value) for key, value in document.get("assertions", {}).items()}
    return Source(
        id=path.parent.name,
        title=document["title"],
        publisher=document["publisher"],
        kind=Kind(document["kind"]),
        register=document.get("register"),
        licence_note=" ".join(document["licence_note"].split()),
        refresh=document["refresh"],
        note=" ".join(document.get("note", "").split()),
        formats=tuple(document["formats"]),
        columns={folded(name): target for target, names in columns.items() for name in _names(names)},
        spellings=tuple(name for names in columns.values() for name in _names(names)),
        ignored={folded(name): str(reason) for name, reason in document.get("ignored", {}).items()},
        required=tuple(document.get("required", ())),
        states={str(word): State(state) for word, state in document.get("states", {}).items()},
        flags={str(word): said is True for word, said in document.get("flags", {}).items()},
        standards=document.get("standards", {}),
        events={str(word): EventKind(kind) for word, kind in document.get("events", {}).items()},
        empty=tuple(document.get("empty", ())),
        order=DayOrder(document["dates"]) if "dates" in document else None,
        rows=tuple(document.get("rows", ())),
        documents=tuple(document.get("documents", ())),
        assertions=Assertions(int(shares.pop("least", 1)), **shares),
        samples=tuple(sorted((path.parent / "sample").glob("*"))),
    )


def _names(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names
