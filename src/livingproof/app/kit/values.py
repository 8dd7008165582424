"""The values of a record's fields in their three forms: as Django holds them, as gates see them, as JSON carries them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Field
from django.utils.translation import gettext as _
from pydantic import ConfigDict, TypeAdapter
from pydantic import ValidationError as Unreadable

from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.machine import Blocked

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Record

YEARS = range(1900, 2200)
"""Years that a business record can mean; everything else is a slip of the pen."""
LONGEST = 20_000
"""Characters of one text, items of one list."""


class UnreadableValueError(ValueError):
    """A value that its field cannot hold; the text says why."""


@cache
def adapter(part: Any) -> TypeAdapter[Any]:
    """Reads and writes what a field of parts holds. Unknown names are refused, not dropped.

    The tuple around it carries the strictness into a lone dataclass, which takes no settings from outside.
    """
    return TypeAdapter(tuple[part], config=ConfigDict(extra="forbid"))


def parts_of(part: Any, value: Any) -> Any:
    """What a field of parts holds, as the core's dataclasses."""
    try:
        return adapter(part).validate_python((value,))[0]
    except Unreadable as unreadable:
        first = unreadable.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"][1:])
        raise UnreadableValueError(f"{where}: {first['msg']}" if where else first["msg"]) from None


def parts_as_json(part: Any, value: Any) -> Any:
    """What the table and the ledger keep of a field of parts."""
    return adapter(part).dump_python((value,), mode="json")[0]


def field_of(kind: Kind, name: str) -> Field[Any, Any]:
    """The model's field of this name."""
    found = kind.model._meta.get_field(name)  # noqa: SLF001 - Django's documented way to a field
    if not isinstance(found, Field):
        raise TypeError(f"{name} is no field of {kind.slug}")
    return found


def label_of(kind: Kind, name: str) -> str:
    """The field's name as persons read it."""
    return str(field_of(kind, name).verbose_name)


def read(
    kind: Kind, payload: Mapping[str, Any], allowed: tuple[str, ...], organisation: Organisation
) -> tuple[dict[str, Any], tuple[Blocked, ...]]:
    """The payload as the model holds it, and every reason why a part of it cannot be taken."""
    values: dict[str, Any] = {}
    problems: list[Blocked] = []
    for name, raw in payload.items():
        if name not in allowed:
            problems.append(Blocked("field_unknown", {"field": str(name)[:80]}))
            continue
        try:
            values[name] = _read_one(kind, name, raw, organisation)
        except UnreadableValueError as problem:
            problems.append(Blocked("field_invalid", {"field": name, "problem": str(problem)}))
    return values, tuple(problems)


def _read_one(kind: Kind, name: str, raw: Any, organisation: Organisation) -> Any:
    _bounded(raw)
    if name in kind.parts:
        return parts_as_json(kind.parts[name], parts_of(kind.parts[name], raw))
    field = field_of(kind, name)
    if isinstance(field, models.ForeignKey):
        return _related(field, raw, organisation)
    if isinstance(raw, str) and not raw.strip() and not isinstance(field, models.CharField | models.TextField):
        raw = None
    if raw is None and not field.null:
        return field.get_default()
    try:
        value = field.clean(raw, None)
    except (ValidationError, TypeError, ValueError, OverflowError, ArithmeticError) as problem:
        raise UnreadableValueError(_first(problem)) from None
    _bounded(value)
    return _as_kept(field, value, organisation)


def _as_kept(field: Field[Any, Any], value: Any, organisation: Organisation) -> Any:
    """The value as the table gives it back, so that the ledger spells it the same before and after."""
    if isinstance(value, datetime):
        here = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(organisation.time_zone))
        return here.astimezone(UTC)
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return value.quantize(Decimal(1).scaleb(-(field.decimal_places or 0)))
    return value


def _first(problem: Exception) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else _("cannot be read")


def _related(field: models.ForeignKey[Any, Any], raw: Any, organisation: Organisation) -> Any:
    """The row of the same organisation that is meant; what belongs to another one is as if it did not exist."""
    if raw in (None, ""):
        if not field.null:
            raise UnreadableValueError(_("is needed"))
        return None
    try:
        key = raw.pk if isinstance(raw, models.Model) else uuid.UUID(str(raw))
    except ValueError:
        raise UnreadableValueError(_("is no id")) from None
    found = field.remote_field.model._default_manager.filter(pk=key, organisation=organisation).first()  # noqa: SLF001
    if found is None:
        raise UnreadableValueError(_("is not known here"))
    return found


def _bounded(value: Any) -> None:
    """Refuse what no table can hold: control characters, lone halves of characters, endless lists, far years."""
    match value:
        case str():
            if len(value) > LONGEST:
                raise UnreadableValueError(_("is longer than %d characters") % LONGEST)
            if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
                raise UnreadableValueError(_("holds characters that are no text"))
        case Mapping():
            for name, inner in value.items():
                _bounded(name)
                _bounded(inner)
        case list() | tuple():
            if len(value) > LONGEST:
                raise UnreadableValueError(_("has more than %d items") % LONGEST)
            for inner in value:
                _bounded(inner)
        case date() if value.year not in YEARS:
            raise UnreadableValueError(_("is too far from today"))
        case float() if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
            raise UnreadableValueError(_("is no number"))
        case int() if abs(value) >= 2**63:
            raise UnreadableValueError(_("is too large"))
        case _:
            pass


def for_gates(kind: Kind, record: Record) -> dict[str, Any]:
    """The record as gates see it: parts as the core's dataclasses, other rows by their id as text."""
    values = {name: _for_gates(kind, name, record) for name in kind.fields}
    plain = {name: getattr(record, name) for name in ("number", "stage", "cycle", "version", "made_at", "imported")}
    return values | plain | {"id": str(record.pk)}


def _for_gates(kind: Kind, name: str, record: Record) -> Any:
    if name in kind.parts:
        return parts_of(kind.parts[name], getattr(record, name))
    field = field_of(kind, name)
    value = getattr(record, field.attname)
    return str(value) if isinstance(value, uuid.UUID) else value


def as_json(kind: Kind, record: Record, names: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The record's fields as the ledger and the interface carry them; all of the kind's fields unless some are named."""
    chosen = kind.fields if names is None else names
    return {name: _plain(getattr(record, field_of(kind, name).attname)) for name in chosen}


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case uuid.UUID():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value


def texts_in(value: Any) -> Iterator[str]:
    """Every text within a JSON value."""
    match value:
        case str():
            yield value
        case Mapping():
            for inner in value.values():
                yield from texts_in(inner)
        case list() | tuple():
            for inner in value:
                yield from texts_in(inner)
        case _:
            pass


def named_in(value: Any, name: str) -> Iterator[Any]:
    """Whatever stands under a name, at any depth of a JSON value."""
    match value:
        case Mapping():
            for key, inner in value.items():
                if key == name:
                    yield inner
                yield from named_in(inner, name)
        case list() | tuple():
            for inner in value:
                yield from named_in(inner, name)
        case _:
            pass


def replaced(value: Any, by: Mapping[str, str]) -> Any:
    """A JSON value with whole texts replaced."""
    match value:
        case str():
            return by.get(value, value)
        case Mapping():
            return {name: replaced(inner, by) for name, inner in value.items()}
        case list() | tuple():
            return [replaced(inner, by) for inner in value]
        case _:
            return value


def ids_in(value: Any) -> set[uuid.UUID]:
    """Every id that stands as a whole text in a JSON value."""
    found = set()
    for text in texts_in(value):
        if len(text) == 36 and text.count("-") == 4:  # noqa: PLR2004 - the form of an id
            try:
                found.add(uuid.UUID(text))
            except ValueError:
                continue
    return found


PERSON = "person:"


def without_persons(value: Any) -> Any:
    """A JSON value with ids of persons replaced by their references: what the ledger may hold."""
    ids = ids_in(value)
    if not ids:
        return value
    known = {
        str(key): PERSON + reference
        for key, reference in Person.objects.filter(pk__in=ids).values_list("pk", "reference")
    }
    return replaced(value, known)


def with_persons(value: Any) -> Any:
    """The way back from `without_persons`."""
    references = {text.removeprefix(PERSON) for text in texts_in(value) if text.startswith(PERSON)}
    if not references:
        return value
    rows = Person.objects.filter(reference__in=references).values_list("pk", "reference")
    return replaced(value, {PERSON + reference: str(key) for key, reference in rows})


def from_json_text(text: str) -> Any:
    """The JSON value that a text spells; the text itself where it spells none."""
    try:
        return json.loads(text)
    except ValueError:
        return text
