"""`{% said "pages" "report_title" organisation=name %}` and `{{ value|word:"choices" }}`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import template

from livingproof.app.kit.values import for_gates
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.capa.kind import reached
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from livingproof.app.system.words import word
from livingproof.core.system.effectiveness import Progress
from livingproof.core.system.figures import Figure
from livingproof.core.system.lots import Balance, balance
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
def needed_because(record: Nonconformity) -> tuple[Because, ...]:
    """Why this open nonconformity needs a CAPA; nothing before it was graded."""
    if not record.severity or record.stage in record.machine.final:
        return ()
    return needs_capa(for_gates(NONCONFORMITIES, record), int(NONCONFORMITIES.about(record)["occurrences"]))


@register.simple_tag
def balance_of(record: Nonconformity) -> tuple[Balance, ...]:
    """What is affected, decided on and left of each lot."""
    return balance(for_gates(NONCONFORMITIES, record))


@register.filter
def significant(number: Decimal) -> str:
    """Three significant figures, without an exponent."""
    return f"{float(number):.3g}" if abs(number) >= Decimal("0.0001") else f"{number:.6f}"


@register.filter
def shown(figure: Figure) -> str:
    """The value of a figure: days for the lag, else a share of a hundred; nothing where there is too little."""
    if figure.value is None:
        return ""
    return f"{figure.value:.1f} d" if figure.id == "L5" else share(figure.value)


@register.filter
def share(part: float) -> str:
    """A share of one as a share of a hundred."""
    return f"{part:.1%}"


@register.filter
def is_day(text: str) -> bool:
    """Whether a cell is a day, which is not broken over two lines."""
    return bool(_DAY.fullmatch(text))
