"""Many rows at once, column by column: the fast way for rows without surprises, with the very records that `plan` would give.

Any surprise (a cell that is not understood, several standards in one cell) gives the rows back to `plan`, which names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any

from livingproof.core.claim import Identifier
from livingproof.core.record import Record
from livingproof.sources.binding import Binding, Bound
from livingproof.sources.kinds import FIELDS, Kind
from livingproof.sources.meanings import Form, Read, number_in, text_in
from livingproof.sources.outcome import UnreadableCell

_SLOTS = {field.name: () if field.default == () else None for field in fields(Record)}
_PLAIN_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./ -]{0,59}")
_SURPRISES = ("\0", "\n", "\r", "\t", "\xa0", "\u3000", " \x1f", "\x1f ", "\x1f=")
_PLAIN_ID = re.compile(r"[A-Za-z-]+:[0-9A-Za-z]+")
KEPT = 100_000
"""So many readings of a column are kept; registers repeat their words, days and codes."""
_REPEATING = frozenset({Form.DAY, Form.STATE, Form.COUNTRY, Form.SECTORS, Form.EDITION, Form.FLAG, Form.COUNT})

ReadColumn = Callable[[Sequence[Any]], Sequence[Any]]


class _Kept(dict[Any, Any]):
    """Readings of cells, each made once; an empty cell says nothing."""

    def __init__(self, read: Read, nothing: Any) -> None:
        super().__init__({"": nothing, None: nothing})
        self._read, self._nothing = read, nothing

    def __missing__(self, cell: Any) -> Any:
        value = self._read(cell)
        value = self._nothing if value is None else value
        if len(self) < KEPT:
            self[cell] = value
        return value


class Together:
    """Reads rows of one header together. `possible` is False where a row cannot be read by its columns alone."""

    def __init__(self, binding: Binding, bound: Bound, finish: Callable[[Record], Record] | None) -> None:
        self._finish = finish
        self._empty = frozenset((*binding.source.empty, *binding.columns.empty))
        self._fixed = binding.fixed
        self._required = binding.source.required
        names = {name for name, _ in bound.single} | set(self._fixed)
        self.possible = (
            binding.source.kind is Kind.RECORD
            and not bound.joined
            and not bound.site
            and "history" not in names
            and "standard" not in self._fixed
        )
        if self.possible:
            self._columns = tuple((name, step.index, _reader(name, step.read)) for name, step in bound.single)

    def records(self, rows: Sequence[Sequence[Any]]) -> list[Record] | None:
        """The record of each row; None where one of the rows has a surprise."""
        cells = list(zip(*rows, strict=True))
        try:
            found: dict[str, Any] = {name: read(self._filled(cells[index])) for name, index, read in self._columns}
        except (UnreadableCell, TypeError):
            return None
        for name, value in self._fixed.items():
            column = found.get(name)
            found[name] = (
                [value] * len(rows) if column is None else [value if cell in (None, ()) else cell for cell in column]
            )
        if not all(all(found[name]) for name in self._required) or not _told_apart(found, len(rows)):
            return None
        slots: Iterator[Any] = (found.get(name, repeat(nothing)) for name, nothing in _SLOTS.items())
        records = map(Record, *slots)
        return list(map(self._finish, records)) if self._finish else list(records)

    def _filled(self, column: Sequence[Any]) -> Sequence[Any]:
        return (
            ["" if cell.__class__ is str and cell.strip() in self._empty else cell for cell in column]
            if self._empty
            else column
        )


def _told_apart(found: dict[str, Any], count: int) -> bool:
    """Standard and edition in their own columns; False where a cell names several standards or another edition."""
    named = found.get("standard")
    if named is None:
        return True
    if any(len(one) != 1 for one in named):
        return False
    own = found.get("edition", repeat(None, count))
    editions = [edition or written for edition, ((_, written),) in zip(own, named, strict=True)]
    if any(written and written != edition for edition, ((_, written),) in zip(editions, named, strict=True)):
        return False
    found["standard"], found["edition"] = [one[0][0] for one in named], editions
    return True


def _reader(name: str, read: Read) -> ReadColumn:
    """How a whole column of a field is read."""
    form = FIELDS[Kind.RECORD][name]
    nothing = _SLOTS[name]
    if form is Form.NUMBER:
        return _numbers
    if form is Form.TEXT:
        return _texts
    if form in _REPEATING or form is Form.STANDARD:
        kept = _Kept(read, nothing)
        return lambda column: list(map(kept.__getitem__, column))
    if form is Form.IDS:
        return lambda column: [nothing if cell in ("", None) else _ids(cell, read) for cell in column]
    if form is Form.NAMES:
        return lambda column: [nothing if cell in ("", None) else _names(cell, read) for cell in column]
    return lambda column: [nothing if cell in ("", None) else read(cell) for cell in column]


def _texts(column: Sequence[Any]) -> Sequence[str | None]:
    """Texts as they stand where none has anything to be cleaned or refused, else one by one."""
    if _is_clean(column):
        return [cell or None for cell in column]
    return [None if cell is None or cell == "" else text_in(cell) for cell in column]


def _is_clean(column: Sequence[Any]) -> bool:
    try:
        joined = "\x1f".join(column)
    except TypeError:
        if not all(cell is None or cell.__class__ is str for cell in column):
            return False
        joined = "\x1f".join(cell or "" for cell in column)
    return not any(sign in joined for sign in _SURPRISES) and joined[:1] not in ("=", " ") and joined[-1:] != " "


def _numbers(column: Sequence[Any]) -> Sequence[str | None]:
    if _is_clean(column) and all(map(_PLAIN_NUMBER.fullmatch, column)):
        return column
    return [None if cell is None or cell == "" else number_in(cell) for cell in column]


def _ids(cell: Any, read: Read) -> Any:
    if cell.__class__ is str and _PLAIN_ID.fullmatch(cell):
        scheme, _, value = cell.partition(":")
        return (Identifier(scheme, value),)
    return read(cell)


def _names(cell: Any, read: Read) -> Any:
    if cell.__class__ is str and ";" not in cell and cell[0] not in "[{= " and cell[-1] != " " and "\0" not in cell:
        return (cell,)
    return read(cell)
