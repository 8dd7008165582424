"""Values of the core as Arrow columns, and back: one column per field, nested values as structs and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from itertools import accumulate, chain, repeat
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
import pyarrow as pa

T = TypeVar("T")

ROWS = 4096
"""Rows of a row group: few enough to read one record fast, enough to write a million in a second or two."""

PLAIN: dict[type, pa.DataType] = {
    str: pa.string(),
    date: pa.date32(),
    bool: pa.bool_(),
    int: pa.int32(),
    float: pa.float64(),
}


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type stand in Arrow: the type, the way there, the way back for all rows, and for one row at a time."""

    arrow: pa.DataType
    write: Callable[[Sequence[Any]], pa.Array]
    read: Callable[[pa.Array], Sequence[Any]]
    at: Callable[[pa.Array], Callable[[int], Any]]


def schema_of(kind: type) -> pa.Schema:
    """The columns of a dataclass: its fields in their order, under their names."""
    return pa.schema(list(_form(kind).arrow))


def batch_of(kind: type[T], values: Sequence[T]) -> pa.RecordBatch:
    """These values as one batch."""
    return pa.RecordBatch.from_struct_array(_form(kind).write(values))


def values_of(kind: type[T], rows: pa.RecordBatch | pa.Table) -> list[T]:
    """The values of these rows. A column that is missing, as in an older snapshot, leaves its field at the default."""
    columns = {name: _whole(rows.column(name)) for name in rows.schema.names}
    return _all_values(kind, columns, rows.num_rows)


def records_from(kind: type[T], table: pa.Table, rows: Sequence[int] | np.ndarray) -> list[T]:
    """The values of the rows with these numbers, in this order."""
    return values_of(kind, filled(table).take(pa.array(rows, pa.int64())))


def reader_of(kind: type[T], table: pa.Table) -> Callable[[int], T]:
    """A function that gives the value of a row by its number; made once per table, it costs some microseconds a row."""
    return _one_value(kind, {name: _whole(table.column(name)) for name in table.schema.names})


def filled(table: pa.Table) -> pa.Table:
    """The table without the columns that say nothing: their fields stay at their defaults."""
    return table.select([name for name in table.schema.names if table.column(name).null_count < table.num_rows])


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _all_values(kind: type[T], columns: Mapping[str, pa.Array], rows: int) -> list[T]:
    read = [
        form.read(columns[name]) if _says(columns.get(name)) else repeat(default, rows)
        for name, (form, default) in _field_forms(kind).items()
    ]
    return list(map(kind, *read))


def _one_value(kind: type[T], columns: Mapping[str, pa.Array]) -> Callable[[int], T]:
    parts = [
        form.at(columns[name]) if _says(columns.get(name)) else _always(default)
        for name, (form, default) in _field_forms(kind).items()
    ]
    return lambda row: kind(*[part(row) for part in parts])


def _says(column: pa.Array | None) -> bool:
    """Whether a column holds anything: reading one that does not would cost as much as one that does."""
    return column is not None and column.null_count < len(column)


def _always(value: Any) -> Callable[[int], Any]:
    return lambda _: value


def _field_forms(kind: Any) -> dict[str, tuple[Form, Any]]:
    return _made_forms(kind)


@cache
def _made_forms(kind: type) -> dict[str, tuple[Form, Any]]:
    """The form and the default of every field, in the order of the fields."""
    hints = get_type_hints(kind)
    return {
        field.name: (_form(hints[field.name]), None if field.default is MISSING else field.default)
        for field in fields(kind)
    }


def _form(hint: Any) -> Form:
    return _made_form(hint)


@cache
def _made_form(hint: Any) -> Form:
    """The form of a type; None beside it changes nothing, since every column may be empty."""
    if get_origin(hint) is UnionType:
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple:
        return _many(_form(get_args(hint)[0]))
    if is_dataclass(hint) and isinstance(hint, type):
        return _parts(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        words = {member.value: member for member in hint} | {None: None}

        def at(array: pa.Array) -> Callable[[int], Any]:
            word = _text_at(array)
            return lambda row: words[word(row)]

        return Form(
            pa.string(),
            lambda values: pa.array(values, pa.string()),
            lambda array: [words[value] for value in array.to_pylist()],
            at,
        )
    arrow = PLAIN[hint]
    return Form(
        arrow,
        lambda values: pa.array(values, arrow),
        _days if hint is date else pa.Array.to_pylist,
        AT.get(hint, lambda array: lambda row: array[row].as_py()),
    )


def _days(array: pa.Array) -> Sequence[Any]:
    """Dates by way of numpy, several times faster than one by one; what is empty is None there too."""
    return array.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return] # pyarrow ships no types


def _text_at(array: pa.Array) -> Callable[[int], str | None]:
    """The text of a row, straight from the column's bytes: several times faster than by way of a scalar."""
    _, ends, letters = array.buffers()
    end, letter = memoryview(ends or b"").cast("i")[array.offset :], memoryview(letters or b"")
    return _where_held(array, lambda row: str(letter[end[row] : end[row + 1]], "utf-8"))


def _day_at(array: pa.Array) -> Callable[[int], date | None]:
    """The day of a row, as `_text_at`."""
    day = memoryview(array.buffers()[1] or b"").cast("i")[array.offset :]
    return _where_held(array, lambda row: date.fromordinal(FIRST_DAY + day[row]))


def _where_held(array: pa.Array, one: Callable[[int], T]) -> Callable[[int], T | None]:
    """The same, None for rows that hold nothing."""
    if not array.null_count:
        return one
    held = memoryview(array.is_valid().to_numpy(zero_copy_only=False))
    return lambda row: one(row) if held[row] else None


FIRST_DAY = date(1970, 1, 1).toordinal()
AT: dict[type, Callable[[pa.Array], Callable[[int], Any]]] = {str: _text_at, date: _day_at}


def _many(inner: Form) -> Form:
    arrow = pa.list_(inner.arrow)

    def write(values: Sequence[Any]) -> pa.Array:
        ends = [0, *accumulate(map(len, values))]
        return pa.ListArray.from_arrays(
            pa.array(ends, pa.int32()), inner.write(list(chain.from_iterable(values))), type=arrow
        )

    def read(array: pa.Array) -> Sequence[Any]:
        flat = inner.read(array.flatten())
        if not flat:
            return [()] * len(array)
        ends = array.offsets.to_numpy() - array.offsets[0].as_py()
        return [tuple(flat[start:end]) for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]

    def at(array: pa.Array) -> Callable[[int], Any]:
        ends, one = memoryview(array.offsets.to_numpy()), inner.at(array.values)
        return lambda row: tuple(map(one, range(ends[row], ends[row + 1])))

    return Form(arrow, write, read, at)


def _parts(kind: type) -> Form:
    forms = {name: form for name, (form, _) in _field_forms(kind).items()}
    arrow = pa.struct([(name, form.arrow) for name, form in forms.items()])

    def write(values: Sequence[Any]) -> pa.Array:
        columns = [form.write([getattr(value, name) for value in values]) for name, form in forms.items()]
        return pa.StructArray.from_arrays(columns, fields=list(arrow))

    return Form(
        arrow,
        write,
        lambda array: _all_values(kind, _flattened(array), len(array)),
        lambda array: _one_value(kind, _flattened(array)),
    )


def _flattened(array: pa.Array) -> dict[str, pa.Array]:
    """The parts of a struct by name, cut to its rows."""
    return {field.name: part for field, part in zip(array.type, array.flatten(), strict=True)}
