"""A CAPA as its page tells it: each cause with how it was shown, each action with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from livingproof.app.kit import values
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.history import entries
from livingproof.app.people.models import Person
from livingproof.app.system.models import Capa
from livingproof.core.days import add_months
from livingproof.core.system.capa import EFFECTIVE, WATCH_MONTHS
from livingproof.core.system.causes import Question

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownCause:
    """A cause with the proofs of it; `accepted` ones are acted on."""

    key: str
    question: str
    statement: str
    category: str
    accepted: bool
    proofs: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ShownAction:
    """An action with what was done for it; `voided` is why it will not be done, "" where it will. `late` counts from its day."""

    key: str
    what: str
    owner: str
    due_on: str
    expected: str
    causes: tuple[str, ...]
    done: tuple[Row, ...]
    voided: str
    late: bool


def causes_of(record: Capa) -> tuple[ShownCause, ...]:
    """In the order of the three questions; those that were ruled out stand last."""
    order = {one.value: place for place, one in enumerate(Question)}
    found = [
        ShownCause(
            str(row.get("key", "")),
            str(row.get("question", "")),
            str(row.get("statement", "")),
            str(row.get("category", "")),
            bool(row.get("accepted", True)),
            tuple(one for one in rows(record.cause_proofs) if one.get("cause") == row.get("key")),
        )
        for row in rows(record.causes)
    ]
    return tuple(sorted(found, key=lambda one: (not one.accepted, order.get(one.question, len(order)))))


def actions_of(record: Capa, day: date) -> tuple[ShownAction, ...]:
    """In the order of the plan, with persons by name."""
    names = _names(record.actions, record.implementations)
    voided = {str(row.get("action")): str(row.get("reason", "")) for row in rows(record.voided)}
    done = [dict(row, by=names.get(str(row.get("done_by")), "")) for row in rows(record.implementations)]
    return tuple(_action(row, names, voided, done, day) for row in rows(record.actions))


def _action(
    row: Row, names: Mapping[str, str], voided: Mapping[str, str], done: Iterable[Row], day: date
) -> ShownAction:
    key, due_on = str(row.get("key", "")), str(row.get("due_on") or "")
    mine = tuple(one for one in done if one.get("action") == key)
    return ShownAction(
        key,
        str(row.get("what", "")),
        names.get(str(row.get("owner")), ""),
        due_on,
        str(row.get("expected_evidence") or ""),
        tuple(map(str, row.get("causes") or ())),
        mine,
        voided.get(key, ""),
        late=not mine and key not in voided and due_on != "" and due_on < day.isoformat(),
    )


def watched_until(record: Capa) -> date | None:
    """The last day on which the same mark would say that it came back; None where it was not closed as effective."""
    closed = entries(record).filter(act="confirm_effective").last() if record.stage == EFFECTIVE else None
    if closed is None:
        return None
    return add_months(day_of(record.organisation, closed.recorded_at), WATCH_MONTHS)


def person(key: str) -> str:
    """A person's name by id; "" for nobody."""
    return _names([{"id": key}]).get(key, "")


def _names(*given: object) -> dict[str, str]:
    keys = values.ids_in(list(given))
    return {str(one.pk): str(one) for one in Person.objects.filter(pk__in=keys)}


def rows(given: object) -> tuple[Row, ...]:
    """The rows of a field of parts; whatever is no row is left out."""
    return tuple(one for one in given if isinstance(one, Mapping)) if isinstance(given, (list, tuple)) else ()
