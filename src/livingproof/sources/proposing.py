"""Proposes what the columns of an unknown file mean, from headings in many languages and from values; each proposal says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from livingproof.catalogue import load
from livingproof.catalogue.files import parse
from livingproof.core.facts import Facts
from livingproof.core.matching.identifiers import lei_check, uscc_check, value_key
from livingproof.core.matching.letters import fold
from livingproof.sources.column_map import ColumnMap
from livingproof.sources.countries import is_country
from livingproof.sources.days import DayOrder, day_in
from livingproof.sources.designations import StandardsBook
from livingproof.sources.outcome import UnreadableCell, shown
from livingproof.sources.tables import Damaged, Form, open_table

FILE = Path(__file__).with_name("headings.yml")
SAMPLED = 2_000
"""So many rows are looked at."""
EXAMPLES = 3
FITTING = 0.8
"""This share of the values must fit for a column to be taken by its values."""
ANY_FORM = Form(rows=("records", "certificates", "data", "rows"))
FORMATS = ("csv", "xlsx", "parquet", "json")
REQUIRED = ("number", "holder_name", "country", "standard")
_TOKEN = re.compile(r"[^\W_]+")
_SLASHED = re.compile(r"(\d{1,2})[-/. ]\s?(\d{1,2})[-/. ]\s?\d{4}")
LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Proposed:
    """One column: the field it seems to be (None: none was found), why, and some of its values."""

    column: str
    field: str | None
    why: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column mapping to look over, with the reason of each line. `missing` are required fields that no column seems to be."""

    columns: ColumnMap
    reasons: tuple[Proposed, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()


def propose_columns(path: Path, facts: Facts | None = None, form: Form = ANY_FORM) -> Proposal:
    """A mapping for the file's columns by their headings and first rows. SourceError where the file cannot be opened."""
    with open_table(path, FORMATS, form) as table:
        header, values = _sampled(table.header, table.rows)
    tests = _tests(facts or load())
    taken: dict[str, Proposed] = {}
    reasons = [_by_heading(column, values[column], tests, taken) for column in header]
    reasons = [one if one.field else _by_values(one.column, values[one.column], tests, taken) for one in reasons]
    order, notes = _day_order([one for one in reasons if one.field and tests.get(one.field) is _is_day], values)
    mapping = ColumnMap(
        columns={one.column: one.field for one in reasons if one.field},
        ignored={one.column: one.why for one in reasons if not one.field},
        order=order,
    )
    missing = tuple(name for name in REQUIRED if name not in taken)
    return Proposal(mapping, tuple(reasons), missing, notes)


def write_columns(proposal: Proposal, path: Path) -> None:
    """Write the mapping as YAML, with the reason beside each line; an existing file is never replaced."""
    with path.open("x", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    yield "# A column mapping proposed from headings and values: look it over, correct it, then import with it."
    for name in proposal.missing:
        yield f"# No column seems to be `{name}`, which is required: name it below, or give one value for all rows under `fixed:`."
    for note in proposal.notes:
        yield f"# {note}"
    if proposal.columns.order:
        yield f"dates: {proposal.columns.order}"
    yield "columns:"
    width = max((len(_quoted(one.column)) for one in proposal.reasons), default=0)
    for one in proposal.reasons:
        if one.field:
            entry = f"{_quoted(one.column)}: {one.field}"
            yield f"  {entry:<{width + 24}}  # {one.why}"
    if proposal.columns.ignored:
        yield "ignored:"
        for one in proposal.reasons:
            if not one.field:
                yield f"  {_quoted(one.column)}: {_quoted(one.why)}"


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _sampled(
    header: tuple[str, ...] | None, rows: Iterator[tuple[int, Any]]
) -> tuple[tuple[str, ...], Mapping[str, list[Any]]]:
    """The columns and their values in the first rows that are whole."""
    found: dict[str, list[Any]] = {column: [] for column in header or ()}
    for _, row in islice(rows, SAMPLED):
        if isinstance(row, Damaged) or (header is not None and len(row) != len(header)):
            continue
        pairs = row.items() if isinstance(row, Mapping) else zip(header or (), row, strict=True)
        for column, cell in pairs:
            found.setdefault(column, [])
            if cell not in (None, "", []):
                found[column].append(cell)
    return tuple(found), found


@cache
def _headings() -> Mapping[str, str]:
    """Every heading, folded, with its field."""
    document = parse(FILE.read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    table = {_key(str(name)): str(field) for field, groups in document.items() for group in groups for name in group}
    return table | {_key(field): field for field in document if "." not in field}


def _key(heading: str) -> str:
    return "".join(_TOKEN.findall(fold(heading)))


def _by_heading(
    column: str, values: Sequence[Any], tests: Mapping[str, Callable[[Any], bool]], taken: dict[str, Proposed]
) -> Proposed:
    samples = tuple(shown(str(value)) for value in values[:EXAMPLES])
    field = _headings().get(_key(column))
    if field is None:
        return Proposed(column, None, "its heading is not known", samples)
    share = _share(values, tests.get(field))
    rival = taken.get(field)
    if share is not None and share < FITTING:
        return Proposed(column, None, f"its heading says {field}, and {share:.0%} of its values fit", samples)
    if rival:
        return Proposed(column, None, f"{rival.column} already says {field}", samples)
    why = "its heading" if share is None else f"its heading; {share:.0%} of {len(values)} values fit"
    taken[field] = Proposed(column, field, why, samples)
    return taken[field]


def _by_values(
    column: str, values: Sequence[Any], tests: Mapping[str, Callable[[Any], bool]], taken: dict[str, Proposed]
) -> Proposed:
    samples = tuple(shown(str(value)) for value in values[:EXAMPLES])
    for field in ("holder_ids.LEI", "holder_ids.USCC", "standard", "country", "status"):
        share = _share(values, tests[field])
        if field not in taken and share is not None and share >= FITTING and len(values) > 1:
            taken[field] = Proposed(
                column, field, f"its values: {share:.0%} of {len(values)} fit; the heading is not known", samples
            )
            return taken[field]
    why = "its heading is not known" if values else "it is empty"
    named = _headings().get(_key(column))
    if named:
        why = (
            f"{taken[named].column} already says {named}"
            if named in taken
            else f"its heading says {named}, but its values do not fit"
        )
    return Proposed(column, None, why, samples)


def _share(values: Sequence[Any], test: Callable[[Any], bool] | None) -> float | None:
    return sum(map(test, values)) / len(values) if test and values else None


def _tests(facts: Facts) -> Mapping[str, Callable[[Any], bool]]:
    """What tells values of a field; fields without a test are told by their heading alone."""
    book = StandardsBook(facts)
    days = ("first_certified_on", "issued_on", "valid_from", "expires_on", "status_since")
    return {
        **dict.fromkeys(days, _is_day),
        "country": lambda cell: isinstance(cell, str) and is_country(cell),
        "standard": lambda cell: isinstance(cell, str) and book.knows(book.named_in(cell)[0][0]),
        "status": lambda cell: str(cell).strip().casefold() in facts.state_words,
        "holder_ids.LEI": lambda cell: lei_check(value_key(str(cell))),
        "holder_ids.USCC": lambda cell: uscc_check(value_key(str(cell))),
        "number": lambda cell: any(letter.isdigit() for letter in str(cell)),
        **dict.fromkeys(
            ("surveillance_count", "recertification_count", "personnel"), lambda cell: str(cell).strip().isdecimal()
        ),
    }


def _is_day(cell: Any) -> bool:
    try:
        day_in(cell, DayOrder.DAY_FIRST)
    except UnreadableCell:
        try:
            day_in(cell, DayOrder.MONTH_FIRST)
        except UnreadableCell:
            return False
    return True


def _day_order(
    columns: Sequence[Proposed], values: Mapping[str, Sequence[Any]]
) -> tuple[DayOrder | None, tuple[str, ...]]:
    """The order that days tell themselves; a note where they tell none, or both."""
    pairs = [
        (int(match[1]), int(match[2]))
        for one in columns
        for cell in values[one.column]
        if isinstance(cell, str) and (match := _SLASHED.match(cell.strip()))
    ]
    day_first = any(first > LAST_MONTH for first, _ in pairs)
    month_first = any(second > LAST_MONTH for _, second in pairs)
    if day_first and month_first:
        return None, ("Days are written in both orders; write them as 2026-05-01.",)
    if day_first or month_first:
        return (DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST), ()
    return None, (
        "No day tells whether day or month comes first: add `dates: day_first` or `dates: month_first`.",
    ) if pairs else ()
