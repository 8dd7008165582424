"""Parts of a record (lots, causes, actions) as frozen values, read from the plain values that a record keeps and written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

Part = TypeVar("Part")
REFERS: Final = "refers"
"""The key of `refers` in an attribute's metadata: what a form offers to choose from."""


def refers(field: str, key: str, shown: str) -> dict[str, tuple[str, str, str]]:
    """Metadata of an attribute that names another part of the record: in which field it is, by which attribute, which is shown."""
    return {REFERS: (field, key, shown)}


def parts(kind: type[Part], values: Iterable[Any] | None) -> tuple[Part, ...]:
    """All values as parts of this kind; None is none."""
    return tuple(part(kind, value) for value in values or ())


def part(kind: type[Part], value: Any) -> Part:
    """One value as a part: a part stays as it is, a mapping is read by the types of the fields.

    Unknown keys and values that are no such thing raise ValueError: the edge has refused them before.
    """
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        raise ValueError(f"{kind.__name__} is not read from {type(value).__name__}")  # noqa: TRY004 - one error for all that is no part
    asked: Any = kind
    types = _types(asked)
    unknown = set(value) - set(types)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(map(str, unknown)))}")
    return kind(**{name: _read(types[name], given) for name, given in value.items()})


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(wanted: Any, value: Any) -> Any:
    if isinstance(wanted, UnionType):
        inner = next(kind for kind in get_args(wanted) if kind is not type(None))
        return None if value is None or value == "" else _read(inner, value)
    if get_origin(wanted) is tuple:
        return tuple(_read(get_args(wanted)[0], item) for item in value or ())
    if wanted is date:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if wanted is Decimal:
        return _number(value)
    if wanted is bool:
        return bool(value)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return part(wanted, value)
    return wanted(value)


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except ArithmeticError:
        raise ValueError(f"{value!r} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is no number")
    return number


def plain(value: Any) -> Any:
    """A part, or any value with parts in it, as JSON keeps it: numbers with a fraction and days as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
