"""Forms of acts: each field as its model declares it, parts as rows of the core's dataclasses. Nothing is written by hand."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.models import Q

from livingproof.app.kit import values
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.machine import Act
from livingproof.core.system.parts import REFERS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Grant, Record

BLANK_ROWS = 3
MOST_ROWS = 200
PERSON_NAMES = frozenset(
    {"owner", "person", "verifier", "approver", "assessor", "planned_verifier", "member", "leader"}
)
"""Names of attributes of parts that hold a person's id; `machine.PersonId` says it too."""
MANY = frozenset({"choices", "files"})
"""Controls of which more than one value can be chosen."""
FILES = "evidence_files"
"""The input for files that come with an act."""
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a form offers to choose from: persons (of None: they are typed), files, and the record's parts that it does not change."""

    people: Organisation | None
    shelf: Choices
    settled: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a row: its name in the form, its kind of control, what stands in it, what can be chosen."""

    name: str
    label: str
    control: str
    value: Any
    choices: Choices = ()

    @property
    def upload(self) -> str:
        """The name of the input for new files beside it."""
        return f"{self.name}-files"

    @property
    def kept(self) -> Choices:
        """The choices that are chosen."""
        return tuple(one for one in self.choices if one[0] in self.value)

    @property
    def others(self) -> Choices:
        """The choices that are not chosen."""
        return tuple(one for one in self.choices if one[0] not in self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of a part: its name and the control that fills it."""

    name: str
    control: str
    choices: Choices = ()
    list_of_texts: bool = False


def _bare(kind: Any) -> Any:
    """The type without None."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return next(one for one in typing.get_args(kind) if one is not type(None))
    return kind


def part_of(kind: Any) -> tuple[type | None, bool]:
    """The dataclass that a field of parts holds, and whether it holds many; None where it holds no dataclass."""
    bare = _bare(kind)
    if typing.get_origin(bare) is tuple:
        inner = typing.get_args(bare)[0]
        return (inner, True) if is_dataclass(inner) and isinstance(inner, type) else (None, True)
    return (bare, False) if is_dataclass(bare) and isinstance(bare, type) else (None, False)


def columns(part: type, around: Around) -> tuple[Column, ...]:
    """The inputs of one part. An attribute that names another part (`core.system.parts.refers`) is chosen from those that are settled."""
    hints = typing.get_type_hints(part)
    return tuple(
        _column(one.name, hints[one.name], around, _named(around.settled, one.metadata)) for one in fields(part)
    )


def _named(settled: Mapping[str, Any], metadata: Mapping[Any, Any]) -> Choices:
    """The record's parts that an attribute may name: key, and key with what it is; nothing where it names none."""
    field, key, shown = metadata.get(REFERS, ("", "", ""))
    rows = [row for row in settled.get(field) or () if row.get(key)]
    return tuple((row[key], row[key] if key == shown else f"{row[key]}: {row.get(shown, '')}"[:90]) for row in rows)


def _column(name: str, hint: Any, around: Around, named: Choices) -> Column:
    bare = _bare(hint)
    many = typing.get_origin(bare) is tuple and typing.get_args(bare)[0] is str
    if name == "evidence" and many:
        return Column(name, "files", around.shelf)
    if named:
        return Column(name, "choices", named) if many else Column(name, "select", (("", "-"), *named))
    if around.people is not None and (getattr(bare, "__name__", "") == "PersonId" or name in PERSON_NAMES):
        return Column(name, "select", (("", "-"), *persons(around.people)))
    if isinstance(bare, type) and issubclass(bare, Enum):
        return Column(name, "select", (("", "-"), *((str(one.value), str(one.value)) for one in bare)))
    if typing.get_origin(bare) is tuple and typing.get_args(bare)[0] is str:
        return Column(name, "lines", list_of_texts=True)
    controls = {bool: "checkbox", int: "number", Decimal: "decimal", float: "decimal", date: "date", str: "text"}
    return Column(name, controls.get(bare, "json"))


def files(organisation: Organisation, record: Record | None = None) -> Choices:
    """Evidence to choose from, the newest first: what the record rests on already, and what nothing rests on yet."""
    ours = Q(references=None) | Q(references__record=record.pk) if record is not None else Q(references=None)
    found = Evidence.objects.filter(ours, organisation=organisation, erased_at=None).distinct().order_by("-received_at")
    return tuple(_file(one) for one in found[:50])


def _file(one: Evidence) -> tuple[str, str]:
    return str(one.pk), f"{one.name} ({one.received_at:%Y-%m-%d})"


def _held(kind: Kind, record: Record | None, names: Iterable[str]) -> Choices:
    """The files that stand in these fields of the record already: all that another party can choose again."""
    if record is None:
        return ()
    ids = values.ids_in(list(values.named_in(values.as_json(kind, record, tuple(names)), "evidence")))
    return tuple(_file(one) for one in Evidence.objects.filter(organisation=record.organisation_id, pk__in=ids))


def persons(organisation: Organisation) -> tuple[tuple[str, str], ...]:
    """The active persons of an organisation, to choose from."""
    found = Person.objects.filter(organisation=organisation, active=True).values_list("pk", "named__name")
    return tuple(sorted(((str(key), name or "(erased)") for key, name in found), key=lambda pair: pair[1]))


class PartsWidget(forms.Widget):
    """Rows of inputs, some blank ones at the end; without a dataclass, lines of text or JSON."""

    template_name = "kit/parts.html"

    def __init__(self, kind: Any, around: Around) -> None:
        super().__init__()
        self.part, self.many = part_of(kind)
        self.of_texts = self.part is None and typing.get_args(_bare(kind))[:1] == (str,)
        self.columns = columns(self.part, around) if self.part else ()
        # What a part says unless it is told otherwise is ticked in a blank line, and does not make the line a filled one.
        self.ticked = {one.name: True for one in fields(self.part) if one.default is True} if self.part else {}
        # Lines may bring files of their own.
        self.needs_multipart_form = any(one.control == "files" for one in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows."""
        rows = self._rows(name, value) if self.part else ()
        lines = "\n".join(str(one) for one in value or ()) if self.of_texts and not isinstance(value, str) else value
        text = lines if self.of_texts else json.dumps(value, ensure_ascii=False, indent=1)
        return super().get_context(name, value, attrs) | {
            "rows": rows,
            "heads": [one.name.replace("_", " ") for one in self.columns],
            "text": text or "",
            "many": self.many,
        }

    def _rows(self, name: str, value: Any) -> list[list[Cell]]:
        given = value if isinstance(value, list) else [value] if isinstance(value, Mapping) else []
        blank = BLANK_ROWS if self.many else 1 - len(given)
        return [
            [self._cell(name, place, column, row) for column in self.columns]
            for place, row in enumerate([*given, *(self.ticked for _ in range(blank))])
        ]

    @staticmethod
    def _cell(name: str, place: int, column: Column, row: Any) -> Cell:
        value = row.get(column.name) if isinstance(row, Mapping) else None
        if column.list_of_texts and isinstance(value, (list, tuple)):
            value = "\n".join(map(str, value))
        elif column.control == "json" and value is not None and not isinstance(value, str):
            value = json.dumps(value, ensure_ascii=False)
        shown = "" if value is None else value
        held = [shown] if column.control == "select" and shown else shown if column.control in MANY else ()
        known = {key for key, _ in column.choices}
        choices = (*column.choices, *((one, one) for one in held or () if one not in known))
        return Cell(f"{name}-{place}-{column.name}", column.name.replace("_", " "), column.control, shown, choices)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Rows that are not blank, as JSON values; texts as lists; anything else as JSON."""
        if not self.part:
            text = data.get(name, "")
            return [line.strip() for line in text.splitlines() if line.strip()] if self.of_texts else text
        rows = [row for row, _ in self.sent(data, files, name)]
        return rows if self.many else (rows[0] if rows else None)

    def sent(self, data: Any, files: Any, name: str) -> Iterator[tuple[dict[str, Any], list[Any]]]:
        """Each row that is not blank, with the files that came in it."""
        unticked = {column.name for column in self.columns if column.control == "checkbox"}
        for place in range(MOST_ROWS):
            cells = {column.name: _given(data, f"{name}-{place}-{column.name}", column) for column in self.columns}
            uploads = _uploads(files, f"{name}-{place}-evidence")
            said = any(value is not None for key, value in cells.items() if key not in unticked)
            if not said and not any(cells.values()) and not uploads:
                if place > BLANK_ROWS and f"{name}-{place}-{self.columns[0].name}" not in data:
                    return
                continue
            row = dict(self._filled(cells))
            if uploads or any(
                value not in (None, "", [], False) for key, value in row.items() if key not in self.ticked
            ):
                yield row, uploads

    def _filled(self, cells: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        defaults = {
            one.name: one.default is not MISSING or one.default_factory is not MISSING
            for one in fields(self.part or Cell)
        }
        for column in self.columns:
            value = cells[column.name]
            if column.control == "checkbox":
                yield column.name, bool(value)
            elif column.control in MANY:
                yield column.name, value or []
            elif column.list_of_texts:
                yield column.name, [line.strip() for line in (value or "").splitlines() if line.strip()]
            elif column.control == "json" and value:
                yield column.name, values.from_json_text(value)
            elif value or not defaults[column.name]:
                yield column.name, value


def _given(data: Any, name: str, column: Column) -> Any:
    """What was sent for one input: all that was chosen where more than one can be; None where nothing was sent."""
    if column.control in MANY and hasattr(data, "getlist"):
        return [one for one in data.getlist(name) if one] or None
    return data.get(name)


def _uploads(files: Any, name: str) -> list[Any]:
    """The files sent in one line of parts."""
    return list(files.getlist(f"{name}-files")) if hasattr(files, "getlist") else []


class PartsField(forms.Field):
    """A field of parts: read strictly by the core's dataclasses, told where it is wrong."""

    def __init__(self, kind: Any, around: Around, **more: Any) -> None:
        super().__init__(widget=PartsWidget(kind, around), **more)
        self.kind = kind

    def uploads(self, data: Any, files: Any, name: str) -> list[list[Any]]:
        """The files that came with each of the rows, in their order; none where the field holds no rows."""
        widget = self.widget
        return [found for _, found in widget.sent(data, files, name)] if widget.part else []

    def to_python(self, value: Any) -> Any:
        """The JSON value that the record keeps."""
        if value in ("", None):
            value = [] if part_of(self.kind)[1] else None
        if isinstance(value, str):
            value = values.from_json_text(value)
        try:
            return values.parts_as_json(self.kind, values.parts_of(self.kind, value))
        except values.UnreadableValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class EvidenceWidget(forms.SelectMultiple):
    """Evidence that is there to choose from; new files come by the input beside it."""

    template_name = "kit/evidence_input.html"
    needs_multipart_form = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows."""
        chosen, choices = set(value or ()), tuple(self.choices)
        kept, others = ([one for one in choices if (one[0] in chosen) is wanted] for wanted in (True, False))
        return super().get_context(name, value, attrs) | {"kept": kept, "others": others, "upload": FILES}


def form_of(
    kind: Kind,
    act: Act,
    organisation: Organisation,
    *,
    data: Any = None,
    sent: Any = None,
    record: Record | None = None,
    grant: Grant | None = None,
) -> forms.Form:
    """The form of an act, empty or with what the record holds; bound where data is given, `sent` are the files beside it.

    With a grant it is another party's: only the fields that the grant names, and no persons or files of the house to choose from.
    """
    asked = tuple(name for name in act.fields if grant is None or (name in grant.fields and not _inside(kind, name)))
    around = _around(kind, act, organisation, record, grant)
    made: dict[str, Any] = {name: _form_field(kind, name, act, organisation, around) for name in asked}
    initial = {name: getattr(record, name) for name in asked} if record is not None else None
    form: forms.Form = type("ActForm", (forms.Form,), made)(data=data, files=sent, initial=initial)
    return form


def _around(kind: Kind, act: Act, organisation: Organisation, record: Record | None, grant: Grant | None) -> Around:
    seen = kind.fields if grant is None else grant.fields
    parts = [] if record is None else [name for name in kind.parts if name not in act.fields and name in seen]
    settled = {name: getattr(record, name) for name in parts}
    if grant is None:
        return Around(organisation, files(organisation, record), settled)
    return Around(grant.party, _held(kind, record, (name for name in act.fields if name in seen)), settled)


def _inside(kind: Kind, name: str) -> bool:
    """Whether the field offers what only members may see."""
    return isinstance(values.field_of(kind, name), models.ForeignKey)


def _form_field(kind: Kind, name: str, act: Act, organisation: Organisation, around: Around) -> forms.Field:
    field = values.field_of(kind, name)
    more: dict[str, Any] = {
        "required": name in act.required,
        "label": field.verbose_name,
        "help_text": field.help_text,
    }
    if name == "evidence":
        more["required"] = False
        return forms.MultipleChoiceField(choices=around.shelf, widget=EvidenceWidget, **more)
    if name in kind.parts:
        return PartsField(kind.parts[name], around, **more)
    if isinstance(field, models.JSONField):
        return forms.JSONField(**more)
    if isinstance(field, models.ForeignKey):
        return _related(field, organisation, more)
    made = field.formfield(**more)
    if made is None:
        raise TypeError(f"{kind.slug}: the field {name} cannot be asked in a form")
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(made, forms.DateTimeField):
        made.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return made


def _related(field: Any, organisation: Organisation, more: dict[str, Any]) -> forms.Field:
    if field.related_model is Person:
        choices = [("", "-"), *persons(organisation)]
        return forms.TypedChoiceField(choices=choices, empty_value=None, **more)
    chosen = field.related_model._default_manager.filter(organisation=organisation)[:500]  # noqa: SLF001
    choices = [("", "-"), *((str(one.pk), str(one)) for one in chosen)]
    return forms.TypedChoiceField(choices=choices, empty_value=None, **more)


def files_of(request: HttpRequest) -> list[Any]:
    """All files that came with the form: those of the act and those of single lines."""
    return [upload for _, uploads in request.FILES.lists() for upload in uploads]
