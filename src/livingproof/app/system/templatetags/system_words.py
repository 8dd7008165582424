"""`{% said "pages" "report_title" organisation=name %}` and `{{ value|word:"choices" }}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from livingproof.app.kit.values import for_gates
from livingproof.app.system import showing
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.capa.kind import reached
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from livingproof.app.system.words import word
from livingproof.core.system.costs import in_all as costs_in_all
from livingproof.core.system.effectiveness import Progress
from livingproof.core.system.figures import Figure
from livingproof.core.system.lots import Balance, affected_in_all, balance
from livingproof.core.system.trend import Because, needs_capa

register = template.Library()
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@register.simple_tag
def said(section: str, key: str, **facts: Any) -> str:
    """One word or sentence in the reader's language."""
    return word(section, key, **facts)


@register.filter(name="word")
def word_of(value: Any, section: str) -> str:
    """The word for a value of a section; nothing for nothing."""
    return word(section, str(value)) if value else ""


@register.simple_tag
def progress_of(record: Capa) -> Progress | None:
    """How far the check of the effect is; None before it began."""
    return reached(record)


@register.simple_tag
def causes_of(record: Capa) -> tuple[showing.ShownCause, ...]:
    """Each cause with how it was shown."""
    return showing.causes_of(record)


@register.simple_tag
def actions_of(record: Capa, day: date) -> tuple[showing.ShownAction, ...]:
    """Each action with what became of it until this day."""
    return showing.actions_of(record, day)


@register.simple_tag
def watched_until(record: Capa) -> date | None:
    """Until when an effective CAPA is watched; None for any other."""
    return showing.watched_until(record)


@register.filter
def person_named(key: object) -> str:
    """A person's name by id."""
    return showing.person(str(key))


@register.filter
def rate_of(events: Decimal, exposure: Decimal) -> str:
    """Events for one unit of exposure, in three significant figures; "" without exposure."""
    return significant(events / exposure) if exposure else ""


@register.simple_tag
def whys_of(record: Capa) -> list[list[Any]]:
    """The tree of whys from its tops: each answer with the answers under it; what hangs under nothing known is left to the table."""
    rows = [one for one in record.whys if isinstance(one, dict)]
    return _under("", rows, frozenset())


def _under(key: str, rows: list[dict[str, Any]], above: frozenset[str]) -> list[list[Any]]:
    found = [one for one in rows if (one.get("under") or "") == key and one.get("key") not in above]
    return [
        [one.get("statement", ""), _under(one.get("key") or "-", rows, above | {one.get("key", "")})] for one in found
    ]


@register.simple_tag
def needed_because(record: Nonconformity) -> tuple[Because, ...]:
    """Why this open nonconformity needs a CAPA; nothing before it was graded."""
    if not record.severity or record.stage in record.machine.final:
        return ()
    return needs_capa(for_gates(NONCONFORMITIES, record), int(NONCONFORMITIES.about(record)["occurrences"]))


@register.simple_tag
def balance_of(record: Nonconformity) -> tuple[Balance, ...]:
    """What is affected, decided on and left of each lot."""
    return balance(for_gates(NONCONFORMITIES, record))


@register.simple_tag
def in_all(record: Nonconformity) -> dict[str, str]:
    """What is affected, by unit, and what it costs, by currency; "" for what is not there."""
    values = for_gates(NONCONFORMITIES, record)
    affected = (f"{plain_number(one.amount)} {one.unit}" for one in affected_in_all(values))
    return {
        "affected": ", ".join(affected),
        "costs": ", ".join(map(str, costs_in_all(values, record.organisation.currency))),
    }


@register.filter
def significant(number: Decimal) -> str:
    """Three significant figures, without an exponent."""
    return f"{float(number):.3g}" if abs(number) >= Decimal("0.0001") else f"{number:.6f}"


@register.filter
def plain_number(number: Decimal) -> str:
    """A quantity as it was written, without an exponent or noughts behind the point."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


@register.filter
def days_ran(now: Progress, today: date) -> tuple[int, int]:
    """How many days of the window have passed, of how many."""
    whole = (now.ends_on - now.starts_on).days
    return min(whole, max(0, (today - now.starts_on).days)), whole


@register.filter
def shown(figure: Figure) -> str:
    """The value of a figure: days for the lag, else a share of a hundred; nothing where there is too little."""
    if figure.value is None:
        return ""
    return f"{figure.value:.1f} d" if figure.id == "L5" else share(figure.value)


SHARES = frozenset({"share_late", "late_for_planned", "human_error_only"})
BOUNDS = frozenset({"low", "high"})


@register.filter
def besides(figure: Figure) -> str:
    """The further numbers of a figure in words; its interval is told beside its value."""
    told = {name: value for name, value in figure.beside.items() if name not in BOUNDS}
    return ", ".join(
        word("figures", f"beside_{name}", value=share(value) if name in SHARES else f"{value:.4g}")
        for name, value in told.items()
    )


@register.filter
def share(part: float) -> str:
    """A share of one as a share of a hundred."""
    return f"{part:.1%}"


@register.filter
def of(said: Mapping[str, str], name: str) -> str:
    """What was said under a name."""
    return said.get(name, "")


@register.filter
def is_day(text: str) -> bool:
    """Whether a cell is a day, which is not broken over two lines."""
    return bool(_DAY.fullmatch(text))
