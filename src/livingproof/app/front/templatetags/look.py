"""`{% icon "home" %}`, words of acts and stages, tones of grades, and small drawings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from livingproof.app.front import drawing, navigation, offers, path, words
from livingproof.app.kit.acts import Prospect
from livingproof.app.kit.forms import Cell
from livingproof.app.kit.history import entries
from livingproof.app.kit.kinds import Kind, kind_of
from livingproof.app.kit.models import Record
from livingproof.app.kit.reasons import Told
from livingproof.app.kit.values import label_of
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Machine

register = template.Library()

TONES: Mapping[str, str] = {"undetermined": "open", "not_applicable": "na", "und": "open"}
"""Grades whose tone has another name; tones are pass, warn, fail, open, na."""
SHAPES: Mapping[str, str] = {
    "pass": "circle-check",
    "warn": "alert-triangle",
    "fail": "square-x",
    "open": "progress-help",
    "na": "minus",
}
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d")
"""A moment as the interface writes it."""
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")
GRADES = {"pass": _("Passed"), "warn": _("Note"), "fail": _("Does not fit"), "open": _("Open"), "na": _("Not needed")}


@register.simple_tag
def record_url(slug: str, key: UUID) -> str:
    """The page of a record, by its kind."""
    return navigation.record_url(slug, key)


@register.simple_tag
def list_url(slug: str) -> str:
    """The page of a kind's records."""
    return navigation.list_url(slug)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A symbol of the sprite; `size` is "", "l" or "xl". It says nothing: the word stands beside it."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#{}"/></svg>', size, static("icons.svg"), name
    )


@register.filter
def tone(grade: object) -> str:
    """The tone of a grade; anything unknown is open."""
    name = str(getattr(grade, "value", grade))
    name = TONES.get(name, name)
    return name if name in SHAPES else "open"


@register.filter
def shape(grade: object) -> str:
    """The symbol of a grade or tone."""
    return SHAPES[tone(grade)]


@register.filter
def graded(grade: object) -> str:
    """The word of a grade: Passed, Note, Does not fit, Open, Not needed."""
    return str(GRADES[tone(grade)])


@register.filter
def deed(act: object) -> str:
    """The word for an act, by its name."""
    return words.word("acts", str(act))


@register.filter
def stage(name: object) -> str:
    """The word for a stage, by its name."""
    return words.word("stages", str(name))


@register.filter
def owed(text: object) -> str:
    """What a task asks for, in the language of the page."""
    return words.owed(str(text))


@register.filter
def kind_icon(slug: str) -> str:
    """The symbol of a kind of records."""
    return navigation.icon_of(slug)


@register.filter
def days_late(due_on: date | None, today: date) -> int:
    """By how many days a day has passed; 0 where it has not, or there is none."""
    return max(0, (today - due_on).days) if due_on else 0


@register.filter
def steps(machine: Machine, record: Record) -> tuple[path.Step, ...]:
    """The stages that a record went through, where it is, and its likely way on."""
    return path.steps(machine, record.stage, entries(record).values_list("target", flat=True))


@register.simple_tag
def offered(kind: Kind, person: Person, acts: Sequence[tuple[Prospect, Sequence[Told]]]) -> offers.Offers:
    """The acts of a record's page: what leads on, what may be done beside it, what must happen first."""
    return offers.offers(kind, person, acts)


@register.filter
def settling(told: Sequence[Told], field: str) -> list[Told]:
    """Those of the reasons that this field of a form settles: they stand beside it."""
    return [one for one in told if offers.settled_by(one.code) == field]


@register.simple_tag
def hint(field: str, attribute: str = "") -> str:
    """What to write in a field of a form, or in an attribute of its parts; "" where it needs no words."""
    key = f"{field}.{attribute.replace(' ', '_')}" if attribute else field
    return words.known("hints", key) or ""


SENTENCES: Final = frozenset(
    {
        "statement",
        "what",
        "result",
        "found",
        "reason",
        "because",
        "note",
        "metric",
        "fact",
        "expected evidence",
        "where",
    }
)
"""Attributes of parts in which sentences stand."""
SHORT: Final = 28
"""Letters of what is chosen that fit into a narrow input."""


@register.filter
def is_long(cell: Cell) -> bool:
    """Whether an input of a row needs the room of a sentence."""
    return cell.label in SENTENCES or any(
        len(label) > SHORT for _key, label in cell.choices if cell.control == "select"
    )


@register.filter
def unsaid(content: Sequence[tuple[str, object]], record: Record) -> list[tuple[str, object]]:
    """What the page of the record's kind does not show in its own way already (`shown`, named by the record)."""
    told = {label_of(kind_of(record), name) for name in getattr(record, "shown", ())}
    return [(label, value) for label, value in content if label not in told]


@register.filter
def plainly(name: object) -> str:
    """The word for a part's field, by its name; a name without words as plain text: "due_on" is "Due on"."""
    text = words.word("parts", str(name).strip().replace(" ", "_"))
    return text[:1].upper() + text[1:]


@register.filter
def choice(value: object) -> object:
    """The word for a value that was chosen from a list; any other value as it is."""
    return (words.known("choices", value) or value) if isinstance(value, str) else value


@register.filter
def files(keys: object, evidence: Sequence[Evidence]) -> SafeString:
    """Files of evidence by their names, as links; one that is not known here by its id."""
    names = {str(row.pk): row.name for row in evidence}
    given = keys if isinstance(keys, (list, tuple)) else [keys] if keys else []
    links = [
        format_html('<a href="{}">{}</a>', reverse("kit:evidence", args=[key]), names[str(key)])
        if str(key) in names
        else key
        for key in given
    ]
    return format_html_join(", ", "{}", ((link,) for link in links))


@register.filter
def cell(value: object) -> object:
    """A value as persons read it: nothing for nothing, yes and no, lists in one line; a day as ISO 8601, never broken over lines."""
    said = _said(value)
    return format_html("<time>{}</time>", said) if isinstance(said, str) and DAY.fullmatch(said) else said


def _said(value: object) -> object:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and INSTANT.fullmatch(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(str(choice(_said(one))) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(
            f"{plainly(name)}: {choice(_said(one))}" for name, one in value.items() if one not in (None, "", [], {})
        )
    return value


@register.filter
def parted(rows: Sequence[Sequence[Any]]) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    """Rows of inputs with the first blank one, and the further blank ones."""
    shown: list[Sequence[Any]] = []
    spare: list[Sequence[Any]] = []
    blank = False
    for row in rows:
        (spare if blank else shown).append(row)
        blank = blank or all(cell.value in ("", None, False) for cell in row if cell.control != "checkbox")
    return shown, spare


@register.filter
def beside(values: Sequence[object], others: Sequence[object]) -> list[tuple[object, object]]:
    """Pairs of what stands at the same place."""
    return list(zip(values, others, strict=False))


@register.filter
def texts(content: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    """The values that are no tables."""
    return [(label, value) for label, value in content if not _is_table(value)]


@register.filter
def tabled(content: Sequence[tuple[str, object]]) -> list[tuple[str, list[str], list[list[object]]]]:
    """The values that are tables: label, heads, rows; a column in which nothing stands is left out."""
    return [(label, *_table(value)) for label, value in content if _is_table(value)]


def _is_table(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _table(value: Any) -> tuple[list[str], list[list[object]]]:
    names = list(dict.fromkeys(name for row in value for name in row))
    heads = [name for name in names if any(row.get(name) not in (None, "", [], {}) for row in value)]
    return heads, [[row.get(name) for name in heads] for row in value]


@register.simple_tag
def interval(low: float, rate: float, high: float, said: str = "") -> SafeString:
    """A rate on its interval; see `livingproof.app.front.drawing`."""
    return drawing.interval(float(low), float(rate), float(high), said)


@register.simple_tag
def spark(values: Sequence[float], said: str = "") -> SafeString:
    """A row of values as a line."""
    return drawing.spark([float(value) for value in values], said)


@register.simple_tag
def share(part: float, whole: float) -> SafeString:
    """A part of a whole as a bar."""
    return drawing.bar(float(part), float(whole))


@register.simple_tag
def marks(boxes: Sequence[drawing.Box]) -> SafeString:
    """Marked places on a page picture."""
    return drawing.marks(boxes)
