"""A list in stretches, for programs: in an order that they name, from a mark that says where the last stretch ended.

A mark names values, not places: what is added or goes meanwhile shifts nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from livingproof.app.kit import values
from livingproof.app.kit.lists import OWN

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind

NEWEST = "-made_at"
"""The order where none is named."""
LARGEST = 2**63


class MarkError(ValueError):
    """This mark is none of this list."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stretch ended: the order, what the last record has there (None: nothing), and its id."""

    sort: str
    value: Any
    key: UUID

    def __str__(self) -> str:
        """The mark as programs carry it."""
        value = None if self.value is None else str(self.value)
        return base64.urlsafe_b64encode(json.dumps([self.sort, value, str(self.key)]).encode()).decode()


def orders(kind: Kind) -> tuple[str, ...]:
    """The orders that can be asked for: each column of the kind's list and each of every record, up and, with a "-", down."""
    plain = [name for name in (*kind.columns, *OWN) if not isinstance(values.field_of(kind, name), models.JSONField)]
    return tuple(order for name in dict.fromkeys(plain) for order in (name, f"-{name}"))


def stretch(kind: Kind, found: Any, sort: str, after: str, length: int) -> tuple[Sequence[Any], str | None]:
    """So many of the records from the mark on ("": from the first), and the mark where they end; None at the end of the list.

    Records in which the field is empty come last, up and down.
    """
    field = values.field_of(kind, sort.removeprefix("-"))
    down = sort.startswith("-")
    if field.null:
        by: Any = F(field.attname).desc(nulls_last=True) if down else F(field.attname).asc(nulls_last=True)
    else:
        by = f"-{field.attname}" if down else field.attname
    if after:
        found = found.filter(_beyond(field, _read(field, sort, after), down=down))
    rows = list(found.order_by(by, "id")[: length + 1])
    if len(rows) <= length:
        return rows, None
    last = rows[length - 1]
    return rows[:length], str(Mark(sort, getattr(last, field.attname), last.pk))


def _beyond(field: models.Field[Any, Any], mark: Mark, *, down: bool) -> Q:
    name = field.attname
    if mark.value is None:
        return Q(**{f"{name}__isnull": True}, id__gt=mark.key)
    further = Q(**{f"{name}__{'lt' if down else 'gt'}": mark.value}) | Q(**{name: mark.value}, id__gt=mark.key)
    return further | Q(**{f"{name}__isnull": True}) if field.null else further


def _read(field: models.Field[Any, Any], sort: str, text: str) -> Mark:
    """The mark that a program brings back; MarkError for what was never given out."""
    try:
        of, value, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        read = None if value is None else _value(field, str(value))
        mark = Mark(str(of), read, UUID(str(key)))
    except (ValueError, TypeError, RecursionError, binascii.Error, ValidationError, ArithmeticError):
        raise MarkError from None
    if mark.sort != sort or (mark.value is None and not field.null) or not _possible(mark.value):
        raise MarkError
    return mark


def _value(field: models.Field[Any, Any], text: str) -> Any:
    return field.target_field.to_python(text) if isinstance(field, models.ForeignKey) else field.to_python(text)


def _possible(value: Any) -> bool:
    match value:
        case date():
            return value.year in values.YEARS and (not hasattr(value, "tzinfo") or value.tzinfo is not None)
        case int():
            return abs(value) < LARGEST
        case str():
            return "\x00" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
        case _:
            return True
