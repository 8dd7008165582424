"""What a cell means: one reader for each form of a value, made for the words of one source and one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from livingproof.core.days import add_months
from livingproof.core.facts import Facts
from livingproof.core.matching.letters import fold
from livingproof.core.terms import EventKind, State
from livingproof.sources.countries import CountryBook
from livingproof.sources.days import DayOrder, day_in
from livingproof.sources.designations import StandardsBook, edition_in
from livingproof.sources.lists import (
    ids_in,
    ids_of_scheme,
    items_of,
    names_in,
    sectors_in,
    sectors_of_scheme,
    sites_in,
)
from livingproof.sources.outcome import UnreadableCell

Read = Callable[[Any], Any]


class Form(StrEnum):
    """The forms that a value of a field may have."""

    TEXT = "text"
    NUMBER = "number"
    NAMES = "names"
    WHOLE = "whole"
    IDS = "ids"
    SECTORS = "sectors"
    SITES = "sites"
    COUNTRY = "country"
    COUNTRIES = "countries"
    STANDARD = "standard"
    STANDARDS = "standards"
    EDITION = "edition"
    DAY = "day"
    LATE_DAY = "late_day"
    STATE = "state"
    FLAG = "flag"
    COUNT = "count"
    EVENTS = "events"


JOINING = frozenset(
    {Form.NAMES, Form.WHOLE, Form.IDS, Form.SECTORS, Form.SITES, Form.COUNTRIES, Form.STANDARDS, Form.EVENTS}
)
"""Forms of which several columns may give a part."""

LONGEST_NUMBER = 200
EXACT_DIGITS = 10**15
"""Spreadsheets keep fifteen digits of a number; longer ones have lost theirs."""
MOST = 10**9
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_YES = frozenset({"true", "yes", "y", "1", "ja", "si", "sí", "oui", "是", "有"})
_NO = frozenset({"false", "no", "n", "0", "nein", "non", "否", "无"})
_PERIOD = re.compile(r"(\d{4})(?:-(\d\d))?")
LAST_MONTH = 12
KEPT = 50_000
"""So many spellings of days are remembered."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a certification as a row tells it."""

    kind: EventKind
    on: date | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a source and a file: for states, flags, standards, countries and kinds of events, in their own spelling."""

    states: Mapping[str, State]
    flags: Mapping[str, bool]
    standards: Mapping[str, str]
    countries: Mapping[str, str]
    events: Mapping[str, EventKind]
    order: DayOrder | None = None


class Meanings:
    """Readers of cells. Each raises UnreadableCell where a cell is not understood; None and () mean that a cell says nothing."""

    def __init__(self, facts: Facts, words: Words) -> None:
        self.facts = facts
        self.standards = StandardsBook(facts, words.standards)
        self.countries = CountryBook(words.countries)
        self._states = {**facts.state_words, **{word.casefold(): state for word, state in words.states.items()}}
        self._flags = {word.casefold(): said for word, said in words.flags.items()}
        self._events = {word.casefold(): kind for word, kind in words.events.items()}
        self._order = words.order
        self._days: dict[str, date] = {}
        self._readers: Mapping[Form, Read] = {
            Form.TEXT: text_in,
            Form.NUMBER: number_in,
            Form.NAMES: names_in,
            Form.WHOLE: lambda cell: tuple(item for item in (text_in(cell),) if item),
            Form.IDS: ids_in,
            Form.SECTORS: sectors_in,
            Form.SITES: partial(sites_in, role=None, country_of=self.countries.code_of),
            Form.COUNTRY: self.country,
            Form.COUNTRIES: lambda cell: tuple(self.countries.code_of(str(item)) for item in items_of(cell)),
            Form.STANDARD: self.standard,
            Form.STANDARDS: self.list_of_standards,
            Form.EDITION: lambda cell: edition_in(text) if (text := text_in(cell)) else None,
            Form.DAY: self.day,
            Form.LATE_DAY: self.late_day,
            Form.STATE: self.state,
            Form.FLAG: self.flag,
            Form.COUNT: count_in,
            Form.EVENTS: self.events,
        }

    def reader(self, form: Form, part: str | None) -> Read:
        """The reader of a form; `part` is the scheme or role that the column has, None for a column without."""
        if part and form is Form.IDS:
            return ids_of_scheme(part)
        if part and form is Form.SECTORS:
            return sectors_of_scheme(part)
        if part and form is Form.SITES:
            return partial(sites_in, role=part, country_of=self.countries.code_of)
        return self._readers[form]

    def day(self, cell: Any) -> date | None:
        """A day; registers repeat few of them, so each spelling is read once."""
        if cell.__class__ is str:
            known = self._days.get(cell)
            if known is None and cell.strip():
                known = day_in(cell, self._order)
                if len(self._days) < KEPT:
                    self._days[cell] = known
            return known
        return day_in(cell, self._order)

    def late_day(self, cell: Any) -> date | None:
        """A day; of a month or a year its last one, so that nothing is covered too early."""
        match = _PERIOD.fullmatch(str(cell).strip())
        if match is None:
            return self.day(cell)
        year, month = int(match[1]), int(match[2] or LAST_MONTH)
        if not (1 <= month <= LAST_MONTH and year):
            raise UnreadableCell("is no day of the calendar", "write it as 2026-05-01")
        return date.fromordinal(add_months(date(year, month, 1), 1).toordinal() - 1)

    def country(self, cell: Any) -> str | None:
        """A country's code of two letters."""
        text = text_in(cell)
        return self.countries.code_of(text) if text else None

    def standard(self, cell: Any) -> tuple[tuple[str, str | None], ...] | None:
        """Every standard of the cell with its edition."""
        text = text_in(cell)
        return self.standards.named_in(text) if text else None

    def list_of_standards(self, cell: Any) -> tuple[str, ...]:
        """The names of the standards in a list, without editions."""
        named = (one for item in items_of(cell) for one in self.standards.named_in(str(item)))
        return tuple(dict.fromkeys(name for name, _ in named))

    def state(self, cell: Any) -> State | None:
        """The state that the register's word stands for."""
        text = text_in(cell)
        if text is None:
            return None
        found = self._states.get(text.casefold()) or self._states.get(fold(text))
        if found is None:
            raise UnreadableCell(
                "is no state that is known",
                f"add it under `states` in the column mapping with one of {', '.join(State)}",
            )
        return found

    def flag(self, cell: Any) -> bool | None:
        """Yes or no."""
        if isinstance(cell, bool):
            return cell
        text = (text_in(cell) or "").casefold()
        if not text:
            return None
        found = self._flags.get(text, True if text in _YES else False if text in _NO else None)
        if found is None:
            raise UnreadableCell("is neither yes nor no", "write yes or no, or leave it empty")
        return found

    def events(self, cell: Any) -> tuple[Happening, ...]:
        """What happened to a certification: a list of objects with `kind`, `date` and `text`."""
        return tuple(self._event(item) for item in items_of(cell))

    def _event(self, item: Any) -> Happening:
        form = "write a JSON list of objects with `kind`, `date` and `text`"
        if not isinstance(item, Mapping) or not set(item) <= {"kind", "date", "text"} or not item.get("kind"):
            raise UnreadableCell("holds an event that is not understood", form)
        word = str(item["kind"]).strip()
        kind = self._events.get(word.casefold()) or next((kind for kind in EventKind if kind == word.casefold()), None)
        if kind is None:
            raise UnreadableCell(f"names the event {word!r}, which is not known", f"use one of {', '.join(EventKind)}")
        day, text = item.get("date"), item.get("text")
        return Happening(kind, self.day(day) if day else None, text_in(text) if text else word)


def text_in(cell: Any) -> str | None:
    """A text without blanks around it; None for an empty one. Line breaks become commas."""
    text = cell.strip() if cell.__class__ is str else _as_text(cell)
    if not text:
        return None
    if text[0] == "=":
        raise UnreadableCell("is a formula and no value", "put the value in its place")
    if "\0" in text:
        raise UnreadableCell("holds a zero byte", "export the file again; the value is damaged")
    if "\n" in text or "\r" in text:
        return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))
    return text


def _as_text(cell: Any) -> str:
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        what = "a day" if isinstance(cell, date) else "yes or no" if isinstance(cell, bool) else "something nested"
        raise UnreadableCell(f"is {what} where a text is expected", "store the column as text and export it again")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, (int, float)) and abs(cell) >= EXACT_DIGITS:
        raise UnreadableCell(
            "is a number of more than 15 digits, of which a spreadsheet keeps 15", "store the column as text"
        )
    return str(cell).strip()


def number_in(cell: Any) -> str | None:
    """The number of a certificate: letters and digits, as printed."""
    text = text_in(cell)
    if text is None:
        return None
    if not any(letter.isalnum() for letter in text):
        raise UnreadableCell("holds no letter and no digit", "write the number as printed, or leave the row out")
    if len(text) > LONGEST_NUMBER:
        raise UnreadableCell("is too long for a number", "check that the column is the right one")
    if _SHORTENED.fullmatch(text):
        raise UnreadableCell("was shortened by a spreadsheet", "store the column as text and export it again")
    return text


def count_in(cell: Any) -> int | None:
    """A count from zero on."""
    text = text_in(cell)
    if text is None:
        return None
    if not text.isdecimal() or int(text) > MOST:
        raise UnreadableCell("is no count", "write a whole number, or leave it empty")
    return int(text)
