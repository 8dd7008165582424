"""A user's own statement of what a file's columns mean: a YAML file, strict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from livingproof.catalogue.files import parse
from livingproof.core.errors import SourceError, unopened
from livingproof.core.terms import State
from livingproof.sources.days import DayOrder

STATES = ", ".join(State)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of a file mean. Everything may be empty.

    `columns` maps a column to a field; `ignored` names the columns that are not read, with the reason. `fixed` gives fields the file
    does not hold (the one certification body of its own list). `states`, `standards`, `countries`, `events` map the file's words; `empty`
    are words that stand for nothing ("n/a"). `order` is the order of day and month, None where every day tells it itself.
    `register` is the catalogue id, or the user's name, of the register that the file is from.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    standards: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    order: DayOrder | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    rows: tuple[str, ...] = ()
    register: str | None = None


PAIRS = ("columns", "ignored", "fixed", "standards", "countries")
TEXTS = ("encoding", "delimiter", "sheet", "register")
KEYS = (*PAIRS, "states", "empty", "dates", *TEXTS, "rows")


def read_columns(path: Path) -> ColumnMap:
    """The column mapping in a YAML file; SourceError names the key that is not understood."""
    try:
        document = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        why = unopened(problem) if isinstance(problem, OSError) else " ".join(str(problem).split())[:160]
        raise SourceError(
            f"{path}: {why}; give a column mapping as `livingproof register map FILE` writes it."
        ) from problem
    return columns_from(document, str(path))


def columns_from(document: object, where: str) -> ColumnMap:
    """The same from plain values."""
    if not isinstance(document, Mapping):
        raise SourceError(f"{where}: must be keys with values such as `columns:`; see `livingproof register map FILE`.")
    unknown = sorted(set(map(str, document)) - set(KEYS))
    if unknown:
        raise SourceError(f"{where}: has no key {unknown[0]!r}; its keys are {', '.join(KEYS)}.")
    given: dict[str, Any] = {key: _pairs(document.get(key), key, where) for key in PAIRS}
    given |= {key: _text(document.get(key), key, where) for key in TEXTS}
    states = _pairs(document.get("states"), "states", where)
    strange = next((state for state in states.values() if state not in set(State)), None)
    if strange:
        raise SourceError(f"{where}: states: {strange!r} is no state; use one of {STATES}.")
    order = _text(document.get("dates"), "dates", where)
    if order is not None and order not in (*DayOrder, "year_first"):
        raise SourceError(f"{where}: dates: {order!r} is not known; use day_first, month_first or year_first.")
    return ColumnMap(
        **given,
        states={word: State(state) for word, state in states.items()},
        empty=_texts(document.get("empty"), "empty", where),
        rows=_texts(document.get("rows"), "rows", where),
        order=DayOrder(order) if order in set(DayOrder) else None,
    )


def _pairs(value: object, key: str, where: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value.values()):
        raise SourceError(f"{where}: `{key}` must be pairs of two texts, one on each line.")
    return {str(name): str(one).strip() for name, one in value.items()}


def _texts(value: object, key: str, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(one, str) for one in items):
        raise SourceError(f"{where}: `{key}` must be a list of texts.")
    return tuple(items)


def _text(value: object, key: str, where: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise SourceError(f"{where}: `{key}` must be a text.")
    return value
