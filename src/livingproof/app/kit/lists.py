"""Questions to a kind's records: filter, search, order. Every question begins with the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from livingproof.app.kit import values
from livingproof.app.kit.forms import persons
from livingproof.app.people.models import Person, PersonName

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.people.models import Organisation

OWN = {
    "number": _("Number"),
    "stage": _("Stage"),
    "cycle": _("Cycle"),
    "made_at": _("Made"),
    "changed_at": _("Changed"),
}
"""Columns that every record has, with their heads."""
LONGEST_SEARCH = 200
MOST_WRITTEN = 200
"""Values of a field of free text that a filter offers."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its name, what can be chosen, what is chosen ("": nothing)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


def asked(kind: Kind, organisation: Organisation, query: Mapping[str, str]) -> QuerySet[Any]:
    """The records that a query string asks for: `q` searches, names of filters filter, `sort` orders ("-due_on")."""
    found: QuerySet[Any] = kind.model.objects.of(organisation)
    for name in kind.filters:
        if chosen := query.get(name, ""):
            found = _narrowed(kind, found, name, chosen)
    if text := _text(query.get("q", "")):
        found = found.filter(reduce(or_, (Q(**{f"{name}__icontains": text}) for name in kind.search)))
    return found.order_by(*_order(kind, query.get("sort", "")))


def _text(raw: str) -> str:
    return "".join(letter for letter in raw.strip()[:LONGEST_SEARCH] if letter.isprintable())


def _narrowed(kind: Kind, found: QuerySet[Any], name: str, chosen: str) -> QuerySet[Any]:
    """The records with this value; none where the field cannot have it."""
    try:
        if name in OWN:
            return found.filter(**{name: chosen}) if "\x00" not in chosen else found.none()
        field = values.field_of(kind, name)
        value = UUID(chosen) if isinstance(field, models.ForeignKey) else field.clean(chosen, None)
    except (ValidationError, ValueError, TypeError, OverflowError, ArithmeticError):
        return found.none()
    if isinstance(value, str) and "\x00" in value:
        return found.none()
    return found.filter(**{name: value})


def _order(kind: Kind, sort: str) -> tuple[str, ...]:
    name = sort.removeprefix("-")
    if name in kind.columns or name in OWN:
        return (sort, "-made_at", "id")
    return ("-made_at", "id")


def filters(kind: Kind, organisation: Organisation, query: Mapping[str, str]) -> tuple[Filter, ...]:
    """The filters as the page offers them."""
    return tuple(_filter(kind, name, organisation, query.get(name, "")) for name in kind.filters)


def _filter(kind: Kind, name: str, organisation: Organisation, chosen: str) -> Filter:
    if name == "stage":
        choices = tuple((stage, stage.replace("_", " ")) for stage in kind.machine.stages)
        return Filter(name, str(OWN[name]), choices, chosen)
    field = values.field_of(kind, name)
    if isinstance(field, models.ForeignKey):
        choices = persons(organisation)
    elif isinstance(field, models.BooleanField):
        choices = (("True", said("yes")), ("False", said("no")))
    elif field.choices:
        choices = tuple((str(key), str(label)) for key, label in field.choices)
    else:
        choices = tuple((text, text) for text in _written(kind, name, organisation))
    return Filter(name, str(field.verbose_name), choices, chosen)


def _written(kind: Kind, name: str, organisation: Organisation) -> list[str]:
    """What stands in a field of free text: what can be filtered by."""
    found = kind.model.objects.of(organisation).order_by(name).values_list(name, flat=True).distinct()
    return [str(value) for value in found[:MOST_WRITTEN] if value not in (None, "")]


def chosen(found: QuerySet[Any], ids: Iterable[str]) -> QuerySet[Any]:
    """Those of the records whose ids were chosen; whatever is no id chooses nothing."""
    keys = []
    for text in ids:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return found.filter(pk__in=keys)


def label(kind: Kind, name: str) -> str:
    """A column's head."""
    return str(OWN[name]) if name in OWN else values.label_of(kind, name)


def table(kind: Kind, records: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Each record with its cells as persons read them; names of persons are asked for once for all rows."""
    found = list(records)
    people = [name for name in kind.columns if name not in OWN and values.field_of(kind, name).related_model is Person]
    ids = {getattr(record, f"{name}_id") for record in found for name in people}
    names = dict(PersonName.objects.filter(person__in=ids - {None}).values_list("person", "name"))
    return [(record, [shown(kind, record, name, names) for name in kind.columns]) for record in found]


def shown(kind: Kind, record: Any, name: str, names: Mapping[UUID, str]) -> Any:
    """A cell as persons read it: choices by their label, persons by their name."""
    if name == "stage":
        return record.stage.replace("_", " ")
    if name in OWN:
        return getattr(record, name)
    field = values.field_of(kind, name)
    if field.related_model is Person:
        key = getattr(record, field.attname)
        return "" if key is None else names.get(key, "(erased)")
    if field.choices:
        return getattr(record, f"get_{name}_display")()
    value = getattr(record, name)
    return "" if value is None else value
