"""Files of a source → entries, refused rows and repeated rows, in one pass and with flat memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from livingproof.catalogue import load
from livingproof.core.errors import SourceError
from livingproof.core.facts import Facts
from livingproof.core.record import Record
from livingproof.sources.binding import Binding
from livingproof.sources.column_map import ColumnMap
from livingproof.sources.declared import Source
from livingproof.sources.documents import document_in
from livingproof.sources.kinds import Origin
from livingproof.sources.meanings import Meanings, Words
from livingproof.sources.outcome import KEPT, Entry, Refused, Repeated, UnreadableCell
from livingproof.sources.plan import Plan
from livingproof.sources.repeats import Repeats
from livingproof.sources.tables import Cells, Damaged, Element, Form, format_of, open_table
from livingproof.sources.together import Together

Outcome = Entry | Refused | Repeated
BATCH = 2048
PORTION = 64
PLANS = 1_000
"""So many headers are remembered of rows that bring their own."""
MANY = 100
"""Shares are asserted of files with so many rows."""


def read(
    source: Source, paths: Sequence[Path], columns: ColumnMap | None, as_of: date, facts: Facts | None = None
) -> Iterator[Outcome]:
    """What the files say, row by row. `as_of` is the day to which they speak; `facts` None: the shipped catalogue.

    Raises SourceError, also late, where a file as a whole is not understood; nothing may be put in force before the end.
    """
    reading = _Reading(source, columns or ColumnMap(), as_of, facts or load())
    if not paths:
        raise SourceError(f"no file was given; name the files of {source.title}.")
    for path in paths:
        yield from reading.file(path)
    reading.assert_plausible(", ".join(path.name for path in paths))


def meanings_of(source: Source, columns: ColumnMap, facts: Facts) -> Meanings:
    """Readers of cells with the words of the source, the user's own first."""
    words = Words(
        states={**source.states, **columns.states},
        flags=source.flags,
        standards={**source.standards, **columns.standards},
        countries=columns.countries,
        events=source.events,
        order=columns.order or source.order,
    )
    return Meanings(facts, words)


class _Reading:
    """One reading of one or more files: its rows are counted together."""

    def __init__(self, source: Source, columns: ColumnMap, as_of: date, facts: Facts) -> None:
        self._source, self._columns, self._as_of = source, columns, as_of
        self._meanings = meanings_of(source, columns, facts)
        self._adapter = source.adapter
        self._repeats = Repeats()
        self._rows = self._refused = self._strange = 0

    def file(self, path: Path) -> Iterator[Outcome]:
        """The rows of one file."""
        origin = Origin(self._source.id, path.name, self._as_of)
        if format_of(path) in self._source.documents and path.suffix.lower() not in (".zip", ".gz"):
            yield from self._document(path, origin)
            return
        form = Form(
            self._columns.encoding,
            self._columns.delimiter,
            self._columns.sheet,
            self._columns.rows or self._source.rows,
        )
        streamed = tuple(name for name in self._source.formats if name not in self._source.documents)
        with open_table(path, streamed, form) as table:
            binding = Binding(self._source, self._columns, self._meanings, path.name)
            if table.header is None or hasattr(self._adapter, "spread"):
                rows = _keyed(table.header, table.rows, binding)
                outcomes = self._elements(rows, binding, origin)
                yield from self._joined(outcomes) if binding.by_site(table.header or ()) else outcomes
            else:
                plan = self._plan(binding, table.header, origin)
                missing = binding.missing(binding.bind(table.header))
                if missing:
                    raise SourceError(
                        f"{path.name}: no column says `{missing}`; name it in a column mapping (`livingproof register map FILE`), or under `fixed`."
                    )
                outcomes = self._listed(table.rows, plan, path.name)
                yield from self._joined(outcomes) if plan.by_site else outcomes

    def assert_plausible(self, names: str) -> None:
        """What the source asserts of a whole file."""
        asserted, rows = self._source.assertions, self._rows
        if rows < asserted.least:
            raise SourceError(
                f"{names}: {rows} rows, fewer than the {asserted.least} of the source {self._source.id}; check that the file is whole."
            )
        kept = rows - self._refused
        if rows >= MANY and self._refused > asserted.refused * rows:
            raise SourceError(
                f"{names}: {self._refused} of {rows} rows are not understood; check the columns (`livingproof register map FILE`)."
            )
        if rows >= MANY and self._strange > asserted.unknown_standards * kept:
            raise SourceError(
                f"{names}: {self._strange} of {kept} rows name no standard of the catalogue; check the column of the standard, or map its words under `standards`."
            )

    def _plan(self, binding: Binding, header: Sequence[str], origin: Origin) -> Plan:
        return Plan(binding, binding.bind(header), origin, getattr(self._adapter, "finish", None))

    def _listed(
        self, rows: Iterator[tuple[int, Cells | Element | Damaged]], plan: Plan, file: str
    ) -> Iterator[Outcome]:
        """Rows of one header, in batches so that repeated ones are told together."""
        width, together = plan.width, plan.together
        while batch := list(islice(rows, BATCH)):
            repeated = list(self._repeats.among([_identity(cells) for _, cells in batch]))
            whole = [
                cells
                for (_, cells), seen in zip(batch, repeated, strict=True)
                if not seen and not isinstance(cells, (Damaged, Mapping)) and len(cells) == width
            ]
            records = _in_portions(together, whole) if together.possible else repeat(None)
            for (number, cells), seen in zip(batch, repeated, strict=True):
                if isinstance(cells, Damaged):
                    yield self._refuse(number, UnreadableCell(cells.why, cells.remedy, "", ""), cells.raw, file)
                elif seen:
                    self._rows += 1
                    yield Repeated(number)
                elif isinstance(cells, Mapping) or len(cells) != width:
                    why = f"has {len(cells)} cells, the header {width}"
                    yield self._refuse(
                        number,
                        UnreadableCell(why, "look for a missing or superfluous delimiter", "", ""),
                        _as_line(cells),
                        file,
                    )
                elif (record := next(records)) is not None:
                    self._rows += 1
                    self._strange += record.standard not in self._meanings.facts.standards
                    yield Entry(number, record)
                else:
                    yield from self._row(number, cells, plan, file)

    def _elements(
        self, rows: Iterator[tuple[int, Element | Damaged]], binding: Binding, origin: Origin
    ) -> Iterator[Outcome]:
        """Rows that bring their own names; the adapter may spread one over several."""
        plans: dict[tuple[str, ...], Plan] = {}
        spread = getattr(self._adapter, "spread", None)
        while batch := list(islice(rows, BATCH)):
            repeated = self._repeats.among([_identity(element) for _, element in batch])
            for (number, element), seen in zip(batch, repeated, strict=True):
                if isinstance(element, Damaged):
                    yield self._refuse(
                        number, UnreadableCell(element.why, element.remedy, "", ""), element.raw, origin.file
                    )
                elif seen:
                    self._rows += 1
                    yield Repeated(number)
                else:
                    yield from self._element(number, element, (binding, spread, plans), origin)

    def _element(
        self, number: int, element: Element, way: tuple[Binding, Any, dict[tuple[str, ...], Plan]], origin: Origin
    ) -> Iterator[Outcome]:
        binding, spread, plans = way
        try:
            parts = list(spread(element)) if spread else [element]
        except UnreadableCell as problem:
            yield self._refuse(number, problem, _as_line(element), origin.file)
            return
        for part in parts:
            header = tuple(part)
            plan = plans.get(header)
            if plan is None:
                if len(plans) > PLANS:
                    plans.clear()
                plan = plans[header] = self._plan(binding, header, origin)
            yield from self._row(number, list(part.values()), plan, origin.file, element)

    def _row(
        self, number: int, cells: Cells, plan: Plan, file: str, element: Element | None = None
    ) -> Iterator[Outcome]:
        try:
            values = list(plan.values(cells))
        except UnreadableCell as problem:
            yield self._refuse(number, problem, _as_line(cells if element is None else element), file)
            return
        self._rows += 1
        for value in values:
            if value.__class__ is Record and not self._meanings.standards.knows(value.standard or ""):
                self._strange += 1
            yield Entry(number, value)

    def _document(self, path: Path, origin: Origin) -> Iterator[Outcome]:
        """A file read whole by the adapter: rows by name, or values."""
        binding = Binding(self._source, self._columns, self._meanings, path.name)
        plans: dict[tuple[str, ...], Plan] = {}
        adapter: Any = self._adapter  # a source with documents has one
        for number, told in enumerate(adapter.told(document_in(path), path, self._meanings, self._as_of), start=1):
            if isinstance(told, Mapping):
                yield from self._element(number, told, (binding, None, plans), origin)
            elif isinstance(told, UnreadableCell):
                yield self._refuse(number, told, "", origin.file)
            else:
                self._rows += 1
                yield Entry(number, told)

    def _refuse(self, number: int, problem: UnreadableCell, raw: str, file: str) -> Refused:
        self._rows += 1
        self._refused += 1
        return Refused(number, problem.column or "", problem.value or "", problem.why, problem.remedy, raw[:KEPT], file)

    @staticmethod
    def _joined(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Neighbouring rows that differ in their sites only are one certificate with several sites."""
        held: Entry | None = None
        for outcome in outcomes:
            value = outcome.value if isinstance(outcome, Entry) else None
            if (
                held is not None
                and isinstance(held.value, Record)
                and isinstance(value, Record)
                and _same_but_sites(held.value, value)
            ):
                held = Entry(held.row, replace(held.value, sites=(*held.value.sites, *value.sites)))
                continue
            if held is not None:
                yield held
                held = None
            if isinstance(value, Record) and isinstance(outcome, Entry):
                held = outcome
            else:
                yield outcome
        if held is not None:
            yield held


def _in_portions(together: Together, rows: Sequence[Cells]) -> Iterator[Record | None]:
    """The record of each row; None for the rows of a portion that holds a surprise, which are then read one by one."""
    whole = together.records(rows) if rows else []
    if whole is not None:
        return iter(whole)
    portions = (rows[start : start + PORTION] for start in range(0, len(rows), PORTION))
    return chain.from_iterable(together.records(portion) or [None] * len(portion) for portion in portions)


def _same_but_sites(left: Record, right: Record) -> bool:
    return left.number == right.number and bool(right.sites) and replace(left, sites=()) == replace(right, sites=())


def _keyed(
    header: tuple[str, ...] | None, rows: Iterator[tuple[int, Cells | Element | Damaged]], binding: Binding
) -> Iterator[tuple[int, Element | Damaged]]:
    """Rows with their columns' names: only the columns that are read, each one named by the source or the user."""
    if header is None:
        for number, row in rows:
            if isinstance(row, (Mapping, Damaged)):
                yield number, row
        return
    wanted = [(index, column) for index, column in enumerate(header) if binding.target_of(column) is not None]
    for number, row in rows:
        if isinstance(row, Damaged):
            yield number, row
        elif len(row) != len(header):
            yield (
                number,
                Damaged(
                    f"has {len(row)} cells, the header {len(header)}",
                    "look for a missing or superfluous delimiter",
                    _as_line(row),
                ),
            )
        elif not isinstance(row, Mapping):
            yield number, {column: cell for index, column in wanted if (cell := row[index]) not in (None, "")}


def _identity(row: Cells | Element | Damaged) -> object:
    """What makes a row the same as another."""
    if isinstance(row, Damaged):
        return repr(row)
    cells = tuple(row.items()) if isinstance(row, Mapping) else tuple(row)
    try:
        hash(cells)
    except TypeError:  # a list or mapping in a cell
        return repr(row)
    return cells


def _as_line(row: Cells | Element) -> str:
    if isinstance(row, Mapping):
        return json.dumps(row, ensure_ascii=False, default=str)
    line = io.StringIO()
    csv.writer(line).writerow(["" if cell is None else cell for cell in row])
    return line.getvalue().rstrip("\r\n")
