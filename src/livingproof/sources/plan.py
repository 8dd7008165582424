"""A row's cells → the values it says. Runs for every row of a register, so it does nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from livingproof.core.record import Event, Record, Site
from livingproof.sources.binding import Binding, Bound
from livingproof.sources.kinds import BUILDERS, FIELDS, Kind, Origin
from livingproof.sources.lists import site_of
from livingproof.sources.meanings import Form
from livingproof.sources.outcome import UnreadableCell, Value
from livingproof.sources.together import Together

_SLOTS = tuple(field.name for field in fields(Record))
_EMPTY: tuple[Any, ...] = tuple(() if field.default == () else None for field in fields(Record))
STANDARD, EDITION, SITES = (_SLOTS.index(name) for name in ("standard", "edition", "sites"))
HISTORY = len(_SLOTS)
_PLACES = {**{name: place for place, name in enumerate(_SLOTS)}, "history": HISTORY}

Finish = Callable[[Record], Record]


class Plan:
    """How rows with one header become values."""

    def __init__(self, binding: Binding, bound: Bound, origin: Origin, finish: Finish | None) -> None:
        self._binding, self._bound, self._origin, self._finish = binding, bound, origin, finish
        self._kind = binding.source.kind
        self._columns = {name: step.column for name, step in bound.single}
        self._columns |= {name: steps[0].column for name, steps in bound.joined}
        self._empty = frozenset((*binding.source.empty, *binding.columns.empty))
        self._required = binding.source.required
        self._register = binding.columns.register or binding.source.register or binding.source.id
        if self._kind is Kind.RECORD:
            self._start = [*_EMPTY, ()]
            for name, value in binding.fixed.items():
                self._start[_PLACES[name]] = value
            self._single = tuple((_PLACES[name], step.index, step.read, step.column) for name, step in bound.single)
            self._needed = tuple((_PLACES[name], name) for name in self._required)

    @property
    def together(self) -> Together:
        """The reader of many rows of this header."""
        return Together(self._binding, self._bound, self._finish)

    @property
    def by_site(self) -> bool:
        """Whether each row is one site of a certificate."""
        return bool(self._bound.site)

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return self._bound.width

    def values(self, cells: Sequence[Any]) -> Iterator[Value]:
        """What the row says; UnreadableCell, with the column's name, where a cell is not understood."""
        return self._records(cells) if self._kind is Kind.RECORD else self._others(cells)

    def _records(self, cells: Sequence[Any]) -> Iterator[Value]:
        args, empty = self._start.copy(), self._empty
        for place, index, read, column in self._single:
            cell = cells[index]
            if cell is None or cell == "" or (empty and _among(cell, empty)):
                continue
            try:
                value = read(cell)
            except UnreadableCell as problem:
                raise self._at(problem, column, cell) from problem
            if value is not None:
                args[place] = value
        for name, value in self._gathered(cells):
            args[_PLACES[name]] = value
        if self._bound.site:
            args[SITES] = (*args[SITES], *self._site(cells))
        for place, name in self._needed:
            if not args[place]:
                raise UnreadableCell("is empty", "fill it, or leave the row out", "", self._columns.get(name, name))
        yield from self._told(args)

    def _told(self, args: list[Any]) -> Iterator[Value]:
        """One record for each standard, and the events of the certification."""
        named, own, history = args[STANDARD] or ((None, None),), args[EDITION], args[HISTORY]
        for standard, edition in named:
            if own and edition and own != edition:
                raise UnreadableCell(
                    f"is not the edition {edition} that the standard names",
                    "correct one of the two",
                    own,
                    self._columns.get("edition", "edition"),
                )
            args[STANDARD], args[EDITION] = standard, own or edition
            record = Record(*args[:HISTORY])
            yield self._finish(record) if self._finish else record
        for one in history:
            yield Event(
                register=self._register,
                number=args[0],
                kind=one.kind,
                observed_on=self._origin.as_of,
                certification_body=args[_PLACES["certification_body"]],
                on=one.on,
                text=one.text,
            )

    def _others(self, cells: Sequence[Any]) -> Iterator[Value]:
        given = dict(self._binding.fixed)
        for name, step in self._bound.single:
            value = self._read(step, cells)
            if value is not None:
                given[name] = value
        given |= dict(self._gathered(cells))
        for name in self._required:
            if not given.get(name):
                raise UnreadableCell("is empty", "fill it, or leave the row out", "", self._columns.get(name, name))
        try:
            yield from BUILDERS[self._kind](given, self._binding.meanings, self._origin)
        except UnreadableCell as problem:
            raise self._at(
                problem, self._columns.get(problem.column or "", problem.column or ""), problem.value or ""
            ) from problem

    def _gathered(self, cells: Sequence[Any]) -> Iterator[tuple[str, Any]]:
        """Fields of which several columns give a part."""
        forms = FIELDS[self._kind]
        for name, steps in self._bound.joined:
            parts = [part for part in (self._read(step, cells) for step in steps) if part]
            if not parts:
                continue
            if forms[name] is Form.TEXT:
                yield name, ", ".join(dict.fromkeys(parts))
            else:
                yield name, tuple(dict.fromkeys(item for part in parts for item in part))

    def _read(self, step: Any, cells: Sequence[Any]) -> Any:
        cell = cells[step.index]
        if cell is None or cell == "" or (self._empty and _among(cell, self._empty)):
            return None
        try:
            return step.read(cell)
        except UnreadableCell as problem:
            raise self._at(problem, step.column, cell) from problem

    def _site(self, cells: Sequence[Any]) -> tuple[Site, ...]:
        parts = {part: value for part, step in self._bound.site if (value := self._read(step, cells))}
        if not parts:
            return ()
        try:
            return (site_of(parts, None, self._binding.meanings.countries.code_of),)
        except UnreadableCell as problem:
            raise self._at(problem, self._bound.site[0][1].column, str(parts)) from problem

    @staticmethod
    def _at(problem: UnreadableCell, column: str, cell: Any) -> UnreadableCell:
        value = problem.value if problem.value is not None else str(cell)
        return UnreadableCell(problem.why, problem.remedy, value, column)


def _among(cell: Any, empty: frozenset[str]) -> bool:
    return cell.__class__ is str and cell.strip() in empty
